// What is wrong with the module as it was saved, in the words of `check`.

/**
 * @typedef {{severity: string, code: string, place: string, message: string, manual: string, source: string[], hint: string}} Problem
 * @typedef {object} Look
 * @property {number} number
 * @property {string} mark             the same for two versions that look the same on screen; "" while there is none
 * @property {string} title
 * @property {boolean} broken          what shows is the last version without errors
 * @property {Problem[]} problems
 */

/** @type {(look: Look) => void} */
function showProblems({ problems }) {
  const notes = problems.filter(({ severity }) => severity === "note");
  const others = problems.filter(({ severity }) => severity !== "note");
  one("#problems").replaceChildren(...others.map(problemRow));
  one("#notes").replaceChildren(...notes.map(problemRow));
  one("#advice").hidden = !notes.length;
  one("#advice summary").textContent = say("advice", { count: notes.length });
}

/** @type {(problem: Problem) => HTMLElement} */
function problemRow({ severity, code, place, message, manual, source, hint }) {
  const head = make("p", { class: "place" }, make("code", {}, place), " ", make("strong", {}, `${say(`severity-${severity}`)} ${code}`));
  const row = make("li", { class: `problem is-${severity}` }, head, make("p", { class: "message" }, message));
  if (source.length) row.append(make("pre", { tabindex: "0" }, source.join("\n")));
  if (hint) row.append(make("p", { class: "hint" }, say("hint", { hint })));
  row.append(make("details", {}, make("summary", {}, say("rule", { code })), make("p", {}, manual)));
  return row;
}

/** "2 errors, 1 warning", or that there is nothing to mend. @type {(problems: Problem[]) => string} */
function countProblems(problems) {
  const counts = ["error", "warning", "note"].map((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count ? say(`count-${severity}${count === 1 ? "" : "s"}`, { count }) : "";
  });
  return counts.some(Boolean) ? `${counts.filter(Boolean).join(", ")}.` : say("mend-none");
}
