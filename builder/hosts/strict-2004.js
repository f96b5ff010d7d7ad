// SCORM 2004 4th Edition to the letter: every limit of the standard is held to, and nothing outside it exists.

hosts["strict-2004"] = {
  standards: ["scorm2004"],
  answer: (_call, isGood) => String(isGood),
  code: (number) => String(number),
  launch: (server) => {
    // Only an attempt that was suspended goes on; any other ending starts a new one, with nothing in it.
    if (Object.keys(server.kept ?? {}).length && server.kept["cmi.exit"] !== "suspend") {
      (server.attempts ??= []).push(server.kept);
      server.kept = {};
    }
    const codes = { unknown: 401, read: 404, write: 405, value: 406, keyword: 404, empty: 403, gap: 351, order: 408, commit: 391 };
    const mode = server.mode ?? "normal";
    return strictLaunch(server, MODEL2004, (kept) => ({ ...scorm2004Start(kept), "cmi.mode": mode }), codes);
  },
};

/** What a launch of SCORM 2004 starts with, given what was kept. */
function scorm2004Start(/** @type {Record<string, string>} */ kept) {
  return {
    "cmi.learner_id": "learner-1",
    "cmi.learner_name": "Ada Sample",
    "cmi.credit": "credit",
    "cmi.mode": "normal",
    "cmi.completion_status": "unknown",
    "cmi.success_status": "unknown",
    ...kept,
    "cmi.entry": Object.keys(kept).length ? "resume" : "ab-initio",
  };
}
