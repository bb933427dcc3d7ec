import { expect, it } from "vitest";
import { nearestColumn } from "../../../provider/fleetFile/nearest";

it.each([
  ["KEY", "key"],
  ["holder_id", "holderId"],
  ["holder email", "holder.email"],
  ["First Name", "holder.firstName"],
  ["daily", "limits.daily"],
  ["limits.montly", "limits.monthly"],
  ["curency", "currency"],
  ["dalationPolicy", "deletionPolicy"],
  ["dalationPalicy", undefined],
  ["freezing", undefined],
  ["colour", undefined],
  ["id", undefined],
  ["", undefined],
])("%j is taken for %j", (name, column) => {
  expect(nearestColumn(name)).toBe(column);
});
