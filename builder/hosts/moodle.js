// Moodle 4.5, both standards: it stores what is sent in review, loses large commits at unload, gives progress back in
// 2004 only after "suspend", and breaks on some of the ways to leave. In 1.2 it sends only what differs from what it sent
// last, and takes for sent what it has sent, whether or not that arrived; in 2004 it sends all of it each time.
// What stands beside a launch there is the server's:
// `mode: "browse"` is the button "Preview", `again` the box "Start a new attempt", `force` ("completed" or "always") the
// setting "Force new attempt".

hosts.moodle = {
  standards: ["scorm12", "scorm2004"],
  answer: (_call, isGood) => String(isGood),
  code: (number) => String(number),
  breaks: true,
  launch: (server, standard) => (standard === "scorm12" ? moodle12(server) : moodle2004(server)),
};

const UNLOAD_LIMIT = 65_536;

/**
 * What both have in common: an attempt that goes on until it is finished, then launches in review that are stored.
 * @param {any} server
 * @param {Record<string, string>} values
 * @param {(set: Record<string, string>) => void} end      what happens to what was set when the module finishes
 * @param {{model: [RegExp, Rule][], unknown: number, value: number, takes: (element: string, value: string, values: Record<string, string>) => boolean, sendsOnce?: boolean}} rules
 * @returns {Launch}
 */
function moodleLaunch(server, values, end, rules) {
  /** @type {Record<string, string>} */
  const set = {};
  const sent = { ...values };
  const isNews = (/** @type {string} */ element) => plainOf(element, set[element]) !== plainOf(element, sent[element]);
  // A page that is hidden or goes sends by beacon, as does one whose request gets nowhere: a beacon is always a success.
  const store = (/** @type {boolean} */ leaving) => {
    const body = rules.sendsOnce ? Object.fromEntries(Object.entries(set).filter(([element]) => isNews(element))) : { ...set };
    Object.assign(sent, body);
    const size = new TextEncoder().encode(JSON.stringify(body)).length;
    if (leaving && size > UNLOAD_LIMIT) return;
    const how = arrival(server);
    if (how === "refused" && !leaving) throw refuse(101);
    if (how === "arrives") Object.assign(server.kept, body);
  };
  return {
    get(element) {
      if (element.endsWith("._count")) return String(countOf(values, element.slice(0, -7)));
      if (!ruleOf(rules.model, element)) throw refuse(rules.unknown);
      return values[element] ?? "";
    },
    set(element, value) {
      const rule = ruleOf(rules.model, element);
      if (!rule?.write) throw refuse(rules.unknown);
      if (!rule.fits(value) || !rules.takes(element, value, values)) throw refuse(rules.value);
      values[element] = element === "cmi.comments" ? (values[element] ?? "") + value : value;
      set[element] = values[element];
    },
    commit: store,
    finish() {
      end(set);
      store(true);
    },
  };
}

/** A value as it is compared: 100 and 100.0 are one number. @type {(element: string, value: string|undefined) => string|number|undefined} */
const plainOf = (element, value) => (value && /\.(score\.\w+|weighting)$/.test(element) ? Number(value) : value);
/**
 * The attempt that a launch opens, and its mode. One is over once its status is final, however it was left.
 * @param {any} server
 * @param {string} element      that of the status
 */
function moodleAttempt(server, element) {
  server.kept ??= {};
  const isBegun = Object.keys(server.kept).length > 0;
  const isOver = FINAL12.includes(server.kept[element]);
  const isAgain = (server.force === "always" && isBegun) || (isOver && (server.again || server.force));
  if (server.mode !== "browse" && isAgain) {
    (server.attempts ??= []).push(server.kept);
    server.kept = {};
  }
  const mode = server.mode === "browse" ? "browse" : isOver && !isAgain ? "review" : "normal";
  const { kept } = server;
  const entry = !kept[element] ? "ab-initio" : /suspend/.test(kept["cmi.core.exit"] ?? kept["cmi.exit"] ?? "") ? "resume" : "";
  return { kept, mode, entry, credit: mode === "normal" ? "credit" : "no-credit" };
}

/** @type {(server: any) => Launch} */
function moodle12(server) {
  const { kept, mode, entry, credit } = moodleAttempt(server, "cmi.core.lesson_status");
  const mastery = server.mastery ?? "";
  const values = {
    ...scorm12Start(kept),
    "cmi.core.lesson_mode": mode,
    "cmi.core.entry": entry,
    "cmi.core.credit": credit,
    "cmi.student_data.mastery_score": mastery,
  };
  const takes = (/** @type {string} */ element, /** @type {string} */ value) =>
    !(element === "cmi.core.lesson_status" && value === "not attempted");
  const end = (/** @type {Record<string, string>} */ set) => {
    const status = set["cmi.core.lesson_status"] ?? kept["cmi.core.lesson_status"] ?? "not attempted";
    if (status === "not attempted") set["cmi.core.lesson_status"] = "completed";
    const raw = set["cmi.core.score.raw"] ?? kept["cmi.core.score.raw"] ?? "";
    if (mode === "normal" && mastery !== "" && raw !== "") set["cmi.core.lesson_status"] = Number(raw) >= Number(mastery) ? "passed" : "failed";
  };
  return moodleLaunch(server, values, end, { model: MODEL12, unknown: 201, value: 405, takes, sendsOnce: true });
}

/** @type {(server: any) => Launch} */
function moodle2004(server) {
  const { kept, mode, entry, credit } = moodleAttempt(server, "cmi.completion_status");
  const values = scorm2004Start(kept);
  // Progress comes back only after "suspend". An exit that is not set again is the one of the launch before.
  if (kept["cmi.exit"] !== "suspend") delete values["cmi.suspend_data"];
  Object.assign(values, { "cmi.mode": mode, "cmi.credit": credit, "cmi.entry": entry });
  const takes = (/** @type {string} */ element, /** @type {string} */ value, /** @type {Record<string, string>} */ all) => {
    if (element.endsWith(".timestamp") && /(:\d\d|\.\d{3,})Z$/.test(value)) return false;
    const found = /^(cmi\.interactions\.\d+)\.learner_response$/.exec(element);
    const type = found && all[`${found[1]}.type`];
    if (type === "choice" && !FORMS2004.choice.test(value)) return false;
    return !(type === "long-fill-in" && value.includes("\n"));
  };
  const end = (/** @type {Record<string, string>} */ set) => {
    const request = set["adl.nav.request"] ?? "_none_";
    if (request === "exitAll") throw new Error("Terminate cannot go on from exitAll");
    server.page = ["exit", "abandon"].includes(request) || request.endsWith("choice") ? "404" : "course";
  };
  return moodleLaunch(server, values, end, { model: MODEL2004, unknown: 401, value: 406, takes });
}
