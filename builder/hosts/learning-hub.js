// The NHS Learning Hub (SCORM 1.2): booleans for answers, numbers for errors, a mastery score of 100 nobody set, its own
// forms for interactions, and a new record after a final status, which says what the very first one said. Its report
// (`server.activities`) has one line a sitting: the first final status, with the score of that moment.

hosts["learning-hub"] = {
  standards: ["scorm12"],
  answer: (call, isGood) => (["Initialize", "Finish"].includes(call) ? String(isGood) : isGood),
  code: (number) => number,
  launch: (server) => {
    const before = server.records?.at(-1);
    const goesOn = before !== undefined && !FINAL12.includes(before["cmi.core.lesson_status"]);
    if (!goesOn) (server.records ??= []).push({});
    const record = server.records.at(-1);
    const isKept = record["cmi.core.lesson_status"] === "incomplete"; // only then does it give back what was saved
    /** @type {Record<string, string>} */
    const values = {
      "cmi.core.student_id": "learner-1",
      "cmi.core.student_name": "Ada Sample",
      "cmi.core.credit": "credit",
      "cmi.core.lesson_mode": "normal",
      ...(isKept ? record : {}),
      "cmi.core.lesson_status": goesOn ? "incomplete" : "not attempted",
      "cmi.core.entry": goesOn ? (record["cmi.core.exit"] === "suspend" ? "resume" : "") : "ab-initio",
      "cmi.student_data.mastery_score": "100",
    };
    /** @type {Record<string, string>} */
    const set = {};
    let isReported = false;
    // After a commit with a final status: no time means no line in the report, an error, and an alert to the learner.
    const report = () => {
      const status = values["cmi.core.lesson_status"];
      if (isReported || !FINAL12.includes(status)) return;
      if (!/[1-9]/.test(set["cmi.core.session_time"] ?? "")) {
        server.alerts = (server.alerts ?? 0) + 1;
        throw refuse(101);
      }
      isReported = true;
      (server.activities ??= []).push({ status, score: values["cmi.core.score.raw"] ?? "" });
    };
    // What is sent: nothing says to the page that the session has expired; a dismissed page sends by beacon.
    // All of it is sent each time. A dismissed page sends by beacon, as does one whose request gets nowhere, and a beacon
    // is always a success; a request that is turned away answers false, without an error number.
    const send = (/** @type {boolean} */ leaving) => {
      const body = JSON.stringify(set);
      (server.sent ??= []).push(leaving ? "beacon" : "request");
      if (leaving && body.length > 65_536) return;
      const hours = (set["cmi.core.session_time"] ?? "0000:00:00").slice(1).split(":")[0];
      if (hours === "") throw new Error("the server could not read the time");
      const how = arrival(server);
      if (how === "refused" && !leaving) throw refuse(0);
      if (how !== "arrives") return;
      Object.assign(record, set, { hours: Number(hours) });
      report();
    };
    return {
      get(element) {
        if (element === "cmi.interactions._count") return String(countOf(values, "cmi.interactions"));
        if (element.startsWith("cmi.interactions.")) throw refuse(404);
        if (!ruleOf(MODEL12, element)) throw refuse(401);
        return values[element] ?? "";
      },
      set(element, value) {
        const rule = ruleOf(MODEL12, element);
        if (!rule?.write) throw refuse(201);
        if (!learningHubTakes(element, value, values, rule)) throw refuse(405);
        values[element] = value;
        set[element] = value;
      },
      commit: send,
      finish: () => send(true),
    };
  },
};

const LEARNING_HUB_FORMS = /** @type {Record<string, RegExp>} */ ({
  "true-false": /^(0|1|t|f|true|false)$/,
  choice: /^[\w]([,][\w]){0,25}$/,
  matching: /^([\w][.][\w])([,][\w][.][\w])*$/,
  sequencing: /^\w+(,\w+)*$/,
  numeric: /^\d+(\.\d+)?$/,
  performance: /^.{1,255}$/s,
  "fill-in": /^.+$/s,
  likert: /^.*$/s,
});

/** @type {(element: string, value: string, values: Record<string, string>, rule: Rule) => boolean} */
function learningHubTakes(element, value, values, rule) {
  if (/^cmi\.(suspend_data|comments)$/.test(element)) return value.length < 64_000;
  if (/\.id$/.test(element)) return value.length < 256 && !/\s/.test(value);
  const found = /^(cmi\.interactions\.\d+)\.(student_response|correct_responses\.\d+\.pattern)$/.exec(element);
  const type = found && values[`${found[1]}.type`];
  if (type) return LEARNING_HUB_FORMS[type].test(value);
  return rule.fits(value);
}
