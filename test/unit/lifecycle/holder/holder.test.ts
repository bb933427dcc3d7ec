// People are registered once and for ever: found again, never duplicated, every clash named.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import {
  ada,
  CheckFailed,
  failure,
  grace,
  type Managed,
  type Mishap,
  type World,
  type WorldOptions,
  world,
} from "../../../support/lifecycleWorld";

const alan = { firstName: "Alan", lastName: "Turing", email: "alan@example.com" };

async function made(declared: object = {}, options: WorldOptions = {}): Promise<{ w: World; holder: Managed }> {
  const w = await world(options);
  const holder = w.holder("alan");
  await holder.up({ ...alan, ...declared });
  w.newRun();
  return { w, holder };
}

async function refusedPaths(step: Promise<unknown>): Promise<string[]> {
  const error: unknown = await step.catch((problem: unknown) => problem);
  if (!(error instanceof CheckFailed)) throw new Error("It should have been refused.");
  return error.paths;
}

describe("create", () => {
  it("registers the person under a made id", async () => {
    const { w, holder } = await made({ phone: "+1-202-555-0147" });
    expect(holder.id).toMatch(/^alan-[a-z2-7]{10}$/);
    expect(w.holderOf(holder.id)).toMatchObject({ ...alan, phone: "+1-202-555-0147" });
    expect(await holder.up({ ...alan, phone: "+1-202-555-0147" })).toBe("same");
  });

  it("or under the given one", async () => {
    const { holder } = await made({ cardOwnerId: "turing-1" });
    expect(holder.id).toBe("turing-1");
  });

  it("waits until the person can be seen", async () => {
    const { holder } = await made({}, { latency: { holderMs: 30_000 } });
    expect(holder.recorded?.incomplete).toBe(false);
  });

  it.each<[string, Mishap]>([
    ["cut after the commit", { kind: "drop-after-commit" }],
    ["502 after the commit", { kind: "status-after-commit", status: 502 }],
    ["cut body", { kind: "truncate-body" }],
  ])("a lost reply (%s): found, not sent again", async (_, fault) => {
    const w = await world();
    w.mishap("createHolder", fault);
    await w.holder("alan").up(alan);
    expect(w.count("createHolder")).toBe(1);
  });

  it("a lost request: outcome unknown, and the next run registers", async () => {
    const w = await world();
    w.mishap("createHolder", { kind: "refuse-before" });
    const holder = w.holder("alan");
    expect(await failure(holder.up(alan))).toMatchObject({ code: "outcome_unknown", partial: false });
    expect(w.count("createHolder")).toBe(1);
    w.newRun();
    await holder.up(alan);
    expect(w.writes).toEqual(["createHolder"]);
  });
});

