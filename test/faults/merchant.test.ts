// Fault matrix, merchant dialect.
import { matrix } from "./matrix";
import { MERCHANT } from "./merchant";

matrix(MERCHANT);
