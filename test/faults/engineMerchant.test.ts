// The most telling cells of the merchant dialect, on the real engine.
import { onEngine } from "./engine";
import { MERCHANT } from "./merchant";

onEngine(MERCHANT, {
  "create cardholder": ["reply lost"],
  issue: ["reply cut", "slow past grace", "503 before"],
  topup: ["502 after", "late, after window", "429, Retry-After"],
  withdraw: ["late, in window"],
  close: ["garbage body", "late, after window"],
  "set webhooks": ["late, after window"],
});
