// Puts the parts together on one loopback port.
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { createClock } from "./clock";
import { Activity } from "./console/activity";
import { greet } from "./console/greeting";
import { consoleRoutes } from "./console/routes";
import { type Control, createControl } from "./control";
import { controlRoutes } from "./controlRoutes";
import type { Dialect } from "./dialect";
import { serve, serveUnknown, type World } from "./exchange";
import { FaultBoard, type Faults } from "./faults";
import { type Journal, RequestJournal } from "./journal";
import { merchantDialects } from "./merchant/dialect";
import { resolveOptions, type SandboxOptions } from "./options";
import { organizationDialect } from "./organization/dialect";
import { createLimiter } from "./rateLimit";
import { plant } from "./store/seed";
import { Store } from "./store/store";
import { type ExchangeListener, Watchers } from "./watchers";
import type { Socket } from "./wire";

export interface Sandbox {
  url: string;
  port: number;
  apiKey: string;
  organizationId: string;
  /** Credentials of the same tenant in the merchant dialect. */
  apiToken: string;
  jwt: string;
  journal: Journal;
  faults: Faults;
  control: Control;
  /** Calls back at each stage of each request; answers how to stop that. */
  onExchange(listener: ExchangeListener): () => void;
  /** Moves the sandbox clock, manual or real, applies everything that became due and waits for webhook deliveries under way. */
  advance(ms: number): Promise<void>;
  /** Back to the seed; journal and faults are emptied. The clock keeps its time. */
  reset(): void;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

const pattern = (template: string) => template.replace(/\{(\w+)\}/g, ":$1");
const literalParts = (template: string) => template.split("/").filter((part) => !part.startsWith("{")).length;

function mount(app: Hono<{ Bindings: Socket }>, world: World, dialect: Dialect): void {
  // Literal segments must win over ids, so the most literal templates are registered first.
  const routes = [...dialect.routes].sort((a, b) => literalParts(b.template) - literalParts(a.template));
  for (const route of routes) {
    app.on(route.method, pattern(dialect.prefix + route.template), serve(world, dialect, route));
  }
}

function allowedMethods(dialects: readonly Dialect[]): (path: string) => string[] {
  const known = dialects.flatMap(({ prefix, routes }) =>
    routes.map(({ method, template }) => ({
      method,
      path: new RegExp(`^${(prefix + template).replace(/\{\w+\}/g, "[^/]+")}$`),
    })),
  );
  return (path) => [...new Set(known.filter((route) => route.path.test(path)).map((route) => route.method))];
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts a sandbox on 127.0.0.1 and answers when it accepts requests. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = resolveOptions(options);
  const clock = createClock(settings.clock);
  const store = new Store(clock, settings);
  const journal = new RequestJournal();
  const watchers = new Watchers();
  const faults = new FaultBoard();
  const control = createControl(store);
  const world: World = { store, journal, watchers, faults, limiter: createLimiter(settings.rateLimit), settings };
  plant(store, settings.seed);

  const dialects = [organizationDialect(store, settings), ...merchantDialects(store, settings)];
  const backgrounds = dialects.flatMap(({ background }) => background ?? []);

  const advance = async (ms: number) => {
    clock.advance(ms);
    store.tick();
    await Promise.all(backgrounds.map((background) => background.settled()));
  };
  const reset = () => {
    for (const background of backgrounds) background.reset();
    store.clear();
    journal.clear();
    faults.clear();
    plant(store, settings.seed);
  };

  const app = new Hono<{ Bindings: Socket }>();
  const activity = new Activity(store, watchers, faults);
  const greeting = () => greet(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, settings);
  app.route("/console", consoleRoutes({ watched: { store, faults, clockKind: settings.clock }, activity, greeting }));
  app.route(
    "/_sandbox",
    controlRoutes({
      control,
      journal,
      faults,
      advance,
      reset,
      changedByHand: (request) => activity.changedByHand(request),
    }),
  );
  for (const dialect of dialects) mount(app, world, dialect);
  app.notFound(serveUnknown(world, allowedMethods(dialects)) as Parameters<typeof app.notFound>[0]);
  app.onError((_error, context) => context.json({ detail: "Internal Server Error" }, 500));

  // Whoever embeds the sandbox keeps its own global Request and Response.
  const server = createAdaptorServer({ fetch: app.fetch as never, overrideGlobalObjects: false }) as Server;
  const port = await listen(server, settings.port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    apiKey: settings.apiKey,
    organizationId: settings.organizationId,
    apiToken: settings.apiToken,
    jwt: settings.jwt,
    journal,
    faults,
    control,
    onExchange: (listener) => watchers.add(listener),
    advance,
    reset,
    close() {
      for (const background of backgrounds) background.close();
      return stop(server);
    },
  };
}
