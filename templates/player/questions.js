// What all questions share: when an answer can be checked, and how feedback stands beside it. Each type adds itself to
// `questionTypes` from its own folder, with a few functions and no state.

/**
 * `options` says for each option or item that is spoken about whether it was answered rightly.
 * @typedef {{score: number, options: Record<string, boolean>}} Mark
 * @typedef {object} QuestionType
 * @property {(root: HTMLElement) => void} [prepare]                          once, before anything is shown
 * @property {(root: HTMLElement) => string} given                            the answer as codes, "" for none yet
 * @property {(given: string, key: any) => Mark} mark                         0 to 1; no page needed
 * @property {(root: HTMLElement, given: string, key: any) => void} show      the answer in the controls, with feedback
 */

/** @type {Record<string, QuestionType>} */
const questionTypes = {};

/**
 * Get a question ready: an earlier answer is shown again, and every change is watched.
 * @param {HTMLElement} root
 * @param {State} state
 */
function prepareQuestion(root, state) {
  one("[data-outcome]", root).after(...every(".feedback-sources", root));
  one(".answers", root).hidden = true;
  root.addEventListener("change", () => refreshQuestion(root, state));
  questionTypes[root.dataset.type ?? ""].prepare?.(root);
  showAnswer(root, state);
}

/**
 * Show the answer she has given; where the question has changed since, say so instead.
 * @param {HTMLElement} root
 * @param {State} state
 */
function showAnswer(root, state) {
  const id = root.dataset.question ?? "";
  const { type: name, key } = module.questions[id];
  const type = questionTypes[name];
  if (state.answers[id]) {
    type.show(root, state.answers[id], key);
    state.answers[id] = type.given(root); // as the controls have it now: the items may stand in a new order
    if (!state.answers[id]) delete state.answers[id];
  }
  refreshQuestion(root, state);
  one("[data-changed]", root)?.remove();
  const isChanged = state.changed.includes(id) && !state.answers[id];
  if (isChanged) one(".hint", root).before(make("p", { class: "hint", "data-changed": "" }, say("changed")));
}

/**
 * Offer "check" only for an answer that has not been checked, and feedback only for the answer she has now.
 * @param {HTMLElement} root
 * @param {State} state
 */
function refreshQuestion(root, state) {
  const question = module.questions[root.dataset.question ?? ""];
  const given = questionTypes[question.type].given(root);
  const isChecked = given === state.answers[root.dataset.question ?? ""];
  /** @type {HTMLButtonElement} */ (one("[data-do=check]", root)).disabled = !given || isChecked;
  hideFeedback(root);
  if (given && isChecked) showOutcome(root, question, given);
}

/** @type {(root: HTMLElement, question: Question, given: string) => void} */
function showOutcome(root, question, given) {
  questionTypes[question.type].show(root, given, question.key);
  const { score, options } = markOf(question, given);
  const outcome = one("[data-outcome]", root);
  const kind = score === 1 ? "right" : score > 0 ? "partly" : "not-yet";
  const scored = /** @type {string[]} */ (question.key.scored ?? []);
  const placed = { right: scored.filter((code) => options[code]).length, all: scored.length };
  const isCounted = scored.length > 0 && kind !== "right";
  outcome.textContent = [say(`outcome-${kind}`), ...(isCounted ? [say("placed", placed)] : [])].join(" ");
  outcome.classList.add(`is-${kind}`);
  for (const element of every("[data-outcome], .feedback-sources", root)) element.hidden = false;
}

const KINDS = ["right", "partly", "not-yet", "missed", "open"].map((kind) => `is-${kind}`);

/** @type {(root: HTMLElement) => void} */
function hideFeedback(root) {
  for (const element of every("[data-outcome], [data-feedback], .feedback-sources", root)) element.hidden = true;
  for (const element of every(".feedback-mark", root)) element.remove();
  for (const element of every("[aria-describedby$='-why']", root)) element.removeAttribute("aria-describedby");
  for (const element of every("[data-outcome], [data-option]", root)) element.classList.remove(...KINDS);
}

/**
 * Put the feedback of each option that the mark speaks about beside it, with a word that needs no colour.
 * @param {HTMLElement} root
 * @param {Mark} mark
 * @param {any} key
 */
function showFeedback(root, mark, key) {
  hideFeedback(root);
  for (const [code, isRight] of Object.entries(mark.options)) {
    const option = one(`[data-option="${code}"]`, root);
    const feedback = one(`[data-feedback="${code}"]`, root);
    const isMissed = Array.isArray(key.right) && !key.scored && key.right.includes(code);
    const isOpen = key.scored && !key.scored.includes(code);
    const kind = isOpen ? "open" : isRight ? "right" : isMissed ? "missed" : "not-yet";
    option.classList.add(`is-${kind}`);
    if (!feedback) continue;
    feedback.id ||= `${root.dataset.question}-${code}-why`;
    feedback.prepend(make("p", { class: "feedback-mark" }, say(`mark-${kind}`)));
    feedback.hidden = false;
    option.append(feedback);
    const control = option.matches("fieldset") ? option : one("input, select, button:enabled", option);
    control.setAttribute("aria-describedby", feedback.id);
  }
}

// For choice and several: options, some of them right.

/** @type {(root: HTMLElement) => HTMLInputElement[]} */
const inputsIn = (root) => /** @type {HTMLInputElement[]} */ (every("[data-option] input", root));

/** @type {(root: HTMLElement) => string} */
const chosenIn = (root) => inputsIn(root).flatMap((input) => (input.checked ? [input.value] : [])).sort().join("");

/** @type {(root: HTMLElement, given: string) => void} */
function choose(root, given) {
  for (const input of inputsIn(root)) input.checked = given.includes(input.value);
}

// For sort and match: items, each with a place. An answer is item and place in turn: "1a2b3c".

/** @type {(root: HTMLElement) => string} */
function placesIn(root) {
  const pairs = every("[data-option]", root).map((item) => {
    const control = /** @type {HTMLInputElement|HTMLSelectElement|null} */ (one("input:checked, select", item));
    return control?.value ? `${item.dataset.option}${control.value}` : "";
  });
  return pairs.every(Boolean) ? pairs.join("") : "";
}

/** @type {(given: string) => string[][]} */
const pairsOf = (given) => (given.match(/../g) ?? []).map((pair) => [pair[0], pair[1]]);

/** @type {(given: string, key: {right: Record<string, string>, scored: string[]}) => Mark} */
function markPlaces(given, key) {
  const options = Object.fromEntries(pairsOf(given).map(([item, place]) => [item, key.right[item] === place]));
  const right = key.scored.filter((item) => options[item]).length;
  return { score: key.scored.length ? right / key.scored.length : 1, options };
}
