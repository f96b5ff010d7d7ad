// What of a module one learner is asked: the questions drawn for her from its banks, the order in which she sees what can be
// chosen, and how often she may check an answer. Where quiz.yaml sets none of it, everybody is asked everything.
//
// A draw is made once and saved by its questions' ids, so a new edition keeps what is still there. A question of a bank
// has been seen where its screen has been met.

/** A number for a text, well mixed: texts that differ in one letter are far apart. @type {(text: string) => number} */
function mixed(text) {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/**
 * Some things in an order that comes from a seed and the name of each: what is added leaves the others as they were.
 * @template T
 * @param {T[]} things
 * @param {string} seed
 * @param {(thing: T) => string} nameOf
 */
const inOrder = (things, seed, nameOf) =>
  [...things].sort((one, other) => mixed(seed + nameOf(one)) - mixed(seed + nameOf(other)));

/** Four letters that nobody has chosen. */
function newSeed() {
  const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const numbers = attempt(() => [...crypto.getRandomValues(new Uint32Array(4))], null);
  const random = () => Math.floor(Math.random() * 2 ** 32);
  return (numbers ?? [0, 0, 0, 0].map(random)).map((number) => letters[number % letters.length]).join("");
}

// ── Questions drawn from banks ──────────────────────────────────────────────────────────────────────

/** @type {(module: Module, bank: string) => string[]} */
const inBank = (module, bank) => Object.keys(module.questions).filter((id) => module.questions[id].bank === bank);

/** Whether a question is one of hers. @type {(module: Module, state: State, id: string) => boolean} */
const isAsked = (module, state, id) => !module.questions[id]?.bank || state.draw.includes(id);

/** Her screens, in order: those of questions that were not drawn for her are none. @type {(module: Module, state: State) => Screen[]} */
const runOf = (module, state) => module.screens.filter(({ questions }) => questions.every((id) => isAsked(module, state, id)));

/** @type {(module: Module, id: string) => string} */
const screenWith = (module, id) => module.screens.find(({ questions }) => questions.includes(id))?.id ?? "";

/**
 * Make sure that she has a seed and, from every bank, as many questions as are to be drawn: those she has, those she has
 * answered, those she has not seen, in that order. What she is not asked is forgotten.
 * @param {Module} module
 * @param {State} state
 * @returns {State}      the same one
 */
function deal(module, state) {
  if (!module.banks) return state;
  state.seed ||= newSeed();
  const { answers, seed, round } = state;
  const rank = (/** @type {string} */ id) => {
    if (state.draw.includes(id)) return answers[id] ? 0 : 1;
    return answers[id] ? 2 : state.met.includes(screenWith(module, id)) ? 4 : 3;
  };
  const drawn = Object.entries(module.banks).flatMap(([bank, count]) => {
    const all = inBank(module, bank);
    const others = inOrder(all.filter((id) => rank(id) > 2), seed + round, (id) => module.questions[id].short);
    return [...all.filter((id) => rank(id) < 3), ...others].sort((one, other) => rank(one) - rank(other)).slice(0, count);
  });
  return settle(module, state, drawn);
}

/** @type {(module: Module, state: State, drawn: string[]) => State} */
function settle(module, state, drawn) {
  state.draw = Object.keys(module.questions).filter((id) => drawn.includes(id));
  const isHers = (/** @type {string} */ id) => isAsked(module, state, id);
  forget(state, Object.keys(state.answers).filter((id) => !isHers(id)));
  state.changed = state.changed.filter(isHers);
  if (!runOf(module, state).some(({ id }) => id === state.at)) state.at = "";
  return state;
}

/** @type {(state: State, ids: string[]) => void} */
function forget(state, ids) {
  for (const id of ids) {
    delete state.answers[id];
    delete state.tries[id];
  }
}

/**
 * Draw other questions from some banks: those she has not seen first. Only when none of these is left does one come again,
 * and then all of the bank count as not seen.
 * @param {Module} module
 * @param {State} state
 * @param {string[]} banks
 */
function drawOthers(module, state, banks) {
  state.round = Math.min(999, state.round + 1);
  let { draw } = state;
  for (const bank of banks) {
    const count = module.banks?.[bank] ?? 0;
    const all = inBank(module, bank);
    const screens = all.map((id) => screenWith(module, id));
    const isNew = (/** @type {string} */ id) => !draw.includes(id) && !state.met.includes(screenWith(module, id));
    const mixedUp = inOrder(all, state.seed + state.round, (id) => module.questions[id].short);
    const rank = (/** @type {string} */ id) => (isNew(id) ? 0 : draw.includes(id) ? 2 : 1);
    const next = mixedUp.sort((one, other) => rank(one) - rank(other)).slice(0, count);
    if (!next.every(isNew)) state.met = state.met.filter((id) => !screens.includes(id));
    draw = [...draw.filter((id) => !all.includes(id)), ...next];
    forget(state, all);
    state.changed = state.changed.filter((id) => !all.includes(id));
  }
  settle(module, state, draw);
}

// ── Tries ───────────────────────────────────────────────────────────────────────────────────────────

/** How often she can still check an answer. @type {(module: Module, state: State, id: string) => number} */
const triesLeft = (module, state, id) => Math.max(0, (module.questions[id].tries ?? Infinity) - (state.tries[id] ?? 0));

/** Whether she has tried often enough to be shown the answer. @type {(module: Module, state: State, id: string) => boolean} */
const mayShow = (module, state, id) => (state.tries[id] ?? 0) >= (module.questions[id].shows ?? Infinity);

/** She checks an answer. @type {(module: Module, state: State, id: string, given: string) => void} */
function giveAnswer(module, state, id, given) {
  const { tries, shows } = module.questions[id];
  state.answers[id] = given;
  state.changed = state.changed.filter((one) => one !== id);
  if (tries || shows) state.tries[id] = Math.min(9, (state.tries[id] ?? 0) + 1);
}

/** She starts the questions again: answers and tries are gone, the questions stay. @type {(module: Module, state: State) => void} */
function startAgain(module, state) {
  state.round = Math.min(999, state.round + 1);
  forget(state, Object.keys(module.questions).filter((id) => module.questions[id].tries));
}
