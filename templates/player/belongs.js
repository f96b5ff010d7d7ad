// Whether what this device has kept belongs to the record that the LMS has opened. This is the only place that decides it.
//
// An LMS begins a new record when somebody asks for it, when a setting says so, when an administrator has reset one, and,
// at one host, after each completion. Nothing of an old copy is written into such a record, and nothing claimed for it,
// until she has said so. A record that goes on has a sign of the copy: then what the LMS has lost is given back to it
// without a word. The first line that fits counts:
//
// | the record                            | the copy              |      | because                                           |
// | ------------------------------------- | --------------------- | ---- | ------------------------------------------------- |
// | is previewed or reviewed              | any                   | keep | nothing is recorded, so nothing is to be decided  |
// | is completed or passed                | any                   | drop | nothing more can be written into it               |
// | any                                   | adds nothing          | drop | the LMS has it all                                |
// | is new: its status says nothing, and  | any                   | ask  | it says itself that nothing has been done in it   |
// |   its entry is "ab-initio"            |                       |      |                                                   |
// | has a line that this copy has saved   | any                   | join | the same record, which missed what came after     |
// | has a line that it has not saved      | any                   | ask  | another device's, or another attempt's            |
// | has a line that cannot be read        | says not completed    | join | something was saved there, and it was spoilt      |
// | has no line, and its entry is "resume"| says not completed    | join | somebody was to come back to it: the line is lost |
// | any other                             | any                   | ask  | no sign; or a completion that only a line proves  |
//
// Whether the LMS said that it took the completion (`told`) decides nothing: hosts say so and are wrong. Age decides nothing
// either: a copy older than 14 days, or from the future, is no copy (`sweepLocal`). A record can be new and have a line
// all the same; where that line says completed, it is treated as such a copy (`isLeftOver`).

/**
 * @typedef {object} Opened     what the LMS says of the record at launch
 * @property {string} saved     the line saved last time, "" for none
 * @property {"normal"|"review"|"browse"} mode
 * @property {boolean} finished
 * @property {boolean} isNew    its status says that nothing has been done
 * @property {string} entry     "ab-initio", "resume" or ""
 */

/** Whether a record says that nothing has been done in it. @type {(record: Opened) => boolean} */
const saysNew = ({ isNew, entry }) => isNew && entry === "ab-initio";

/** Whether the line of a new record is of one before it. @type {(record: Opened, state: State) => boolean} */
const isLeftOver = (record, state) => saysNew(record) && !record.finished && state.completed;

/**
 * What is to be done with a copy at launch.
 * @param {Module} module
 * @param {State} state     as the record's line says it
 * @param {Copy} copy
 * @param {Opened} record
 * @returns {"keep"|"drop"|"ask"|"join"}
 */
function fateOf(module, state, copy, record) {
  const { saved, entry } = record;
  if (record.mode !== "normal") return "keep";
  if (record.finished || !addsTo(module, state, copy)) return "drop";
  if (saysNew(record)) return "ask";
  if (partsOf(saved)) return copy.lines.includes(saved.trim().slice(-4)) ? "join" : "ask";
  return (saved || entry === "resume") && !decode(module, copy.line).completed ? "join" : "ask";
}

/** Whether a copy has anything that a state has not. @type {(module: Module, state: State, copy: Copy) => boolean} */
function addsTo(module, state, copy) {
  const { state: both, gained } = mergeCopy(module, state, copy);
  const isFurther = both.met.length > state.met.length || both.round > state.round;
  return gained.length > 0 || isFurther || both.completed !== state.completed || both.score !== state.score;
}
