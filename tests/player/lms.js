// An LMS in a page: scorm-again behind a front that writes down every call, keeps apart what has been committed, holds
// SCORM 1.2 to its 4,096 characters, and can be told to fail: `lms.fault` is then what every call answers.

function startLms(standard, record) {
  const is12 = standard === "scorm12";
  const [prefix, end, Api] = is12 ? ["LMS", "Finish", window.Scorm12API] : ["", "Terminate", window.Scorm2004API];
  const real = new Api({ autocommit: false });
  real.loadFromFlattenedJSON(record);
  const lms = { calls: [], live: { ...record }, stored: { ...record }, fault: undefined, error: "", times: {} };

  function call(name, ...values) {
    if (name !== "GetLastError") lms.error = "";
    if (lms.fault === "throws") throw new Error("the LMS has gone");
    if (lms.fault !== undefined) return lms.fault;
    if (is12 && values[0] === "cmi.suspend_data" && values[1]?.length > 4096) {
      lms.error = "405";
      return "false";
    }
    if (name === "GetLastError" && lms.error) return lms.error;
    return real[prefix + name](...values);
  }

  const api = {};
  const names = ["Initialize", end, "GetValue", "SetValue", "Commit"];
  for (const name of [...names, "GetLastError", "GetErrorString", "GetDiagnostic"]) {
    api[prefix + name] = (...values) => {
      let answer = "throws";
      try {
        return (answer = call(name, ...values));
      } finally {
        lms.calls.push([name, ...values, String(answer)]);
        lms.times[name] ??= performance.now();
        if (name === "SetValue" && String(answer) === "true") lms.live[values[0]] = values[1];
        if ((name === "Commit" || name === end) && String(answer) === "true") lms.stored = { ...lms.live };
      }
    };
  }
  window[is12 ? "API" : "API_1484_11"] = api;
  window.lms = lms;
}
