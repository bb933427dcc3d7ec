/** What `pulumi up` in this folder runs. */
import { declareProgramme } from "./programme";

export const { masked } = declareProgramme();
