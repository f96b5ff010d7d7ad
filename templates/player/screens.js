// One screen at a time: which one shows, the frame round it, the menu, the dialogs, content notes and the result.

/** @type {(id: string) => HTMLElement} */
const screenOf = (id) => one(`[data-screen="${id}"]`);

/** @type {(id: string) => string} */
const titleOf = (id) => one("h2", screenOf(id)).textContent?.trim() ?? "";

/**
 * Show one screen and nothing of the others.
 * @param {string} id
 * @param {State} state
 */
function showScreen(id, state) {
  const run = runOf(module, state);
  const number = run.findIndex((screen) => screen.id === id);
  const total = run.length;
  if (module.banks) nameQuestions(run);
  for (const section of every("section[data-screen]")) {
    section.hidden = section.dataset.screen !== id;
    if (section.hidden) openNoted(section, "");
  }
  document.title = say("title", { screen: titleOf(id), module: module.title });
  one("#where").textContent = say("where", { number: number + 1, total });
  one("#bar").style.width = `${(100 * (number + 1)) / total}%`;
  one("[data-do=back]").hidden = number === 0;
  one("[data-do=next]").hidden = number === total - 1;
  drawMenu(id, state);
  drawResult(state);
}

/** Where questions are drawn, "Question 2 of 3" counts hers. @type {(run: Screen[]) => void} */
function nameQuestions(run) {
  const closing = run.filter(({ id, questions }) => id === `${questions[0]}-screen`);
  for (const [index, { id }] of closing.entries()) {
    const title = say("question-title", { number: index + 1, count: closing.length });
    for (const element of [one("h2", screenOf(id)), one(`#menu [data-go="${id}"]`)]) element.textContent = title;
  }
}

/** Put reading at the top of the screen that shows, for eyes and for a screen reader. */
function startScreen() {
  window.scrollTo({ top: 0, behavior: "instant" });
  one("section[data-screen]:not([hidden]) h2").focus();
}

/** @type {(id: string, state: State) => void} */
function drawMenu(id, state) {
  for (const link of every("#menu [data-go]")) {
    const screen = link.dataset.go ?? "";
    /** @type {HTMLElement} */ (link.parentElement).hidden = !runOf(module, state).some((one) => one.id === screen);
    link.removeAttribute("aria-current");
    one(".seen", link)?.remove();
    if (screen === id) link.setAttribute("aria-current", "page");
    else if (state.met.includes(screen)) link.append(make("span", { class: "seen" }, ` ${say("seen")}`));
  }
}

/** @type {(element: Element|null) => boolean} */
const isShown = (element) => Boolean(element?.getClientRects().length);

/** Close what stands open for readers without script, and give focus back to what opened each one. */
function prepareDialogs() {
  for (const dialog of every("dialog")) {
    dialog.removeAttribute("open");
    dialog.addEventListener("close", () => {
      const opened = every(`[data-do=${dialog.id}]`).find(isShown);
      if (document.activeElement === document.body) opened?.focus();
    });
  }
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && one("body.is-covered")) closeDialog(openDialogs().pop() ?? null);
  });
}

/** A dialog is read from its heading; the menu opens at the screen she is on. @type {(id: string) => void} */
function openDialog(id) {
  const dialog = /** @type {HTMLDialogElement} */ (one(`#${id}`));
  const isModal = typeof dialog.showModal === "function";
  if (isModal) dialog.showModal();
  else {
    // Browsers that have no dialogs: it stands alone on the page, so that nothing behind it can be reached.
    dialog.setAttribute("open", "");
    document.body.classList.add("is-covered");
  }
  (id === "menu" ? one("#menu [aria-current]") : one(`#${id} h2`)).focus();
}

const openDialogs = () => /** @type {HTMLDialogElement[]} */ (every("dialog[open]"));

