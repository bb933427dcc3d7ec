/** What the handler lines in recorded state require. These three names must stay for as long as any state names them. */
import { cardLifecycle } from "./lifecycle/card";
import { holderLifecycle } from "./lifecycle/holder";
import { walletLifecycle } from "./lifecycle/wallet";
import { dynamicProvider } from "./pulumi/host";

export const card = dynamicProvider(cardLifecycle);
export const wallet = dynamicProvider(walletLifecycle);
export const holder = dynamicProvider(holderLifecycle);
