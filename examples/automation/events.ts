/** What the personnel system tells: somebody joined a team, or left it. And who is there, after all of that. */
import { z } from "zod";

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1 to 40 lower-case letters, digits and dashes");
const text = z.string().min(1).max(255);
const event = { id: z.string().min(1).max(100), team: key };
const person = { key, firstName: text, lastName: text, email: z.email() };

export const hrEvent = z.discriminatedUnion("type", [
  z.strictObject({ ...event, type: z.literal("joined"), employee: z.strictObject(person) }),
  z.strictObject({ ...event, type: z.literal("left"), employee: z.strictObject({ key }) }),
]);

export type HrEvent = z.infer<typeof hrEvent>;
export type Employee = z.infer<z.ZodObject<typeof person>>;

/** The employees after these events, by key. The order of events is the order in which they were told. */
export function roster(events: readonly HrEvent[]): ReadonlyMap<string, Employee> {
  const employees = new Map<string, Employee>();
  for (const told of events) {
    if (told.type === "joined") employees.set(told.employee.key, told.employee);
    else employees.delete(told.employee.key);
  }
  return employees;
}
