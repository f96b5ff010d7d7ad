// What all questions share: when an answer can be checked, and how feedback stands beside it. Each type adds itself to
// `questionTypes` from its own folder, with a few functions and no state.

/**
 * `options` says for each option or item that is spoken about whether it was answered rightly.
 * @typedef {{score: number, options: Record<string, boolean>}} Mark
 * @typedef {object} QuestionType
 * @property {(root: HTMLElement, key: any) => void} [prepare]                once, before anything is shown
 * @property {(root: HTMLElement) => string} given                            the answer as codes, "" for none yet
 * @property {(given: string, key: any) => Mark} mark                         0 to 1; no page needed
 * @property {(root: HTMLElement, given: string, key: any) => void} show      the answer in the controls, with feedback
 * @property {(root: HTMLElement) => void} [clear]                            no answer in them; only where there is more than inputs
 * @property {(root: HTMLElement, key: any) => void} [draw]                   what shows beside answers, after each change
 * @property {(root: HTMLElement) => HTMLElement|undefined} [said]            the feedback to read, if it is not the outcome
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
  const { tries, shows } = module.questions[root.dataset.question ?? ""];
  if (tries || shows) prepareTries(root);
  root.addEventListener("change", () => refreshQuestion(root, state));
  questionTypes[root.dataset.type ?? ""].prepare?.(root, module.questions[root.dataset.question ?? ""].key);
  showAnswer(root, state);
}

/**
 * Show the answer she has given; where the question has changed since, say so instead.
 * @param {HTMLElement} root
 * @param {State} state
 */
function showAnswer(root, state) {
  const id = root.dataset.question ?? "";
  const { type: name, key, shuffle, short } = module.questions[id];
  const type = questionTypes[name];
  if (shuffle) mixUp(root, state.seed + short);
  if (root.dataset.checked && !state.answers[id]) clearAnswer(root);
  delete root.dataset.anew;
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
  const id = root.dataset.question ?? "";
  const question = module.questions[id];
  const given = questionTypes[question.type].given(root);
  // What is being chosen anew is open, also while it is what it was.
  const isChecked = Boolean(given) && given === state.answers[id] && !("anew" in root.dataset);
  /** @type {HTMLButtonElement} */ (one("[data-do=check]", root)).disabled = !given || isChecked;
  hideFeedback(root);
  if (isChecked) showOutcome(root, question, given);
  if (isChecked) root.dataset.checked = "yes";
  if (question.tries || question.shows) showTries(root, state, isChecked);
  questionTypes[question.type].draw?.(root, question.key);
}

/** @type {(root: HTMLElement, question: Question, given: string) => void} */
function showOutcome(root, question, given) {
  questionTypes[question.type].show(root, given, question.key);
  if (!question.key.right) return;
  const { score, options } = markOf(question, given);
  const outcome = one("[data-outcome]", root);
  const kind = score === 1 ? "right" : score > 0 ? "partly" : "not-yet";
  const scored = /** @type {string[]} */ (question.key.scored ?? []);
  const placed = { right: scored.filter((code) => options[code]).length, all: scored.length };
  const isCounted = scored.length > 0 && kind !== "right";
  const few = kind !== "right" && question.tries ? "-few" : "";
  outcome.textContent = [say(`outcome-${kind}${few}`), ...(isCounted ? [say("placed", placed)] : [])].join(" ");
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

/** Put options, or items, into her order; each remembers the place it was written in. @type {(root: HTMLElement, seed: string) => void} */
function mixUp(root, seed) {
  const options = every("[data-option]", root);
  for (const [place, option] of options.entries()) option.dataset.place ??= String(place);
  for (const parent of new Set(options.map((option) => /** @type {HTMLElement} */ (option.parentElement)))) {
    const own = options.filter((option) => option.parentElement === parent);
    const mixed = inOrder(own, seed, (option) => option.dataset.option ?? "");
    if (mixed.every((option, index) => option === own[index])) continue; // so that focus stays where it is
    const end = own[own.length - 1].nextSibling;
    for (const option of mixed) parent.insertBefore(option, end);
  }
}

/** Leave no answer in the controls: it has been taken back. @type {(root: HTMLElement) => void} */
function clearAnswer(root) {
  delete root.dataset.checked;
  delete root.dataset.looked;
  questionTypes[root.dataset.type ?? ""].clear?.(root);
  for (const control of /** @type {HTMLInputElement[]} */ (every("input, select", root))) {
    control.checked = false;
    if (control.matches("select")) control.value = "";
  }
}

/**
 * Make a place for how many tries are left, and for the answer: what stands in the key is copied before feedback moves
 * out of it.
 * @param {HTMLElement} root
 */
function prepareTries(root) {
  const { key } = module.questions[root.dataset.question ?? ""];
  const copy = /** @type {HTMLElement} */ (one(".answers", root).cloneNode(true));
  one("summary", copy).remove();
  for (const part of every("[data-feedback]", copy)) {
    const isRight = !Array.isArray(key.right) || key.scored || key.right.includes(part.dataset.feedback);
    if (!isRight) part.remove();
    delete part.dataset.feedback;
  }
  const title = make("h3", { tabindex: "-1" }, say("answer"));
  const button = make("button", { type: "button", class: "button button-quiet", "data-do": "answer" }, say("show-answer"));
  one("[data-do=check]", root).before(make("p", { class: "hint", "data-tries": "" }));
  one(".answers", root).before(
    make("div", { class: "look", "data-look": "" }, button, make("p", { class: "hint" }, say("show-answer-hint"))),
    make("div", { class: "right-answer", "data-answer": "" }, title, ...copy.childNodes),
  );
}

/** Say how many tries are left, and offer the answer, or give it where there is none. @type {(root: HTMLElement, state: State, isChecked: boolean) => void} */
function showTries(root, state, isChecked) {
  const id = root.dataset.question ?? "";
  const given = state.answers[id] ?? "";
  const isRight = isChecked && markOf(module.questions[id], given).score === 1;
  const left = triesLeft(module, state, id);
  const isClosed = left === 0;
  const [some, last] = given ? ["tries-more", "tries-last"] : ["tries", "tries-once"];
  const words = left === Infinity || isRight ? "" : say(isClosed ? "tries-none" : left > 1 ? some : last, { left });
  one("[data-tries]", root).textContent = isChecked ? "" : words;
  if (isChecked && words) one("[data-outcome]", root).append(` ${words}`);
  const hasLooked = root.dataset.looked === "yes";
  one("[data-look]", root).hidden = isRight || isClosed || hasLooked || !mayShow(module, state, id);
  one("[data-answer]", root).hidden = isRight || (!isClosed && !hasLooked);
  /** @type {HTMLFieldSetElement} */ (one("fieldset", root)).disabled = isClosed;
}

/** Looking at the answer uses up nothing: what counts is what she answers. @type {(root: HTMLElement) => void} */
function showRight(root) {
  root.dataset.looked = "yes";
  one("[data-look]", root).hidden = true;
  one("[data-answer]", root).hidden = false;
  one("[data-answer] h3", root).focus();
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
  // In the order in which they are written, whatever order she has: the answer is the same.
  const place = (/** @type {HTMLElement} */ item) => Number(item.dataset.place ?? 0);
  const items = every("[data-option]", root).sort((one, other) => place(one) - place(other));
  const pairs = items.map((item) => {
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
