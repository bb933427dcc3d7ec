import { expect, it } from "vitest";
import type { CardIssuer } from "../../provider/api/port";
import { Run } from "../../provider/lifecycle/run";
import { canonicalMoney, sameMoney } from "../../provider/model/money";
import { knownEqual } from "../../provider/model/unknown";
import type { Raw } from "../../provider/model/validate";
import fc from "../support/properties";
import { amount, cards, choices, context, type Resource, resources, withHoles } from "./checkArbitraries";

function check({ lifecycle }: Resource, news: Raw, olds: Raw = {}): Raw {
  const { inputs, failures } = lifecycle.check(context, olds, news);
  expect(failures).toEqual([]);
  return inputs;
}

const run = () => new Run({} as CardIssuer, { now: () => 0, sleep: () => Promise.resolve() }, () => 0);

it("checking what was checked changes nothing", () => {
  fc.assert(
    fc.property(resources, (resource) => {
      const once = check(resource, resource.inputs);
      expect(check(resource, once)).toEqual(once);
      expect(check(resource, once, once)).toEqual(once);
    }),
  );
});

it("the same declaration over its own old inputs is the same, names included", () => {
  fc.assert(
    fc.property(resources, (resource) => {
      const olds = check(resource, resource.inputs);
      expect(check(resource, resource.inputs, olds)).toEqual(olds);
    }),
  );
});

it("a resource that is renamed, by an alias, keeps its made name", () => {
  fc.assert(
    fc.property(resources, resources, (resource, other) => {
      const olds = check(resource, resource.inputs);
      const renamed = { ...resource.inputs, resourceUrn: other.inputs.resourceUrn };
      expect(check(resource, renamed, olds)).toEqual(olds);
    }),
  );
});

it("nothing changed, nothing is replaced, whatever the status of a living object", () => {
  const status = fc.constantFrom("active", "frozen", "creating", "expired", "blocked", "inactive", "something_new");
  fc.assert(
    fc.property(resources, status, (resource, shown) => {
      const inputs = check(resource, resource.inputs);
      const { replaces } = resource.lifecycle.diff(run(), "id", { ...inputs, status: shown }, inputs);
      expect(replaces).toEqual([]);
    }),
  );
});

it("checked inputs are what the state file can hold: reading it back changes nothing", () => {
  fc.assert(
    fc.property(resources, (resource) => {
      const inputs = check(resource, resource.inputs);
      expect(knownEqual(JSON.parse(JSON.stringify(inputs)), inputs)).toBe(true);
    }),
  );
});

it("money in inputs keeps its value and gets one text", () => {
  fc.assert(
    fc.property(cards, amount, (resource, given) => {
      const inputs = check(resource, { ...resource.inputs, limits: { daily: given }, initialBalance: given });
      const { daily } = inputs.limits as { daily: string };
      expect(sameMoney(daily, String(given))).toBe(true);
      expect(daily).toBe(canonicalMoney(given));
      expect(inputs.initialBalance).toBe(daily);
    }),
  );
});

it("values not known yet, at any depth, never throw and never fail the check or the diff", () => {
  const holes = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(resources, holes, (resource, list) => {
      const hide = choices(list);
      const news = Object.fromEntries(
        Object.entries(resource.inputs).map(([key, value]) => [key, withHoles(value, hide)]),
      );
      const inputs = check(resource, news);
      const olds = check(resource, resource.inputs);
      resource.lifecycle.diff(run(), "id", { ...olds, status: "active" }, inputs);
    }),
  );
});

it("over recorded inputs, they never fail the check either", () => {
  const holes = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(resources, holes, (resource, list) => {
      const olds = check(resource, resource.inputs);
      const hide = choices(list);
      const news = Object.fromEntries(
        Object.entries(resource.inputs).map(([key, value]) => [key, withHoles(value, hide)]),
      );
      check(resource, news, olds);
    }),
  );
});

it("whatever is declared, the check answers instead of throwing, and echoes no long text", () => {
  const anything = fc.dictionary(
    fc.constantFrom("walletId", "holderId", "limits", "name", "fees", "adopt", "email", "binDirections", "odd"),
    fc.anything({ withBigInt: true, withDate: true }),
  );
  fc.assert(
    fc.property(resources, anything, ({ lifecycle, inputs }, odd) => {
      const { failures } = lifecycle.check(context, {}, { ...inputs, ...odd });
      for (const { reason } of failures) expect(reason.length).toBeLessThan(600);
    }),
  );
});
