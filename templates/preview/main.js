// Puts the preview together: which page shows, how wide, and what each button does.

const desk = {
  look: /** @type {Look|null} */ (null),
  view: "module",
  width: "full",
  isClosed: false, // the learner has closed the module's window
};

const device = one("#device");
const EDGE = 1; // pixels round a page, which are not the page's

/** The frame of a view, if it is there. @type {(view: string) => HTMLIFrameElement|null} */
const frameOf = (view) => /** @type {HTMLIFrameElement|null} */ (one(`iframe[data-view="${view}"]:not(.is-coming)`, device));

/** The module's frame, also while something else shows. */
const course = () => frameOf("module");

/** @type {(view: string, address: string) => HTMLIFrameElement} */
function makeFrame(view, address) {
  const made = /** @type {HTMLIFrameElement} */ (make("iframe", { "data-view": view, title: say(`view-${view}`) }));
  made.src = address;
  return made;
}

// ── The module ──────────────────────────────────────────────────────────────────────────────────────

/** Open the module as an LMS would, from what it has kept. */
function openModule(/** @type {string} */ why = "") {
  closeFrame();
  if (why) traceEvent(why);
  if (!desk.look?.mark) return;
  desk.isClosed = false;
  startLms(false);
  device.append(makeFrame("module", `/${lms.standard}/index.html`));
  show();
}

/** Take the module's page away, as somebody does who closes its window. */
function closeFrame() {
  course()?.remove(); // the page hears that it goes, and closes its record
  one("iframe.is-coming", device)?.remove();
}

/**
 * Load the module anew in the same launch. The page before says what it has to say and stays in view until the new one
 * stands as it stood, so nothing flickers.
 */
function turnModule() {
  const old = course();
  if (desk.isClosed) return;
  if (!old) return openModule();
  one("iframe.is-coming", device)?.remove();
  const page = /** @type {Window} */ (old.contentWindow);
  const place = attempt(() => takePlace(page.document), null); // null where a link led somewhere else
  lms.isTurning = true;
  attempt(() => page.dispatchEvent(new PageTransitionEvent("pagehide")), undefined);
  lms.isTurning = false;
  traceEvent(say("event-saved"));
  startLms(true);
  const coming = makeFrame("module", `/${lms.standard}/index.html`);
  coming.classList.add("is-coming");
  const take = () => {
    if (!coming.isConnected) return; // a later one comes in its place
    const isFocused = document.activeElement === old;
    if (isFocused) coming.focus();
    if (place) attempt(() => putBack(/** @type {Document} */ (coming.contentDocument), place), undefined);
    coming.classList.remove("is-coming");
    lms.isTurning = true;
    old.remove();
    lms.isTurning = false;
    show();
  };
  coming.addEventListener("load", () => whenStarted(coming, take), { once: true });
  device.append(coming);
  show();
}

/**
 * Do something once a module has started, which waits for what the browser holds of it.
 * @type {(frame: HTMLIFrameElement, then: () => void) => void}
 */
function whenStarted(frame, then) {
  const root = frame.contentDocument?.documentElement;
  if (!root || !("starting" in root.dataset)) return then();
  const watch = new MutationObserver(() => {
    if ("starting" in root.dataset) return;
    watch.disconnect();
    then();
  });
  watch.observe(root, { attributes: true });
}

// ── What shows ──────────────────────────────────────────────────────────────────────────────────────

