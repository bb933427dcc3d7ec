// (e) The API's floor: the same work by a script that knows everything, remembers nothing and has no engine. It sends at exactly the rate
// limit, never faster, and looks ten times a second.
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { cardsOf } from "./fleet.mjs";
import { PAGE_MAXIMUM, REQUESTS_PER_SECOND } from "./settings.mjs";

const LOOK_EVERY_MS = 100;
const CONNECTIONS = 32;
const WIRE_LIMITS = { daily: "daily_limit", monthly: "monthly_limit" };
const LIVE = ["creating", "active", "frozen", "expired", "blocked"];

const { job, count, edited, url, organizationId, apiKey, walletId } = JSON.parse(process.argv[2]);
process.on("disconnect", () => process.exit(0));
const pool = new Pool(url, { connections: CONNECTIONS });
const cardsPath = `/wallets/${walletId}/instruments`;
const declared = cardsOf(count, edited);
const before = cardsOf(count, false);

let nextAt = 0;

/** Waits for this request's place in an even row. Time that was lost is not made up for: the limit is the limit. */
async function turn() {
  const now = performance.now();
  nextAt = Math.max(nextAt + 1_000 / REQUESTS_PER_SECOND, now);
  if (nextAt > now) await sleep(nextAt - now);
}

async function request(method, path, body) {
  await turn();
  const { statusCode, body: stream } = await pool.request({
    method,
    path: `/api/v2/organizations/${organizationId}${path}`,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await stream.text();
  if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

function page(number, statuses = []) {
  const filter = statuses.map((status) => `&statuses[]=${status}`).join("");
  return request("GET", `${cardsPath}?quantity=${PAGE_MAXIMUM}&page=${number}&sortBy=createdAt&sortType=asc${filter}`);
}

async function readList() {
  const { data, pagination } = await page(1);
  const numbers = Array.from({ length: pagination.pages - 1 }, (_, index) => index + 2);
  const rest = await Promise.all(numbers.map((number) => page(number)));
  return [...data, ...rest.flatMap((one) => one.data)];
}

async function until(isOver) {
  while (!(await isOver())) await sleep(LOOK_EVERY_MS);
}

const noneIs = (statuses) => async () => (await page(1, statuses)).pagination.totalQuantity === 0;
const details = async (id) => (await request("GET", `${cardsPath}/${id}`)).data.card;
const toWire = (limits) => Object.fromEntries(Object.entries(limits).map(([key, value]) => [WIRE_LIMITS[key], value]));

const jobs = {
  async up() {
    const issue = ({ key, holderId, limits }) =>
      request("POST", cardsPath, { name: key, cardOwnerId: holderId, cardType: "virtual", limits: toWire(limits) });
    await Promise.all(declared.map(issue));
    await until(noneIs(["creating"]));
    await readList();
  },

  async change(ids) {
    const toEdit = declared.filter((card, index) => card.limits !== before[index].limits);
    const change = async ({ key, limits }) => {
      const id = ids.get(key);
      await request("PATCH", `${cardsPath}/${id}`, { limits: toWire(limits) });
      await until(async () => {
        const shown = (await details(id)).limits;
        return Object.entries(toWire(limits)).every(([name, value]) => shown[name] === value);
      });
    };
    await Promise.all(toEdit.map(change));
  },

  // Limits stand in the details only.
  refresh: (ids) => Promise.all([...ids.values()].map(details)),

  async destroy() {
    const cards = await readList();
    await Promise.all(cards.map(({ cardId }) => request("POST", `${cardsPath}/${cardId}/terminate`)));
    await until(noneIs(LIVE));
  },
};

// A script that keeps no state learns the ids first; where the job would not need to, that is no part of it.
const ids = job === "up" ? undefined : new Map((await readList()).map(({ name, cardId }) => [name, cardId]));
process.once("message", async () => {
  const started = performance.now();
  await jobs[job](ids);
  process.send({ seconds: (performance.now() - started) / 1_000 });
});
process.send("ready");
