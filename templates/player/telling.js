// Telling an LMS what it has not yet taken, until it can be believed to have stored it. What a commit has done is one of
//
//   stored    it said yes, and nothing speaks against it; or the browser saw its request arrive
//   failed    it said no, or threw; or it said yes, but the browser saw its request fail, or there is no network
//   unseen    it said yes while the page was hidden or going, when hosts send what nobody gets an answer to
//
// What was in a commit that failed, and once the page shows again, in one that was not seen, is told again in a way that
// every host sends. Some send a value only when it differs from the last one they sent, whether or not that arrived; so
// each goes by way of something else (`detourOf`), and an answer goes under a new number in the list. First a plain commit
// finds out whether the LMS is there at all. What its record holds if this is broken off half-way claims nothing, and is
// told again by the next save.

// Another one comes with each commit.
const PASSING = /session_time$/;

/**
 * What to say for a moment, so that a value is news to a host that has sent it before: a saved line that reads the same,
 * another number, a status that claims nothing. Nothing for the rest: what matters of a record is not in it.
 * @type {(element: string, value: string) => string|undefined}
 */
function detourOf(element, value) {
  if (element.endsWith("suspend_data")) return `${value} `;
  if (/score\.(raw|scaled)$/.test(element)) return Number(value) ? "0" : "0.01";
  if (element.endsWith("lesson_status")) return value === "incomplete" ? "browsed" : "incomplete";
  if (element.endsWith("completion_status")) return value === "incomplete" ? "unknown" : "incomplete";
  return element.endsWith("success_status") ? "unknown" : undefined;
}

/**
 * Start to talk with an LMS.
 * @param {string} name      of its API object
 * @param {string} prefix    what the names of its calls begin with
 * @param {{optional: RegExp, learner: string}} rules   the elements that a host may refuse without anything of hers being
 *                           lost, and the learner's id
 */
function conversation(name, prefix, rules) {
  const line = lineTo(name, prefix, rules.learner);
  if (!line || !(line.isOpen || line.learner)) return null; // one that answers nothing yet is asked again
  const interactions = interactionsOf(line);
  /** @type {Stored} */
  let stored = "stored";
  let lost = () => {};
  /** What has yet to be written, what is written and in doubt, and what is stored. */
  const [wanted, doubtful, taken] = [0, 1, 2].map(() => /** @type {Map<string, string>} */ (new Map()));
  /** @type {Map<string, Interaction>} */
  const answers = new Map();

  const write = () => {
    for (const [element, value] of wanted) {
      if (!line.set(element, value)) continue;
      wanted.delete(element);
      if (!PASSING.test(element)) doubtful.set(element, value);
    }
  };
  const writeAnswers = () => {
    for (const answer of answers.values()) interactions.write(answer);
  };
  const post = () => {
    const [values, given] = [new Map(doubtful), new Map(answers)];
    return line.commit(() => {
      stored = "failed";
      for (const [element, value] of values) if (taken.get(element) === value) doubtful.set(element, value);
      for (const [id, answer] of given) if (!answers.has(id)) answers.set(id, answer);
      lost();
    });
  };
  /** Tell again, by way of something else, what was in doubt already. */
  const tellAgain = (/** @type {string[]} */ elements) => {
    const again = [...doubtful].filter(([element]) => elements.includes(element));
    const detours = again.filter(([element, value]) => detourOf(element, value) !== undefined);
    for (const [element, value] of detours) line.set(element, detourOf(element, value) ?? "");
    if (detours.length) line.commit(() => {});
    for (const [element, value] of again) line.set(element, value);
    return post();
  };
  /** Another API object knows nothing yet. */
  const startAnew = () => {
    const all = new Map([...taken, ...doubtful, ...wanted]);
    for (const one of [taken, doubtful, wanted]) one.clear();
    for (const [element, value] of all) wanted.set(element, value);
  };

  return {
    yes: line.yes,
    set: line.set,
    get: line.get,
    status: (/** @type {string} */ element) => readStatus(line.get(element), line.isOpen),
    learner: line.learner,

    /** Ask for an element to be written, after those asked for before it. */
    want(/** @type {string} */ element, /** @type {string|number} */ value) {
      wanted.delete(element);
      if ((doubtful.get(element) ?? taken.get(element)) !== String(value)) wanted.set(element, String(value));
    },

    /** Ask for an answer to be written. @type {(answer: Interaction) => void} */
    wantAnswer: (answer) => answers.set(answer.id, answer),

    /** @type {(report: () => void) => void} */
    onLost: (report) => (lost = report),

    /** Write what is wanted and commit it; what is refused stays wanted. @returns {Stored} */
    commit() {
      if (stored === "failed" && line.lookAgain()) startAnew();
      const before = [...doubtful.keys()];
      const isAgain = stored === "failed" || (stored === "unseen" && isPageShown());
      if (!isAgain) writeAnswers();
      write();
      stored = post();
      if (isAgain && stored !== "failed" && before.length) stored = tellAgain(before);
      if (isAgain && stored !== "failed" && answers.size) {
        interactions.startAnew([...answers.keys()]);
        writeAnswers();
        stored = post();
      }
      if ([...wanted.keys()].some((element) => !rules.optional.test(element))) stored = "failed";
      if (stored === "unseen" && !doubtful.size && !answers.size) stored = "stored"; // nothing was at stake
      if (stored === "stored") {
        for (const [element, value] of doubtful) taken.set(element, value);
        for (const one of [wanted, doubtful, answers]) one.clear(); // the host works, and takes no more than this
      }
      return stored;
    },
  };
}

/**
 * An answer as it is written: parts that are written once, in this order, after the id, and others each time.
 * @typedef {{id: string, fixed: [string, string|number][], parts: [string, string|number][]}} Interaction
 */

/**
 * Keep each question in one place of the record's list of interactions for as long as the session lasts.
 * @param {NonNullable<ReturnType<typeof lineTo>>} line
 */
function interactionsOf(line) {
  let next = 0;
  /** @type {any} */
  let api = null;
  /** @type {Map<string, string>} */
  const places = new Map();
  return {
    /** Write one. A host may know nothing of interactions, or refuse a part: that is never a reason not to save. */
    write(/** @type {Interaction} */ { id, fixed, parts }) {
      if (api !== line.api) {
        api = line.api;
        places.clear();
        next = Number(line.get("cmi.interactions._count")) || 0;
      }
      let place = places.get(id);
      if (!place) {
        place = `cmi.interactions.${next}.`;
        if (!line.set(`${place}id`, id)) return;
        next += 1;
        places.set(id, place);
        for (const [name, value] of fixed) line.set(place + name, value);
      }
      for (const [name, value] of parts) line.set(place + name, value);
    },

    /** Give some questions a new place: what was written to the old one may never have been sent. */
    startAnew(/** @type {string[]} */ ids) {
      for (const id of ids) places.delete(id);
    },
  };
}
