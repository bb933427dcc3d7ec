/** What `pulumi up` at the repository root runs. */
import { declareFleet } from "./fleet";

export const { teamWallet, cards } = declareFleet();
