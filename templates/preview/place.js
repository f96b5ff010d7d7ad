// Where somebody is in the module's page, so that the page loaded anew stands as the one before. Screens met and answers
// checked come back by the record; this is the rest: what was chosen and not checked, written, opened, scrolled to.

/**
 * @typedef {object} Place
 * @property {string} screen
 * @property {string[]} pressed                          buttons that open again what was open
 * @property {Map<string, string|boolean>} given         what stood in each control, by its name
 * @property {string[]} checked                          questions whose answer had been checked
 * @property {string[]} lent                             checklists that this browser keeps for the moment of turning
 * @property {Map<string, string>} orders                how the items of each list stood that was put in order
 * @property {string[]} opened                           what was unfolded, and what had focus, by the way to it
 * @property {string} focus
 * @property {number} top
 */

const QUESTIONS = "[data-question], [data-own]";

/** @type {(root: HTMLElement) => string} */
const questionOf = (root) => {
  const { question, own } = /** @type {HTMLElement} */ (root.closest(QUESTIONS)).dataset;
  return question ?? own ?? "";
};

/** The controls of all questions, by names that an edit of the text leaves as they are. @type {(page: Document) => [string, any][]} */
const controlsIn = (page) =>
  every(`:is(${QUESTIONS}) :is(input, select, textarea):is([name], [id])`, page).map((/** @type {any} */ control) => {
    const isOne = ["radio", "checkbox"].includes(control.type);
    return [[questionOf(control), control.name || control.id, isOne ? control.value : ""].join(" "), control];
  });

/** @type {(control: any) => string|boolean} */
const valueOf = (control) => (["radio", "checkbox"].includes(control.type) ? control.checked : control.value);

/** The way to an element from the nearest one above it with an id. @type {(element: Element|null) => string} */
function wayTo(element) {
  if (!element?.parentElement) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const number = [...element.parentElement.children].indexOf(element) + 1;
  return `${wayTo(element.parentElement)} > :nth-child(${number})`.replace(/^ > /, "body > ");
}

const itemsIn = (/** @type {HTMLElement} */ list) => every("[data-option]", list).map((item) => item.dataset.option).join(" ");

/** @type {(page: Document) => Place} */
function takePlace(page) {
  const section = one("section[data-screen]:not([hidden])", page);
  const screen = section?.dataset.screen ?? "";
  const dialogs = every("dialog[open]", page).map((dialog) => `[data-do="${dialog.id}"]`);
  const noted = { open: ".noted-whole", instead: ".noted-instead" };
  const notes = Object.entries(noted).filter(([, body]) => section && one(`${body}:not([hidden])`, section));
  const lists = every("[data-moved]", page);
  const unkept = every("[data-own]:has(input:checked) [data-keep]:not(:checked)", page);
  for (const box of unkept) box.click(); // its plan is more than its controls say
  const checked = every("[data-question][data-checked]", page).filter((root) => one("[data-do=check]:disabled", root));
  return {
    screen,
    pressed: [
      ...notes.map(([deed]) => `[data-screen="${screen}"] [data-do=${deed}]`),
      ...dialogs,
      ...(one("#pause:not([hidden])", page) ? ["[data-do=pause]"] : []),
    ],
    given: new Map(controlsIn(page).map(([name, control]) => [name, valueOf(control)])),
    checked: checked.map(questionOf),
    lent: unkept.map(questionOf),
    orders: new Map(lists.map((list) => [questionOf(list), itemsIn(list)])),
    opened: every("details[open]:not(.noted)", page).map(wayTo),
    focus: page.activeElement === page.body ? "" : wayTo(page.activeElement),
    top: /** @type {Window} */ (page.defaultView).scrollY,
  };
}

/** @type {(page: Document, place: Place) => void} */
function putBack(page, place) {
  const isThere = one(`section[data-screen="${CSS.escape(place.screen)}"]`, page);
  if (isThere?.hidden) one(`#menu [data-go="${CSS.escape(place.screen)}"]`, page)?.click();
  for (const [name, list] of place.orders) putInOrder(questionIn(page, name), list);
  for (const [name, control] of controlsIn(page)) putValue(control, place.given.get(name));
  for (const name of place.lent) giveBack(one(`[data-own="${CSS.escape(name)}"]`, page));
  for (const name of place.checked) one("[data-do=check]:enabled", questionIn(page, name) ?? page.createElement("p"))?.click();
  for (const way of place.opened) one(way, page)?.setAttribute("open", "");
  for (const way of place.pressed) one(way, page)?.click();
  const window = /** @type {Window} */ (page.defaultView);
  if (place.focus) one(place.focus, page)?.focus({ preventScroll: true });
  window.scrollTo({ top: place.top, behavior: "instant" });
}

/** What this browser kept for a moment only is the page's alone again. @type {(root: HTMLElement|null) => void} */
function giveBack(root) {
  if (!root) return;
  one("[data-keep]:checked", root)?.click();
  one("[data-said]", root).textContent = "";
}

/** A question that is still the same: one that has changed is asked again, and says so. @type {(page: Document, name: string) => HTMLElement|null} */
function questionIn(page, name) {
  const root = one(`[data-question="${CSS.escape(name)}"]`, page);
  return root && !one("[data-changed]", root) ? root : null;
}

/** @type {(control: any, value: string|boolean|undefined) => void} */
function putValue(control, value) {
  const isChanged = one("[data-changed]", control.closest(QUESTIONS));
  if (value === undefined || value === valueOf(control) || isChanged || control.disabled) return;
  if (typeof value === "boolean") control.checked = value;
  else control.value = value;
  for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
}

/** Move the items of a list, as somebody would, until they stand as they stood. @type {(root: HTMLElement|null, wanted: string) => void} */
function putInOrder(root, wanted) {
  if (!root || itemsIn(root) === wanted) return;
  const codes = wanted.split(" ");
  if (itemsIn(root).split(" ").sort().join(" ") !== [...codes].sort().join(" ")) return;
  const placeOf = (/** @type {string} */ code) => itemsIn(root).split(" ").indexOf(code);
  for (const [place, code] of codes.entries()) {
    while (placeOf(code) > place) one(`[data-option="${code}"] [data-do=up]`, root).click();
  }
}
