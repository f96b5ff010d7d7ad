// Order: items move up and down by buttons. They stand mixed up at first, which is no answer: one thing has to be moved.

/** @type {(root: HTMLElement) => HTMLElement[]} */
const ranked = (root) => every("[data-option]", root);

/** @type {(root: HTMLElement) => string} */
const orderIn = (root) => ranked(root).map((item) => item.dataset.option).join("");

/** @type {(root: HTMLElement) => void} */
function endMoves(root) {
  for (const [deed, ends] of Object.entries({ up: ":first-child", down: ":last-child" })) {
    for (const item of ranked(root)) {
      /** @type {HTMLButtonElement} */ (one(`[data-do=${deed}]`, item)).disabled = item.matches(ends);
    }
  }
}

/** Move an item one place. The one it changes places with is what moves on the page, so that focus stays where it is. */
function moveItem(/** @type {HTMLElement} */ root, /** @type {HTMLElement} */ button) {
  const item = /** @type {HTMLElement} */ (button.closest("[data-option]"));
  const isUp = button.dataset.do === "up";
  const other = isUp ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (isUp) item.after(other);
  else item.before(other);
  one(".ranks", root).dataset.moved = "";
  endMoves(root);
  if (button.matches(":disabled")) one("[data-do]:enabled", item).focus();
  const all = ranked(root);
  const place = { number: all.indexOf(item) + 1, all: all.length };
  one("[data-moves]", root).textContent = say("moved-item", { item: one(".rank-text", item).textContent ?? "", ...place });
  item.dispatchEvent(new Event("change", { bubbles: true }));
}

questionTypes.order = {
  prepare(root) {
    root.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-do=up], [data-do=down]");
      if (button) moveItem(root, /** @type {HTMLElement} */ (button));
    });
  },
  given: (root) => (one(".ranks[data-moved]", root) ? orderIn(root) : ""),
  mark(given, key) {
    /** @type {string[]} */
    const right = key.right;
    const options = Object.fromEntries(right.map((code, place) => [code, given[place] === code]));
    return { score: Object.values(options).filter(Boolean).length / right.length, options };
  },
  show(root, given, key) {
    const list = one(".ranks", root);
    list.dataset.moved = "";
    if (orderIn(root) !== given) {
      for (const code of given) list.append(...every(`[data-option="${code}"]`, root));
      endMoves(root);
    }
    showFeedback(root, this.mark(given, key), key);
  },
  clear(root) {
    delete one(".ranks", root).dataset.moved;
  },
};
