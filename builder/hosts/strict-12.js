// SCORM 1.2 to the letter: every limit of the standard is held to, and nothing outside it exists.

hosts["strict-12"] = {
  standards: ["scorm12"],
  answer: (_call, isGood) => String(isGood),
  code: (number) => String(number),
  launch: (server) => {
    const mode = server.mode ?? "normal";
    const start = (/** @type {Record<string, string>} */ kept) => ({ ...scorm12Start(kept), "cmi.core.lesson_mode": mode });
    const launch = strictLaunch(server, MODEL12, start, { unknown: 201, read: 403, write: 404, value: 405, keyword: 402, commit: 101 });
    // As the standard has it: a record that says nothing when it is finished becomes completed, or browsed.
    const finish = () => {
      const silent = (launch.get("cmi.core.lesson_status") || "not attempted") === "not attempted";
      if (silent) launch.set("cmi.core.lesson_status", mode === "browse" ? "browsed" : "completed");
      launch.finish();
    };
    return { ...launch, finish };
  },
};

const FINAL12 = ["completed", "passed", "failed"];

/** What a launch of SCORM 1.2 starts with, given what was kept. */
function scorm12Start(/** @type {Record<string, string>} */ kept) {
  const resumes = kept["cmi.core.exit"] === "suspend";
  return {
    "cmi.core.student_id": "learner-1",
    "cmi.core.student_name": "Sample, Ada",
    "cmi.core.credit": "credit",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.lesson_status": kept["cmi.core.lesson_status"] ?? "not attempted",
    "cmi.core.lesson_location": kept["cmi.core.lesson_location"] ?? "",
    "cmi.suspend_data": kept["cmi.suspend_data"] ?? "",
    "cmi.core.score.raw": kept["cmi.core.score.raw"] ?? "",
    "cmi.core.score.min": kept["cmi.core.score.min"] ?? "",
    "cmi.core.score.max": kept["cmi.core.score.max"] ?? "",
    "cmi.core.entry": Object.keys(kept).length === 0 ? "ab-initio" : resumes ? "resume" : "",
    "cmi.student_data.mastery_score": "",
  };
}

/**
 * A launch that holds to a data model and keeps everything committed until the next one.
 * @param {any} server
 * @param {[RegExp, Rule][]} model
 * @param {(kept: Record<string, string>) => Record<string, string>} start
 * @param {Record<string, number>} codes
 * @returns {Launch}
 */
function strictLaunch(server, model, start, codes) {
  const kept = (server.kept ??= {});
  /** @type {Record<string, string>} */
  const values = start(kept);
  /** @type {Record<string, string>} */
  const set = {};

  const orderly = (/** @type {string} */ element) => {
    const found = /^(cmi\.interactions|cmi\.interactions\.\d+\.correct_responses)\.(\d+)\./g.exec(element);
    const list = element.replace(/^(cmi\.interactions(?:\.\d+\.correct_responses)?)\.\d+\..*$/, "$1");
    const index = Number(element.slice(list.length + 1).split(".")[0]);
    if (found && index > countOf(values, list)) throw refuse(codes.gap ?? codes.unknown);
    const id = element.replace(/^(cmi\.interactions\.\d+)\..*$/, "$1.id");
    if (found && id !== element && values[id] === undefined) throw refuse(codes.order ?? codes.unknown);
  };

  const store = () => {
    if (arrival(server) !== "arrives") throw refuse(codes.commit);
    Object.assign(kept, set);
  };

  return {
    get(element) {
      const rule = ruleOf(model, element);
      if (!rule) throw refuse(codes.unknownGet ?? codes.unknown);
      if (!rule.read) throw refuse(codes.write);
      if (element.endsWith("._count")) return String(countOf(values, element.slice(0, -7)));
      if (values[element] === undefined && codes.empty) throw refuse(codes.empty);
      return values[element] ?? "";
    },
    set(element, value) {
      const rule = ruleOf(model, element);
      if (!rule) throw refuse(/\._(count|children)$/.test(element) ? codes.keyword : codes.unknown);
      if (!rule.write) throw refuse(/\._(count|children)$/.test(element) ? codes.keyword : codes.read);
      if (!rule.fits(value)) throw refuse(codes.value);
      orderly(element);
      respond(model, values, element, value, codes.value);
      values[element] = value;
      set[element] = value;
    },
    commit: store,
    finish: store,
  };
}

/** A response or a pattern has to have the form its interaction's type asks for. */
function respond(/** @type {[RegExp, Rule][]} */ model, /** @type {Record<string, string>} */ values, /** @type {string} */ element, /** @type {string} */ value, /** @type {number} */ code) {
  const found = /^(cmi\.interactions\.\d+)\.(student_response|learner_response|correct_responses\.\d+\.pattern)$/.exec(element);
  if (!found) return;
  const type = values[`${found[1]}.type`];
  const forms = /** @type {Record<string, RegExp>} */ (model === MODEL12 ? FORMS12 : FORMS2004);
  if (!type || !forms[type].test(value)) throw refuse(code);
}
