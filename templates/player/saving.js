// When what she has done is saved, when the record is closed, and what she is told about both.

/**
 * What differs between one place of tracking and another stays behind this; `connect` in a target's `tracker.js` makes
 * one, or null where there is nothing to record with. `answered` and `done` say what is to be recorded; only `save`
 * and `leave` send it. A tracker writes nothing into a record that is finished or only being looked at.
 * @typedef {object} Tracker
 * @property {{id: string, name: string}} learner
 * @property {string} saved                                          the line saved last time, "" for none
 * @property {"normal"|"review"|"browse"} mode
 * @property {boolean} finished                                      the record said completed or passed at launch
 * @property {(text: string, progress: number) => boolean} save      false: not stored, ask again later
 * @property {(answer: Answer) => void} answered
 * @property {(outcome: {passed: boolean|null, score: number|null}) => void} done
 * @property {() => void} leave                                      close the record; nothing can be sent after it
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} type          as the record face names it: "choice" or "matching"
 * @property {string[][]} response  [["a"], ["c"]], or pairs: [["1", "a"], ["2", "b"]]
 * @property {string[][]} correct
 * @property {boolean} right
 * @property {number} weight
 * @property {number} latency       seconds
 * @property {string} ask
 */

const AGAIN_AFTER = 60_000;

const tracker = begin();
const state = tracker ? decode(module, tracker.saved) : fresh();
const saving = { isClosed: false, isLeaving: false, timer: 0 };

/**
 * Whatever goes wrong with the record, she can learn; a fault of ours still shows in the console.
 * @returns {Tracker|null}
 */
function begin() {
  try {
    return connect();
  } catch (fault) {
    console.error(fault);
    return null;
  }
}

/**
 * Save all she has done. While that fails, say so and try again in a minute.
 * @returns {boolean} whether it is safe to go
 */
function save() {
  clearTimeout(saving.timer);
  if (!tracker || saving.isClosed) return true;
  const isSaved = attempt(() => tracker.save(encode(module, state), progressOf(module, state)), false);
  tell(isSaved ? standing() : "not-saved");
  if (!isSaved) saving.timer = setTimeout(saving.isLeaving ? leaveRecord : save, AGAIN_AFTER);
  return isSaved;
}

/** Save, and tell the record of a completion or a better score in the same breath. */
function keep() {
  const news = tracker?.finished ? null : newsOf(module, state);
  if (news) {
    state.completed = true;
    state.score = news.score;
    if (!saving.isClosed) tracker?.done(news);
  }
  save();
  drawResult(state);
}

/** Close the record when all is saved; until it is, keep it open and go on trying. */
function leaveRecord() {
  saving.isLeaving = true;
  if (save()) closeRecord();
}

/** Close the record, once: no host lets it be opened again from the same page. */
function closeRecord() {
  if (!tracker || saving.isClosed) return;
  saving.isClosed = true;
  attempt(() => tracker.leave(), undefined);
}

/** The word for how things stand when nothing is going wrong; "" when there is nothing to say. */
function standing() {
  if (!tracker) return "not-recorded";
  if (saving.isClosed) return "closed";
  if (tracker.finished) return "finished";
  return tracker.mode === "normal" ? "" : "review";
}

/** @type {(key: string) => void} */
function tell(key) {
  const text = key && say(key);
  const line = one("#line");
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

/** Bring saved progress and the record together at launch. */
function startRecord() {
  if (tracker?.finished) state.completed = true;
  // Saved as completed, but the record does not say so: the LMS lost it, and it is told again.
  else if (state.completed) tracker?.done({ passed: passOf(module), score: state.score });
  tell(standing());
}

/** Hiding is the last moment sure to come; going closes the record, unless the page is kept to be come back to. */
function watchPage() {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("pagehide", (event) => {
    save();
    if (!event.persisted) closeRecord();
  });
}
