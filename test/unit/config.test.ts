import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { credentialsWithin, EXPLICIT_PROVIDER_KEY, resolveSettings, SETTING_NAMES } from "../../provider/config";

const settings = (stack: Record<string, string>, env: Record<string, string> = {}) => resolveSettings({ stack, env });
const refused = (stack: Record<string, string>, env: Record<string, string> = {}) => {
  try {
    settings(stack, env);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error("It should have been refused.");
};

it("defaults", () => {
  expect(settings({})).toEqual({
    dialect: "organization",
    baseUrl: "https://api.4pay.cc",
    namespace: "",
    outcomeWindowMs: 60_000,
    previewChecks: true,
    refresh: "full",
  });
});

describe("plain settings: the stack wins, the environment fills gaps", () => {
  it.each<[string, Record<string, string>, Record<string, string>, object]>([
    ["stack", { "fourpay:organizationId": "a" }, {}, { organizationId: "a" }],
    ["environment", {}, { FOURPAY_ORGANIZATION_ID: "b" }, { organizationId: "b" }],
    ["both", { "fourpay:organizationId": "a" }, { FOURPAY_ORGANIZATION_ID: "b" }, { organizationId: "a" }],
    ["an empty stack value is a gap", { "fourpay:namespace": " " }, { FOURPAY_NAMESPACE: "n" }, { namespace: "n" }],
    [
      "numbers",
      { "fourpay:maxConcurrency": "8" },
      { FOURPAY_MAX_REQUESTS_PER_SECOND: "2.5" },
      { maxConcurrency: 8, maxRequestsPerSecond: 2.5 },
    ],
    ["seconds", {}, { FOURPAY_OUTCOME_WINDOW_SECONDS: "8" }, { outcomeWindowMs: 8_000 }],
    ["a switch", { "fourpay:previewChecks": "false" }, {}, { previewChecks: false }],
    ["the dialect", {}, { FOURPAY_DIALECT: "merchant" }, { dialect: "merchant" }],
    [
      "an address without its last slash",
      { "fourpay:baseUrl": "https://x.example/" },
      {},
      { baseUrl: "https://x.example" },
    ],
    [
      "an address with a path",
      { "fourpay:baseUrl": "https://x.example/pay/" },
      {},
      { baseUrl: "https://x.example/pay" },
    ],
    ["http on loopback", { "fourpay:baseUrl": "http://127.0.0.1:8080" }, {}, { baseUrl: "http://127.0.0.1:8080" }],
    ["http on localhost", { "fourpay:baseUrl": "http://localhost:1" }, {}, { baseUrl: "http://localhost:1" }],
    ["http on IPv6 loopback", { "fourpay:baseUrl": "http://[::1]:1" }, {}, { baseUrl: "http://[::1]:1" }],
  ])("%s", (_, stack, env, expected) => {
    expect(settings(stack, env)).toMatchObject(expected);
  });
});

describe("what is meant for one run: the environment wins, so that it reaches a destroy as well", () => {
  it.each<[string, Record<string, string>, Record<string, string>, object]>([
    ["closures", { "fourpay:maxClosures": "1" }, { FOURPAY_MAX_CLOSURES: "0" }, { maxClosures: 0 }],
    ["refresh", { "fourpay:refresh": "full" }, { FOURPAY_REFRESH: "status" }, { refresh: "status" }],
    ["the stack where it is alone", { "fourpay:maxClosures": "7" }, {}, { maxClosures: 7 }],
  ])("%s", (_, stack, env, expected) => {
    expect(settings(stack, env)).toMatchObject(expected);
  });
});

describe("credentials: who wins", () => {
  const inPulumi = (values: object) => ({ PULUMI_CONFIG: JSON.stringify(values) });
  it.each<[string, Record<string, string>, Record<string, string>, string | undefined]>([
    ["nothing", {}, {}, undefined],
    ["the stack", { "fourpay:apiKey": "stack" }, {}, "stack"],
    ["the environment over the stack", { "fourpay:apiKey": "stack" }, { FOURPAY_API_KEY: "env" }, "env"],
    [
      "today's engine configuration over recorded state",
      { "fourpay:apiKey": "old" },
      inPulumi({ "pulumi-nodejs:fourpayApiKey": "today" }),
      "today",
    ],
    [
      "the environment over today's engine configuration",
      {},
      { FOURPAY_API_KEY: "env", ...inPulumi({ "pulumi-nodejs:fourpayApiKey": "today" }) },
      "env",
    ],
    [
      "an explicit provider over everything",
      { "fourpay:apiKey": "own", [EXPLICIT_PROVIDER_KEY]: "true" },
      { FOURPAY_API_KEY: "env" },
      "own",
    ],
    ["an explicit provider that states none", { [EXPLICIT_PROVIDER_KEY]: "true" }, { FOURPAY_API_KEY: "env" }, "env"],
    ["blanks around it", { "fourpay:apiKey": " key\n" }, {}, "key"],
    ["an empty variable", { "fourpay:apiKey": "stack" }, { FOURPAY_API_KEY: "" }, "stack"],
    ["engine configuration that is no JSON", { "fourpay:apiKey": "stack" }, { PULUMI_CONFIG: "{" }, "stack"],
    ["engine configuration that is no object", { "fourpay:apiKey": "stack" }, { PULUMI_CONFIG: "7" }, "stack"],
    ["engine configuration that is null", { "fourpay:apiKey": "stack" }, { PULUMI_CONFIG: "null" }, "stack"],
  ])("%s", (_, stack, env, expected) => {
    expect(settings(stack, env).apiKey?.reveal()).toBe(expected);
  });

  it("the same for the JWT", () => {
    expect(settings({ "fourpay:jwt": "stack" }, { FOURPAY_JWT: "env" }).jwt?.reveal()).toBe("env");
  });
});

describe("refused, naming the key and never a credential", () => {
  it("an address without http says what one looks like", () => {
    expect(refused({ "fourpay:baseUrl": "127.0.0.1:4010" }).message).toContain("https://api.4pay.cc");
  });

  it.each<[string, Record<string, string>]>([
    ["baseUrl", { "fourpay:baseUrl": "http://api.4pay.cc" }],
    ["baseUrl", { "fourpay:baseUrl": "http://127.0.0.1.evil.example" }],
    ["baseUrl", { "fourpay:baseUrl": "ftp://x" }],
    ["baseUrl", { "fourpay:baseUrl": "nonsense" }],
    ["baseUrl", { "fourpay:baseUrl": "https://u:topsecret@x.example" }],
    ["baseUrl", { "fourpay:baseUrl": "https://x.example?key=topsecret" }],
    ["dialect", { "fourpay:dialect": "retail" }],
    ["organizationId", { "fourpay:organizationId": "a/b" }],
    ["maxConcurrency", { "fourpay:maxConcurrency": "0" }],
    ["maxConcurrency", { "fourpay:maxConcurrency": "1.5" }],
    ["maxConcurrency", { "fourpay:maxConcurrency": "many" }],
    ["maxRequestsPerSecond", { "fourpay:maxRequestsPerSecond": "-1" }],
    ["outcomeWindowSeconds", { "fourpay:outcomeWindowSeconds": "0" }],
    ["outcomeWindowSeconds", { "fourpay:outcomeWindowSeconds": "99999" }],
    ["previewChecks", { "fourpay:previewChecks": "yes" }],
  ])("%s: %o", (key, stack) => {
    const { code, message } = refused({ ...stack, "fourpay:apiKey": "sk_topsecret" });
    expect(code).toBe("config_invalid");
    expect(message).toContain(`fourpay:${key}`);
    expect(message).not.toContain("topsecret");
  });
});

it("credentials have no printable form", () => {
  const resolved = settings({ "fourpay:apiKey": "sk_topsecret", "fourpay:jwt": "eyTopsecret" });
  for (const text of [JSON.stringify(resolved), inspect(resolved, { depth: 9 }), `${String(resolved.apiKey)}`]) {
    expect(text).not.toMatch(/topsecret/i);
  }
});

it("the names of the settings are what users know", () => {
  expect([...SETTING_NAMES].sort()).toEqual([
    "apiKey",
    "baseUrl",
    "dialect",
    "jwt",
    "maxClosures",
    "maxConcurrency",
    "maxRequestsPerSecond",
    "namespace",
    "organizationId",
    "outcomeWindowSeconds",
    "previewChecks",
    "refresh",
  ]);
});

it("names every credential in reach, in use or not, so that none is shown", () => {
  const stack = { "fourpay:apiKey": "a", "fourpay:jwt": " b ", "fourpay:namespace": "no" };
  const env = { FOURPAY_API_KEY: "c", FOURPAY_JWT: "", PULUMI_CONFIG: '{"pulumi-nodejs:fourpayApiKey":"d"}' };
  expect(credentialsWithin({ stack, env }).map((secret) => secret.reveal())).toEqual(["a", "c", "d", "b"]);
});
