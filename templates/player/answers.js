// How an LMS's answers are read. The standards say what is answered, and hosts do otherwise: here is all of what is taken
// for what, and why. What others' packages get along with, this one does too; what cannot be read is never taken for
// "nothing", because what stands there would then be written over.

/** What `attempt` gives for a call that threw: no answer at all. */
const THREW = Symbol("threw");

// true and 1, as words or not, in any case: booleans and numbers come from hosts that are written in JavaScript, "True"
// from those that print the values of another language.
const YES = ["true", "1"];

// Error numbers that mean "there is no value", in either standard, from a host that has been opened.
const NOTHING = [
  0, // no error: the value is empty
  201, // 1.2: an element the host does not know
  301, // 2004: reading failed, as some hosts say of what was never set
  401, // an element that is not there
  402, // 2004: an element the host does not support
  403, // 2004: a value that was not set yet
];

// Initialize in a page where it was called before: by the host itself, or by the page that stood here before a reload.
const OPENED = [101, 103];

// Words for a status. Single letters are AICC's, which some relays pass through.
const STATUSES = /** @type {Record<string, string[]>} */ ({
  passed: ["passed", "pass", "p"],
  completed: ["completed", "complete", "c"],
  failed: ["failed", "fail", "f"],
  incomplete: ["incomplete", "in progress", "inprogress", "i"],
  browsed: ["browsed", "b"],
  "not attempted": ["not attempted", "notattempted", "not started", "n"],
  unknown: ["unknown", "u"],
  "": [""],
});

/** @type {(answer: any) => boolean} */
const isPromise = (answer) => typeof answer?.then === "function";

/** An error number, or NaN where the host did not say one. @type {(answer: unknown) => number} */
const errorIn = (answer) => (/^\s*\d{1,6}\s*$/.test(String(answer)) ? Number(answer) : NaN);

/**
 * Whether something was done. A host that answers nothing is asked for its error number; one that will answer later says
 * so with a promise.
 * @param {unknown} answer
 * @param {() => unknown} error      what the host says its last error was
 * @returns {"yes"|"no"|"later"}
 */
function readDone(answer, error) {
  if (answer === THREW) return "no";
  if (isPromise(answer)) return "later";
  if (YES.includes(String(answer).trim().toLowerCase())) return "yes";
  return ["", undefined, null].includes(/** @type {any} */ (answer)) && errorIn(error()) === 0 ? "yes" : "no";
}

/**
 * A value, "" for none; null when the LMS could not say, which is not the same. The words "undefined" and "null" are what
 * a host writes that has none; a promise cannot be waited for.
 * @param {unknown} answer
 * @param {() => unknown} error
 * @param {boolean} isOpen      the host has said that it is initialised, so no error number is no error
 * @returns {string|null}
 */
function readValue(answer, error, isOpen) {
  if (answer === THREW || isPromise(answer)) return null;
  const text = String(answer ?? "");
  if (text && !["undefined", "null"].includes(text)) return text;
  const number = errorIn(error());
  if (Number.isNaN(number)) return isOpen ? "" : null;
  return number === 0 || (isOpen && NOTHING.includes(number)) ? "" : null;
}

/** A word as it is compared: " Completed ", "not_attempted". @type {(text: string|null) => string} */
const wordOf = (text) => (text ?? "").trim().toLowerCase().replace(/[\s_-]+/g, " ");

/**
 * A status in the standards' words; null when the LMS could not say. One in words of the host's own stands, and is left
 * until she completes; where the host has not said that it is initialised, it is no status but a sign of something wrong.
 * @type {(text: string|null, isOpen: boolean) => string|null}
 */
function readStatus(text, isOpen) {
  const word = wordOf(text);
  const known = Object.keys(STATUSES).find((status) => STATUSES[status].includes(word));
  return text === null ? null : (known ?? (isOpen ? "incomplete" : null));
}

/** A mode; whatever is neither of the two is normal. @type {(text: string|null) => "normal"|"review"|"browse"} */
function readMode(text) {
  const word = wordOf(text);
  return ["review", "r"].includes(word) ? "review" : ["browse", "preview", "b"].includes(word) ? "browse" : "normal";
}

/** How a record was opened: "ab-initio", "resume" or "". @type {(text: string|null) => string} */
const readEntry = (text) => wordOf(text).replace(" ", "-");
