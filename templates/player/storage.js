// This browser's own storage. Where it is refused or full, nothing is kept and nothing breaks.

const COPIES = "team-readiness~";

/** A key that names nobody: the same names give the same one. @type {(...names: string[]) => string} */
function keyOf(...names) {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (const letter of names.join("\n")) {
    low = Math.imul(low ^ letter.charCodeAt(0), 2654435761);
    high = Math.imul(high ^ letter.charCodeAt(0), 1597334677);
    low ^= high >>> 15;
    high ^= low >>> 13;
  }
  return COPIES + (low >>> 0).toString(36) + (high >>> 0).toString(36);
}

/** What stands under a key; null for nothing, for nonsense, and where storage is refused. */
function readLocal(/** @type {string} */ key) {
  return attempt(() => JSON.parse(localStorage.getItem(key) ?? "null"), null);
}

/** @type {(key: string, value: object) => boolean} */
const writeLocal = (key, value) => attempt(() => (localStorage.setItem(key, JSON.stringify(value)), true), false);

/** @type {(key: string) => void} */
const dropLocal = (key) => attempt(() => localStorage.removeItem(key), undefined);
