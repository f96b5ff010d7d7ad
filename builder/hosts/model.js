// The data models of SCORM 1.2 and 2004 as tables: which elements there are, who may read or write each, and what a
// value looks like. Hosts differ in what they check; each says which of these it holds to.

/** @typedef {{read: boolean, write: boolean, fits: (value: string) => boolean}} Rule */

const text = (/** @type {number} */ most) => (/** @type {string} */ value) => value.length <= most;
const like = (/** @type {RegExp} */ form) => (/** @type {string} */ value) => form.test(value);
const oneOf = (/** @type {string[]} */ ...words) => (/** @type {string} */ value) => words.includes(value);
const within = (/** @type {number} */ low, /** @type {number} */ high) => (/** @type {string} */ value) =>
  /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= low && Number(value) <= high;

const read = { read: true, write: false, fits: () => true };
const both = (/** @type {Rule["fits"]} */ fits) => ({ read: true, write: true, fits });
const write = (/** @type {Rule["fits"]} */ fits) => ({ read: false, write: true, fits });

const SPAN12 = /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/;
const NAME12 = /^[\w-]{1,255}$/;
const FORMS12 = {
  "true-false": /^[01tf]$/,
  choice: /^\w(,\w){0,25}$/,
  "fill-in": /^.{0,255}$/s,
  matching: /^\w\.\w(,\w\.\w)*$/,
  performance: /^.{0,255}$/s,
  sequencing: /^\w(,\w)*$/,
  likert: /^\w?$/,
  numeric: /^-?\d+(\.\d+)?$/,
};

/** @type {[RegExp, Rule][]} */
const MODEL12 = [
  [/^cmi\.core\.(student_id|student_name|credit|entry|lesson_mode|total_time)$/, read],
  [/^cmi\.(launch_data|comments_from_lms)$|^cmi\.student_data\.(mastery_score|max_time_allowed|time_limit_action)$/, read],
  [/^cmi(\.core|\.core\.score|\.interactions|\.objectives|\.student_data)?\.(_children|_count)$/, read],
  [/^cmi\.core\.lesson_location$/, both(text(255))],
  [/^cmi\.core\.lesson_status$/, both(oneOf("passed", "completed", "failed", "incomplete", "browsed", "not attempted"))],
  [/^cmi\.core\.exit$/, write(oneOf("time-out", "suspend", "logout", ""))],
  [/^cmi\.core\.session_time$/, write(like(SPAN12))],
  [/^cmi\.core\.score\.(raw|min|max)$/, both((value) => value === "" || within(0, 100)(value))],
  [/^cmi\.(suspend_data|comments)$/, both(text(4096))],
  [/^cmi\.interactions\.\d+\.id$/, write(like(NAME12))],
  [/^cmi\.interactions\.\d+\.time$/, write(like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/))],
  [/^cmi\.interactions\.\d+\.type$/, write(oneOf(...Object.keys(FORMS12)))],
  [/^cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern$/, write(text(255))],
  [/^cmi\.interactions\.\d+\.student_response$/, write(text(255))],
  [/^cmi\.interactions\.\d+\.weighting$/, write(within(-100, 100))],
  [/^cmi\.interactions\.\d+\.result$/, write((value) => oneOf("correct", "wrong", "unanticipated", "neutral")(value) || within(-1e9, 1e9)(value))],
  [/^cmi\.interactions\.\d+\.latency$/, write(like(SPAN12))],
];

const ISO_SPAN = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?$/;
const NAME2004 = /^(?!\s)[\x21-\x7e]{1,4000}$/;
const TOKEN2004 = "[A-Za-z0-9_.:-]{1,250}";
const FORMS2004 = {
  "true-false": /^(true|false)$/,
  choice: new RegExp(`^(${TOKEN2004}(\\[,\\]${TOKEN2004}){0,35})?$`),
  matching: new RegExp(`^(${TOKEN2004}\\[\\.\\]${TOKEN2004}(\\[,\\]${TOKEN2004}\\[\\.\\]${TOKEN2004}){0,35})?$`),
  sequencing: new RegExp(`^(${TOKEN2004}(\\[,\\]${TOKEN2004}){0,35})?$`),
  likert: new RegExp(`^(${TOKEN2004})?$`),
  numeric: /^-?\d+(\.\d+)?$/,
  "fill-in": /^.{0,250}$/s,
  "long-fill-in": /^.{0,4000}$/s,
  performance: /^.{0,4000}$/s,
  other: /^.{0,4000}$/s,
};

/** @type {[RegExp, Rule][]} */
const MODEL2004 = [
  [/^cmi\.(_version|credit|entry|launch_data|learner_id|learner_name|mode|total_time|scaled_passing_score|completion_threshold|max_time_allowed|time_limit_action)$/, read],
  [/^cmi(\.score|\.interactions|\.objectives)?\.(_children|_count)$|^cmi\.interactions\.\d+\.(objectives|correct_responses)\._count$/, read],
  [/^cmi\.location$/, both(text(1000))],
  [/^cmi\.completion_status$/, both(oneOf("completed", "incomplete", "not attempted", "unknown"))],
  [/^cmi\.success_status$/, both(oneOf("passed", "failed", "unknown"))],
  [/^cmi\.exit$/, write(oneOf("time-out", "suspend", "logout", "normal", ""))],
  [/^cmi\.session_time$/, write(like(ISO_SPAN))],
  [/^cmi\.score\.scaled$/, both(within(-1, 1))],
  [/^cmi\.score\.(raw|min|max)$/, both(within(-1e9, 1e9))],
  [/^cmi\.progress_measure$/, both(within(0, 1))],
  [/^cmi\.suspend_data$/, both(text(64000))],
  [/^adl\.nav\.request$/, both(like(/^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^}]+\}(choice|jump))$/))],
  [/^cmi\.interactions\.\d+\.id$/, both(like(NAME2004))],
  [/^cmi\.interactions\.\d+\.type$/, both(oneOf(...Object.keys(FORMS2004)))],
  [/^cmi\.interactions\.\d+\.timestamp$/, both(like(ISO_TIME))],
  [/^cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern$/, both(text(4000))],
  [/^cmi\.interactions\.\d+\.learner_response$/, both(text(4000))],
  [/^cmi\.interactions\.\d+\.weighting$/, both(within(-1e9, 1e9))],
  [/^cmi\.interactions\.\d+\.result$/, both((value) => oneOf("correct", "incorrect", "unanticipated", "neutral")(value) || within(-1e9, 1e9)(value))],
  [/^cmi\.interactions\.\d+\.latency$/, both(like(ISO_SPAN))],
  [/^cmi\.interactions\.\d+\.description$/, both(text(250))],
];

/** @type {(model: [RegExp, Rule][], element: string) => Rule|undefined} */
const ruleOf = (model, element) => model.find(([form]) => form.test(element))?.[1];

/** How many entries of a list (`cmi.interactions`) there are among values. */
function countOf(/** @type {Record<string, string>} */ values, /** @type {string} */ list) {
  const numbers = Object.keys(values).map((name) => (name.startsWith(`${list}.`) ? Number(name.slice(list.length + 1).split(".")[0]) : -1));
  return Math.max(-1, ...numbers.filter((number) => !Number.isNaN(number))) + 1;
}
