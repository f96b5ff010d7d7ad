// What a module says to the LMS, in words: a line for each call, newest last.

const MOST_ROWS = 400;

/** "cmi.interactions.3.correct_responses.0.pattern" → "interactions-correct-responses-pattern". */
const nameOf = (/** @type {string} */ element) =>
  element.replace(/^cmi\./, "").replace(/^core\./, "").replace(/\.\d+(?=\.)/g, "").replace(/[._]+/g, "-");

/** @type {(value: string) => string} */
const clipped = (value) => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

/** How many seconds "0000:01:05" or "PT65S" are. @type {(value: string) => number} */
const secondsIn = (value) => value.split(":").reduce((sum, part) => 60 * sum + Number(part.replace(/[^\d.]/g, "")), 0);

/** A call in words. @type {(call: string, values: string[]) => string} */
function callInWords(call, [element = "", value = ""]) {
  const verb = { GetValue: "get", SetValue: "set" }[call];
  if (!verb) return say(`call-${call.toLowerCase()}`);
  const keys = [`${verb}-${nameOf(element)}-${value || "nothing"}`, `${verb}-${nameOf(element)}`, `${verb}-other`];
  const key = keys.find((one) => one in module.words) ?? "";
  return say(key, { element, value: clipped(value), count: value.length, seconds: secondsIn(value) });
}

/** What came back, in words; "" where the LMS took it without more ado. @type {(call: string, values: string[], answer: unknown, error: string) => string} */
function answerInWords(call, [element = ""], answer, error) {
  if (call === "GetLastError") return Number(answer) ? say("answer-error", { error: String(answer) }) : say("answer-no-error");
  if (call === "GetValue") {
    if (/suspend_data/.test(element) && answer) return say("answer-characters", { count: String(answer).length });
    return answer === "" ? say("answer-nothing") : clipped(String(answer));
  }
  return String(answer) === "true" ? "" : say("answer-refused", { error });
}

/** @type {(call: string, values: string[], answer: unknown, error: string, isLost: boolean) => void} */
function traceCall(call, values, answer, error, isLost) {
  const said = isLost ? say("answer-lost") : answerInWords(call, values, answer, error);
  const row = make("li", { "data-call": call }, make("span", { class: "words" }, callInWords(call, values)));
  if (said) row.append(" ", make("span", { class: "answer" }, said));
  if (values[0]) row.append(" ", make("code", {}, values[0]));
  const isRefused = call !== "GetLastError" && call !== "GetValue" && String(answer) !== "true";
  row.classList.toggle("is-refused", isRefused || isLost);
  row.classList.toggle("is-part", /^cmi\.interactions\.\d+\.(?!id$)/.test(values[0]));
  addRow(row);
}

/** Something that happened between calls. @type {(words: string) => void} */
const traceEvent = (words) => addRow(make("li", { class: "event" }, words));

/** @type {(row: HTMLElement) => void} */
function addRow(row) {
  trace.append(row);
  while (trace.children.length > MOST_ROWS) trace.firstElementChild?.remove();
  followTrace();
}

const trace = one("#trace");
let isFollowing = true; // until somebody scrolls up to read

function followTrace() {
  if (isFollowing) trace.scrollTop = trace.scrollHeight;
}

trace.addEventListener("scroll", () => {
  isFollowing = trace.scrollTop + trace.clientHeight > trace.scrollHeight - 40;
});
new ResizeObserver(followTrace).observe(trace);
