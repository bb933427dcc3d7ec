// What `fourpay export` is asked for where nothing else is said.
import type { ExportOptions } from "../../provider/cli/exportCommand";

export const EXPORT_DEFAULTS: ExportOptions = {
  list: false,
  format: "table",
  as: "cards",
  wallet: [],
  status: [],
  holder: [],
  name: [],
  notInStack: [],
  notInState: [],
  stack: "test",
  cwd: ".",
  wallets: "reference",
  provider: [],
  holders: "manage",
  deletionPolicy: "close",
  protect: false,
  force: false,
};
