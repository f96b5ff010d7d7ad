// The LMS that the module plays against: a host double, what it keeps, and what can happen to it.
//
// A page that was loaded anew because something was saved goes on with the same launch, as if it had never gone: what
// it says in going is kept from the double. Any other opening is a launch of its own, from what the LMS had stored.

const KEPT = "team-readiness-preview";
const OBJECTS = { scorm12: "API", scorm2004: "API_1484_11" };

/** @type {any} */
const doubles = /** @type {any} */ (window).hosts;

const lms = {
  host: "moodle",
  standard: "scorm12",
  /** What the LMS keeps between launches. @type {any} */
  server: {},
  /** @type {any} */
  launch: null,
  isOpen: false, // a launch that the module has not closed
  isTurning: false, // the page is going because a new version of it is coming
};

/** Every host with a standard it speaks, as the choice has them: "moodle scorm12". */
const choices = () =>
  Object.entries(doubles).flatMap(([host, { standards }]) => standards.map((/** @type {string} */ one) => `${host} ${one}`));

/** Put the double's API into this window, for a page about to open. @type {(isSame: boolean) => void} */
function startLms(isSame) {
  const goesOn = isSame && lms.isOpen;
  if (!goesOn) {
    delete lms.server.fault; // a new launch is a new session, and by then the network is back
    lms.launch = doubles[lms.host].launch(lms.server, lms.standard);
  }
  lms.isOpen = true;
  const here = /** @type {any} */ (window);
  for (const name of Object.values(OBJECTS)) delete here[name];
  const api = here.startHost(lms.host, lms.standard, lms.server, window, lms.launch);
  const real = { ...api };
  for (const name of Object.keys(api)) api[name] = heard(name, real);
}

/** A call of the API that is told to the trace. @type {(name: string, real: Record<string, Function>) => Function} */
function heard(name, real) {
  const call = name.replace(/^LMS/, "");
  const isEnd = ["Finish", "Terminate"].includes(call);
  return (/** @type {string[]} */ ...values) => {
    if (lms.isTurning && (isEnd || values[0] === "adl.nav.request")) return "true";
    const answer = real[name](...values);
    // Asked here, and so without a line in the trace.
    const error = call === "GetLastError" || String(answer) === "true" ? "" : String(real[name.replace(call, "GetLastError")]());
    const isLost = Boolean(lms.server.fault) && (isEnd || call === "Commit") && String(answer) === "true";
    lms.server.calls.length = 0;
    if (isEnd) lms.isOpen = false;
    traceCall(call, values.map(String), answer, error, isLost);
    if (isEnd || call === "Commit") keepLms();
    return answer;
  };
}

/** What the LMS would give back at the next launch. */
function givenBack() {
  const server = JSON.parse(JSON.stringify({ ...lms.server, fault: undefined, calls: [] }));
  const next = doubles[lms.host].launch(server, lms.standard);
  const get = (/** @type {string} */ element) => attempt(() => String(next.get(element)), "");
  const old = lms.standard === "scorm12";
  const success = old ? "" : get("cmi.success_status");
  return {
    status: old ? get("cmi.core.lesson_status") : get("cmi.completion_status"),
    success: success === "unknown" ? "" : success,
    score: old ? get("cmi.core.score.raw") : get("cmi.score.raw"),
    progress: get("cmi.suspend_data"),
  };
}

/** Keep what the LMS has for as long as this tab is open, and show it. */
function keepLms() {
  const { calls, ...server } = lms.server;
  attempt(() => sessionStorage.setItem(KEPT, JSON.stringify({ host: lms.host, standard: lms.standard, server })), undefined);
  showKept();
}

function showKept() {
  const { status, success, score, progress } = givenBack();
  const rows = {
    status: [status || say("kept-nothing"), success].filter(Boolean).join(", "),
    score: score || say("kept-nothing"),
    progress: progress ? say("answer-characters", { count: progress.length }) : say("kept-nothing"),
  };
  const made = Object.entries(rows).map(([name, words]) => make("div", {}, make("dt", {}, say(`kept-${name}`)), " ", make("dd", {}, words)));
  one("#kept").replaceChildren(...made);
}

/** Go on with what this tab kept, if it kept something. */
function recallLms() {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(KEPT) ?? "null"), null);
  if (kept && choices().includes(`${kept.host} ${kept.standard}`)) Object.assign(lms, kept);
}

/** A record with nothing in it, at this LMS or at another: what this device kept for the old one goes too. */
function newRecord(/** @type {string} */ choice = `${lms.host} ${lms.standard}`) {
  [lms.host, lms.standard] = choice.split(" ");
  lms.server = {};
  for (const key of attempt(() => Object.keys(localStorage), [])) {
    if (/^team-readiness(-own)?~/.test(key)) localStorage.removeItem(key);
  }
  attempt(() => indexedDB.deleteDatabase("team-readiness"), null);
}
