// SCORM 1.2. What looks fussy here is there for a host that does it (`cmi.core.student_data.mastery_score` is never
// read: one host answers 100 where none was set).

/** @returns {Tracker|null} */
function connect() {
  const optional = /exit|session_time|score\.m/; // in the standard
  const lms = conversation("API", "LMS", { optional, learner: "cmi.core.student_id" });
  if (!lms) return null;
  const status = lms.status("cmi.core.lesson_status");
  const line = lms.get("cmi.suspend_data");
  if (status === null || line === null) return null; // what cannot be read is not written over

  const began = Date.now();
  const saved = restored(line);
  const mode = readMode(lms.get("cmi.core.lesson_mode"));
  const finished = ["completed", "passed"].includes(status);
  // Nothing at all goes into a record that is finished or under review: one host stores what it is sent in review, and
  // another keeps no progress with a final status, so there would be something to lose and nothing to gain.
  const isOpen = !finished && mode === "normal";
  const isNew = ["", "not attempted", "unknown", "browsed"].includes(status);
  if (isOpen && isNew) lms.want("cmi.core.lesson_status", "incomplete");
  if (isOpen) lms.want("cmi.core.exit", "suspend"); // early: without it some hosts give nothing back next time

  return {
    learner: { id: lms.learner, name: lms.get("cmi.core.student_name") ?? "" },
    saved,
    mode,
    finished,
    failed: status === "failed",
    isNew,
    entry: readEntry(lms.get("cmi.core.entry")),
    onLost: lms.onLost,

    save(text) {
      if (!isOpen) return "stored";
      if (text !== null) lms.want("cmi.suspend_data", text);
      lms.want("cmi.core.session_time", clock(lastedFrom(began)));
      return lms.commit();
    },

    answered(answer) {
      const written = (/** @type {string[][]} */ tokens) => tokens.map((token) => token.join(".")).join(",");
      if (!isOpen) return;
      const pattern = /** @type {[string, string][]} */ (
        answer.correct ? [["correct_responses.0.pattern", written(answer.correct)]] : []
      );
      const fixed = /** @type {[string, string][]} */ ([["type", answer.type]]);
      const parts = /** @type {[string, string|number][]} */ ([
        ["time", new Date(answer.time).toTimeString().slice(0, 8)],
        ...pattern,
        ["student_response", written(answer.response)],
        ["result", answer.right === null ? "neutral" : answer.right ? "correct" : "wrong"],
        ["weighting", answer.weight],
        ["latency", clock(answer.latency)],
      ]);
      lms.wantAnswer({ id: answer.id, fixed, parts });
    },

    done({ passed, score }) {
      // Falling short is never told as "failed" here, whatever the module says: at one host the next launch is then a
      // review, in which she cannot try again, and another takes the first final status of a sitting for good.
      if (!isOpen || passed === false) return;
      lms.want("cmi.core.lesson_status", passed === null ? "completed" : "passed");
      if (score !== null) {
        lms.want("cmi.core.score.raw", score);
        lms.want("cmi.core.score.min", 0);
        lms.want("cmi.core.score.max", 100);
      }
      lms.want("cmi.core.exit", "");
    },

    leave() {
      // The standard lets an LMS complete a record that says nothing when it is closed. What is only looked at is let be.
      if (mode === "browse" || (!isOpen && isNew)) return;
      lms.yes("Finish", "");
    },
  };
}

/** HHHH:MM:SS: one host cuts the first of four digits off, and fails on fewer. */
function clock(/** @type {number} */ seconds) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = String(Math.floor(seconds / 3600)).padStart(4, "0");
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
