// Changing the sandbox through its control routes, and saying in one line what came of it.
import { find, setText } from "./dom.mjs";

const shownMs = 6000;
let hiding = 0;

/**
 * @param {string} text
 * @param {"good" | "bad"} [kind]
 */
export function say(text, kind = "good") {
  const line = find("said", HTMLElement);
  line.dataset.kind = kind;
  setText(line, text);
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => setText(line, ""), shownMs);
}

/**
 * @param {"POST" | "DELETE"} method
 * @param {string} path below the control routes
 * @param {object} body
 * @param {string} done what to say when it worked
 */
export async function change(method, path, body, done) {
  try {
    const answer = await fetch(`/_sandbox${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return say(done);
    const { error } = await answer.json();
    say(`Refused: ${String(error)}`, "bad");
  } catch {
    say("The sandbox does not answer. Is it still running?", "bad");
  }
}

/**
 * @param {string} id
 * @param {object} body
 * @param {string} done
 */
export function changeCard(id, body, done) {
  return change("POST", `/cards/${encodeURIComponent(id)}`, body, done);
}
