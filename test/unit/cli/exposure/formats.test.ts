// The same report for a terminal, a comment, a page and a machine. Names come from anywhere, and none of them may do anything.
import { describe, expect, it } from "vitest";
import { type Gates, judge, moneyLimit } from "../../../../provider/cli/exposure/gates";
import { asHtml } from "../../../../provider/cli/exposure/html/page";
import { asJson } from "../../../../provider/cli/exposure/json";
import { asMarkdown, MARKER } from "../../../../provider/cli/exposure/markdown";
import { asTerminal } from "../../../../provider/cli/exposure/terminal";
import { viewOf } from "../../../../provider/cli/exposure/view";
import {
  issue,
  ofCard,
  pool,
  previewOf,
  type Reported,
  exposed as readReport,
  stay,
  step,
} from "../../../support/exposureDocs";
import { recorded } from "../../../support/exposureFixtures";

const viewIn = (text: string, gates: Gates = {}) => {
  const report: Reported = readReport(text);
  return viewOf(report, report.spend, judge(report, report.spend, gates), []);
};

const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</title><b>`,
  `'; } body { display: none`,
  `&lt;b&gt;`,
  `[click](https://evil.example)`,
  `![x](https://evil.example/x.png)`,
  `@everyone`,
  `a | b | c`,
  "`code` ``` fence",
  `</details>`,
  `-->`,
  `a\\|b\\`,
  "line\nbreak\r\n# heading",
  "\u001b[2J\u001b]0;title\u0007",
  "\u202egnp.exe",
  "x".repeat(500),
];

/** Each name as a card, a wallet, a holder and the key of a fleet. */
const hostile = previewOf(
  ...HOSTILE.flatMap((name, index) => {
    const walletId = `b2c7d3e4-2222-4f60-9bac-${String(index).padStart(12, "0")}`;
    const wallet = { name, providerId: "p" };
    const holder = { cardOwnerId: `h${index}`, firstName: name, lastName: name };
    const card = { walletId, holderId: `h${index}` };
    return [
      step({ op: "same", type: "Wallet", name, id: walletId, old: wallet, now: wallet }),
      step({ op: "same", type: "Holder", name, id: `h${index}`, old: holder, now: holder }),
      issue(name, { monthly: `${index + 1}.00` }, { ...card, initialBalance: "1.00" }),
      step({ op: "create", name: `z${name}`, now: ofCard({ monthly: "1.00" }, { ...card, frozen: true }) }),
      step({
        op: "create",
        type: "CardFleet",
        name,
        now: {
          walletId,
          defaults: { limits: { monthly: "1.00" } },
          cards: { [`k${name}`]: { holderId: `h${index}` } },
          resourceUrn: "u",
        },
      }),
    ];
  }),
);

