// The control interface over HTTP, for the demo and the console in another process. It answers this machine only.
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Control } from "./control";
import { advanceInput, cardInput, holderInput, settleInput, walletInput } from "./controlInputs";
import { faultSpecSchema } from "./faultSpec";
import type { Faults } from "./faults";
import type { Journal } from "./journal";
import { foreignness } from "./sameOrigin";
import { SandboxRejection } from "./store/rejection";

interface Controlled {
  control: Control;
  journal: Journal;
  faults: Faults;
  advance(ms: number): Promise<void>;
  reset(): void;
  /** Told of every request that was meant to change something. */
  changedByHand(request: { method: string; path: string; status: number }): void;
}

class BadControlInput extends Error {}

async function read<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text();
  let value: unknown;
  try {
    value = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new BadControlInput("the body is not JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadControlInput(z.prettifyError(parsed.error));
  return parsed.data;
}

/** Without what is there and undefined. */
function stated<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export function controlRoutes({ control, journal, faults, advance, reset, changedByHand }: Controlled): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    const refusal = foreignness((name) => context.req.header(name));
    return refusal === undefined ? next() : context.json({ error: refusal }, 403);
  });

  app.use(async (context, next) => {
    await next();
    const { method, path } = context.req;
    if (method !== "GET") changedByHand({ method, path, status: context.res.status });
  });

  app.get("/state", (context) => context.json(control.snapshot()));
  app.get("/journal", (context) => {
    const since = Number(context.req.query("since") ?? 0);
    return context.json({ entries: journal.list().filter((entry) => !(entry.seq <= since)) });
  });
  app.delete("/journal", (context) => {
    journal.clear();
    return context.json({});
  });
  app.post("/clock/advance", async (context) => {
    const { ms } = await read(context, advanceInput);
    await advance(ms);
    return context.json({ at: control.snapshot().at });
  });
  app.get("/faults", (context) => context.json({ faults: faults.list() }));
  app.post("/faults", async (context) => context.json({ id: faults.add(await read(context, faultSpecSchema)) }, 201));
  app.delete("/faults", (context) => {
    faults.clear();
    return context.json({});
  });
  app.post("/deposits/settle", async (context) =>
    context.json({ settled: control.settleDeposits(await read(context, settleInput)) }),
  );
  app.post("/cards/:id", async (context) => {
    const id = context.req.param("id");
    const { status, limits, name, spend, remove } = await read(context, cardInput);
    if (name !== undefined) control.renameCard(id, name);
    if (limits) control.setCardLimits(id, limits);
    if (status) control.setCardStatus(id, status);
    const purchase = spend === undefined ? undefined : control.spend(id, spend);
    if (remove) control.removeCard(id);
    return context.json({ ...(purchase && { purchase }) });
  });
  app.post("/wallets/:id", async (context) => {
    const id = context.req.param("id");
    const { status, deposit } = await read(context, walletInput);
    if (status) control.setWalletStatus(id, status);
    if (deposit !== undefined) control.fundWallet(id, deposit);
    return context.json({});
  });
  app.post("/holders/:id", async (context) => {
    const id = context.req.param("id");
    const { remove, ...change } = await read(context, holderInput);
    if (remove) control.removeHolder(id);
    else control.changeHolder(id, stated(change));
    return context.json({});
  });
  app.post("/reset", (context) => {
    reset();
    return context.json({});
  });

  app.all("*", (context) => context.json({ error: "unknown control route" }, 404));
  app.onError((error, context) => {
    if (error instanceof BadControlInput) return context.json({ error: error.message }, 400);
    if (error instanceof SandboxRejection)
      return context.json({ error: error.message }, error.kind === "unknown" ? 404 : 400);
    return context.json({ error: "the control request failed" }, 500);
  });
  return app;
}