/** @type {(dialog: HTMLDialogElement|null) => void} */
function closeDialog(dialog) {
  if (!dialog) return;
  if (typeof dialog.close === "function") return dialog.close();
  if (dialog.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
  dialog.removeAttribute("open");
  document.body.classList.toggle("is-covered", openDialogs().length > 0);
  dialog.dispatchEvent(new Event("close"));
}

/** What stands behind a content note: with script the buttons open it, and not its own summary. */
function prepareNotes() {
  for (const body of /** @type {HTMLDetailsElement[]} */ (every("details.noted"))) {
    body.open = body.hidden = true;
    one("summary", body).hidden = true;
  }
}

/**
 * A screen with a content note shows the note alone until she opens it, whole or in short, and again whenever she comes
 * back to it. Nobody is told, and nothing is kept of it.
 * @param {HTMLElement} section
 * @param {""|"whole"|"instead"} what
 */
function openNoted(section, what) {
  for (const body of every(".noted", section)) body.hidden = !body.matches(`.noted-${what || "none"}`);
  for (const way of every("[data-content-note] [data-do]", section)) {
    way.hidden = what === "whole" || (what === "instead" && way.dataset.do === what);
  }
  const first = one(".noted:not([hidden]) > summary + *", section);
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
}

/** Say on the result screen that she has completed, or exactly what is left, with a way to each thing. */
function drawResult(/** @type {State} */ state) {
  drawOutcomes(state);
  one(".certificate-offer").hidden = !state.completed;
  const place = one("#result");
  place.replaceChildren();
  if (state.completed) {
    place.append(make("p", { class: "result-done" }, say("completed")));
    const { score } = state;
    if (score !== null) place.append(make("p", { class: "result-score", "data-score": String(score) }, say("score", { score })));
    const value = Math.round((valueOf(module, state) ?? 0) + HAIR);
    if (score !== null && value !== score && !openIn(module, state).length) place.append(make("p", {}, say("score-stays")));
    if (passOf(module) === null) listLeft(place, "left-questions", holding(openIn(module, state)));
    return;
  }
  const left = leftOf(module, state);
  const questions = holding(left.questions);
  place.append(make("h3", {}, say("left")));
  listLeft(place, "left-screens", left.screens.filter((screen) => !questions.includes(screen)));
  listLeft(place, "left-questions", questions);
  if (!left.again.length) return;
  // Rounded down: 79.6 must not read as the 80 it has not reached.
  const score = Math.floor((valueOf(module, state) ?? 0) + HAIR);
  place.append(make("p", {}, say("so-far", { score, pass: module.pass })));
  listLeft(place, "left-again", holding(left.again));
  const { banks, isClosed } = waysOf(module, state);
  if (banks.length) offer(place, "others");
  if (isClosed) offer(place, "afresh");
}

/** @type {(ids: string[]) => Screen[]} */
const holding = (ids) => module.screens.filter((screen) => screen.questions.some((id) => ids.includes(id)));

/** A way on that is not a screen: what it does is said before its button. @type {(place: HTMLElement, deed: "others"|"afresh") => void} */
function offer(place, deed) {
  const button = make("button", { type: "button", class: "button button-quiet", "data-do": deed }, say(`offer-${deed}`));
  place.append(make("p", {}, say(`offer-${deed}-lead`)), make("p", {}, button));
}

/** What she set out to learn, in the order it is written. */
const outcomes = every(".outcomes > li");

/**
 * Part what she has learned from what is ahead: an outcome is learned when every question about it that counts for her has
 * its right answer, or with completion, where there is none, or it had to be answered and its answer is no longer known.
 * @type {(state: State) => void}
 */
function drawOutcomes(state) {
  const scored = scoredIn(module, state);
  const [met, ahead] = every(".outcomes");
  for (const line of outcomes) {
    const asked = scored.filter(([id]) => line.dataset.questions?.split(" ").includes(id));
    const isLearned = asked.every(([id, question]) =>
      state.answers[id] ? markOf(question, state.answers[id]).score === 1 : state.completed && passOf(module),
    );
    (isLearned && (asked.length || state.completed) ? met : ahead).append(line);
  }
  const [first, second] = every(".outcomes-lead");
  first.textContent = say("learned");
  second.textContent = say(state.completed ? "another-look" : "ahead");
  met.hidden = first.hidden = !met.children.length;
  ahead.hidden = second.hidden = !ahead.children.length;
}

/**
 * Print the certificate by itself, with her name as the LMS gives it and the day she completed it. That day is known in the
 * sitting in which she did: a saved line has no room for it, and the day of printing would be another. What is not known
 * is a line to write on.
 * @type {(name: string, day: Date|null) => void}
 */
function printCertificate(name, day) {
  one(".certificate-name").textContent = nameOf(name);
  one(".certificate-date").textContent = day && say("completed-on", { date: day.toLocaleDateString(module.language, { dateStyle: "long" }) });
  printOnly(one(".certificate"));
}

/** @type {(place: HTMLElement, heading: string, screens: Screen[]) => void} */
function listLeft(place, heading, screens) {
  if (!screens.length) return;
  const lines = screens.map(({ id }) => make("li", {}, make("button", { type: "button", "data-go": id }, titleOf(id))));
  place.append(make("p", {}, say(heading)), make("ul", { class: "left-list" }, ...lines));
}

/** Where she was when she went away: how far down, and at what. */
const before = { top: 0, at: /** @type {HTMLElement|null} */ (null) };

/**
 * Show a page that gives away nothing of what was read, instead of everything else; or, with "", everything else again.
 * @param {""|"pause"|"left"} page
 */
function showAway(page) {
  if (!one(".away:not([hidden])")) {
    before.top = window.scrollY;
    before.at = /** @type {HTMLElement} */ (document.activeElement);
  }
  for (const element of /** @type {HTMLElement[]} */ ([...document.body.children])) {
    const isAway = element.matches(".away");
    if (!element.matches("#line, dialog, script")) element.hidden = isAway ? element.id !== page : page !== "";
  }
  if (!page) return;
  const heading = one(`#${page} h1`);
  document.title = heading.textContent ?? "";
  window.scrollTo({ top: 0, behavior: "instant" });
  heading.focus();
}

/** Back to where she was. @type {(title: string) => void} */
function showAgain(title) {
  showAway("");
  document.title = title;
  window.scrollTo({ top: before.top, behavior: "instant" });
  if (before.at && isShown(before.at)) before.at.focus({ preventScroll: true });
}

/** Say beside a review date that has gone by that the module was due to be looked at again. */
function sayOverdue() {
  for (const date of every("[data-review]")) {
    const isOver = new Date().toISOString() > `${date.dataset.review}T99`;
    if (isOver) date.after(" ", make("strong", { class: "overdue" }, say("overdue")));
  }
}
