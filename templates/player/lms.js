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
 * @param {any} api          the LMS's API object
 * @param {string} prefix    what the names of its calls begin with
 * @param {{none: number[], optional: RegExp}} rules   error numbers that mean "there is no value", and the elements
 *                           that a host may refuse without anything of hers being lost
 */
function conversation(api, prefix, rules) {
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
  return {
    yes,
    set,

    /** A value, "" for none; null when the LMS could not say, which is not the same. */
    get(/** @type {string} */ element) {
      const value = call("GetValue", element);
      if (value === null || value === undefined) return null;
      return String(value) || (rules.none.includes(Number(call("GetLastError"))) ? "" : null);
    },

    /** Ask for an element to be written, after those asked for before it. */
    want(/** @type {string} */ element, /** @type {string|number} */ value) {
      wanted.delete(element);
      if (taken.get(element) !== String(value)) wanted.set(element, String(value));
    },

    /** Write what is wanted and commit it; what is refused stays wanted. True when all of it is stored. */
    commit() {
      for (const [element, value] of wanted) {
        const isTaken = set(element, value);
        if (isTaken) taken.set(element, value);
        if (isTaken || rules.optional.test(element)) wanted.delete(element);
      }
      return yes("Commit", "") && wanted.size === 0;
    },
  };
}

/**
 * Keep each question in one place of the record's list of interactions for as long as the session lasts.
 * @param {ReturnType<typeof conversation>} lms
 */
function interactionsOf(lms) {
  let next = Number(lms.get("cmi.interactions._count")) || 0;
  /** @type {Map<string, string>} */
  const places = new Map();
  /**
   * Write one. A host may know nothing of interactions, or refuse a part: that is never a reason not to save.
   * @param {string} id
   * @param {[string, string|number][]} fixed    written once, in this order, after the id
   * @param {[string, string|number][]} parts    written each time
   */
  return (id, fixed, parts) => {
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
