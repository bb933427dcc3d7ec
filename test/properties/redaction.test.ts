/** Whatever the API answers, and however it breaks: a planted secret is in no part of the error. */
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { type ErrorContext, errorFromAnswer, errorFromFailure } from "../../provider/api/errors";
import { ExchangeFailure } from "../../provider/api/exchange";
import { ORGANIZATION_HINTS } from "../../provider/api/organization/hints";
import { FourpayError } from "../../provider/model/errors";
import { presentable } from "../../provider/model/redact";
import { Secret } from "../../provider/model/secret";
import { printed } from "../support/printed";
import fc from "../support/properties";

const KEY = "sk_live_Zq8-planted/secret+1";
const PAN = "5500000000000004";

const context = (kind: "read" | "write"): ErrorContext => ({
  kind,
  name: "card",
  request: { method: "POST", path: "/x" },
  address: "http://127.0.0.1:4010",
  secrets: [new Secret(KEY)],
  hints: ORGANIZATION_HINTS,
});

const planted = fc.constantFrom(
  KEY,
  encodeURIComponent(KEY),
  JSON.stringify(KEY).replaceAll("/", "\\/"),
  Buffer.from(KEY).toString("base64"),
  PAN,
  "5500 0000 0000 0004",
  "5500-0000-0000-0004",
);
/** In a sentence, or glued to whatever stands around it; only digits beside digits would be another number. */
const around = fc.string({ maxLength: 30 }).filter((text) => !/\d/.test(text));
const tainted = fc
  .tuple(around, fc.constantFrom(" ", "", "_"), planted, fc.constantFrom(", ", ""), around)
  .map((parts) => parts.join(""));
const kind = fc.constantFrom("read" as const, "write" as const);

const body = fc.oneof(
  fc.record({ detail: tainted }),
  fc.record({
    detail: fc.array(
      fc.oneof(
        tainted,
        fc.record(
          {
            loc: fc.array(fc.oneof(tainted, fc.integer())),
            msg: tainted,
            type: tainted,
            input: tainted,
            ctx: fc.dictionary(tainted, tainted),
          },
          { requiredKeys: [] },
        ),
      ),
    ),
  }),
  fc.dictionary(tainted, tainted),
  tainted,
);

const hides = (text: string) => {
  expect(text).not.toContain(KEY);
  expect(text).not.toContain(encodeURIComponent(KEY));
  expect(text).not.toContain(KEY.replaceAll("/", "\\/"));
  expect(text).not.toContain(Buffer.from(KEY).toString("base64").slice(0, -4));
  expect(text.replace(/[ -]/g, "")).not.toContain(PAN);
};

it("in an answer's body or headers", () => {
  fc.assert(
    fc.property(kind, fc.integer({ min: 300, max: 599 }), body, tainted, (kind, status, body, header) => {
      const answer = { status, headers: { "x-request-id": header, "retry-after": header }, body: JSON.stringify(body) };
      hides(printed(errorFromAnswer(answer, body, 0, context(kind))));
    }),
  );
});

it("in what broke below", () => {
  fc.assert(
    fc.property(kind, fc.boolean(), tainted, tainted, (kind, dispatched, message, code) => {
      const cause = Object.assign(new Error(message, { cause: new Error(message) }), {
        code,
        data: message,
        socket: { remote: message },
      });
      cause.name = code;
      for (const reason of ["failed", "aborted"] as const) {
        hides(printed(errorFromFailure(new ExchangeFailure(reason, dispatched, cause), context(kind))));
        hides(printed(errorFromFailure(new ExchangeFailure(reason, dispatched, message), context(kind))));
      }
    }),
  );
});

it("in any text that was made presentable, which is short and one line", () => {
  fc.assert(
    fc.property(tainted, (text) => {
      const shown = presentable(text, [new Secret(KEY)]);
      hides(shown);
      expect(shown.length).toBeLessThanOrEqual(201);
      expect(shown).not.toMatch(/[\r\n\t]/);
    }),
  );
});

it("a secret shows itself to nobody", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 9 }), (text) => {
      const secret = new Secret(`planted${text}`);
      const error = new FourpayError("internal", `${secret}`, { cause: { secret } });
      expect(printed(error) + JSON.stringify({ secret }) + inspect({ secret }, { showHidden: true })).not.toContain(
        `planted${text}`,
      );
      expect(secret.reveal()).toBe(`planted${text}`);
    }),
  );
});
