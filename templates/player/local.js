// A copy of her progress on this device, until the LMS has shown that it has it. An LMS may say that it has saved and be
// wrong (the session has expired, the network is gone), so only a later launch that reads the same back ends the copy.
// Devices on wards are shared: a copy is found only by the same learner in the same module, under a key that names
// neither, holds codes and no words, and is gone after 14 days. Where storage is refused or full there is no copy.

/**
 * `past` holds, by the question's four characters, the answers she has had on this device, the latest last: an answer of
 * the LMS's that is not among them was given somewhere else, and since. It needs no clock that two devices agree on.
 * @typedef {object} Copy
 * @property {string} line                      her progress, as the LMS was to keep it
 * @property {string[]} lines                   the ends of the lines saved so far: what the LMS may have of them
 * @property {Record<string, string[]>} past
 * @property {boolean} told                     the LMS said that it took the completion
 * @property {number} time
 */

/** Whether something is a list of texts of a certain form, no longer than we write it. @type {(list: any, form: RegExp, most: number) => boolean} */
const isListOf = (list, form, most) =>
  Array.isArray(list) && list.length <= most && list.every((one) => typeof one === "string" && form.test(one));

/**
 * Whether something is a whole copy, as `noteIn` leaves one: what somebody else has changed, or made, is none.
 * @type {(copy: any) => boolean}
 */
function isCopy(copy) {
  const { line, lines, past, told, time } = copy && typeof copy === "object" ? copy : /** @type {any} */ ({});
  const parts = typeof line === "string" ? partsOf(line) : null;
  if (!parts || typeof told !== "boolean" || !(time <= Date.now() + DAY)) return false;
  if (!isListOf(lines, /^\w{0,4}$/, 1000) || !past || typeof past !== "object" || Array.isArray(past)) return false;
  if (!Object.entries(past).every(([id, codes]) => /^\w{4}$/.test(id) && isListOf(codes, /^\w+$/, 9))) return false;
  // The latest answer of each question is the one that the line has.
  const answers = parts[2].split(".").filter((answer) => answer.length > 6);
  return answers.every((answer) => past[answer.slice(0, 4)]?.slice(-1)[0] === answer.slice(6));
}

/** @type {(key: string) => Copy|null} */
function readCopy(key) {
  const copy = readLocal(key);
  return isCopy(copy) ? copy : null;
}

/** @type {(line: string) => Copy} */
const newCopy = (line) => ({ line, lines: [line.slice(-4)], past: {}, told: false, time: Date.now() });

/**
 * Bring a copy up to date with what she has done.
 * @param {Module} module
 * @param {State} state
 * @param {Copy} copy
 */
function noteIn(module, state, copy) {
  copy.line = encode(module, state);
  copy.time = Date.now();
  if (copy.lines[copy.lines.length - 1] !== copy.line.slice(-4)) copy.lines = [...copy.lines, copy.line.slice(-4)].slice(-200);
  for (const [id, codes] of Object.entries(state.answers)) {
    const past = (copy.past[module.questions[id].short] ??= []);
    if (past[past.length - 1] !== codes) copy.past[module.questions[id].short] = [...past, codes].slice(-9);
  }
}

/** Whether she has answered anything with the draw, or in the order, that she has. @type {(module: Module, state: State) => boolean} */
const hasBegun = (module, { answers }) =>
  Object.keys(answers).some((id) => ["bank", "tries", "shuffle"].some((set) => set in module.questions[id]));

/**
 * Put together what the LMS has and what a copy has: all screens met, each question's later answer, the larger number of
 * tries. Where one of them has drawn other questions or started them again since, the questions are as they are there;
 * otherwise the draw is the LMS's, unless nothing has been answered with it.
 * @param {Module} module
 * @param {State} mine
 * @param {Copy} copy
 * @returns {{state: State, gained: string[]}}   and the questions whose answer came from the copy
 */
function mergeCopy(module, mine, copy) {
  const theirs = decode(module, copy.line);
  const state = { ...mine, answers: { ...mine.answers }, tries: { ...mine.tries } };
  const isSame = theirs.round === mine.round;
  const isTheirs = theirs.round > mine.round || (isSame && hasBegun(module, theirs) && !hasBegun(module, mine));
  const isOver = (/** @type {string} */ id) => !isSame && Boolean(module.questions[id].bank || module.questions[id].tries);
  if (isTheirs) {
    Object.assign(state, { seed: theirs.seed, round: theirs.round, draw: theirs.draw });
    forget(state, Object.keys(mine.answers).filter(isOver));
  }
  const theirIds = Object.keys(theirs.answers).filter((id) => isAsked(module, state, id) && (isTheirs || !isOver(id)));
  const gained = theirIds.filter((id) => {
    const own = state.answers[id];
    const isLater = !own || (copy.past[module.questions[id].short] ?? []).includes(own);
    return own !== theirs.answers[id] && isLater;
  });
  for (const id of gained) state.answers[id] = theirs.answers[id];
  for (const id of theirIds.filter((one) => theirs.tries[one])) {
    state.tries[id] = Math.max(state.tries[id] ?? 0, theirs.tries[id]);
  }
  const changed = [...mine.changed, ...theirs.changed].filter((id) => !state.answers[id]);
  state.changed = [...new Set(changed)];
  state.met = module.screens.map(({ id }) => id).filter((id) => mine.met.includes(id) || theirs.met.includes(id));
  if (theirs.at && (gained.length || state.met.length > mine.met.length)) state.at = theirs.at;
  state.completed = mine.completed || theirs.completed;
  state.score ??= theirs.score; // the score she completed with stands
  return { state: deal(module, state), gained };
}
