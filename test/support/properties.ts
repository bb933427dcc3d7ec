// fast-check for all tests. `npm test` draws the same cases every time, so that what fails is the doing of a change;
// `npm run test:properties` draws others (`PROPERTY_SEED`).
import fc from "fast-check";

export const PROPERTY_SEED = Number(process.env.PROPERTY_SEED ?? 20_260_101);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: PROPERTY_SEED });

export default fc;
