import { describe, expect, it } from "vitest";
import { maskedNumber, presentable } from "../../../provider/model/redact";
import { Secret } from "../../../provider/model/secret";

describe("presentable text", () => {
  it.each([
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "Bearer abc.def",
    "api_key=abc",
    "token: abc",
    "cvv 123",
    "eyJhbGciOi.eyJzdWIi.c2ln",
  ])("hides %s", (text) => {
    expect(presentable(`before, ${text}, after`)).toBe("before, [hidden], after");
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
