// The SDK's own provider process, as the engine runs it, with a stand-in for the engine at the other end of the wire.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../provider/sandbox";

export type Values = Record<string, unknown>;
export type HandlerName = "card" | "wallet" | "holder" | "webhook" | "fleet";

export interface Note {
  readonly urn: string;
  readonly text: string;
  readonly ephemeral: boolean;
}

/** What an unfinished creation or update tells the engine. */
export interface InitFailed {
  readonly id: string;
  readonly properties: Values;
  readonly reasons: string[];
}

export class CallFailed extends Error {
  constructor(
    message: string,
    readonly init: InitFailed | undefined,
  ) {
    super(message);
  }
}

export const line = (handler: HandlerName): string =>
  `exports.handler=()=>require("pulumi-fourpay/dynamic").${handler}`;

/** The stack configuration that leads to the sandbox. */
export function configOf(sandbox: Sandbox): Record<string, string> {
  return {
    "fourpay:baseUrl": sandbox.url,
    "fourpay:organizationId": sandbox.organizationId,
    "fourpay:apiKey": sandbox.apiKey,
    "fourpay:outcomeWindowSeconds": "5",
  };
}

/** A provider process that ends with the test. */
export async function startHost(config: Record<string, string>, env: Record<string, string> = {}): Promise<Host> {
  const host = await launchHost(env);
  onTestFinished(() => host.close());
  await host.configure(config);
  return host;
}

/** A provider process that the caller closes and configures. */
export async function launchHost(env: Record<string, string> = {}): Promise<Host> {
  if (!existsSync("dist/dynamic.js")) throw new Error("The package is not built: npm run build.");
  const notes: Note[] = [];
  const engine = new grpc.Server();
  engine.addService(EngineService as never, {
    log(call: { request: LogRequest }, answer: (error: null, empty: Empty) => void) {
      const { request } = call;
      notes.push({ urn: request.getUrn(), text: request.getMessage(), ephemeral: request.getEphemeral() });
      answer(null, new Empty());
    },
  });
  const enginePort = await new Promise<number>((resolve, reject) => {
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
  const foreign = Object.entries(process.env).filter(([name]) => !/^(FOURPAY|PULUMI)_/.test(name));
  const main = join("node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider", "index.js");
  const child = spawn(process.execPath, [main, `127.0.0.1:${enginePort}`], {
    env: { ...Object.fromEntries(foreign), PULUMI_NODEJS_PROJECT: "app", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Host(child, await portOf(child), notes, () => engine.forceShutdown());
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.once("line", (text) => resolve(Number(text)));
    child.once("exit", (code) => reject(new Error(`The provider ended at once (${code}).`)));
  });
}

export class Host {
  readonly notes: readonly Note[];
  readonly #child: ChildProcess;
  readonly #client: ResourceProviderClient;
  readonly #closeEngine: () => void;
  #run = 0;

  constructor(child: ChildProcess, port: number, notes: readonly Note[], closeEngine: () => void) {
    this.#child = child;
    this.#closeEngine = closeEngine;
    this.notes = notes;
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
    this.#child.kill();
    this.#closeEngine();
  }

  /**
   * Another run in the same process. The SDK configures each handler line once, so every run has lines of its own; the provider keeps one
   * registry per configuration, so the configuration must differ from all earlier ones of this process, if only in how a number is written.
   */
  async nextRun(config: Record<string, string>): Promise<void> {
    this.#run += 1;
    await this.configure(config);
  }

  #line(handler: HandlerName): string {
    return this.#run === 0 ? line(handler) : `${line(handler)};//${this.#run}`;
  }

  /** Recorded values as this run's handler gets them. */
  recorded(handler: HandlerName, state: Values): Values {
    return { ...state, __provider: this.#line(handler) };
  }

  async configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(config));
    await this.#call<unknown>((done) => this.#client.configure(request, done));
  }

  async cancel(): Promise<void> {
    await this.#call<unknown>((done) => this.#client.cancel(new Empty(), done));
  }

  async check(handler: HandlerName, news: Values, olds: Values = {}) {
    const request = new messages.CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: this.#line(handler) }));
    const answer = await this.#call<messages.CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: values(answer.getInputs()),
      failures: answer
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  async diff(handler: HandlerName, id: string, olds: Values, news: Values) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: this.#line(handler) }));
    const answer = await this.#call<messages.DiffResponse>((done) => this.#client.diff(request, done));
    return { changes: answer.getChanges(), replaces: answer.getReplacesList() };
  }

  async create(handler: HandlerName, inputs: Values) {
    const request = new messages.CreateRequest();
    request.setProperties(struct({ ...inputs, __provider: this.#line(handler) }));
    const answer = await this.#call<messages.CreateResponse>((done) => this.#client.create(request, done));
    return { id: answer.getId(), properties: values(answer.getProperties()) };
  }

  async update(handler: HandlerName, id: string, olds: Values, news: Values): Promise<Values> {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: this.#line(handler) }));
    return values(
      (await this.#call<messages.UpdateResponse>((done) => this.#client.update(request, done))).getProperties(),
    );
  }

  async read(id: string, state: Values) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(state));
    const answer = await this.#call<messages.ReadResponse>((done) => this.#client.read(request, done));
    return { id: answer.getId(), properties: values(answer.getProperties()), inputs: values(answer.getInputs()) };
  }

  async delete(id: string, state: Values): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(state));
    await this.#call<unknown>((done) => this.#client.delete(request, done));
  }

  #call<T>(send: (done: (error: grpc.ServiceError | null, answer: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      send((error, answer) =>
        error === null ? resolve(answer) : reject(new CallFailed(error.details, initOf(error))),
      );
    });
  }
}

function initOf(error: grpc.ServiceError): InitFailed | undefined {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  if (packed === undefined) return undefined;
  const [detail] = Status.deserializeBinary(packed as Buffer).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
  return { id: failed.getId(), properties: values(failed.getProperties()), reasons: failed.getReasonsList() };
}

function struct(plain: Values): Struct {
  return Struct.fromJavaScript(plain as never);
}

function values(wire: Struct | undefined): Values {
  return (wire?.toJavaScript() ?? {}) as Values;
}

/** How the call failed; the test fails when it did not. */
export async function failed(call: Promise<unknown>): Promise<CallFailed> {
  const error: unknown = await call.then(
    () => new Error("It should have failed."),
    (problem: unknown) => problem,
  );
  if (!(error instanceof CallFailed)) throw error;
  return error;
}
