import { describe, expect, it } from "vitest";
import { hideCardNumbers, hideSecrets, maskedNumber, presentable } from "../../../provider/model/redact";
import { Secret } from "../../../provider/model/secret";

describe("presentable text", () => {
  it.each([
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111.1111.1111.1111",
    "4111\u00a01111\u00a01111\u00a01111",
    "4111  1111  1111  1111",
    "378282246310005",
    "Bearer abc.def",
    "api_key=abc",
    "token: abc",
    "cvv 123",
    "CVV2=123",
    "card_cvv: 123",
    "cvv is 123",
    "security code: 123",
    'cvv\\": \\"123',
    "cvv&quot;:&quot;123",
    "X-API-Token: abc",
    "x_api_key=abc",
    'client_secret":"abc',
    "eyJhbGciOi.eyJzdWIi.c2ln",
  ])("hides %s", (text) => {
    expect(presentable(`before, ${text}, after`)).toBe("before, [hidden], after");
  });

  it.each([
    ["card4111111111111111", "card[hidden]"],
    ["%B4111111111111111^LOVELACE", "%B[hidden]^LOVELACE"],
    ["order-4111-1111-1111-1111-x", "order-[hidden]-x"],
    ["https://user:pa55@example.com/x", "https://[hidden]@example.com/x"],
  ])("hides in %s what is glued to other words", (text, shown) => {
    expect(presentable(text)).toBe(shown);
  });

  it("takes no longer for a long text that is nearly a secret", () => {
    for (const piece of ["token", "a", "1 ", "1-", "\\", "eyJ", "http://"]) {
      expect(presentable(piece.repeat(100_000)).length).toBeLessThanOrEqual(201);
    }
  });

  it("shows no part of a card number that the cut of a long text tore apart", () => {
    const long = `eyJ${"a".repeat(4_075)}.b.c`;
    expect(presentable(`${long} and 4111 1111 1111 1111 ${"x".repeat(5_000)}`)).not.toContain("4111");
  });

  it("hides known secrets wherever they are", () => {
    expect(presentable("xxSECRETxx SECRET", [new Secret("SECRET"), new Secret("")])).toBe("xx[hidden]xx [hidden]");
  });

  it("leaves ids and amounts alone", () => {
    const text = "card 0f8fad5b-d9cb-469f-a165-70867728950e, limit 500.00, 2025-06-02T15:38:49+00:00";
    expect(presentable(text)).toBe(text);
  });

  it("is one line of at most 200 characters", () => {
    expect(presentable("a\r\n\tb\u001b[31m")).toBe("a b [31m");
    expect(presentable("x".repeat(500))).toHaveLength(201);
  });
});

describe("a secret in somebody else's text", () => {
  const value = 'ke/y+"1=\\é';
  const secret = new Secret(value);
  it.each([
    ["as it is", value],
    ["in capitals", value.toUpperCase()],
    ["in JSON", JSON.stringify(value).slice(1, -1)],
    ["in JSON of PHP", JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/")],
    ["in ASCII JSON", JSON.stringify(value).slice(1, -1).replace("é", "\\u00e9")],
    ["in a path", encodeURIComponent(value)],
    ["in a path, in small letters", encodeURIComponent(value).toLowerCase()],
    ["in hexadecimal", Buffer.from(value).toString("hex")],
  ])("is hidden %s", (_how, written) => {
    expect(hideSecrets(`<${written}>`, [secret])).toBe("<[hidden]>");
  });

  it.each(["", "u", "us", "user:"])('is hidden in Base64 after "%s"', (before) => {
    for (const after of ["", "x", "xy"]) {
      for (const encoding of ["base64", "base64url"] as const) {
        const text = Buffer.from(before + value + after).toString(encoding);
        const shown = hideSecrets(text, [secret]);
        expect(shown).toContain("[hidden]");
        // What is left holds less than one character of it.
        expect(shown.replace("[hidden]", "").replace(/=+$/, "").length).toBeLessThan(
          before.length * 1.4 + after.length * 1.4 + 3,
        );
      }
    }
  });

  it("the longer one goes first, so that nothing of it stays", () => {
    expect(hideSecrets("abcdefgh", [new Secret("abc"), new Secret("abcdefgh")])).toBe("[hidden]");
  });

  it("without secrets a text stays as it is", () => {
    expect(hideSecrets("text", [])).toBe("text");
    expect(hideSecrets("text", [new Secret("")])).toBe("text");
  });
});

it.each([
  ["4111 1111 1111 1111", "[hidden]"],
  ["Ads 4111111111111111", "Ads [hidden]"],
  ["4111111111111112", "4111111111111112"],
  ["4111111111111111 12/26 123", "[hidden]/26 123"],
  ["378282246310005123", "[hidden]"],
  ["Invoice 202611210001", "Invoice 202611210001"],
  ["0f8fad5b-d9cb-469f-a165-411111111111", "0f8fad5b-d9cb-469f-a165-411111111111"],
  ["41111111-1111-4111-8111-111111111111", "41111111-1111-4111-8111-111111111111"],
])("of %s only a card number goes", (text, shown) => {
  expect(hideCardNumbers(text)).toBe(shown);
});

it.each([
  ["4111******1234", "**** **** **** 1234"],
  ["411111******1234", "**** **** **** 1234"],
  ["1234", "**** **** **** 1234"],
  ["4111 1111 1111 1234", "**** **** **** 1234"],
  ["****", undefined],
  ["", undefined],
  [null, undefined],
  [undefined, undefined],
])("%s is masked as %s", (shown, expected) => {
  expect(maskedNumber(shown)).toBe(expected);
});
