// The console over HTTP: one page, its files and its live stream. It changes nothing by itself; its buttons use the control routes.
import { type Context, Hono } from "hono";
import { foreignness } from "../sameOrigin";
import { answered, type Socket } from "../wire";
import type { Activity } from "./activity";
import { pageFile } from "./files";
import type { Greeting } from "./greeting";
import { readQuery } from "./query";
import type { Watched } from "./state";
import { streamTo } from "./stream";

interface Console {
  watched: Watched;
  activity: Activity;
  greeting(): Greeting;
}

const pageHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export function consoleRoutes({ watched, activity, greeting }: Console): Hono<{ Bindings: Socket }> {
  const app = new Hono<{ Bindings: Socket }>();

  app.use(async (context, next) => {
    // A link to the page may be followed from anywhere; what the page asks for then comes from itself.
    const isVisit = context.req.header("sec-fetch-mode") === "navigate" && context.req.path === "/console";
    const header = (name: string) => (isVisit && name === "sec-fetch-site" ? undefined : context.req.header(name));
    const refusal = foreignness(header);
    return refusal === undefined ? next() : context.json({ error: refusal }, 403);
  });

  app.get("/", (context) => sendFile(context, "index.html"));
  app.get("/events", (context) => {
    streamTo(context.env.outgoing, {
      watched,
      activity,
      greeting: greeting(),
      query: readQuery(context.req.query()),
      lastSeen: context.req.header("last-event-id") ?? context.req.query("seen"),
    });
    return answered();
  });
  app.get("/:file", (context) => sendFile(context, context.req.param("file")));
  app.all("*", (context) => context.json({ error: "unknown console route" }, 404));
  return app;
}

function sendFile(context: Context, name: string): Response {
  const file = pageFile(name);
  if (file === undefined) return context.json({ error: "the console has no such file" }, 404);
  return context.body(file.content, 200, { ...pageHeaders, "content-type": file.type });
}
