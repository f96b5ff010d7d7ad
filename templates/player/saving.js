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
 * @property {boolean} failed                                        the record said failed at launch
 * @property {boolean} isNew                                         its status says that nothing has been done
 * @property {string} entry                                          "ab-initio", "resume" or ""
 * @property {(text: string|null, progress: number) => "stored"|"unseen"|"failed"} save    failed: ask again later; unseen:
 *                                                                   ask again when the page shows. null leaves the line there
 * @property {(report: () => void) => void} onLost                   whom to tell that something stored turned out not to be
 * @property {(answer: Answer) => void} answered
 * @property {(outcome: {passed: boolean|null, score: number|null}) => void} done
 * @property {() => void} leave                                      close the record; nothing can be sent after it
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} type          as the record face names it: "choice", "matching" or "sequencing"
 * @property {string[][]} response  [["a"], ["c"]], or pairs: [["1", "a"], ["2", "b"]]
 * @property {string[][]|null} correct    null, as `right` is, where nothing is right or wrong
 * @property {boolean|null} right
 * @property {number} weight
 * @property {number} latency       seconds
 * @property {number} time          when it was given, in milliseconds
 * @property {string} ask
 */

const AGAIN_AFTER = 60_000;
// An LMS may stand still while it saves, so what she did shows first, and screens gone through quickly are one save.
const AFTER_ANSWER = 40;
const AFTER_SCREEN = 300;

let tracker = begin();
const state = decode(module, tracker?.saved);
const saving = {
  isClosed: false,
  isLeaving: false,
  isFailing: false,
  isUnseen: false, // the LMS said that it took what it was sent, when nobody could see whether it did
  isUnread: false, // the record holds progress that cannot be read
  isLooking: false, // for an LMS that is not there yet
  failingSince: 0, // 0 while it does not fail
  hasActed: false,
  isReady: false, // the page has started
  timer: 0,
  due: 0, // when the timer is to go off, 0 for no timer
  completedOn: /** @type {Date|null} */ (null), // the day, where it was in this sitting
  fallen: -1, // the best score told as not enough
  answers: /** @type {Map<string, Answer>} */ (new Map()), // those that the LMS has yet to store
  key: "", // of her copy on this device
  copy: /** @type {Copy|null} */ (null),
  before: /** @type {Copy|null} */ (null), // one of an earlier record, until she says what to do with it
};

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
 * Save all she has done, here first. While the LMS does not take it, say so and try again in a minute.
 * @returns {boolean} whether it is safe to go
 */
function save() {
  clearTimeout(saving.timer);
  saving.due = 0;
  delete document.documentElement.dataset.saving;
  const record = tracker;
  if (!record || saving.isClosed) return true;
  if (!isHere()) return false;
  keepCopy();
  if ((module.record ?? "answers") === "answers") {
    for (const answer of saving.answers.values()) attempt(() => record.answered(answer), undefined);
  }
  const text = saving.isUnread && !saving.hasActed ? null : encode(module, state); // what cannot be read stays until she acts
  const stored = attempt(() => record.save(text, attempt(() => progressOf(module, state), 0)), "failed");
  saving.isUnseen = stored === "unseen";
  if (stored === "stored") saving.answers.clear();
  if (stored === "stored" && saving.copy && state.completed && !saving.copy.told) {
    saving.copy.told = true;
    keepCopy();
    dropBefore();
  }
  if (stored === "failed") return tellFailing();
  saving.isFailing = false;
  saving.failingSince = 0;
  tell(standing());
  return true;
}

/** Say that it is not saved, and go on trying. Where that lasts, she may have been signed out. */
function tellFailing() {
  saving.isFailing = true;
  saving.failingSince ||= Date.now();
  const isNew = Date.now() - saving.failingSince < AGAIN_AFTER;
  tell(isNew || navigator.onLine === false ? "not-saved" : "not-saved-still");
  saveSoon(AGAIN_AFTER);
  return false;
}

/** Save in so many milliseconds, unless that is about to happen sooner. */
function saveSoon(/** @type {number} */ wait) {
  const due = Date.now() + wait;
  if (saving.due && saving.due <= due) return;
  clearTimeout(saving.timer);
  saving.due = due;
  saving.timer = setTimeout(retry, wait);
}

const retry = () => (saving.isLeaving ? leaveRecord() : save());

