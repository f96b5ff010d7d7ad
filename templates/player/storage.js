// What stays in this browser, each under a key of ours, as JSON with the time it was written. It stands in two places.
// IndexedDB is the one that lasts: a host may empty localStorage (one does whenever somebody signs in or out) and leaves
// IndexedDB alone. But it answers later, and a write begun while the page is going need not arrive; so localStorage is
// told the same at once. Both are read before the page starts, and of the two the newer counts. From then on all is in
// memory, so that reading waits for nothing. Where IndexedDB is refused, nothing is said to stay.
//
// The key of a window (`…~tab`, see `tabs`) is not kept: it stands in localStorage alone, where other windows see it.

const COPIES = "team-readiness~";
const OWN = "team-readiness-own~";
const READING = "team-readiness-reading";
const DAY = 24 * 3600_000;
/** How long what begins so stays after it was last written. @type {Record<string, number>} */
const LASTS = { [COPIES]: 14 * DAY, [OWN]: 90 * DAY, [READING]: 365 * DAY };
/** Longer than anything we keep. */
const LONGEST_KEPT = 1_000_000;
/** How long the page waits for IndexedDB, in milliseconds. Some browsers open it late, and some never answer. */
const WAITS_FOR = 700;
const VAULT = "team-readiness";
const SHELF = "kept";

const vault = {
  db: /** @type {IDBDatabase|null} */ (null),
  isRefused: false,
  hasBegun: false, // the page has started: what is read after this is late
  held: /** @type {Map<string, string>} */ (new Map()),
  /** What was found only after the page had started, while something newer may stand here already. @type {(key: string, value: any) => void} */
  late: () => {},
  /** Whether things stay has changed. @type {() => void} */
  changed: () => {},
};

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

/** How long what stands under a key may stay; 0 for what is not ours. */
const lastsOf = (/** @type {string} */ key) => LASTS[Object.keys(LASTS).find((start) => key.startsWith(start)) ?? ""] ?? 0;

const isMark = (/** @type {string} */ key) => key.endsWith("~tab");

/**
 * What a text says that stood under a key; null for nonsense, for what is too old, and for what says that it is of a day
 * to come (a clock that is put right moves by hours). What an earlier edition wrote without a time counts from now.
 * @type {(key: string, text: unknown) => any}
 */
function meantBy(key, text) {
  const isText = typeof text === "string" && text.length <= LONGEST_KEPT;
  const value = isText ? attempt(() => JSON.parse(text), null) : null;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const { time = key.startsWith(COPIES) ? NaN : Date.now() } = value;
  const age = Date.now() - (typeof time === "number" ? time : NaN);
  return age > -DAY && age < lastsOf(key) ? { ...value, time } : null;
}

/** @type {(one: any, other: any) => any} */
const newer = (one, other) => (!one || (other && other.time > one.time) ? other : one);

/** @type {(key: string) => string|null} */
const storedAt = (key) => attempt(() => localStorage.getItem(key), null);

/** What stands under a key, or that it was taken away (`gone`). @type {(key: string) => any} */
const standsAt = (key) => newer(meantBy(key, vault.held.get(key)), meantBy(key, storedAt(key)));

/** What stands under a key; null for nothing, for nonsense, and where storage is refused. */
function readLocal(/** @type {string} */ key) {
  const value = standsAt(key);
  return value?.gone ? null : value;
}

/** Whether what is written now will stay. */
const isKeeping = () => vault.db !== null;

/** Write it here at once, and into IndexedDB: true where it stays. @type {(key: string, value: object) => boolean} */
function writeLocal(key, value) {
  const text = JSON.stringify({ time: Date.now(), ...value });
  attempt(() => localStorage.setItem(key, text), undefined);
  if (isMark(key)) return storedAt(key) === text;
  vault.held.set(key, text);
  return change((shelf) => shelf.put(text, key));
}

/** Take it away. Where IndexedDB has not answered yet, that it is gone is kept until it does. @type {(key: string) => void} */
function dropLocal(key) {
  vault.held.delete(key);
  attempt(() => localStorage.removeItem(key), undefined);
  const isGone = isMark(key) || vault.isRefused || change((shelf) => shelf.delete(key));
  if (!isGone) writeLocal(key, { gone: true });
}

