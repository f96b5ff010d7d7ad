// What the SCORM trackers share: finding an LMS's API object, talking to it although it may throw or answer nonsense,
// and writing only what it has not yet taken.

/**
 * Look for an object with a certain method in this window, those above it, and those that opened any of them.
 * Windows of another origin throw when asked, and openers can go in circles, so each step is guarded and counted.
 * @param {string} name
 * @param {string} method
 * @returns {any}
 */
function findAround(name, method) {
  /** @type {any[]} */
  const starts = [window];
  let steps = 0;
  while (starts.length) {
    let place = starts.shift();
    while (place && steps < 500) {
      steps += 1;
      const here = place;
      const found = attempt(() => typeof here[name][method] === "function" && here[name], null);
      if (found) return found;
      starts.push(attempt(() => here.opener, null));
      const above = attempt(() => here.parent, null);
      place = above === here ? null : above;
    }
  }
  return null;
}

/**
 * Start to talk with an LMS. Its API object may disappear with the frame or window that holds it: while saving fails, it
 * is looked for again. Another one has to be started, to be of the same learner, and to be told everything.
 * @param {string} name      of the LMS's API object
 * @param {string} prefix    what the names of its calls begin with
 * @param {{none: number[], optional: RegExp, learner: string}} rules   error numbers that mean "there is no value", the
 *                           elements that a host may refuse without anything of hers being lost, and the learner's
 */
function conversation(name, prefix, rules) {
  const find = () => findAround(name, `${prefix}Initialize`);
  let api = find();
  if (!api) return null;
  let isFailing = false;
  let learner = "";
  const started = new WeakSet();
  /** @type {Map<string, string>} */
  const wanted = new Map();
  /** @type {Map<string, string>} */
  const taken = new Map();
  /** @type {(name: string, ...values: string[]) => unknown} */
  const call = (name, ...values) => attempt(() => api[prefix + name](...values), null);
  /** @type {(name: string, ...values: string[]) => boolean} */
  const yes = (name, ...values) => String(call(name, ...values)) === "true"; // some hosts answer true, some "true"
  /** @type {(element: string, value: string|number) => boolean} */
  const set = (element, value) => yes("SetValue", element, String(value));
  /** A value, "" for none; null when the LMS could not say, which is not the same. */
  const get = (/** @type {string} */ element) => {
    const value = call("GetValue", element);
    if (value === null || value === undefined) return null;
    return String(value) || (rules.none.includes(Number(call("GetLastError"))) ? "" : null);
  };
  // False where the host has done it already; what counts is whether it answers.
  const start = () => {
    if (!started.has(api) && yes("Initialize", "")) started.add(api);
    return get(rules.learner) ?? "";
  };
  const lookAgain = () => {
    const before = api;
    api = find() ?? api;
    if (api === before) return;
    if (start() !== learner) {
      api = before;
      return;
    }
    for (const [element, value] of [...taken, ...wanted]) wanted.set(element, value);
    taken.clear();
  };
  learner = start();
  return {
    yes,
    set,
    get,
    learner,
    /** What is talked to now: the API object. */
    get api() {
      return api;
    },

    /** Ask for an element to be written, after those asked for before it. */
    want(/** @type {string} */ element, /** @type {string|number} */ value) {
      wanted.delete(element);
      if (taken.get(element) !== String(value)) wanted.set(element, String(value));
    },

    /** Write what is wanted and commit it; what is refused stays wanted. True when all of it is stored. */
    commit() {
      if (isFailing) lookAgain();
      for (const [element, value] of wanted) {
        if (!set(element, value)) continue;
        taken.set(element, value);
        wanted.delete(element);
      }
      isFailing = !yes("Commit", "") || [...wanted.keys()].some((element) => !rules.optional.test(element));
      if (!isFailing) wanted.clear(); // the host works, and takes no more than this
      return !isFailing;
    },
  };
}

/**
 * Keep each question in one place of the record's list of interactions for as long as the session lasts.
 * @param {NonNullable<ReturnType<typeof conversation>>} lms
 */
function interactionsOf(lms) {
  let next = 0;
  /** @type {any} */
  let api = null;
  /** @type {Map<string, string>} */
  const places = new Map();
  /**
   * Write one. A host may know nothing of interactions, or refuse a part: that is never a reason not to save.
   * @param {string} id
   * @param {[string, string|number][]} fixed    written once, in this order, after the id
   * @param {[string, string|number][]} parts    written each time
   */
  return (id, fixed, parts) => {
    if (api !== lms.api) {
      api = lms.api;
      places.clear();
      next = Number(lms.get("cmi.interactions._count")) || 0;
    }
    let place = places.get(id);
    if (!place) {
      place = `cmi.interactions.${next}.`;
      if (!lms.set(`${place}id`, id)) return;
      next += 1;
      places.set(id, place);
      for (const [name, value] of fixed) lms.set(place + name, value);
    }
    for (const [name, value] of parts) lms.set(place + name, value);
  };
}
