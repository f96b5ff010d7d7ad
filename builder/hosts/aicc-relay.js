// An AICC relay in front of SCORM 1.2: everything is written as lines of text, read back with little care, and every call
// succeeds. A saved line is cut at its second "=", mangled at "$", and a line with no "=" is lost. Interactions go nowhere.

const RELAYED = {
  "cmi.core.lesson_location": "Lesson_Location",
  "cmi.core.lesson_status": "Lesson_Status",
  "cmi.core.score.raw": "Score",
  "cmi.core.session_time": "Time",
  "cmi.core.exit": "Exit",
};

hosts["aicc-relay"] = {
  standards: ["scorm12"],
  answer: () => "true",
  code: () => "0",
  launch: (server) => {
    const lines = String(server.text ?? "[Core]\nLesson_Status=not attempted\n[Core_Lesson]\n").split("\n");
    // As it reads: two parts at the most, nothing without "=".
    const parts = lines.filter((line) => line.includes("=")).map((line) => line.split("=").slice(0, 2));
    const held = new Map(parts.map(([name, value]) => [name, value]));
    /** @type {Record<string, string>} */
    const values = { "cmi.core.student_id": "learner-1", "cmi.core.student_name": "Ada Sample", "cmi.core.lesson_mode": "normal", "cmi.core.credit": "credit" };
    for (const [element, name] of Object.entries(RELAYED)) values[element] = held.get(name) ?? "";
    values["cmi.suspend_data"] = held.get("Suspend_Data") ?? "";
    values["cmi.core.entry"] = values["cmi.core.exit"] === "suspend" ? "resume" : "";
    const send = () => {
      let text = "[Core]\n";
      for (const [element, name] of Object.entries(RELAYED)) text += `${name}=${values[element] ?? ""}\n`;
      // As it writes: a value that holds "$&" or "$1" is not put in as it is.
      text += "[Core_Lesson]\nSuspend_Data=@@\n".replace("@@", values["cmi.suspend_data"]);
      if (arrival(server) === "arrives") server.text = text;
    };
    return {
      get: (element) => values[element] ?? "",
      set(element, value) {
        if (element in RELAYED || element === "cmi.suspend_data") values[element] = value;
      },
      commit: send,
      finish: send,
    };
  },
};