/** Change what IndexedDB holds: false where it cannot be. @type {(work: (shelf: IDBObjectStore) => void) => boolean} */
function change(work) {
  return attempt(() => {
    if (!vault.db) return false;
    const transaction = vault.db.transaction(SHELF, "readwrite");
    transaction.onabort = loseVault; // the disk is full, or the browser has taken it away
    work(transaction.objectStore(SHELF));
    attempt(() => transaction.commit(), undefined); // at once: the page may be going
    return true;
  }, false);
}

function loseVault() {
  attempt(() => vault.db?.close(), undefined);
  vault.db = null;
  vault.changed();
}

/**
 * Read what this browser holds of ours. It is done when all is read, or when there is no waiting any longer; what
 * comes after that is taken in then (`late`), and nothing that was written meanwhile is lost.
 * @param {(key: string) => boolean} isWanted
 * @returns {Promise<void>}
 */
function openLocal(isWanted) {
  window.addEventListener("storage", hearStorage);
  return new Promise((done) => {
    const begin = () => {
      if (!vault.hasBegun && !vault.db) sweepLocal(isWanted, new Map());
      vault.hasBegun = true;
      done();
    };
    const refuse = () => {
      vault.isRefused = true;
      begin();
    };
    setTimeout(begin, WAITS_FOR);
    try {
      openVault(isWanted, begin, refuse);
    } catch {
      refuse();
    }
  });
}

/** @type {(isWanted: (key: string) => boolean, begin: () => void, refuse: () => void) => void} */
function openVault(isWanted, begin, refuse) {
  const opening = indexedDB.open(VAULT);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  opening.onerror = (event) => {
    event.preventDefault();
    refuse();
  };
  opening.onsuccess = () => {
    const db = opening.result;
    db.onversionchange = () => (db.close(), loseVault()); // a later edition, or somebody who deletes it
    db.onclose = loseVault;
    const read = attempt(() => readVault(db, isWanted), null);
    if (!read) return refuse();
    read.then((found) => {
      vault.db = db;
      sweepLocal(isWanted, found);
      begin();
      vault.changed();
    }, refuse);
  };
}

/** @type {(db: IDBDatabase, isWanted: (key: string) => boolean) => Promise<Map<string, unknown>>} */
function readVault(db, isWanted) {
  const transaction = db.transaction(SHELF);
  const shelf = transaction.objectStore(SHELF);
  const [keys, values] = [shelf.getAllKeys(), shelf.getAll()];
  return new Promise((done, refuse) => {
    transaction.onabort = refuse;
    transaction.oncomplete = () => {
      const pairs = keys.result.map((key, index) => /** @type {[string, unknown]} */ ([String(key), values.result[index]]));
      done(new Map(pairs.filter(([key]) => isWanted(key))));
    };
  });
}

/**
 * Put together what both places have, the newer of each, and remove what any module of ours left here too long ago or
 * nobody can read.
 * @type {(isWanted: (key: string) => boolean, found: Map<string, unknown>) => void}
 */
function sweepLocal(isWanted, found) {
  const stored = attempt(() => Object.keys(localStorage), []).filter((key) => lastsOf(key) && isWanted(key));
  for (const key of new Set([...stored, ...vault.held.keys(), ...found.keys()])) {
    const [here, there] = [standsAt(key), meantBy(key, found.get(key))];
    const value = newer(here, there);
    if (!value || (value.gone && (isKeeping() || vault.isRefused))) dropLocal(key);
    else if (!isMark(key)) holdLocal(key, value, value !== there);
    if (vault.hasBegun && there && !there.gone && !here?.gone) vault.late(key, there);
  }
}

/** @type {(key: string, value: object, isNew: boolean) => void} */
function holdLocal(key, value, isNew) {
  const text = JSON.stringify(value);
  vault.held.set(key, text);
  if (isNew && isKeeping()) change((shelf) => shelf.put(text, key));
  // Nothing of her own is said to stay where IndexedDB is refused, and so it does not.
  if (vault.isRefused && key.startsWith(OWN)) attempt(() => localStorage.removeItem(key), undefined);
}

/** Another window has written, or taken something away; or a host has emptied all, which takes nothing away here. */
function hearStorage(/** @type {StorageEvent} */ { key, newValue }) {
  if (!key || isMark(key) || !lastsOf(key)) return;
  if (newValue === null) vault.held.delete(key);
  else vault.held.set(key, newValue);
}
