// Part of `npm run build`.
import { DIST } from "./lib/common.mjs";
import { copyPage } from "./lib/page.mjs";

copyPage(DIST);
