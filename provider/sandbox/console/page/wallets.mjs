// The wallets: what is in each, and a click to see its cards only.
import { change } from "./control.mjs";
import { button, el, find, flash, keep, setName, setText } from "./dom.mjs";
import { count, money, statusWord } from "./format.mjs";

/** @typedef {import("../../store/snapshot").WalletView} WalletView */

const depositAmount = "1000.00";

/** @param {WalletView} wallet */
const purpose = ({ balanceMode }) =>
  balanceMode === "personal" ? "cards hold their own money" : "cards spend from here";

/** @param {import("./view.mjs").ViewControl} view */
export function createWallets(view) {
  const list = find("wallets", HTMLElement);

  /** @param {WalletView} wallet */
  function create({ id }) {
    const filter = button("Show cards", () => view.set({ list: "cards", wallet: view.get("wallet") === id ? "" : id }));
    const deposit = button(`Deposit ${money(depositAmount)}`, () => {
      void change("POST", `/wallets/${id}`, { deposit: depositAmount }, `Deposited ${money(depositAmount)}`);
    });
    return el(
      "li",
      {},
      el("p", { class: "wallet-name" }),
      el("p", { class: "pill" }),
      el("p", { class: "amount digits" }),
      el("p", { class: "quiet digits" }),
      el("p", { class: "actions" }, filter, deposit),
    );
  }

  /**
   * @param {HTMLElement} tile
   * @param {WalletView} wallet
   */
  function update(tile, wallet) {
    const [name, pill, amount, facts, actions] = /** @type {HTMLElement[]} */ ([...tile.children]);
    if (!name || !pill || !amount || !facts || !actions) return;
    setText(name, wallet.name);
    setText(pill, statusWord(wallet.status));
    pill.dataset.status = wallet.status;
    const shown = `${money(wallet.balance)} ${wallet.currency}`;
    if (amount.textContent !== "" && amount.textContent !== shown) flash(amount);
    setText(amount, shown);
    const held = wallet.held === "0.00" ? "" : ` · ${money(wallet.held)} on its way`;
    setText(
      facts,
      `${count(wallet.cards)} ${wallet.cards === 1 ? "card" : "cards"} issued · ${purpose(wallet)}${held}`,
    );
    const [filter, deposit] = /** @type {HTMLElement[]} */ ([...actions.children]);
    const isChosen = view.get("wallet") === wallet.id;
    if (filter) {
      setName(filter, isChosen ? "Show all cards" : "Show cards", isChosen ? "again" : `of ${wallet.name}`);
      filter.setAttribute("aria-pressed", String(isChosen));
    }
    if (deposit) setName(deposit, `Deposit ${money(depositAmount)}`, `into ${wallet.name}`);
    tile.classList.toggle("chosen", isChosen);
  }

  /**
   * @param {WalletView[]} wallets
   * @param {number} total
   */
  return function show(wallets, total) {
    keep(list, wallets, { key: ({ id }) => id, create, update });
    setText(
      find("wallets-count", HTMLElement),
      wallets.length < total ? `${wallets.length} of ${total}` : String(total),
    );
  };
}
