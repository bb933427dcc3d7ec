import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { systemTools } from "../../../../provider/cli/engine/tools";
import { DEAD_URL } from "../../api/support/server";

const env = { PATH: "/usr/bin:/bin" };
const sh = (script: string, timeoutMs = 10_000) => systemTools.run("sh", ["-c", script], { env, timeoutMs });

describe("run", () => {
  it.each([
    ["echo out; echo err >&2", { ok: true, stdout: "out\n", reason: "" }],
    ["echo one >&2; echo two >&2; exit 3", { ok: false, reason: "exit code 3: one | two" }],
    ["echo only; exit 3", { ok: false, reason: "exit code 3: only" }],
    ["kill -9 $$", { ok: false, reason: "ended by SIGKILL" }],
  ])("%s", async (script, expected) => {
    expect(await sh(script)).toMatchObject(expected);
  });

  it("says when there is no such program", async () => {
    const result = await systemTools.run("no-such-program", [], { env, timeoutMs: 1_000 });
    expect(result).toMatchObject({ ok: false, reason: "not found" });
  });

  it("ends a process that takes too long, even when a grandchild keeps the pipes", async () => {
    const started = Date.now();
    expect(await sh("sleep 20 & sleep 20", 300)).toMatchObject({ ok: false, reason: "no end after 0 s" });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it("hands on whole lines of standard error and only the environment it was given", async () => {
    const lines: string[] = [];
    const script = 'printf "a" >&2; sleep 0.1; printf "b\\nc\\n" >&2; echo "[$HOME]"';
    const result = await systemTools.run("sh", ["-c", script], {
      env,
      timeoutMs: 5_000,
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(["ab", "c"]);
    expect(result.stdout).toBe("[]\n");
  });
});

describe("whyUnreachable", () => {
  it("tells an answer, a refusal and a silence apart", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/silent") return;
      response.statusCode = request.url === "/missing" ? 404 : 200;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    expect(await systemTools.whyUnreachable(`${base}/`, 2_000)).toBeUndefined();
    expect(await systemTools.whyUnreachable(`${base}/missing`, 2_000)).toContain("404");
    expect(await systemTools.whyUnreachable(`${base}/silent`, 200)).toContain("no answer");
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await systemTools.whyUnreachable(DEAD_URL, 2_000)).toContain("ECONNREFUSED");
  });
});
