// The one place that decides score, status and time. Pure functions: the same state gives the same answer, so what
// the learner sees, what is saved and what the LMS is told cannot drift apart.

/** What arithmetic with fractions may lose: a score this little under a mark has reached it. */
const HAIR = 1e-9;

/** @type {(question: Question, given: string) => Mark} */
const markOf = (question, given) => questionTypes[question.type].mark(given, question.key);

/** The questions that count for her. @type {(module: Module, state: State) => [string, Question][]} */
const scoredIn = (module, state) =>
  Object.entries(module.questions).filter(([id, question]) => question.scored && isAsked(module, state, id));

/** Those of them that she has not answered. @type {(module: Module, state: State) => string[]} */
const openIn = (module, state) => scoredIn(module, state).flatMap(([id]) => (state.answers[id] ? [] : [id]));

/**
 * The score in per cent, not rounded; a question without an answer earns nothing. Null where nothing is scored.
 * @type {(module: Module, state: State) => number|null}
 */
function valueOf(module, state) {
  let earned = 0;
  let points = 0;
  for (const [id, question] of scoredIn(module, state)) {
    points += question.points;
    if (state.answers[id]) earned += question.points * markOf(question, state.answers[id]).score;
  }
  return points ? (100 * earned) / points : null;
}

/** What completing says about passing: a module that only asks to be read has no pass. @type {(module: Module) => true|null} */
const passOf = (module) => (module.completion === "screens" ? null : true);

/**
 * Whether there is a score to speak of: where nothing has to be passed and the LMS is told no score, nobody needs one.
 * @type {(module: Module) => boolean}
 */
const hasScore = (module) => module.completion !== "screens" || module.record !== "status";

/**
 * What still stands between her and completion: screens she has not met, scored questions without an answer and,
 * once there is nothing else, the questions whose answers can earn more. A pass with no question behind it is never reached.
 * @type {(module: Module, state: State) => {screens: Screen[], questions: string[], again: string[], isShort: boolean}}
 */
function leftOf(module, state) {
  const scored = scoredIn(module, state);
  const byPass = passOf(module) === true;
  const screens = module.completion !== "pass" ? runOf(module, state).filter(({ id }) => id !== "result" && !state.met.includes(id)) : [];
  const questions = byPass ? openIn(module, state) : [];
  const isShort = byPass && !questions.length && (valueOf(module, state) ?? -1) + HAIR < module.pass;
  const again = isShort ? scored.filter(([id, question]) => markOf(question, state.answers[id]).score < 1) : [];
  return { screens, questions, again: again.map(([id]) => id), isShort };
}

/**
 * Ways on for somebody who has fallen short, beside looking at a question again: banks that hold other questions than those
 * she did not get right, and whether some of hers are closed, so that she can only start again.
 * @type {(module: Module, state: State) => {banks: string[], isClosed: boolean}}
 */
function waysOf(module, state) {
  const { again } = leftOf(module, state);
  const banks = Object.entries(module.banks ?? {}).filter(([bank, count]) => {
    const all = inBank(module, bank);
    return all.length > count && all.some((id) => again.includes(id));
  });
  return { banks: banks.map(([bank]) => bank), isClosed: again.some((id) => triesLeft(module, state, id) === 0) };
}

/**
 * What the record should say now: null while she has not completed. There is no score before every scored question
 * has an answer (a host may make a pass or fail of it); for "failed" see `shortOf`.
 * @type {(module: Module, state: State) => {passed: true|null, score: number|null}|null}
 */
function outcomeOf(module, state) {
  const left = leftOf(module, state);
  if (left.screens.length || left.questions.length || left.isShort) return null;
  const isWhole = hasScore(module) && !openIn(module, state).length;
  const value = isWhole ? valueOf(module, state) : null;
  return { passed: passOf(module), score: value === null ? null : Math.round(value + HAIR) };
}

/**
 * What to tell the LMS that it has not been told: the completion with the score of that moment, and a score later only where
 * she completed without one. Some hosts report the first completion of a sitting and drop what comes after it, so a better
 * score later is not told: her page, and every host's report, say the same. For her a pass stays a pass.
 * @type {(module: Module, state: State) => {passed: true|null, score: number|null}|null}
 */
function newsOf(module, state) {
  const outcome = outcomeOf(module, state);
  if (!outcome || !state.completed) return outcome;
  return state.score === null && outcome.score !== null ? outcome : null;
}

/**
 * Where a module calls falling short a failing (`failing: failed`): what to tell once every scored question has an
 * answer and she has not completed. She can still pass. Rounded down, as on the result screen.
 * @type {(module: Module, state: State) => {passed: false, score: number}|null}
 */
function shortOf(module, state) {
  if (module.failing !== "failed" || state.completed || !leftOf(module, state).again.length) return null;
  return { passed: false, score: Math.floor((valueOf(module, state) ?? 0) + HAIR) };
}

/**
 * How much of what completion needs is done, from 0 to 1; 1 only when she has completed.
 * @type {(module: Module, state: State) => number}
 */
function progressOf(module, state) {
  if (state.completed) return 1;
  const [now, start] = [state, { ...fresh(), draw: state.draw }].map((one) => leftOf(module, one));
  const all = start.screens.length + start.questions.length;
  return Math.min(0.99, 1 - (now.screens.length + now.questions.length) / Math.max(1, all));
}

/**
 * Seconds between two times in milliseconds; a clock put back gives 0, and no record holds more than 9999 hours.
 * @type {(from: number, to: number) => number}
 */
const secondsBetween = (from, to) => Math.min(Math.max(0, Math.round((to - from) / 1000)), 9999 * 3600);

/**
 * Seconds that this launch has lasted, a second at the least: one host answers a completion that took no time with an error
 * and an alert, and makes no entry in its report. It goes by this number alone.
 * @type {(began: number) => number}
 */
const lastedFrom = (began) => Math.max(1, secondsBetween(began, Date.now()));