describe("hostile names", () => {
  const view = viewIn(hostile, { funds: true });

  it("are text in the page: no tag, no attribute, no style comes of them", () => {
    const page = asHtml(view);
    const tags = new Set([...page.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, tag]) => tag?.toLowerCase()));
    const ours =
      "!doctype html head meta title style body svg defs pattern rect path main header p h1 h2 ul li section div span code b dl dt dd s em figure figcaption i table caption thead tbody tr th td small footer";
    expect([...tags].filter((tag) => !ours.split(" ").includes(tag ?? ""))).toEqual([]);
    for (const name of HOSTILE) if (/[<>"&]/.test(name)) expect(page).not.toContain(name);
    expect(page).toContain("&#60;script&#62;");
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page.replace(/<style>[\s\S]*<\/style>/, "")).not.toContain("display: none&");
  });

  it("are code in the comment: no link, no mention, no table cell, no end of what folds", () => {
    const comment = asMarkdown(view);
    const outside = comment.replace(/`[^`\n]*`/g, "");
    expect(outside).not.toMatch(/evil|everyone|script|onerror|heading/);
    expect(outside.match(/<\/details>/g)?.length).toBe(outside.match(/<details>/g)?.length);
    for (const line of outside.split("\n").filter((one) => one.startsWith("|")))
      expect([3, 5, 6, 7]).toContain(line.split("|").length - 1);
  });

  it("steer no terminal, and fill no line", () => {
    for (const text of [asTerminal(view, false), asMarkdown(view), asHtml(view)]) {
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(text).not.toContain("x".repeat(401));
    }
    expect(asMarkdown(view)).not.toContain("x".repeat(61));
  });
});

describe("the page", () => {
  const page = asHtml(viewIn(recorded("preview.json"), { maxNewCards: 1 }));

  it("asks nobody for anything: no script, no address, and a policy that says so", () => {
    expect(page).not.toMatch(
      /<script|<link|<iframe|<object|https?:|url\((?!#endless)|@import|src=|href=|style=|\son\w+=/i,
    );
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
  });

  it("its policy allows exactly the style it has", async () => {
    const { createHash } = await import("node:crypto");
    const [, style = ""] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
    const [, hash] = /'sha256-([^']+)'/.exec(page) ?? [];
    expect(createHash("sha256").update(style).digest("base64")).toBe(hash);
  });

  it("every bar stands beside its figures in a table with headings, and every picture is hidden from readers", () => {
    expect(page.match(/<svg/g)?.length).toBe(page.match(/<svg[^>]*aria-hidden="true"/g)?.length);
    expect(page.match(/<table>/g)?.length).toBe(page.match(/<caption>/g)?.length);
    expect(page).toMatch(/<th scope="row">Pool|<th scope="row">Ads \(EU\)/);
    expect(page).toMatch(/prefers-color-scheme:dark/);
    expect(page).toMatch(/@media print/);
    expect(page).toMatch(/<html lang="en">/);
  });

  it("a card without an end has a bar without one", () => {
    const endless = asHtml(viewIn(previewOf(pool(), issue("a", { perTransaction: "5.00" }))));
    expect(endless).toContain('class="open"');
    expect(asHtml(viewIn(previewOf(pool(), issue("a", { monthly: "5.00" }))))).not.toContain('class="open"');
  });
});

describe("the comment", () => {
  const comment = asMarkdown(
    viewIn(recorded("preview.json"), { maxNewCards: 9, maxClosures: 1, maxMonthlyExposure: [moneyLimit("9999USD")] }),
  );
  const line = (start: string) => comment.split("\n").find((one) => one.startsWith(start)) ?? "";

  it("begins with the mark by which a pipeline finds it again", () => {
    expect(comment.startsWith(`${MARKER}\n`)).toBe(true);
  });

  it("shows before, after and change of what may be spent in a month and a day, and says what happens to how many cards", () => {
    const { currencies } = readReport(recorded("preview.json"));
    const { before, after } = currencies[0]!;
    const shown = (value: string) => Number(value).toLocaleString("en-US", { minimumFractionDigits: 2 });
    expect(line("| monthly limits, USD")).toContain(
      `| ${shown(before.monthly.sum)} | **${shown(after.monthly.sum)}** |`,
    );
    expect(line("| daily limits, USD")).toContain(`| ${shown(before.daily.sum)} | **${shown(after.daily.sum)}** |`);
    expect(line("**3** issued")).toMatch(/\*\*2\*\* reissued.*\*\*2\*\* closed/);
  });

  it("says which gate holds and which does not, and folds the rest", () => {
    expect(line("- ✅ `--max-new-cards`")).toContain("**5**, holds");
    expect(line("- ❌ `--max-closures`")).toContain("**4**, exceeded");
    expect(line("- ✅ `--max-monthly-exposure`")).toContain("holds");
    const head = comment.slice(0, comment.indexOf("<details>"));
    expect(head.length).toBeLessThan(2_000);
    expect(comment.match(/<summary>/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it("says that a card has no limit, instead of counting it as nothing", () => {
    const text = asMarkdown(
      viewIn(previewOf(pool(), stay("a", { monthly: "5.00" }), issue("b", { perTransaction: "1.00" }))),
    );
    expect(text).toContain("| 5.00 | **5.00 + 1 unlimited** | 🔺 +1 unlimited |");
    expect(text).toContain("1 card has no limit that bounds a month");
  });

  it("is never longer than a comment may be", () => {
    const name = "w".repeat(60);
    const many = Array.from({ length: 3_000 }, (_, index) => {
      const code = String.fromCharCode(65 + (index % 26), 65 + (index % 2), 65);
      const walletId = `b2c7d3e4-2222-4f60-9bac-${String(index).padStart(12, "0")}`;
      return issue(
        `${name}${index}`,
        { monthly: "1.00", daily: "1.00" },
        { walletId, holderId: `${name}${index}`, currency: code },
      );
    });
    const text = asMarkdown(viewIn(previewOf(...many)));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toContain("left out for their length");
  });
});

describe("the terminal", () => {
  it("has colours only where somebody sees them", () => {
    const view = viewIn(recorded("preview.json"));
    expect(asTerminal(view, true)).toContain("\u001b[");
    expect(asTerminal(view, false)).not.toContain("\u001b[");
  });

  it("says of a state what stands, without a before", () => {
    const text = asTerminal(viewIn(recorded("state.json")), false);
    expect(text).not.toContain("→");
    expect(text).toContain("sleeper");
  });
});

it("the machine's form holds every card that changes, with exact amounts as texts", () => {
  const report = readReport(recorded("preview.json"));
  const parsed = JSON.parse(asJson(report, report.spend, [], [])) as {
    version: number;
    changes: { name: string; before: { monthly: object } | null }[];
    spend: object;
  };
  expect(parsed.version).toBe(1);
  expect(parsed.changes).toHaveLength(report.changes.length);
  expect(parsed.changes.find(({ name }) => name === "launch")?.before?.monthly).toEqual({
    kind: "limit",
    value: "100.00",
  });
  expect(parsed.changes.find(({ name }) => name === "fair")?.before).toBeNull();
});

it("a change of nothing is said to be one", () => {
  const view = viewIn(previewOf(pool(), stay("a", { monthly: "5.00" })));
  expect(view.title).toBe("No card changes");
  expect(asMarkdown(view)).toContain("| 5.00 | **5.00** | unchanged |");
});
