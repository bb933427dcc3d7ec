/** What the handler lines in recorded state require. These names must stay for as long as any state names them. */
import { cardLifecycle } from "./lifecycle/card";
import { fleetLifecycle } from "./lifecycle/fleet";
import { holderLifecycle } from "./lifecycle/holder";
import { walletLifecycle } from "./lifecycle/wallet";
import { webhookLifecycle } from "./lifecycle/webhook";
import { dynamicProvider } from "./pulumi/host";

export const card = dynamicProvider(cardLifecycle);
export const fleet = dynamicProvider(fleetLifecycle);
export const wallet = dynamicProvider(walletLifecycle);
export const webhook = dynamicProvider(webhookLifecycle);
export const holder = dynamicProvider(holderLifecycle);
