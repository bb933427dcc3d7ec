// Ada, for whom most tests issue a card.
import type { CardArgs } from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { openStack, type StackOptions, type TestStack } from "./stack";

export const card: CardArgs = { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "10.00" } };

export async function stackWithAda(options?: StackOptions): Promise<TestStack> {
  const stack = await openStack(options);
  stack.sandbox.control.seedHolder({ id: "ada", firstName: "Ada", lastName: "L", email: "ada@example.com" });
  return stack;
}
