// Moodle 4.5, both standards: it stores what is sent in review, loses large commits at unload, gives progress back in
// 2004 only after "suspend", and breaks on some of the ways to leave.

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
 * @param {{model: [RegExp, Rule][], unknown: number, value: number, takes: (element: string, value: string, values: Record<string, string>) => boolean}} rules
 * @returns {Launch}
 */
function moodleLaunch(server, values, end, rules) {
  /** @type {Record<string, string>} */
  const set = {};
  const store = (/** @type {boolean} */ leaving) => {
    const size = new TextEncoder().encode(JSON.stringify(set)).length;
    if (leaving && size > UNLOAD_LIMIT) return;
    if (reaches(server)) Object.assign(server.kept, set);
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

/** @type {(server: any) => Launch} */
function moodle12(server) {
  const kept = (server.kept ??= {});
  const isOver = ["completed", "passed", "failed"].includes(kept["cmi.core.lesson_status"]) && kept["cmi.core.exit"] !== "suspend";
  const mastery = server.mastery ?? "";
  const values = {
    ...scorm12Start(kept),
    "cmi.core.lesson_mode": isOver ? "review" : "normal",
    "cmi.core.credit": isOver ? "no-credit" : "credit",
    "cmi.student_data.mastery_score": mastery,
  };
  const takes = (/** @type {string} */ element, /** @type {string} */ value) =>
    !(element === "cmi.core.lesson_status" && value === "not attempted");
  const end = (/** @type {Record<string, string>} */ set) => {
    const status = set["cmi.core.lesson_status"] ?? kept["cmi.core.lesson_status"] ?? "not attempted";
    if (status === "not attempted") set["cmi.core.lesson_status"] = "completed";
    const raw = set["cmi.core.score.raw"] ?? kept["cmi.core.score.raw"] ?? "";
    if (!isOver && mastery !== "" && raw !== "") set["cmi.core.lesson_status"] = Number(raw) >= Number(mastery) ? "passed" : "failed";
  };
  return moodleLaunch(server, values, end, { model: MODEL12, unknown: 201, value: 405, takes });
}

/** @type {(server: any) => Launch} */
function moodle2004(server) {
  const kept = (server.kept ??= {});
  const isOver = kept["cmi.completion_status"] === "completed" && kept["cmi.exit"] !== "suspend";
  const values = scorm2004Start(kept);
  // Progress comes back only after "suspend". An exit that is not set again is the one of the launch before.
  if (kept["cmi.exit"] !== "suspend") delete values["cmi.suspend_data"];
  Object.assign(values, { "cmi.mode": isOver ? "review" : "normal", "cmi.credit": isOver ? "no-credit" : "credit" });
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
