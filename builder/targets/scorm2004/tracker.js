// SCORM 2004. Completion and success are two facts here, and both are set by us alone.

/** @returns {Tracker|null} */
function connect() {
  const optional = /exit|session_time|score\.m|progress/; // or nothing that she would miss
  const lms = conversation("API_1484_11", "", { optional, learner: "cmi.learner_id" });
  if (!lms) return null;
  const completion = lms.status("cmi.completion_status");
  const success = lms.status("cmi.success_status");
  const line = lms.get("cmi.suspend_data");
  if (completion === null || success === null || line === null) return null; // what cannot be read is not written over

  const began = Date.now();
  const saved = restored(line);
  const mode = readMode(lms.get("cmi.mode"));
  const finished = success === "passed" || (completion === "completed" && success !== "failed");
  // Nothing at all goes into a record that is finished or under review: one host stores what it is sent in review.
  const isOpen = !finished && mode === "normal";
  const isNew = ["", "not attempted", "unknown"].includes(completion);
  if (isOpen && isNew) lms.want("cmi.completion_status", "incomplete");
  // Early, because only then does a host give saved progress back; and for good: after any other exit the next launch is
  // a new and blank attempt, which would look like a completion undone.
  if (isOpen) lms.want("cmi.exit", "suspend");
  let isDone = false;

  return {
    learner: { id: lms.learner, name: lms.get("cmi.learner_name") ?? "" },
    saved,
    mode,
    finished,
    failed: success === "failed",
    isNew,
    entry: readEntry(lms.get("cmi.entry")),
    onLost: lms.onLost,

    save(text, progress) {
      if (!isOpen) return "stored";
      if (text !== null) lms.want("cmi.suspend_data", text);
      lms.want("cmi.progress_measure", progress.toFixed(2));
      lms.want("cmi.session_time", `PT${lastedFrom(began)}S`);
      return lms.commit();
    },

    answered(answer) {
      const written = (/** @type {string[][]} */ tokens) => tokens.map((token) => token.join("[.]")).join("[,]");
      if (!isOpen) return;
      const pattern = /** @type {[string, string][]} */ (
        answer.correct ? [["correct_responses.0.pattern", written(answer.correct)]] : []
      );
      const fixed = /** @type {[string, string][]} */ ([["type", answer.type]]);
      const parts = /** @type {[string, string|number][]} */ ([
        // Two decimals: hosts disagree about "00Z" and ".000Z", and all take this.
        ["timestamp", new Date(answer.time).toISOString().replace(/\dZ$/, "Z")],
        ...pattern,
        ["learner_response", written(answer.response)],
        ["result", answer.right === null ? "neutral" : answer.right ? "correct" : "incorrect"],
        ["weighting", answer.weight],
        ["latency", `PT${answer.latency}S`],
        ["description", answer.ask.slice(0, 250)],
      ]);
      lms.wantAnswer({ id: answer.id, fixed, parts });
    },

    done({ passed, score }) {
      if (!isOpen) return;
      isDone = passed !== false;
      if (isDone) lms.want("cmi.completion_status", "completed"); // whoever falls short can still complete
      if (passed !== null) lms.want("cmi.success_status", passed ? "passed" : "failed");
      if (score !== null) {
        lms.want("cmi.score.scaled", score / 100);
        lms.want("cmi.score.raw", score);
        lms.want("cmi.score.min", 0);
        lms.want("cmi.score.max", 100);
      }
    },

    leave() {
      // An LMS may write what it has into a record that is closed. What is only looked at is let be.
      if (mode === "browse" || (!isOpen && isNew)) return;
      // The one request that no host is known to break on, and only when there is something to come back to.
      if (isOpen && !isDone) lms.set("adl.nav.request", "suspendAll");
      lms.yes("Terminate", "");
    },
  };
}
