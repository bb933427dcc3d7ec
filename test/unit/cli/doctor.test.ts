/** The command line as a user runs it, against servers that repeat the credential: what it prints when it fails. */
import { execFile } from "node:child_process";
import { expect, it, onTestFinished, vi } from "vitest";
import { DEAD_URL, json, type Reply, serve, text } from "../api/support/server";

const TOKEN = "tok+planted/4Zt9=QeRv";

// A process is started per test: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

function fourpay(args: readonly string[], env: Record<string, string>): Promise<{ code: unknown; printed: string }> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(FOURPAY|PULUMI)_/.test(name));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["dist/cli/main.js", ...args],
      { env: { ...Object.fromEntries(inherited), ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, printed: stdout + stderr }),
    );
  });
}

const doctor = (baseUrl: string, env: Record<string, string> = {}) =>
  fourpay(["doctor", "--api"], {
    FOURPAY_DIALECT: "merchant",
    FOURPAY_API_KEY: TOKEN,
    FOURPAY_BASE_URL: baseUrl,
    FOURPAY_MAX_REQUESTS_PER_SECOND: "1000",
    ...env,
  });

const PARROTS: Readonly<Record<string, Reply>> = {
  "refuses the credential": json(401, { detail: `Unknown token ${TOKEN} (${encodeURIComponent(TOKEN)})` }),
  "answers something else": text(200, `<h1>${TOKEN}</h1>`),
  "describes another API": json(200, { paths: { [`/${TOKEN}`]: { get: {} } }, info: { title: TOKEN } }),
};

it.each(Object.entries(PARROTS))("doctor, where the API %s", async (_what, reply) => {
  const server = await serve(reply);
  onTestFinished(() => server.close());
  const { code, printed } = await doctor(server.url);
  expect(code).toBe(1);
  expect(printed.length).toBeGreaterThan(20);
  for (const form of [TOKEN, encodeURIComponent(TOKEN), "planted"]) expect(printed).not.toContain(form);
});

it("doctor, with a credential in the wrong place", async () => {
  for (const env of [
    { FOURPAY_BASE_URL: "https://user:planted@api.example.com" },
    { FOURPAY_DIALECT: "planted" },
    { FOURPAY_MAX_CONCURRENCY: "planted" },
    { FOURPAY_API_KEY: "planted\nkey" },
  ]) {
    const { code, printed } = await doctor(DEAD_URL, env);
    expect(code).toBe(1);
    expect(printed).toMatch(/\[config_invalid\]/);
    expect(printed).not.toContain("planted");
  }
});

it("sandbox, where its port is taken, does not repeat the key it was given", async () => {
  const server = await serve(json(200, {}));
  onTestFinished(() => server.close());
  const { code, printed } = await fourpay(["sandbox", "--port", new URL(server.url).port, "--api-key", TOKEN], {});
  expect([code, printed]).toEqual([1, expect.stringMatching(/in use.*\[input_invalid\]/s)]);
  expect(printed).not.toContain("planted");
});
