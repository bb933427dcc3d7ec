// What other resources of the same program may still make right.
import { describe, expect, it } from "vitest";
import { Program } from "../../../../provider/lifecycle/checks/program";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";

const ads = { id: "W-1", name: "Ads" };

describe("a wallet may be activated", () => {
  it.each<[string, (program: Program) => void, boolean]>([
    ["nobody speaks of it", () => {}, false],
    ["by the resource that adopts it by id", (p) => p.declared("wallet", {}, { adopt: "w-1", active: true }), true],
    [
      "by the one that takes over its name",
      (p) => p.declared("wallet", {}, { name: "Ads", adopt: true, active: true }),
      true,
    ],
    ["when whether is not known yet", (p) => p.declared("wallet", {}, { adopt: "w-1", active: UNKNOWN }), true],
    ["by one that makes it anew and says nothing of it", (p) => p.declared("wallet", {}, { name: "Ads" }), true],
    ["not by one that says no", (p) => p.declared("wallet", {}, { adopt: "w-1", active: false }), false],
    ["not by one of another name", (p) => p.declared("wallet", {}, { name: "Other", active: true }), false],
    [
      "by the recorded resource, once it was compared",
      (p) => p.compared("wallet", "w-1", { name: "Ads" }, { active: true }),
      true,
    ],
    [
      "not by a recorded one that leaves it alone",
      (p) => p.compared("wallet", "w-1", { name: "Ads" }, { name: "Ads" }),
      false,
    ],
    [
      "by a recorded one that was not seen through",
      (p) => p.compared("wallet", "w-1", { name: "Ads", unfinished: ["created"] }, { name: "Ads" }),
      true,
    ],
    ["not by another recorded one", (p) => p.compared("wallet", "w-2", { name: "Ads" }, { active: true }), false],
    [
      "not by a recorded one of the same name: it has an object of its own",
      (p) => p.declared("wallet", { name: "Ads" }, { name: "Ads", active: true }),
      false,
    ],
    ["not by something that is no wallet", (p) => p.compared("card", "w-1", {}, { active: true }), false],
  ])("%s", (_what, see, expected) => {
    const program = new Program();
    see(program);
    expect(program.mayActivate(ads)).toBe(expected);
  });
});

describe("its BINs may be directed elsewhere", () => {
  const directions = [{ categoryId: "c", binIds: ["b"] }];
  it.each<[string, Raw, Raw, boolean]>([
    ["for the first time", {}, { binDirections: directions }, true],
    ["in another way", { binDirections: directions }, { binDirections: [{ categoryId: "c", binIds: ["d"] }] }, true],
    ["not when they stay", { binDirections: directions }, { binDirections: structuredClone(directions) }, false],
    ["not when nothing is said", {}, {}, false],
  ])("%s", (_what, olds, news, expected) => {
    const program = new Program();
    program.compared("wallet", "w-1", olds, news);
    expect(program.mayRedirect(ads)).toBe(expected);
  });
});

describe("a holder is declared", () => {
  it("by a resource, or with a card of a fleet", () => {
    const program = new Program();
    program.declared("holder", {}, { cardOwnerId: "Ada" });
    program.declared("holder", {}, { cardOwnerId: UNKNOWN });
    program.declared("fleet", {}, { cards: { a: { holder: { cardOwnerId: "mary" } }, b: { holderId: "grace" } } });
    expect(["ada", "mary", "grace"].map((id) => program.declaresHolder(id))).toEqual([true, true, false]);
  });
});
