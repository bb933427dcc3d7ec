// The command: a document in, a report and an exit code out.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { moneyLimit } from "../../../../provider/cli/exposure/gates";
import { type ExposureOptions, FORMATS, runExposure } from "../../../../provider/cli/exposureCommand";
import { seedIds, startSandbox } from "../../../../provider/sandbox";
import { issue, POOL, previewOf, stay } from "../../../support/exposureDocs";
import { recorded } from "../../../support/exposureFixtures";

async function run(document: string, options: Partial<ExposureOptions> = {}, env: Record<string, string> = {}) {
  let [out, said] = ["", ""];
  const code = await runExposure(
    "-",
    { format: "terminal", allowUnknown: false, ...options },
    {
      env,
      stdin: Readable.from([document]),
      colours: true,
      write: (text) => {
        out += text;
      },
      report: (text) => {
        said += `${text}\n`;
      },
      signal: new AbortController().signal,
    },
  );
  return { code, out, said };
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "fourpay-exposure-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const tooMuch = { maxMonthlyExposure: [moneyLimit("1USD")], currency: "USD" };
const secret = previewOf(issue("a", { monthly: "[secret]" }));

describe("exit codes", () => {
  it.each<[string, string, Partial<ExposureOptions>, number]>([
    ["no gate, whatever changes", recorded("preview.json"), {}, 0],
    ["all gates hold", recorded("preview.json"), { maxNewCards: 5, maxClosures: 4 }, 0],
    ["one is exceeded", recorded("preview.json"), { maxNewCards: 5, maxClosures: 3 }, 2],
    ["one cannot be decided", secret, { ...tooMuch, maxMonthlyExposure: [moneyLimit("9USD")] }, 2],
    [
      "one cannot be decided, and that is allowed",
      secret,
      { maxMonthlyExposure: [moneyLimit("9USD")], allowUnknown: true, currency: "USD" },
      0,
    ],
    ["allowing the unknown allows no excess", recorded("preview.json"), { ...tooMuch, allowUnknown: true }, 2],
  ])("%s", async (_, document, options, code) => {
    expect((await run(document, options)).code).toBe(code);
  });
});

it.each(FORMATS)("%s: into a file, with the reason of a failure in the log all the same", async (format) => {
  const output = join(await folder(), "report");
  const { code, out, said } = await run(recorded("preview.json"), { format, output, maxNewCards: 0 });
  expect([code, out]).toEqual([2, ""]);
  expect(said).toContain("--max-new-cards 0: exceeded, 5");
  const report = await readFile(output, "utf8");
  expect(report).toContain("launch");
  expect(report).not.toContain("\u001b");
});

it("a preview that leaves out what stays is completed by a state", async () => {
  const state = join(await folder(), "state.json");
  await writeFile(state, recorded("state.json"));
  const figures = async (document: string, options: Partial<ExposureOptions>) =>
    (JSON.parse((await run(document, { format: "json", ...options })).out) as { currencies: unknown }).currencies;
  expect(await figures(recorded("partial.json"), { state })).toEqual(await figures(recorded("preview.json"), {}));
});

it("files that are not there are named", async () => {
  const missing = join(await folder(), "none", "report");
  await expect(run(recorded("preview.json"), { output: missing })).rejects.toMatchObject({ code: "input_invalid" });
  await expect(run(recorded("preview.json"), { state: missing })).rejects.toMatchObject({ code: "input_invalid" });
});

describe("with --funds", () => {
  async function served() {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const env = {
      FOURPAY_BASE_URL: sandbox.url,
      FOURPAY_ORGANIZATION_ID: sandbox.organizationId,
      FOURPAY_API_KEY: sandbox.apiKey,
    };
    return { sandbox, env };
  }
  const one = (walletId: string, initialBalance: string) =>
    previewOf(issue("a", { monthly: "5.00" }, { walletId, initialBalance }));

  it("currency, fee and funds come from the API, by reads alone", async () => {
    const { sandbox, env } = await served();
    const wallet = sandbox.control.snapshot().wallets.find(({ id }) => id === seedIds.wallet);
    const { code, out } = await run(
      one(seedIds.wallet, "10.00"),
      { format: "json", funds: true, maxMonthlyExposure: [moneyLimit("5USD")] },
      env,
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      currencies: [{ currency: "USD" }],
      spend: { total: { USD: "11.00" }, wallets: [{ available: wallet?.available, unknownFees: 0 }] },
    });
    expect(sandbox.journal.list({ write: true })).toEqual([]);
    expect(sandbox.journal.list().length).toBe(1);
  });

  it("more than a wallet has is exceeded; the two of one wallet are added up", async () => {
    const { env } = await served();
    expect((await run(one(seedIds.wallet, "99999999.00"), { funds: true }, env)).code).toBe(2);
  });

  it("a wallet that the API does not know is said to be unread, and decides nothing", async () => {
    const { env } = await served();
    const { code, out } = await run(one("b2c7d3e4-2222-4f60-9bac-0000000000ff", "1.00"), { funds: true }, env);
    expect(code).toBe(2);
    expect(out).toContain("Could not be read");
  });

  it("a refused credential is an error, not a report", async () => {
    const { env } = await served();
    await expect(
      run(one(seedIds.wallet, "1.00"), { funds: true }, { ...env, FOURPAY_API_KEY: "wrong" }),
    ).rejects.toMatchObject({
      code: "unauthorized",
    });
    await expect(run(one(seedIds.wallet, "1.00"), { funds: true }, {})).rejects.toMatchObject({
      code: "config_missing",
    });
  });

  it("nothing is asked without it", async () => {
    const { sandbox, env } = await served();
    await run(previewOf(stay("a", { monthly: "1.00" }), issue("b", { daily: "1.00" }, { walletId: POOL })), {}, env);
    expect(sandbox.journal.list()).toEqual([]);
  });
});
