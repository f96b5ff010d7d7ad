// Scenario: one step of a story after the other. A step is answered once its choice was checked: then it shows what came
// of it, and the next one opens. Any of them can be chosen anew, which takes those after it away.

/** @type {(root: HTMLElement) => HTMLElement[]} */
const stepsIn = (root) => every("[data-step]", root);

/** @type {(step: HTMLElement) => string} */
const chosenAt = (step) => /** @type {HTMLInputElement|null} */ (one("input:checked", step))?.value ?? "";

/** Show the steps she has come to, with what came of each choice, and nothing of the others. */
function drawStory(/** @type {HTMLElement} */ root, /** @type {any} */ key) {
  let at = key.first;
  for (const step of stepsIn(root)) {
    const isReached = step.dataset.step === at;
    const chosen = isReached ? chosenAt(step) : "";
    if (!chosen) delete step.dataset.answered; // what is not reached, and what was taken back
    const isAnswered = "answered" in step.dataset;
    step.hidden = !isReached;
    for (const option of every("[data-option]", step)) {
      const input = /** @type {HTMLInputElement} */ (one("input", option));
      const isChosen = input.value === chosen;
      input.checked = isChosen;
      input.disabled = isAnswered;
      option.hidden = isAnswered && !isChosen;
      one("[data-feedback]", option).hidden = !(isAnswered && isChosen);
    }
    one(".step-again", step).hidden = !isAnswered;
    if (isAnswered) at = key.then[chosen];
    else if (isReached) at = null; // no step has that
  }
  const outcome = one("[data-outcome]", root);
  outcome.textContent = say("story-over");
  for (const element of [outcome, ...every("[data-after], .feedback-sources", root)]) element.hidden = at !== "";
}

/** Open a step again: she can choose something else, and nothing is taken until she does. */
function chooseAgain(/** @type {HTMLElement} */ step) {
  const chosen = chosenAt(step);
  delete step.dataset.answered;
  /** @type {HTMLElement} */ (step.closest("[data-question]")).dataset.anew = "";
  step.dispatchEvent(new Event("change", { bubbles: true }));
  one(`input[value="${chosen}"]`, step).focus();
}

questionTypes.scenario = {
  prepare(root, key) {
    for (const why of every("[data-feedback]", root)) {
      why.tabIndex = -1;
      one(`[data-option="${why.dataset.feedback}"]`, root).append(why);
    }
    one("[data-outcome]", root).before(...every(".answers [data-after]", root));
    root.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-do=anew]");
      if (button) chooseAgain(/** @type {HTMLElement} */ (button.closest("[data-step]")));
    });
    drawStory(root, key);
  },
  given: (root) => stepsIn(root).map((step) => (step.hidden ? "" : chosenAt(step))).join(""),
  mark: () => ({ score: 0, options: {} }),
  show(root, given, key) {
    const chosen = pairsOf(given).map((pair) => pair.join(""));
    for (const step of stepsIn(root)) {
      for (const input of /** @type {HTMLInputElement[]} */ (every("input", step))) {
        input.checked = chosen.includes(input.value);
      }
      if (chosenAt(step)) step.dataset.answered = "";
      else delete step.dataset.answered;
    }
    drawStory(root, key);
  },
  draw: drawStory,
  said: (root) => every("[data-feedback]:not([hidden])", root).pop(),
};
