// Stands in front of the sandbox, lets every request through, and twists the answers it was told to.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../provider/sandbox";

export interface Answer {
  status: number;
  /** Decoded; undefined for an answer without a body. */
  body: unknown;
}

export interface Asked {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly body: unknown;
}

/** Which requests are lied to: `POST /wallets/[^/]+/instruments$`, held against method and path (without query) below the root. */
export interface Lie {
  readonly about: RegExp;
  /** The truth, twisted; by changing it or by answering something else. */
  readonly twist: (truth: Answer, asked: Asked) => Answer | undefined;
  /** Answered without asking the sandbox, so that nothing is processed. */
  readonly unprocessed?: boolean;
}

export class LyingFront {
  readonly asked: Asked[] = [];
  readonly #lies: Lie[] = [];
  #sandbox: Sandbox | undefined;

  /** For `WorldOptions.front`. */
  open = async (sandbox: Sandbox): Promise<string> => {
    this.#sandbox = sandbox;
    const server = createServer((request, response) => {
      void (async () => {
        const text = Buffer.concat(await request.toArray()).toString();
        const asked: Asked = {
          method: request.method ?? "GET",
          path: request.url ?? "/",
          body: text === "" ? undefined : JSON.parse(text),
        };
        const { status, body } = await this.#answer(asked, text, request.headers);
        response.writeHead(status, { "content-type": "application/json" });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => stop(server));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  lie(lie: Lie): void {
    this.#lies.push(lie);
  }

  honest(): void {
    this.#lies.length = 0;
  }

  async #answer(asked: Asked, text: string, headers: NodeJS.Dict<string | string[]>): Promise<Answer> {
    this.asked.push(asked);
    const place = `${asked.method} ${asked.path.split("?")[0]}`;
    const lie = this.#lies.find(({ about }) => about.test(place));
    const truth =
      lie?.unprocessed === true ? { status: 204, body: undefined } : await this.#truth(asked, text, headers);
    return lie?.twist(truth, asked) ?? truth;
  }

  async #truth({ method, path }: Asked, text: string, headers: NodeJS.Dict<string | string[]>): Promise<Answer> {
    const passed = ["authorization", "x-api-token", "content-type"].flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    });
    const answer = await fetch(`${this.#sandbox?.url}${path}`, {
      method,
      headers: passed,
      ...(text === "" ? {} : { body: text }),
    });
    const body = await answer.text();
    return { status: answer.status, body: body === "" ? undefined : JSON.parse(body) };
  }
}

function stop(server: Server): void {
  server.close();
  server.closeAllConnections();
}
