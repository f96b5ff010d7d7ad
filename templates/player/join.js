// What she has done may be in three places: the LMS, the copy on this device, and another window. This puts them together.

/** @type {(record: Tracker) => void} */
function joinCopy(record) {
  vault.late = joinLate;
  const copy = readCopy(saving.key);
  saving.copy = newCopy(record.saved);
  noteIn(module, state, saving.copy);
  if (copy && !belongs(module, copy, record.saved, record.isBlank)) writeLocal(keyBefore(), copy);
  else mergeIn(copy);
  saving.before = readCopy(keyBefore());
  if (encode(module, state) === record.saved) dropLocal(saving.key); // the LMS has it all
  tab.give = () => saving.copy;
  tab.moved = comeTo;
  openTab(`${saving.key}~tab`);
}

/** Where a copy waits that may be of an earlier record. It is not brought in unless she asks for it. */
const keyBefore = () => `${saving.key}~before`;

/** "Bring it back": the copy that waited is hers again, completion and all. */
function bringBack() {
  mergeIn(saving.before);
  dropBefore();
  retell();
  showAll();
  act();
}

function dropBefore() {
  saving.before = null;
  dropLocal(keyBefore());
}

/** Bring in what a copy has and the LMS has not; the interactions of those answers are sent too. */
function mergeIn(/** @type {Copy|null} */ copy) {
  if (!copy) return;
  const { state: merged, gained } = mergeCopy(module, state, copy);
  Object.assign(state, merged);
  for (const id of gained) saving.answers.set(id, answerOf(id, module.questions[id], state.answers[id], 0));
  saving.isBlank = false;
  saving.copy = { ...copy, past: { ...copy.past }, lines: [...copy.lines, ...(saving.copy?.lines ?? [])], told: false };
  noteIn(module, state, saving.copy);
}

/** "Continue here": the other window stops and hands over; where it does not answer, this one goes on alone. */
function takeOver() {
  saving.hasActed = true;
  takeTab();
}

/** This window has begun to save, or stopped. */
function comeTo(/** @type {Copy|null} */ other, /** @type {Place} */ before) {
  tell(standing());
  if (tab.place !== "here" || !saving.isReady) return;
  if (before === "taking") {
    const { at } = state;
    const copy = other ?? readCopy(saving.key);
    if (copy && tracker && belongs(module, copy, tracker.saved, tracker.isBlank)) mergeIn(copy);
    state.at = at;
    retell();
    showAll();
  }
  keep();
}

/** A copy that this browser gave only after the page had begun: what it has is brought in, and she stays where she is. */
function joinLate(/** @type {string} */ key, /** @type {Copy} */ copy) {
  if (key !== saving.key || saving.isClosed || !isHere() || !isCopy(copy)) return;
  if (!tracker || !belongs(module, copy, tracker.saved, tracker.isBlank)) return;
  const { at } = state;
  mergeIn(copy);
  state.at = at;
  retell();
  showAll();
  keep();
}
