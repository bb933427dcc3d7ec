// Puts the parts of the page together.
import { createClock } from "./clock.mjs";
import { say } from "./control.mjs";
import { find, setText } from "./dom.mjs";
import { createFaults } from "./faults.mjs";
import { count, money } from "./format.mjs";
import { createLists } from "./lists.mjs";
import { createPulse } from "./pulse.mjs";
import { createRequests } from "./requests.mjs";
import { createStream } from "./stream.mjs";
import { createView } from "./view.mjs";
import { createWallets } from "./wallets.mjs";

const view = createView((query) => stream.show(query));
const lists = createLists(view);
const showWallets = createWallets(view);
const showFaults = createFaults();
const showClock = createClock();
const requests = createRequests();
const pulse = createPulse();
let isFirst = true;
let wasLost = false;

const stream = createStream({
  onHello(hello, isAnother) {
    lists.greet(hello);
    if (isFirst || isAnother) pulse.begin(hello.total);
    isFirst = false;
    if (isAnother) {
      requests.clear();
      say("The sandbox was started anew.");
    } else if (wasLost) say("Connected again.");
    wasLost = false;
  },
  onState(state) {
    lists.show(state);
    showWallets(state.wallets, state.totals.wallets);
    showFaults(state.faults);
    showClock(state.clock);
    showLedger(state.ledger);
    document.title = `${count(state.totals.live)} live cards · 4pay sandbox`;
  },
  onRequests(changed, total) {
    requests.add(changed, total);
    pulse.count(total);
  },
  onConnection(isLive) {
    if (!isLive && !wasLost) say("The connection to the sandbox is lost. This page comes back by itself.", "bad");
    if (!isLive) wasLost = true;
    const connection = find("connection", HTMLElement);
    connection.dataset.state = isLive ? "live" : "lost";
    setText(connection, isLive ? "Live" : "Sandbox not reachable, trying again");
  },
});

/** @param {import("../../store/ledger").LedgerCheck} ledger */
function showLedger({ balanced, paidIn, spent, fees }) {
  const line = find("ledger", HTMLElement);
  line.dataset.state = balanced ? "balanced" : "wrong";
  setText(line, balanced ? "Money adds up" : "Money does not add up");
  line.title = `Paid in ${money(paidIn)}, spent ${money(spent)}, fees ${money(fees)}`;
}

stream.show(view.query);