describe("somebody who exists already", () => {
  it("with the same id and e-mail is adopted and brought in line", async () => {
    const w = await world();
    const holder = w.holder();
    await holder.up({ cardOwnerId: ada.id, firstName: "Augusta", lastName: ada.lastName, email: "ADA@example.com" });
    expect(w.writes).toEqual(["updateHolder"]);
    expect(w.holderOf(ada.id).firstName).toBe("Augusta");
    expect(holder.id).toBe(ada.id);
  });

  it("destroy forgets, says so, and declaring the person again takes them over", async () => {
    const { w, holder } = await made();
    const { id } = holder;
    await holder.destroy();
    expect(w.sandbox.journal.count()).toBe(0);
    expect(w.notes).toHaveLength(1);
    await holder.up(alan);
    expect(holder.id).toBe(id);
    expect(w.writes).toEqual([]);
  });

  it("with the same id and another e-mail is not taken over", async () => {
    const w = await world();
    expect((await failure(w.holder().up({ ...alan, cardOwnerId: ada.id }))).code).toBe("holder_taken");
    expect(w.writes).toEqual([]);
  });

  it.each([400, 409, 422] as const)(
    "with the same e-mail is named, with the way out (clash told as %d)",
    async (clashStatus) => {
      const w = await world({ behaviour: { clashStatus } });
      const { code, partial, message } = await failure(w.holder("alan").up({ ...alan, email: "Grace@Example.com" }));
      expect({ code, partial }).toEqual({ code: "holder_taken", partial: false });
      expect(message).toContain(`cardOwnerId: "${grace.id}"`);
      expect(w.control.snapshot().holders).toHaveLength(2);
    },
  );

  it("with the same phone is named", async () => {
    const w = await world();
    w.control.seedHolder({
      id: "mary",
      firstName: "Mary",
      lastName: "S",
      email: "mary@example.com",
      phone: "+12025550147",
    });
    const { code, message } = await failure(w.holder("alan").up({ ...alan, phone: "+12025550147" }));
    expect(code).toBe("holder_taken");
    expect(message).toContain("mary");
    expect(message).not.toContain("2025550147");
  });

  it("when nobody can be found who clashes, the API's own refusal is told", async () => {
    const w = await world();
    w.mishap("createHolder", { kind: "status-before", status: 422 });
    expect((await failure(w.holder("alan").up(alan))).code).toBe("rejected");
  });

  it("and when the list cannot be read, the refusal still is", async () => {
    const w = await world();
    w.mishap("createHolder", { kind: "status-before", status: 422 });
    w.sandbox.faults.add({ kind: "status-before", status: 500, match: { route: "GET /holders", times: 20 } });
    expect((await failure(w.holder("alan").up(alan))).code).toBe("rejected");
    expect(w.warnings()).toHaveLength(1);
  });

  it("declared twice in one program: one of them fails", async () => {
    const w = await world();
    const declared = { ...alan, cardOwnerId: "alan" };
    const outcomes = await Promise.allSettled([w.holder("a").up(declared), w.holder("b").up(declared)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(w.count("createHolder")).toBe(1);
  });
});

describe("update", () => {
  it("sends what changed and sees it", async () => {
    const { w, holder } = await made({}, { latency: { updateMs: 9_000 } });
    await holder.up({ ...alan, lastName: "T", phone: "+12025550100" });
    expect(w.bodies("updateHolder")).toEqual([{ lastName: "T", phone: "+12025550100" }]);
    expect(w.holderOf(holder.id)).toMatchObject({ lastName: "T", phone: "+12025550100" });
  });

  it("leaves what somebody else changed", async () => {
    const { w, holder } = await made();
    w.control.changeHolder(holder.id, { firstName: "Al" });
    await holder.up({ ...alan, lastName: "T" });
    expect(w.holderOf(holder.id)).toMatchObject({ firstName: "Al", lastName: "T" });
  });

  it("an e-mail in other case is no change out there", async () => {
    const { w, holder } = await made();
    await holder.up({ ...alan, email: "ALAN@example.com" });
    expect(w.writes).toEqual([]);
  });

  it("an API that stores e-mails in lower case shows the change as applied", async () => {
    const { holder } = await made(
      {},
      {
        issuer: (real: CardIssuer): CardIssuer => ({
          ...real,
          getHolder: async (id, call) => {
            const shown = await real.getHolder(id, call);
            return { ...shown, email: shown.email.toLowerCase() };
          },
        }),
      },
    );
    expect(await holder.up({ ...alan, email: "New@Example.com" })).toBe("update");
    await holder.refresh();
    expect(holder.inputs.email).toBe("New@Example.com");
  });

  it("that does not show is an error, remembered, and done by the next run", async () => {
    let deaf = true;
    const { w, holder } = await made(
      {},
      {
        issuer: (real: CardIssuer): CardIssuer => ({
          ...real,
          updateHolder: async (id, change, call) => {
            if (!deaf) await real.updateHolder(id, change, call);
          },
        }),
      },
    );
    const changed = { ...alan, lastName: "T" };
    expect(await failure(holder.up(changed))).toMatchObject({ code: "not_applied", partial: true });
    expect(holder.inputs.lastName).toBe("Turing");
    deaf = false;
    w.newRun();
    await holder.up(changed);
    expect(w.holderOf(holder.id).lastName).toBe("T");
    expect(holder.outputs).not.toHaveProperty("unfinished");
  });

  it("is not called unapplied when the time limit ended before it could show", async () => {
    const { holder } = await made({}, { latency: { updateMs: 60_000 } });
    const { code, partial } = await failure(holder.up({ ...alan, lastName: "T" }, { seconds: 10 }));
    expect({ code, partial }).toEqual({ code: "wait_timeout", partial: true });
  });

  it("that failed and is taken back restores the person", async () => {
    const { w, holder } = await made({}, { latency: { updateMs: 60_000 } });
    expect((await failure(holder.up({ ...alan, lastName: "T" }))).code).toBe("not_applied");
    await w.clock.advance(60_000);
    expect(w.holderOf(holder.id).lastName).toBe("T");
    w.newRun();
    await failure(holder.up(alan));
    await w.clock.advance(60_000);
    expect(w.holderOf(holder.id).lastName).toBe("Turing");
  });

  it.each<[string, Mishap, string]>([
    ["after the commit", { kind: "drop-after-commit" }, "update"],
    ["before the commit", { kind: "refuse-before" }, "outcome_unknown"],
  ])("a reply lost %s is not sent again in that run", async (_, fault, outcome) => {
    const { w, holder } = await made();
    w.mishap("updateHolder", fault);
    const step = holder.up({ ...alan, lastName: "T" });
    expect(outcome === "update" ? await step : (await failure(step)).code).toBe(outcome);
    expect(w.count("updateHolder")).toBe(1);
  });

  it("of somebody who is not there names refresh and keeps the record", async () => {
    const { w, holder } = await made();
    const before = holder.outputs;
    w.control.removeHolder(holder.id);
    expect(await failure(holder.up({ ...alan, lastName: "T" }))).toMatchObject({ code: "not_found", partial: true });
    expect(holder.outputs).toEqual(before);
  });
});

describe("refused in check", () => {
  it("taking the phone away", async () => {
    const { holder } = await made({ phone: "+12025550147" });
    expect(await refusedPaths(holder.up(alan))).toEqual(["phone"]);
  });

  it.each(["alan@example.com", "ALAN@example.com"])("another id with the same e-mail (%s)", async (email) => {
    const { holder } = await made({ cardOwnerId: "alan" });
    expect(await refusedPaths(holder.up({ ...alan, email, cardOwnerId: "alan-2" }))).toEqual(["cardOwnerId"]);
  });

  it("an account, which this dialect does not have", async () => {
    const { holder } = await made();
    const accountId = "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811";
    expect(await refusedPaths(holder.up({ ...alan, accountId }))).toEqual(["accountId"]);
  });
});

it("another id with another e-mail replaces: a new person, the old one forgotten", async () => {
  const { w, holder } = await made({ cardOwnerId: "alan" });
  expect(await holder.up({ ...alan, cardOwnerId: "alan-2", email: "alan2@example.com" })).toBe("replace");
  expect(w.writes).toEqual(["createHolder"]);
  expect(holder.id).toBe("alan-2");
  expect(w.holderOf("alan").email).toBe("alan@example.com");
});

describe("refresh", () => {
  it("shows drift of what was declared", async () => {
    const { w, holder } = await made({ phone: "+12025550147" });
    w.control.changeHolder(holder.id, { lastName: "T", phone: "+12025550100" });
    await holder.refresh();
    expect(holder.inputs).toMatchObject({ firstName: "Alan", lastName: "T", phone: "+12025550100" });
  });

  it("without drift nothing changes, and an undeclared phone stays undeclared", async () => {
    const { w, holder } = await made();
    const { recorded } = holder;
    w.control.changeHolder(holder.id, { phone: "+12025550100" });
    await holder.refresh();
    expect(holder.recorded).toEqual(recorded);
  });

  it("an e-mail in other case is no drift", async () => {
    const { w, holder } = await made({ email: "Alan@Example.com" });
    w.control.changeHolder(holder.id, { email: "alan@example.com" });
    await holder.refresh();
    expect(holder.inputs.email).toBe("Alan@Example.com");
  });

  it("gone needs the full list as proof", async () => {
    const { w, holder } = await made();
    w.sandbox.faults.add({ kind: "status-before", status: 404, match: { route: "GET /holders/{holder_id}" } });
    expect((await failure(holder.refresh())).code).toBe("protocol_error");
    w.control.removeHolder(holder.id);
    expect(await holder.refresh()).toBe("gone");
  });
});
