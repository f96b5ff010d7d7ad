// What a learner has done, and how it is written as one line that an LMS keeps.
//
//   1~a1B2~a1B2c3D4~x9Yzk2b.q0Rsm7ac~c85~0f3k
//   │ │    │        │                │   └ check on all before it: what was cut or changed is not believed
//   │ │    │        │                └ "c" once completed, then the recorded score, if there is one
//   │ │    │        └ answers, each: question (4), stamp (2), codes
//   │ │    └ screens met (4 each)
//   │ └ the screen she is on
//   └ version of this form
//
// Letters and digits with `~` and `.` only: some hosts cut a line at `=` or mangle `$`. The longest it can get is
// 18 characters, 4 a screen, and 7 and its codes a question: 60 screens and 100 questions of eight items take 2,558.
//
// A later version may only add fields before the check, so that an earlier player still reads what it knows. A question
// that has changed since she answered it keeps its place, with "__" for its stamp, until it is answered again.

/**
 * @typedef {object} State
 * @property {string} at                          the id of the screen she is on
 * @property {string[]} met                       ids of the screens she has been to
 * @property {Record<string, string>} answers     question id to the codes of her latest checked answer
 * @property {string[]} changed                   ids of questions that have changed since she answered them
 * @property {boolean} completed
 * @property {number|null} score                  the recorded score: what she sees and what the LMS has
 */

const LONGEST = 4096;

/** @returns {State} */
const fresh = () => ({ at: "", met: [], answers: {}, changed: [], completed: false, score: null });

/** @type {(module: Module, state: State) => string} */
function encode(module, state) {
  const short = (/** @type {string} */ id) => module.screens.find((screen) => screen.id === id)?.short ?? "";
  const answers = Object.entries(module.questions).flatMap(([id, question]) => {
    if (state.answers[id]) return [question.short + question.stamp + state.answers[id]];
    return state.changed.includes(id) ? [`${question.short}__`] : [];
  });
  const outcome = state.completed ? `c${state.score ?? ""}` : "";
  const line = ["1", short(state.at), state.met.map(short).join(""), answers.join("."), outcome].join("~");
  return `${line}~${checkOf(line)}`;
}

/**
 * Read a saved line against the module as it is now. Screens and questions that are gone are forgotten, an answer to
 * a question that has changed is asked for again, and a line that cannot be trusted is a fresh start.
 * @param {Module} module
 * @param {unknown} text
 * @returns {State}
 */
function decode(module, text) {
  const state = fresh();
  const parts = partsOf(text);
  if (!parts) return state;
  const [at, met, answers, completed, score] = parts;
  const screens = /** @type {string[]} */ (met.match(/.{4}/g) ?? []);
  for (const screen of module.screens) {
    if (screen.short === at) state.at = screen.id;
    if (screens.includes(screen.short)) state.met.push(screen.id);
  }
  const given = new Map(answers.split(".").filter(Boolean).map((answer) => [answer.slice(0, 4), answer.slice(4)]));
  for (const [id, question] of Object.entries(module.questions)) {
    const answer = given.get(question.short);
    if (answer === undefined) continue;
    if (answer.length > 2 && answer.startsWith(question.stamp)) state.answers[id] = answer.slice(2);
    else state.changed.push(id);
  }
  // Where most of what the line lists is unknown here, it was another module that she completed.
  const known = state.met.length + Object.keys(state.answers).length + state.changed.length;
  if (!completed || 2 * known < screens.length + given.size) return state;
  state.completed = true;
  state.score = score ? Number(score) : null;
  return state;
}

/**
 * The parts of a saved line: screen, screens met, answers, completed, score; null for what is none, or is not whole.
 * @type {(text: unknown) => string[]|null}
 */
function partsOf(text) {
  const line = String(text ?? "").slice(0, LONGEST + 1).trim();
  const parts = /^(\d~(\w{4})?~((?:\w{4})*)~([\w.]*)~(c(\d{0,3}))?(?:~[\w.~!*()-]*)?)~(\w{4})$/.exec(line);
  return parts && line.length <= LONGEST && checkOf(parts[1]) === parts[7] ? parts.slice(2, 7) : null;
}

/** @type {(line: string) => string} */
function checkOf(line) {
  let sum = 0;
  for (const letter of line) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
  return sum.toString(36).padStart(4, "0").slice(-4);
}
