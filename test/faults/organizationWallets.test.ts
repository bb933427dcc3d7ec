// Fault matrix, organization dialect: wallets.
import { matrix } from "./matrix";
import { WALLETS } from "./organization";

matrix(WALLETS);
