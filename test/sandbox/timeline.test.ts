import { expect, it } from "vitest";
import { Timeline } from "../../provider/sandbox/store/timeline";
import fc from "../support/properties";

it("due changes are applied in time order, and in the order of arrival at the same time", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 200 }), fc.nat({ max: 20 }), (times, now) => {
      const timeline = new Timeline();
      const applied: [number, number][] = [];
      times.forEach((dueAt, order) => {
        timeline.add(dueAt, () => applied.push([dueAt, order]));
      });
      const expected = times.map((dueAt, order): [number, number] => [dueAt, order]).sort((a, b) => a[0] - b[0]);
      const seen: number[] = [];
      timeline.runUntil(now, (dueAt) => seen.push(dueAt));
      expect(applied).toEqual(expected.filter(([dueAt]) => dueAt <= now));
      expect(seen).toEqual(applied.map(([dueAt]) => dueAt));
      timeline.runUntil(100, () => undefined);
      expect(applied).toEqual(expected);
    }),
  );
});
