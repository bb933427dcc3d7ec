import { expect, it } from "vitest";
import { autoName, isAutoName, isMarked, mark } from "../../provider/lifecycle/naming";
import type { Raw } from "../../provider/model/validate";
import { urnOf } from "../support/lifecycleWorld";
import fc from "../support/properties";
import { cards, context, holders, logicalName, wallets } from "./checkArbitraries";

it("a made name has letters, digits and dashes only, fits, and is recognised as made for this resource", () => {
  fc.assert(
    fc.property(logicalName, fc.constantFrom(40, 50, 60), (name, max) => {
      const urn = urnOf("Card", name);
      const made = autoName({ namespace: "", urn, identity: {} }, max) as string;
      expect(made).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]*-[a-z2-7]{10}$/);
      expect(made.length).toBeLessThanOrEqual(max);
      expect(isMarked(made)).toBe(true);
      expect(isAutoName(made, urn, max)).toBe(true);
    }),
  );
});

it("names made for wallets and holders are names the API takes", () => {
  const nameless = (inputs: Raw, key: string) =>
    Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== key));
  fc.assert(
    fc.property(wallets, holders, (wallet, holder) => {
      const { inputs: walletInputs } = wallet.lifecycle.check(context, {}, nameless(wallet.inputs, "name"));
      expect(walletInputs.name).toMatch(/^[A-Za-z0-9 ()-]{2,40}$/);
      const { inputs: holderInputs } = holder.lifecycle.check(context, {}, nameless(holder.inputs, "cardOwnerId"));
      expect(holderInputs.cardOwnerId).toMatch(/^[a-zA-Z0-9-]{1,50}$/);
    }),
  );
});

it("the mark differs when the namespace, the URN or anything in the identity differs, and only then", () => {
  const source = fc.record({
    namespace: fc.string({ maxLength: 5 }),
    urn: fc.string({ maxLength: 20 }),
    identity: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.option(fc.string({ maxLength: 5 }), { nil: undefined })),
  });
  const text = ({ namespace, urn, identity }: { namespace: string; urn: string; identity: Raw }) =>
    JSON.stringify([namespace, urn, ["a", "b", "c"].map((key) => identity[key] ?? null)]);
  fc.assert(
    fc.property(source, source, (one, other) => {
      expect(mark(one) === mark(other)).toBe(text(one) === text(other));
    }),
  );
});

it("a card's made name differs when anything that forces a replacement differs, and else stays", () => {
  const replacing = ["walletId", "holderId", "binId", "currency", "reissue"] as const;
  const other = "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811";
  fc.assert(
    fc.property(cards, fc.constantFrom(...replacing), ({ lifecycle, inputs }, key) => {
      const { name: _, ...nameless } = inputs;
      const nameOf = (news: Raw) => {
        const { inputs: made, failures } = lifecycle.check(context, {}, news);
        expect(failures).toEqual([]);
        return made.name;
      };
      const changed = { ...nameless, [key]: key === "currency" ? "GBP" : other };
      expect(nameOf(changed)).not.toBe(nameOf(nameless));
      expect(nameOf({ ...nameless, limits: { daily: "1" }, frozen: true })).toBe(nameOf(nameless));
    }),
  );
});