/** Show the view chosen, as wide as chosen, and what is to be said about it. */
function show() {
  const { look, view } = desk;
  for (const each of every("iframe", device)) each.classList.toggle("is-away", each.dataset.view !== view);
  for (const button of every("#views button")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  const isModule = view === "module";
  one("#waiting").hidden = !isModule || Boolean(look?.mark);
  one("#closed").hidden = !isModule || !desk.isClosed;
  one("#broken").hidden = !look?.broken || !look.mark || view === "gallery";
  one("#paper").hidden = view !== "paper" || !look?.mark;
  showDeeds();
  fit();
}

function showDeeds() {
  const { fault } = lms.server;
  const deed = (/** @type {string} */ name) => one(`.deeds [data-deed=${name}]`);
  deed("offline").textContent = say(fault === "offline" ? "deed-online" : "deed-offline");
  deed("expire").setAttribute("aria-pressed", String(fault === "expired"));
  const isOff = desk.isClosed || !desk.look?.mark;
  for (const name of ["close", "offline", "expire"]) deed(name).setAttribute("aria-disabled", String(isOff));
}

/** A device wider than the room there is shows smaller. */
function fit() {
  const room = device.clientWidth;
  const scale = desk.width === "full" ? 1 : Math.min(1, (room - 2 * EDGE) / Number(desk.width));
  device.style.setProperty("--width", desk.width === "full" ? `calc(100% - ${2 * EDGE}px)` : `${desk.width}px`);
  device.style.setProperty("--scale", String(scale));
  const words = one("#scale");
  words.hidden = scale === 1 || !frameOf(desk.view);
  words.textContent = say("scale", { scale: Math.round(100 * scale) });
}

/** @type {(view: string) => void} */
function choose(view) {
  desk.view = view;
  if (view === "gallery" && !frameOf(view)) device.append(makeFrame(view, "/gallery/index.html"));
  if (view === "paper") showPaper();
  show();
}

// ── Paper ───────────────────────────────────────────────────────────────────────────────────────────

const handout = /** @type {HTMLSelectElement} */ (one("#handout"));

/** Show the handouts there are, and the one chosen; where it stands already it is loaded anew, and stays scrolled. */
async function showPaper() {
  if (!desk.look?.mark) return;
  /** @type {{name: string, title: string, pdfs: string[]}[]} */
  const handouts = await (await fetch("/handouts.json")).json();
  const chosen = handouts.find(({ name }) => name === handout.value) ?? handouts[0];
  handout.replaceChildren(...handouts.map(({ name, title }) => make("option", { value: name }, title)));
  handout.value = chosen.name;
  const links = chosen.pdfs.map((name) => make("a", { href: `/handouts/${name}.pdf`, target: "_blank" }, say("pdf", { file: `${name}.pdf` })));
  one("#pdfs").replaceChildren(...links.flatMap((link) => [link, " "]));
  const address = `/handouts/${chosen.name}.html`;
  const frame = frameOf("paper");
  if (frame?.getAttribute("src") === address) return frame.contentWindow?.location.reload();
  frame?.remove();
  device.append(makeFrame("paper", address));
  show();
}

// ── What the trainer does ───────────────────────────────────────────────────────────────────────────

/** @type {Record<string, () => void>} */
const deeds = {
  close() {
    closeFrame();
    desk.isClosed = true;
    traceEvent(say("event-closed"));
    keepLms();
    choose("module");
    one("#closed_title").focus();
  },
  open() {
    openModule(say("event-opened"));
    course()?.focus(); // the button has gone
  },
  offline() {
    const isBack = lms.server.fault === "offline";
    lms.server.fault = isBack ? undefined : "offline";
    traceEvent(say(isBack ? "event-online" : "event-offline"));
    const page = course()?.contentWindow;
    if (page) Object.defineProperty(page.navigator, "onLine", { value: isBack, configurable: true });
    if (isBack) page?.dispatchEvent(new Event("online"));
  },
  expire() {
    lms.server.fault = "expired";
    traceEvent(say("event-expired"));
  },
  tomorrow() {
    choose("module");
    openModule(say("event-tomorrow"));
  },
  afresh() {
    closeFrame();
    newRecord();
    openModule(say("event-afresh"));
  },
};

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-deed], [data-view]"));
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const { deed, view } = button.dataset;
  if (view) choose(view);
  if (!deed) return;
  deeds[deed]();
  one("#done").textContent = say(`done-${deed}`);
  showDeeds();
});

document.addEventListener("change", (event) => {
  const control = /** @type {HTMLInputElement} */ (event.target);
  if (control.name === "width") {
    desk.width = control.value;
    fit();
  }
  if (control === handout) showPaper();
  if (control.id !== "host") return;
  closeFrame();
  newRecord(control.value);
  showHost();
  openModule(say("event-host", { host: hostName() }));
});

// ── What the builder says ───────────────────────────────────────────────────────────────────────────

const tell = (/** @type {string} */ words) => (one("#said").textContent = words);

/** @type {(look: Look) => void} */
function hear(look) {
  const before = desk.look;
  desk.look = look;
  one("#name").textContent = look.title || module.name;
  showProblems(look);
  if (look.mark !== before?.mark) turnModule();
  if (desk.view === "paper") showPaper();
  show();
  const time = new Date().toLocaleTimeString("en-GB");
  tell(`${before ? say("said", { time }) : ""} ${countProblems(look.problems)}`.trim());
}

const hostName = () => `${say(`host-${lms.host}`)}, ${say(lms.standard)}`;

function showHost() {
  const list = /** @type {HTMLSelectElement} */ (one("#host"));
  list.value = `${lms.host} ${lms.standard}`;
  one("#about").textContent = say(`host-${lms.host}-about`);
  keepLms();
}

/** @type {(choice: string) => HTMLElement} */
function hostOption(choice) {
  const [host, standard] = choice.split(" ");
  return make("option", { value: choice }, `${say(`host-${host}`)}, ${say(standard)}`);
}

recallLms();
one("#host").append(...choices().map(hostOption));
showHost();
window.addEventListener("resize", fit);

const events = new EventSource("/events");
events.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
events.addEventListener("error", () => tell(say("ended")));