/** Keep a copy on this device, from the first thing she does, for as long as the record can still be written. */
function keepCopy() {
  const { copy } = saving;
  if (!copy) return;
  safely(() => noteIn(module, state, copy));
  if (saving.hasActed) writeLocal(saving.key, copy);
}

/** She has done something: what comes of it is kept here at once, and saved in a moment. */
function act(wait = AFTER_SCREEN) {
  saving.hasActed = true;
  reckon();
  if (!tracker || saving.isClosed || !isHere()) return;
  keepCopy();
  document.documentElement.dataset.saving = "";
  saveSoon(wait);
}

/** Save at once. */
function keep() {
  reckon();
  save();
}

/** A completion, its score or a failing is told to the record with the next save, and shown. */
function reckon() {
  safely(reckonUp);
  safely(() => drawResult(state));
}

function reckonUp() {
  const news = tracker?.finished ? null : newsOf(module, state);
  const short = shortOf(module, state);
  if (news) {
    if (!state.completed) saving.completedOn = new Date();
    state.completed = true;
    state.score = news.score;
    tellDone(news);
  } else if (short && short.score > saving.fallen) {
    saving.fallen = short.score;
    tellDone(short);
  }
}

/** @type {(outcome: {passed: boolean|null, score: number|null}) => void} */
function tellDone({ passed, score }) {
  if (!saving.isClosed) tracker?.done({ passed, score: module.record === "status" ? null : score });
}

/** Close the record when all is saved; until it is, keep it open and go on trying. */
function leaveRecord() {
  saving.isLeaving = true;
  if (save()) closeRecord();
}

/** Close the record, once: no host lets it be opened again from the same page. Only the window that saves closes it. */
function closeRecord() {
  if (!tracker || saving.isClosed || !isHere()) return;
  saving.isClosed = true;
  attempt(() => tracker?.leave(), undefined);
}

/** The word for how things stand when nothing is going wrong; "" when there is nothing to say. */
function standing() {
  if (!tracker) return saving.isLooking ? "looking" : "not-recorded";
  if (tab.place === "elsewhere") return "elsewhere";
  if (tab.place === "moved") return "moved";
  if (saving.isClosed) return "closed";
  if (tracker.mode === "browse") return "preview";
  if (tracker.finished) return "finished";
  if (tracker.mode !== "normal") return "review";
  if (saving.before) return "before";
  return saving.isUnread && !saving.hasActed ? "unread" : "";
}

/** @type {(key: string) => void} */
function tell(key) {
  const line = one("#line");
  if (line.dataset.says === key) return;
  line.dataset.says = key;
  line.textContent = key && say(key);
  for (const deed of { elsewhere: ["here"], moved: ["here"], before: ["bring", "let-go"] }[key] ?? []) {
    line.append(" ", make("button", { type: "button", class: "button button-quiet", "data-do": deed }, say(deed)));
  }
  line.hidden = !key;
  one("#left_lead").hidden = saving.isFailing; // nothing says that her place is kept before it is
}

/** Bring saved progress, the copy on this device and the record together at launch. */
function startRecord() {
  const who = tracker?.mode === "normal" ? identityOf(tracker.learner) : [];
  saving.key = who.length ? keyOf(module.id, ...who) : "";
  saving.isUnread = Boolean(tracker?.saved && !partsOf(tracker.saved));
  if (tracker?.finished) state.completed = true;
  if (tracker?.failed) saving.fallen = shortOf(module, state)?.score ?? -1;
  if (tracker && tracker.mode === "normal") joinCopy(tracker);
  retell();
  tell(standing());
  one("#unrecorded")?.remove(); // from here on the line says how it stands
}

/** Saved as completed, but the record does not say so: the LMS lost it, and it is told again. */
function retell() {
  if (state.completed && !tracker?.finished) tellDone({ passed: passOf(module), score: state.score });
}

/** Hiding is the last moment sure to come; going closes the record, unless the page is kept to be come back to. */
function watchPage() {
  if (!tracker) return;
  saving.isReady = true;
  const again = () => {
    if (saving.isFailing || saving.isUnseen) retry();
  };
  tracker.onLost(tellFailing);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
    else again();
  });
  window.addEventListener("pagehide", (event) => {
    save();
    if (!event.persisted) closeRecord();
    closeTab();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && tab.key) openTab(tab.key);
    else if (event.persisted) save();
  });
  window.addEventListener("storage", () => isHere());
}
