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
// Where quiz.yaml sets how the questions are asked, three fields more stand before the check:
//
//   …~c85~k3Jx2~x9Yzq0Rs~12~0f3k
//         │     │        └ tries, a digit for each of the answers (0 where they are not counted)
//         │     └ questions drawn from banks (4 each)
//         └ seed (4), then how often she has drawn others or started again, if she has
//
// Letters and digits with `~` and `.` only: some hosts cut a line at `=` or mangle `$`. The longest it can get is
// 18 characters, 4 a screen, and 7 and its codes a question: 60 screens and 100 questions of eight items take 2,558.
// With the three fields it is 10 more, one for each question asked and four for each drawn: 3,068 were all of them drawn.
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
 * @property {string} seed                        what orders and draws come from, "" where nothing does
 * @property {number} round                       how often she has drawn other questions or started them again
 * @property {string[]} draw                      ids of the questions drawn for her from banks
 * @property {Record<string, number>} tries       how often each question with an answer has been checked, where that counts
 */

const LONGEST = 4096;

/** @returns {State} */
const fresh = () => ({
  ...{ at: "", met: [], answers: {}, changed: [], completed: false, score: null },
  ...{ seed: "", round: 0, draw: [], tries: {} },
});

/** @type {(module: Module, state: State) => string} */
function encode(module, state) {
  const short = (/** @type {string} */ id) => module.screens.find((screen) => screen.id === id)?.short ?? "";
  const listed = Object.keys(module.questions).filter((id) => state.answers[id] || state.changed.includes(id));
  const answers = listed.map((id) => {
    const question = module.questions[id];
    return question.short + (state.answers[id] ? question.stamp + state.answers[id] : "__");
  });
  const outcome = state.completed ? `c${state.score ?? ""}` : "";
  const parts = ["1", short(state.at), state.met.map(short).join(""), answers.join("."), outcome];
  if (module.banks) {
    const drawn = state.draw.map((id) => module.questions[id].short);
    parts.push(state.seed + (state.round || ""), drawn.join(""), listed.map((id) => state.tries[id] ?? 0).join(""));
  }
  const line = parts.join("~");
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
  if (!parts) return deal(module, state);
  const [at, met, answers, completed, score, more] = parts;
  const screens = /** @type {string[]} */ (met.match(/.{4}/g) ?? []);
  for (const screen of module.screens) {
    if (screen.short === at) state.at = screen.id;
    if (screens.includes(screen.short)) state.met.push(screen.id);
  }
  const [seeded = "", drawn = "", tries = ""] = (more ?? "").split("~");
  const list = answers.split(".").filter(Boolean);
  const given = new Map(list.map((answer, index) => [answer.slice(0, 4), { codes: answer.slice(4), tries: tries[index] }]));
  for (const [id, question] of Object.entries(module.questions)) {
    const answer = given.get(question.short);
    if (answer === undefined) continue;
    if (answer.codes.length > 2 && answer.codes.startsWith(question.stamp) && isOnce(question, answer.codes.slice(2))) {
      state.answers[id] = answer.codes.slice(2);
      if (question.tries || question.shows) state.tries[id] = Number(answer.tries) || 1;
    } else state.changed.push(id);
  }
  if (module.banks) {
    if (/^\w{4}\d{0,3}$/.test(seeded)) {
      state.seed = seeded.slice(0, 4);
      state.round = Number(seeded.slice(4));
    }
    const shorts = /** @type {string[]} */ (drawn.match(/.{4}/g) ?? []);
    state.draw = Object.keys(module.questions).filter((id) => shorts.includes(module.questions[id].short));
  }
  // Where most of what the line lists is unknown here, it was another module that she completed.
  const known = state.met.length + Object.keys(state.answers).length + state.changed.length;
  if (completed && 2 * known >= screens.length + given.size) {
    state.completed = true;
    state.score = score ? Number(score) : null;
  }
  return deal(module, state);
}

/**
 * A saved line as it was written, where a host gives it back encoded, in quotation marks, wrapped or with spaces: the check
 * at its end proves it. What cannot be undone (cut, other case) comes back as it is, and so does what is no line.
 * @type {(text: string) => string}
 */
function restored(text) {
  if (text.length > 6 * LONGEST) return text; // no encoding of a line is longer
  let line = text;
  for (let round = 0; round < 4; round += 1) {
    line = line.replace(/[\s\0\u200b\ufeff]+/g, "").replace(/^(["'])(.*)\1$/, "$2");
    if (partsOf(line)) return line;
    const asText = line.replace(/&(?:#(\d{1,4})|#[xX]([\da-fA-F]{1,4})|(amp|quot|apos));/g, unescaped);
    line = attempt(() => decodeURIComponent(asText), asText);
  }
  return text;
}

/** @type {(whole: string, number: string|undefined, hex: string|undefined, name: string) => string} */
function unescaped(_whole, number, hex, name) {
  if (number || hex) return String.fromCharCode(number ? Number(number) : parseInt(hex ?? "", 16));
  return { amp: "&", quot: '"', apos: "'" }[name] ?? "";
}

/**
 * Whether an answer is made of whole codes, each of which (or each item of its pairs) stands there once. No page gives
 * another one, and what is named twice could earn twice.
 * @type {(question: Question, codes: string) => boolean}
 */
function isOnce({ record }, codes) {
  const size = record?.size ?? 1;
  const names = [...codes].filter((_, index) => index % size === 0);
  return codes.length % size === 0 && new Set(names).size === names.length;
}

/**
 * The parts of a saved line: screen, screens met, answers, completed, score, what stands behind them; null for what is
 * none, or is not whole.
 * @type {(text: unknown) => string[]|null}
 */
function partsOf(text) {
  const line = String(text ?? "").slice(0, LONGEST + 1).trim();
  const parts = /^(\d~(\w{4})?~((?:\w{4})*)~([\w.]*)~(c(\d{0,3}))?(?:~([\w.~!*()-]*))?)~(\w{4})$/.exec(line);
  return parts && line.length <= LONGEST && checkOf(parts[1]) === parts[8] ? parts.slice(2, 8) : null;
}

/** @type {(line: string) => string} */
function checkOf(line) {
  let sum = 0;
  for (const letter of line) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
  return sum.toString(36).padStart(4, "0").slice(-4);
}
