// An LMS that is not there yet: its API comes seconds after the page, or fails when it is first asked. The page works
// meanwhile. What she does on it is newer than what the record holds when it comes.

const LOOK_EVERY = 1000;
const LOOK_SELDOM = 5000;
const LOOKING_LASTS = 20_000; // then the page says that nothing is recorded, and goes on looking

/** Look for the record until it is there. */
function lookForRecord(since = Date.now()) {
  tracker = begin();
  if (tracker) return joinRecord();
  // A page that stands alone is in no LMS; one may still be put into its own window.
  saving.isLooking = (window.parent !== window || Boolean(window.opener)) && Date.now() - since < LOOKING_LASTS;
  tell(standing());
  setTimeout(() => lookForRecord(since), saving.isLooking ? LOOK_EVERY : LOOK_SELDOM);
}

/** Bring the record and what she has done on this page together. */
function joinRecord() {
  const { at } = state;
  const here = newCopy("");
  noteIn(module, state, here);
  Object.assign(state, fresh(), decode(module, tracker?.saved));
  for (const [id, codes] of Object.entries(state.answers)) (here.past[module.questions[id].short] ??= []).unshift(codes);
  startRecord();
  if (saving.hasActed) {
    Object.assign(state, mergeCopy(module, state, here).state, { at });
    if (saving.copy) noteIn(module, state, saving.copy);
    retell();
  }
  showAll();
  if (!saving.hasActed) visit(state.at);
  keep();
  watchPage();
}
