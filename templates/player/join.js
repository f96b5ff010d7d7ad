// What she has done may be in three places: the LMS, the copy on this device, and another window. This puts them together.

/** @type {(record: Tracker) => void} */
function joinCopy(record) {
  vault.late = joinLate;
  saving.before = saving.key ? readCopy(keyBefore()) : null;
  if (isLeftOver(record, state)) {
    const left = newCopy(record.saved);
    noteIn(module, state, left);
    wait(left);
    Object.assign(state, decode(module, ""));
  }
  if (!saving.key) return;
  const copy = readCopy(saving.key);
  if (record.finished) {
    dropBefore();
    return take(copy, record);
  }
  saving.copy = newCopy(record.saved);
  noteIn(module, state, saving.copy);
  take(copy, record);
  if (encode(module, state) === record.saved) dropLocal(saving.key); // the LMS has it all
  tab.give = () => saving.copy;
  tab.moved = comeTo;
  openTab(`${saving.key}~tab`);
}

/** Do with a copy what the rule says. @type {(copy: Copy|null, record: Tracker) => void} */
function take(copy, record) {
  const fate = copy && fateOf(module, state, copy, record);
  if (fate === "join") mergeIn(copy);
  if (fate === "drop") dropLocal(saving.key);
  if (copy && fate === "ask") wait(copy);
}

/** Where a copy waits for her answer. Until she gives it, nothing of it is brought in. */
const keyBefore = () => `${saving.key}~before`;

/** Let a copy wait, together with one that waits already. @type {(copy: Copy) => void} */
function wait(copy) {
  const { before } = saving;
  saving.before = before ? bothOf(before, copy) : copy;
  if (!saving.key) return;
  dropLocal(saving.key); // first: there may be no room for two
  writeLocal(keyBefore(), saving.before);
}

/** Two copies as one, the second of them the later. @type {(first: Copy, second: Copy) => Copy} */
function bothOf(first, second) {
  const { state: both } = mergeCopy(module, decode(module, first.line), second);
  const copy = { ...second, past: { ...first.past, ...second.past }, told: first.told && second.told };
  noteIn(module, both, copy);
  return copy;
}

/** "Bring it back": the copy that waited is hers again, completion and all. */
function bringBack() {
  mergeIn(saving.before);
  dropBefore();
  retell();
  showAll();
  startScreen();
  act();
}

/** "Delete it": she is not asked again. */
function letGo() {
  dropBefore();
  tell(standing());
  startScreen();
}

function dropBefore() {
  saving.before = null;
  if (saving.key) dropLocal(keyBefore());
}

/** Bring in what a copy has and the LMS has not; the interactions of those answers are sent too. */
function mergeIn(/** @type {Copy|null} */ copy) {
  if (!copy) return;
  const { state: merged, gained } = mergeCopy(module, state, copy);
  Object.assign(state, merged);
  for (const id of gained) saving.answers.set(id, answerOf(id, module.questions[id], state.answers[id], 0));
  saving.isUnread = false;
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
    if (tracker) take(other ?? readCopy(saving.key), tracker);
    state.at = at;
    retell();
    showAll();
  }
  keep();
}

/** A copy that this browser gave only after the page had begun: the same rule holds, and she stays where she is. */
function joinLate(/** @type {string} */ key, /** @type {Copy} */ copy) {
  if (!tracker || saving.isClosed || !isHere() || !isCopy(copy)) return;
  if (key === keyBefore()) {
    saving.before ??= copy;
    return tell(standing());
  }
  if (key !== saving.key) return;
  const { at } = state;
  take(copy, tracker);
  state.at = at;
  retell();
  showAll();
  keep();
}
