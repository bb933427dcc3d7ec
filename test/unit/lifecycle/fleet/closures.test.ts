// How many cards one run may close for good: a file that lost its lines must not close a programme's cards.
import { expect, it } from "vitest";
import { assertFewClosures } from "../../../../provider/lifecycle/fleet/closures";
import type { Action } from "../../../../provider/lifecycle/fleet/plan";
import type { Raw } from "../../../../provider/model/validate";
import { failure } from "../../../support/lifecycleWorld";

const act = (kind: Action["kind"], state: Raw = {}): Action => {
  const record = { key: "ads-7", id: "1", state };
  return (kind === "close" ? { kind, key: "ads-7", record } : { kind, key: "ads-7", declared: {}, record }) as Action;
};
const guarded = async (allowed: unknown, actions: readonly Action[]) => assertFewClosures(allowed, actions);

it.each<[string, readonly Action[]]>([
  ["closed", [act("close"), act("close")]],
  ["replaced", [act("replace"), act("close", { deletionPolicy: "close" })]],
])("more than are allowed are refused, and named: %s", async (_, actions) => {
  expect(await failure(guarded(1, actions))).toMatchObject({ code: "refused", partial: false });
  expect((await failure(guarded(0, actions))).message).toContain("ads-7");
});

it("as many as are allowed pass", async () => {
  await guarded(2, [act("close"), act("replace")]);
  await guarded(0, []);
});

it.each<[string, readonly Action[]]>([
  ["is only frozen", [act("close", { deletionPolicy: "freeze" })]],
  ["is only let go of", [act("replace", { deletionPolicy: "retain" })]],
  ["is issued, changed or kept", [act("issue"), act("update"), act("keep")]],
])("what %s is not counted", async (_, actions) => {
  await guarded(0, actions);
});

it("where nothing is said, any number may go", async () => {
  await guarded(
    undefined,
    Array.from({ length: 50 }, () => act("close")),
  );
});
