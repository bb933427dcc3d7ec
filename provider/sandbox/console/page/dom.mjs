// Building and keeping DOM. Text only ever becomes text: there is no way here to turn a string into markup.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * @template {abstract new (...args: never[]) => Element} Kind
 * @param {string} id
 * @param {Kind} kind
 * @returns {InstanceType<Kind>}
 */
export function find(id, kind) {
  const node = document.getElementById(id);
  if (!(node instanceof kind)) throw new Error(`the page has no ${id}`);
  return /** @type {InstanceType<Kind>} */ (node);
}

/**
 * Touches the page only when the text is another one.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * @param {string} text
 * @param {() => void} act
 */
export function button(text, act) {
  const node = el("button", { type: "button" }, text);
  node.addEventListener("click", act);
  return node;
}

/**
 * The text of a button, and a name that says what it is about where its text alone does not.
 * @param {HTMLElement} node
 * @param {string} text
 * @param {string} about
 */
export function setName(node, text, about) {
  setText(node, text);
  node.setAttribute("aria-label", `${text} ${about}`);
}

/**
 * Makes the children of `parent` stand for `items`, in order, keeping the nodes of items that stay: focus and selection survive.
 * @template Item
 * @template {HTMLElement} Row
 * @param {HTMLElement} parent
 * @param {readonly Item[]} items
 * @param {{ key: (item: Item) => string, create: (item: Item) => Row, update: (row: Row, item: Item) => void }} how
 */
export function keep(parent, items, { key, create, update }) {
  const known = new Map([...parent.children].map((node) => [node.getAttribute("data-key"), node]));
  const wanted = new Set(items.map(key));
  for (const [name, node] of known) if (name === null || !wanted.has(name)) node.remove();
  let next = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let row = /** @type {Row | undefined} */ (known.get(name));
    if (row === undefined) {
      row = create(item);
      row.setAttribute("data-key", name);
    }
    update(row, item);
    if (row === next) next = next.nextElementSibling;
    else parent.insertBefore(row, next);
  }
}

/**
 * Shows for a moment that something changed.
 * @param {HTMLElement} node
 */
export function flash(node) {
  node.classList.remove("changed");
  // Reading the size lets the animation begin anew.
  void node.offsetWidth;
  node.classList.add("changed");
}
