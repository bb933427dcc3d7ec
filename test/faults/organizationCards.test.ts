// Fault matrix, organization dialect: people and cards.
import { matrix } from "./matrix";
import { HOLDERS_AND_CARDS } from "./organization";

matrix(HOLDERS_AND_CARDS);
