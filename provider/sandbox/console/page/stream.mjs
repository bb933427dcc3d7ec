// The live connection: asks for what the page shows, and comes back by itself when the sandbox was away.

/** @typedef {import("../state").ConsoleState} ConsoleState */
/** @typedef {import("../requestView").RequestView} RequestView */
/** @typedef {import("../greeting").Greeting & { instance: string, total: number }} Hello */

/**
 * @typedef {object} Listeners
 * @property {(hello: Hello, isAnother: boolean) => void} onHello
 * @property {(state: ConsoleState) => void} onState
 * @property {(requests: RequestView[], total: number) => void} onRequests
 * @property {(isLive: boolean) => void} onConnection
 */

const retryMs = 1000;

/** @param {Listeners} listeners */
export function createStream({ onHello, onState, onRequests, onConnection }) {
  /** @type {EventSource | undefined} */
  let source;
  let instance = "";
  let seen = "";
  let query = "";
  let retry = 0;

  function open() {
    window.clearTimeout(retry);
    source?.close();
    const parameters = new URLSearchParams(query);
    if (seen !== "") parameters.set("seen", seen);
    const current = new EventSource(`/console/events?${parameters}`);
    source = current;
    current.addEventListener("hello", ({ data }) => {
      const hello = /** @type {Hello} */ (JSON.parse(data));
      const isAnother = instance !== "" && instance !== hello.instance;
      instance = hello.instance;
      onConnection(true);
      onHello(hello, isAnother);
    });
    current.addEventListener("state", ({ data }) => onState(JSON.parse(data)));
    current.addEventListener("requests", ({ data, lastEventId }) => {
      seen = lastEventId;
      const { requests, total } = JSON.parse(data);
      onRequests(requests, total);
    });
    current.addEventListener("error", () => {
      onConnection(false);
      // The browser tries again by itself unless it was given something else than a stream.
      if (current.readyState === EventSource.CLOSED && current === source) retry = window.setTimeout(open, retryMs);
    });
  }

  return {
    /** @param {URLSearchParams} wanted */
    show(wanted) {
      query = wanted.toString();
      open();
    },
  };
}
