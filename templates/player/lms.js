// Finding an LMS's API object, and talking to it although it may throw or answer nonsense (`answers.js` reads it).

/** There may be an LMS, now or later. */
const isTracked = true;

/**
 * This window, those above it, and those that opened any of them. Windows of another origin throw when asked, and openers
 * can go in circles, so each step is guarded and counted.
 * @returns {Generator<any>}
 */
function* windowsAround() {
  /** @type {any[]} */
  const starts = [window];
  let steps = 0;
  while (starts.length) {
    let place = starts.shift();
    while (place && steps < 500) {
      steps += 1;
      const here = place;
      yield here;
      starts.push(attempt(() => here.opener, null));
      const above = attempt(() => here.parent, null);
      place = above === here ? null : above;
    }
  }
}

/** Look for an object with a certain method in the windows around. @type {(name: string, method: string) => any} */
function findAround(name, method) {
  for (const place of windowsAround()) {
    const found = attempt(() => typeof place[name][method] === "function" && place[name], null);
    if (found) return found;
  }
  return null;
}

/** @typedef {"stored"|"unseen"|"failed"} Stored */

// While a page goes, hosts send what nobody gets an answer to. The page may count as visible until after that.
let isGoing = false;
window.addEventListener("pagehide", () => (isGoing = true));
window.addEventListener("pageshow", () => (isGoing = false));

/** Whether a host's word can be more than a guess now. */
const isPageShown = () => !isGoing && document.visibilityState !== "hidden";

/**
 * A line to an LMS, or null where there is none. Its API object may disappear with the frame or window that holds it: it
 * can be looked for again. Another one has to be started, and to be of the same learner.
 * @param {string} name      of the LMS's API object
 * @param {string} prefix    what the names of its calls begin with
 * @param {string} id        the element that holds the learner's id
 */
function lineTo(name, prefix, id) {
  const find = () => findAround(name, `${prefix}Initialize`);
  let api = find();
  if (!api) return null;
  let learner = "";
  /** @type {ReturnType<typeof watchRequests>|undefined} */
  let requests;
  const started = new WeakSet();
  /** @type {(name: string, ...values: string[]) => any} */
  const call = (name, ...values) => attempt(() => api[prefix + name](...values), THREW);
  const error = () => call("GetLastError");
  /** @type {(name: string, ...values: string[]) => boolean} */
  const yes = (name, ...values) => readDone(call(name, ...values), error) !== "no";
  /** @type {(element: string, value: string|number) => boolean} */
  const set = (element, value) => yes("SetValue", element, String(value));
  /** A value, "" for none; null when the LMS could not say, which is not the same. */
  const get = (/** @type {string} */ element) => readValue(call("GetValue", element), error, started.has(api));
  // False where the host has done it already; what counts is whether it answers.
  const start = () => {
    if (!started.has(api) && (yes("Initialize", "") || OPENED.includes(errorIn(error())))) started.add(api);
    return get(id) ?? "";
  };
  learner = start();

  return {
    yes,
    set,
    get,
    learner,
    /** Whether the host has said that it is initialised. */
    get isOpen() {
      return started.has(api);
    },
    /** What is talked to now: the API object. */
    get api() {
      return api;
    },

    /** Look whether another API object stands there now, and talk to that. True when it does. */
    lookAgain() {
      const before = api;
      api = find() ?? api;
      if (api === before && started.has(api)) return false;
      if (start() !== learner) api = before;
      return api !== before;
    },

    /**
     * Commit, and say whether it can be believed (`telling.js`).
     * @param {() => void} late      called where it turns out afterwards that it failed
     * @returns {Stored}
     */
    commit(late) {
      requests ??= watchRequests([...windowsAround()]);
      const { answer, seen } = requests.during(() => call("Commit", ""), late);
      const done = readDone(answer, error);
      if (done === "later") answer.then((/** @type {any} */ end) => readDone(end, error) === "yes" || late(), late);
      if (done === "no" || seen === "failed") return "failed";
      if (seen === "arrived") return "stored";
      if (navigator.onLine === false) return "failed";
      return isPageShown() ? "stored" : "unseen";
    },
  };
}
