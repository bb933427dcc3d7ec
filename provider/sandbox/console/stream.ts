// The live connection of one page: server-sent events, at most four times a second, and only when something is new.
import type { ServerResponse } from "node:http";
import type { Activity } from "./activity";
import type { Greeting } from "./greeting";
import { maskedJson } from "./masked";
import type { ConsoleQuery } from "./query";
import { lookAt, type Watched } from "./state";

const everyMs = 250;

interface Connection {
  watched: Watched;
  activity: Activity;
  greeting: Greeting;
  query: ConsoleQuery;
  /** What the page has seen already, as `instance:version`. */
  lastSeen: string | undefined;
}

function versionSeen({ instance }: Activity, lastSeen: string | undefined): number {
  const [seenInstance, version] = (lastSeen ?? "").split(":");
  return seenInstance === instance && /^\d{1,15}$/.test(version ?? "") ? Number(version) : 0;
}

/** Writes until the page is gone. */
export function streamTo(outgoing: ServerResponse, { watched, activity, greeting, query, lastSeen }: Connection): void {
  outgoing.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  let version = versionSeen(activity, lastSeen);
  let shown = "";
  const send = (event: string, json: string, id = "") =>
    outgoing.write(`${id === "" ? "" : `id: ${id}\n`}event: ${event}\ndata: ${json}\n\n`);

  const tell = () => {
    // A page that does not keep up is given the newest later, not everything.
    if (outgoing.destroyed || outgoing.writableNeedDrain) return;
    const state = maskedJson(lookAt(watched, query));
    if (state !== shown) send("state", state);
    shown = state;
    if (activity.version === version) return;
    const requests = maskedJson({ total: activity.total, requests: activity.since(version) });
    version = activity.version;
    send("requests", requests, `${activity.instance}:${version}`);
  };

  outgoing.write("retry: 1000\n\n");
  send("hello", maskedJson({ ...greeting, instance: activity.instance, total: activity.total }));
  tell();
  const timer = setInterval(tell, everyMs);
  outgoing.once("close", () => clearInterval(timer));
}
