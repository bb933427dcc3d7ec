import { describe, expect, it } from "vitest";
import { ada, complaints, grace, start } from "./client";

describe("holders", () => {
  it("are created under the caller's id and read back with an address", async () => {
    const { post, get } = await start();
    const created = await post("/holders", { ...ada, phone: "+1-202-555-0147", favouriteColour: "ignored" });
    expect(created).toMatchObject({ status: 201, body: { data: { ...ada, phone: "+1-202-555-0147" } } });
    const read = await get("/holders/ada");
    expect(read.status).toBe(200);
    expect(read.body.data).toMatchObject(ada);
    expect(Object.keys(read.body.data.address)).toEqual(["postalCode", "city", "addressLine1", "addressLine2"]);
  });

  it("are listed newest first, without an address and without an absent phone", async () => {
    const { post, get, sandbox } = await start();
    await post("/holders", ada);
    await sandbox.advance(1000);
    await post("/holders", grace);
    const list = await get("/holders");
    expect(list.body).toEqual({
      data: [grace, ada],
      pagination: { currentPage: 1, pages: 1, quantity: 25, totalQuantity: 2 },
    });
  });

  it("appear only after their latency", async () => {
    const { post, get, sandbox } = await start({ latency: { holderMs: 500 } });
    await post("/holders", ada);
    expect((await get("/holders/ada")).status).toBe(404);
    expect((await get("/holders")).body.data).toEqual([]);
    await sandbox.advance(500);
    expect((await get("/holders/ada")).status).toBe(200);
  });

  it("change later: the old values are served until then", async () => {
    const { post, patch, get, sandbox } = await start({ latency: { updateMs: 500 } });
    await post("/holders", { ...ada, phone: "1" });
    expect(await patch("/holders/ada", { email: "new@example.com", phone: null })).toMatchObject({ status: 204 });
    expect((await get("/holders/ada")).body.data.email).toBe("ada@example.com");
    await sandbox.advance(500);
    expect((await get("/holders/ada")).body.data.email).toBe("new@example.com");
    await patch("/holders/ada", { phone: "2" });
    expect((await post("/holders", { ...grace, phone: "1" })).status).toBe(422);
    await sandbox.advance(500);
    expect((await post("/holders", { ...grace, email: "ada@example.com", phone: "1" })).status).toBe(201);
  });

  it("keep id, e-mail and phone unique, also against changes in flight", async () => {
    const { post, patch } = await start();
    await post("/holders", { ...ada, phone: "1" });
    expect(complaints(await post("/holders", { ...grace, cardOwnerId: "ada" }))).toEqual([
      "body.cardOwnerId value_error",
    ]);
    expect(complaints(await post("/holders", { ...grace, email: "ADA@example.com" }))).toEqual([
      "body.email value_error",
    ]);
    expect(complaints(await post("/holders", { ...grace, phone: "1" }))).toEqual(["body.phone value_error"]);
    await patch("/holders/ada", { email: "claimed@example.com" });
    expect((await post("/holders", { ...grace, email: "claimed@example.com" })).status).toBe(422);
    await post("/holders", grace);
    expect((await patch("/holders/grace", { phone: "1" })).status).toBe(422);
    expect((await patch("/holders/grace", { email: grace.email })).status).toBe(204);
  });

  it.each([400, 409] as const)("answer a clash with %i when told so", async (clashStatus) => {
    const { post } = await start({ behaviour: { clashStatus } });
    await post("/holders", ada);
    expect(await post("/holders", ada)).toMatchObject({ status: clashStatus, body: { detail: expect.any(String) } });
  });

  it("refuse incomplete and malformed people", async () => {
    const { post, patch } = await start();
    expect(complaints(await post("/holders", {}))).toEqual([
      "body.cardOwnerId value_error.missing",
      "body.firstName value_error.missing",
      "body.lastName value_error.missing",
      "body.email value_error.missing",
    ]);
    const bad = { cardOwnerId: "a/b", firstName: 5, lastName: "", email: "nobody", phone: "1".repeat(51) };
    expect(complaints(await post("/holders", bad))).toEqual([
      "body.cardOwnerId value_error.str.regex",
      "body.firstName type_error.str",
      "body.lastName value_error.any_str.min_length",
      "body.email value_error.email",
      "body.phone value_error.any_str.max_length",
    ]);
    expect((await patch("/holders/nobody", { firstName: "X" })).status).toBe(404);
  });

  it("have percent-encoded ids in paths", async () => {
    const { post, get } = await start();
    await post("/holders", ada);
    expect((await get("/holders/%61da")).status).toBe(200);
    expect((await get("/holders/a%2Fda")).status).toBe(404);
  });
});
