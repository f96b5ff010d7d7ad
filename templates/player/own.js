// Questions whose answers are the learner's own. What she says to them is in this page's memory; a type may keep it in this
// browser as well, under her and the module, until she deletes it. Nothing here knows of a tracker, and nothing that
// saves progress knows of this.

/**
 * @typedef {object} OwnType
 * @property {(root: HTMLElement) => void} prepare      get it ready: what was kept is shown, and every change is watched
 */

/** @type {Record<string, OwnType>} */
const ownTypes = {};

/** What each holds in this page, by its id. @type {Record<string, any>} */
const own = {};

/** Where one is kept in this browser: "" where nobody knows whose it would be, and then it is not kept. */
const ownKey = (/** @type {string} */ id) => {
  const learner = tracker?.learner.id;
  return learner ? `team-readiness-own~${keyOf("own", module.id, learner, id)}` : "";
};

/** @type {(id: string) => any} */
const readOwn = (id) => own[id] ?? (ownKey(id) ? readLocal(ownKey(id)) : null);

/** Keep it in this browser too; false where it is in this page alone. @type {(id: string, value: object) => boolean} */
function keepOwn(id, value) {
  own[id] = value;
  return ownKey(id) !== "" && writeLocal(ownKey(id), value);
}

/** @type {(id: string) => void} */
function dropOwn(id) {
  delete own[id];
  if (ownKey(id)) dropLocal(ownKey(id));
}

/** Let her save a text as a file of hers. @type {(name: string, text: string, kind?: string) => void} */
function saveFile(name, text, kind = "text/plain") {
  const address = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Print one thing of the page and nothing else of it. @type {(root: HTMLElement) => void} */
function printOnly(root) {
  root.classList.add("printed-one");
  for (let at = root.parentElement; at; at = at.parentElement) at.classList.add("printed");
  const done = () => {
    for (const element of every(".printed, .printed-one")) element.classList.remove("printed", "printed-one");
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
