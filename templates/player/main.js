// Puts the player together: what each button does, and what happens when the page opens.

/** When the screen that shows was opened: how long an answer took is counted from here. */
let shownAt = Date.now();

/** @type {(id: string) => void} */
function go(id) {
  if (!runOf(module, state).some((screen) => screen.id === id)) return;
  safely(() => openDialogs().forEach(closeDialog));
  visit(id);
  safely(() => showScreen(id, state));
  safely(startScreen);
  act();
}

/** @type {(id: string) => void} */
function visit(id) {
  state.at = id;
  // A screen is met when it is reached, so going round what stands behind a content note looks the same as reading it.
  if (!state.met.includes(id)) state.met.push(id);
  shownAt = Date.now();
}

/** @type {(steps: number) => void} */
function step(steps) {
  const run = runOf(module, state);
  go(run[run.findIndex((screen) => screen.id === state.at) + steps].id);
}

/** @type {(root: HTMLElement) => void} */
function check(root) {
  const id = root.dataset.question ?? "";
  const question = module.questions[id];
  const given = questionTypes[question.type].given(root);
  const isAnew = "anew" in root.dataset;
  if (!given || (given === state.answers[id] && !isAnew) || !triesLeft(module, state, id)) return;
  delete root.dataset.anew;
  giveAnswer(module, state, id, given);
  safely(() => saving.answers.set(id, answerOf(id, question, given, secondsBetween(shownAt, Date.now()))));
  safely(() => {
    one("[data-changed]", root)?.remove();
    refreshQuestion(root, state);
    (questionTypes[question.type].said?.(root) ?? one("[data-outcome]", root)).focus();
  });
  act(AFTER_ANSWER);
}

/** @type {(id: string, question: Question, given: string, latency: number) => Answer} */
function answerOf(id, question, given, latency) {
  const { right } = question.key;
  const { type, size } = question.record;
  const codesOf = (/** @type {Iterable<string>} */ codes) => [...codes].map((code) => [code]);
  const whole = () => codesOf(type === "sequencing" ? right : [...right].sort());
  const pairs = () => pairsOf(given).map(([item]) => [item, right[item]]);
  return {
    id,
    type,
    response: size === 1 ? codesOf(given) : pairsOf(given),
    correct: !right ? null : size === 1 ? whole() : pairs(),
    right: right ? markOf(question, given).score === 1 : null,
    weight: question.scored ? question.points : 0,
    latency,
    time: Date.now(),
    ask: question.ask,
  };
}

function pause() {
  keep();
  for (const media of /** @type {HTMLMediaElement[]} */ (every("audio, video"))) media.pause();
  showAway("pause");
}

function leave() {
  safely(() => showAway("left"));
  leaveRecord();
}

function comeBack() {
  showAgain(say("title", { screen: titleOf(state.at), module: module.title }));
  if (!saving.isLeaving) return;
  saving.isLeaving = false;
  if (saving.isClosed) tell(standing());
  else save();
}

/** Other questions, or the same again: she goes on at the first that has no answer. */
function goOn() {
  showAll();
  go((holding(leftOf(module, state).questions)[0] ?? runOf(module, state)[0]).id);
}

/** Show what came from the copy on this device, or from another window, on the screen she is on. */
function showAll() {
  const run = runOf(module, state);
  state.at = (run.find(({ id }) => id === state.at) ?? run[0]).id;
  for (const root of every("[data-question]")) showAnswer(root, state);
  showScreen(state.at, state);
}

/** @type {Record<string, (button: HTMLElement) => void>} */
const deeds = {
  back: () => step(-1),
  next: () => step(1),
  skip: () => step(1),
  open: (button) => openNoted(/** @type {HTMLElement} */ (button.closest("section")), "whole"),
  instead: (button) => openNoted(/** @type {HTMLElement} */ (button.closest("section")), "instead"),
  check: (button) => check(/** @type {HTMLElement} */ (button.closest("[data-question]"))),
  answer: (button) => showRight(/** @type {HTMLElement} */ (button.closest("[data-question]"))),
  others: () => {
    drawOthers(module, state, waysOf(module, state).banks);
    goOn();
  },
  afresh: () => {
    startAgain(module, state);
    goOn();
  },
  menu: () => openDialog("menu"),
  support: () => openDialog("support"),
  recorded: () => openDialog("recorded"),
  reading: () => openDialog("reading"),
  pause,
  close: (button) => closeDialog(button.closest("dialog")),
  resume: comeBack,
  certificate: () => printCertificate(tracker?.learner.name ?? "", saving.completedOn),
  leave,
  return: comeBack,
  here: () => takeOver(),
  bring: () => bringBack(),
  "let-go": () => letGo(),
  cited(button) {
    cited?.focus();
    button.remove();
  },
};

/** Where she was reading when she followed a number to its source. @type {HTMLElement|null} */
let cited = null;

/** Let reading go on at a source, with a way back to where it was cited. */
function leadBack(/** @type {HTMLElement} */ source, /** @type {HTMLElement} */ link) {
  one("[data-do=cited]")?.remove();
  cited = link;
  source.tabIndex = -1; // the browser, which goes there now, gives it focus
  source.append(" ", make("button", { type: "button", class: "to-text", "data-do": "cited" }, say("cited")));
}

/** A link inside the page may point at a screen that does not show, or into one. */
function follow(/** @type {MouseEvent} */ event, /** @type {HTMLElement} */ link) {
  const target = document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
  const screen = target?.closest("section")?.dataset.screen;
  if (!target || !screen) return;
  if (screen === state.at) return target.matches(".sources li") ? leadBack(target, link) : undefined;
  if (!runOf(module, state).some(({ id }) => id === screen)) return;
  event.preventDefault();
  go(screen);
  if (!target.dataset.screen) target.scrollIntoView();
}

document.addEventListener("click", (event) => {
  const clicked = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement|null} */ (clicked.closest("[data-do], [data-go], a[href^='#']"));
  if (!button) return;
  const { do: deed, go: screen } = button.dataset;
  if (screen) {
    event.preventDefault();
    go(screen);
  } else if (deed) deeds[deed]?.(button);
  else follow(event, button);
});

/** Where she goes on: at the screen she was on, the one that the address names, or the first. */
function startAt() {
  const run = runOf(module, state);
  const starts = [state.at, location.hash.slice(1), run[0].id];
  return /** @type {string} */ (starts.find((start) => run.some(({ id }) => id === start)));
}

/** Everything is known: the record, and what this browser holds. A fault in one part leaves the others as they are. */
function start() {
  safely(startRecord);
  for (const root of every("[data-question]")) safely(() => prepareQuestion(root, state));
  for (const root of every("[data-own]")) prepareOwn(root);
  safely(sayOverdue);
  const at = startAt();
  visit(at);
  safely(() => showScreen(at, state));
  keep();
  watchPage();
  if (!tracker && isTracked) safely(() => lookForRecord());
  delete document.documentElement.dataset.starting;
}

document.documentElement.classList.add("js");
document.documentElement.dataset.starting = "";
safely(prepareDialogs);
safely(prepareNotes);
safely(() => showScreen(startAt(), state)); // one screen and not all of them, while this browser is asked
openLocal((key) => !key.startsWith(READING)).then(start);
