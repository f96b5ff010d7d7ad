// SCORM 2004. Completion and success are two facts here, and both are set by us alone.

/** @returns {Tracker|null} */
function connect() {
  const api = findAround("API_1484_11", "Initialize");
  if (!api) return null;
  // 401 to 403: not known, not supported, or nothing there yet.
  const lms = conversation(api, "", { none: [0, 401, 402, 403], optional: /exit|session_time|score\.m|progress/ });
  lms.yes("Initialize", ""); // false where the host has done it already; what counts is whether it answers
  const completion = lms.get("cmi.completion_status");
  const success = lms.get("cmi.success_status");
  const saved = lms.get("cmi.suspend_data");
  if (completion === null || success === null || saved === null) return null; // what cannot be read is not written over

  const began = Date.now();
  const mode = /** @type {"review"|"browse"} */ (lms.get("cmi.mode"));
  const finished = success === "passed" || (completion === "completed" && success !== "failed");
  // Nothing at all goes into a record that is finished or under review: one host stores what it is sent in review.
  const isOpen = !finished && !["review", "browse"].includes(mode);
  const record = interactionsOf(lms);
  const isNew = ["", "not attempted", "unknown"].includes(completion);
  if (isOpen && isNew) lms.want("cmi.completion_status", "incomplete");
  // Early, because only then does a host give saved progress back; and for good: after any other exit the next launch is
  // a new and blank attempt, which would look like a completion undone.
  if (isOpen) lms.want("cmi.exit", "suspend");
  let isDone = false;

  return {
    learner: { id: lms.get("cmi.learner_id") ?? "", name: lms.get("cmi.learner_name") ?? "" },
    saved,
    mode: ["review", "browse"].includes(mode) ? mode : "normal",
    finished,

    save(text, progress) {
      if (!isOpen) return true;
      lms.want("cmi.suspend_data", text);
      lms.want("cmi.progress_measure", progress.toFixed(2));
      lms.want("cmi.session_time", `PT${secondsBetween(began, Date.now())}S`);
      return lms.commit();
    },

    answered(answer) {
      const written = (/** @type {string[][]} */ tokens) => tokens.map((token) => token.join("[.]")).join("[,]");
      if (!isOpen) return;
      const fixed = /** @type {[string, string][]} */ ([["type", answer.type]]);
      record(answer.id, fixed, [
        // Two decimals: hosts disagree about "00Z" and ".000Z", and all take this.
        ["timestamp", new Date().toISOString().replace(/\dZ$/, "Z")],
        ["correct_responses.0.pattern", written(answer.correct)],
        ["learner_response", written(answer.response)],
        ["result", answer.right ? "correct" : "incorrect"],
        ["weighting", answer.weight],
        ["latency", `PT${answer.latency}S`],
        ["description", answer.ask.slice(0, 250)],
      ]);
    },

    done({ passed, score }) {
      if (!isOpen) return;
      isDone = true;
      lms.want("cmi.completion_status", "completed");
      if (passed !== null) lms.want("cmi.success_status", passed ? "passed" : "failed");
      if (score !== null) {
        lms.want("cmi.score.scaled", score / 100);
        lms.want("cmi.score.raw", score);
        lms.want("cmi.score.min", 0);
        lms.want("cmi.score.max", 100);
      }
    },

    leave() {
      // The one request that no host is known to break on, and only when there is something to come back to.
      if (isOpen && !isDone) lms.set("adl.nav.request", "suspendAll");
      lms.yes("Terminate", "");
    },
  };
}
