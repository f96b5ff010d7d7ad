// Questions whose answers are the learner's own. What she says to them is in this page's memory; a type may keep it in this
// browser as well, under her and the module, until she deletes it. Nothing here knows of a tracker but who she is, and
// nothing that saves progress knows of this.

/**
 * @typedef {object} OwnType
 * @property {(root: HTMLElement) => void} prepare      get it ready: what was kept is shown, and every change is watched
 */

/** @type {Record<string, OwnType>} */
const ownTypes = {};

/** What this browser would not keep, by its name. @type {Record<string, any>} */
const own = {};

/** Where one is kept in this browser: "" where nobody knows whose it would be, and then it is not kept. */
const ownKey = (/** @type {string} */ name) => {
  const who = identityOf(tracker?.learner);
  return who.length ? `${OWN}${keyOf("own", module.id, ...who, name).slice(COPIES.length)}` : "";
};

/** What stands under a name; null for nothing. @type {(name: string) => any} */
const readOwn = (name) => own[name] ?? (ownKey(name) ? readLocal(ownKey(name)) : null);

/** Keep something under a key of hers, or nothing at all. @type {(key: string, value: object) => boolean} */
function keepAt(key, value) {
  if (!key || !isKeeping()) return false;
  const isKept = writeLocal(key, value);
  if (!isKept) dropLocal(key);
  return isKept;
}

/** Keep it in this browser; false where it is in this page alone. @type {(name: string, value: object) => boolean} */
function keepOwn(name, value) {
  delete own[name];
  if (keepAt(ownKey(name), value)) return true;
  if (vault.isRefused) dropOwn(name);
  own[name] = value;
  return false;
}

/** @type {(name: string) => void} */
function dropOwn(name) {
  delete own[name];
  if (ownKey(name)) dropLocal(ownKey(name));
}

/** Whether what stands under a name, or will, is kept in this browser. @type {(name: string) => boolean} */
const isKeptOwn = (name) => ownKey(name) !== "" && !(name in own) && isKeeping();

/** The day after which what stands under a key of hers, or is written there now, is gone. @type {(key: string) => string} */
function keptUntil(key) {
  const time = (readLocal(key)?.time ?? Date.now()) + LASTS[OWN];
  return new Date(time).toLocaleDateString(module.language, { dateStyle: "long" });
}

/** @type {(() => void)[]} */
const keepers = [];

/** Do something whenever this browser has begun to keep things, or has stopped. @type {(work: () => void) => void} */
function whenKeeping(work) {
  keepers.push(work);
  vault.changed = () => keepers.forEach(safely);
}

/** Get one ready. What goes wrong with it leaves the rest of the page as it is; a fault of ours shows in the console. */
function prepareOwn(/** @type {HTMLElement} */ root) {
  try {
    ownTypes[root.dataset.type ?? ""].prepare(root);
  } catch (fault) {
    console.error(fault);
  }
}

/** Say what each button (`data-own-do`) does. @type {(root: HTMLElement, deeds: Record<string, (button: HTMLElement) => void>) => void} */
function onOwn(root, deeds) {
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-own-do]"));
    if (button) deeds[button.dataset.ownDo ?? ""]?.(button);
  });
}

/** The boxes she writes in, and what she has written. @type {(root: HTMLElement) => (HTMLTextAreaElement|HTMLInputElement)[]} */
const boxesIn = (root) => /** @type {any[]} */ (every(".own-box", root));

/** What a question asks, and what she has written to it, as a file may hold it. @type {(root: HTMLElement) => string} */
function textOf(root) {
  const [ask, ...labels] = every("label", root).map((label) => label.textContent?.trim() ?? "");
  const [first, ...rest] = boxesIn(root).map((box) => box.value.trim());
  const others = rest.map((text, index) => `${labels[index]}: ${text}`);
  return `${[ask, first, ...others].join("\n\n").trim()}\n`;
}

/** A question that is boxes to write in: printed, saved as a file, and on paper as long as what is written in them. */
function prepareBoxes(/** @type {HTMLElement} */ root) {
  for (const box of boxesIn(root)) {
    const paper = /** @type {HTMLElement} */ (box.nextElementSibling);
    box.addEventListener("input", () => (paper.textContent = box.value));
  }
  onOwn(root, { print: () => printOnly(root), file: () => saveFile(`${root.dataset.own}.txt`, textOf(root)) });
}

/** Let her save a text as a file of hers. @type {(name: string, text: string, kind?: string) => void} */
function saveFile(name, text, kind = "text/plain") {
  attempt(() => {
    const address = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }, undefined);
}
