// Checklist: what a team answers, and the plan it makes of what is missing. All of it is in this page, and nowhere else
// until she keeps it in this browser or saves it as a file. A file is somebody's words and nothing more: only what is
// looked for is taken from it, cut to size, and shown as text.

/**
 * @typedef {{area: string, text: string, idea: string}} TeamItem
 * @typedef {{code: string, what: string, owner: string, by: string}} TeamAction
 * @typedef {{answers: Map<string, string>, gone: Map<string, TeamItem>, plan: TeamAction[]}} Team     `gone`: items of an earlier list
 * @typedef {object} Checklist
 * @property {HTMLElement} root
 * @property {Map<string, TeamItem>} items
 * @property {Team} team
 * @property {(() => void)|null} undo
 */

const TEAM_ANSWERS = ["in place", "partly", "not yet", "does not apply"];
const TEAM_FILE = "team-readiness checklist";
const TEAM_LONGEST = 400_000;

/** @returns {Team} */
const newTeam = () => ({ answers: new Map(), gone: new Map(), plan: [] });

/** @type {(list: Checklist, code: string) => TeamItem} */
const teamItem = (list, code) => list.items.get(code) ?? list.team.gone.get(code) ?? { area: "", text: code, idea: "" };

// ── As a file ──

/** @type {(list: Checklist) => object} */
function teamFile({ root, items, team }) {
  const all = new Map([...items, ...team.gone]);
  const named = (/** @type {string} */ code) => ({ code, area: all.get(code)?.area ?? "", item: all.get(code)?.text ?? "" });
  return {
    about: say("checklist-file"),
    kind: TEAM_FILE,
    version: 1,
    checklist: `${module.title}: ${one(".own-ask", root).textContent}`,
    module: module.id,
    question: root.dataset.own,
    edition: module.edition,
    saved: dayOf(new Date()),
    answers: [...all.keys()].map((code) => ({ ...named(code), answer: team.answers.get(code) ?? "" })),
    plan: team.plan.map(({ code, ...action }) => ({ ...named(code), ...action })),
  };
}

/** A day as a file and a date field have it, where she is. @type {(date: Date) => string} */
const dayOf = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** @type {(day: string) => string} */
const longDay = (day) => attempt(() => new Date(`${day}T12:00`).toLocaleDateString(module.language, { dateStyle: "long" }), day);

/** A text from a file: no longer than there is room for, and without signs that nobody sees. @type {(value: any, most: number) => string} */
const plainly = (value, most) =>
  typeof value === "string" ? value.slice(0, most).replace(/[^\P{C}\n\u200c\u200d]|[\u2028\u2029]/gu, "") : "";

/** @type {(value: any) => string} */
const dayIn = (value) => attempt(() => (new Date(`${value}T00:00Z`).toISOString().slice(0, 10) === value ? value : ""), "");

/** @type {(value: any) => any[]} */
const entriesIn = (value) => (Array.isArray(value) ? value.slice(0, 200).filter((one) => one && typeof one === "object") : []);

/**
 * What a file or this browser's storage holds: a team and what there is to say about it, or why it cannot be one.
 * @param {Checklist} list
 * @param {any} data
 * @returns {{team?: Team, said: string[], fault?: string}}
 */
function readTeam(list, data) {
  if (data?.kind !== TEAM_FILE) return { said: [], fault: "damaged" };
  if (data.version !== 1) return { said: [], fault: data.version > 1 ? "newer" : "damaged" };
  if (data.module !== module.id || data.question !== list.root.dataset.own) return { said: [], fault: "foreign" };
  const team = newTeam();
  const reworded = [];
  for (const entry of entriesIn(data.answers)) {
    const [code, text] = [plainly(entry.code, 8), plainly(entry.item, 600)];
    const item = list.items.get(code);
    if (!code || !TEAM_ANSWERS.includes(entry.answer)) continue;
    if (item && text !== plainly(item.text, 600)) reworded.push(item.text);
    if (!item) team.gone.set(code, { area: plainly(entry.area, 200), text, idea: "" });
    team.answers.set(code, entry.answer);
  }
  for (const entry of entriesIn(data.plan)) {
    const code = plainly(entry.code, 8);
    if (!code || team.plan.some((action) => action.code === code)) continue;
    if (!list.items.has(code) && !team.gone.has(code)) {
      team.gone.set(code, { area: plainly(entry.area, 200), text: plainly(entry.item, 600), idea: "" });
    }
    team.plan.push({ code, what: plainly(entry.what, 600), owner: plainly(entry.owner, 120), by: dayIn(entry.by) });
  }
  const old = plainly(data.edition, 40);
  const said = [
    old !== module.edition && say("checklist-edition", { old, new: module.edition }),
    reworded.length > 0 && say("checklist-reworded", { items: reworded.map((text) => `“${text}”`).join(", ") }),
    team.gone.size > 0 && say("checklist-no-longer", { count: team.gone.size }),
  ];
  return { team, said: /** @type {string[]} */ (said.filter(Boolean)) };
}

/** @type {(list: Checklist, file: File) => Promise<void>} */
async function openTeam(list, file) {
  const name = plainly(file.name, 80);
  const text = file.size > TEAM_LONGEST ? "" : await file.text().catch(() => "");
  const data = attempt(() => JSON.parse(text), null);
  const { team, said, fault } = file.size > TEAM_LONGEST ? { team: null, said: [], fault: "too-large" } : readTeam(list, data);
  if (!team) return sayTeam(list, say(`checklist-${fault}`, { name, other: plainly(data?.checklist, 120) }));
  const before = list.team;
  list.team = team;
  list.undo = () => (list.team = before);
  changeTeam(list);
  sayTeam(list, [say("checklist-opened", { name, date: longDay(dayIn(data.saved)) }), ...said].join(" "), true);
}

// ── What it comes to ──

/** @type {(list: Checklist, codes: string[]) => {answers: string[], words: string}} */
function standingOf(list, codes) {
  const given = codes.map((code) => list.team.answers.get(code) ?? "open");
  const count = (/** @type {string} */ answer) => given.filter((one) => one === answer).length;
  const all = codes.length - count("does not apply");
  const parts = ["in place", "partly", "not yet", "does not apply", "open"].map((answer) => {
    const isSaid = answer === "in place" ? all > count("open") : count(answer) > 0;
    return isSaid && say(`checklist-${answer.replaceAll(" ", "-")}`, { count: count(answer), all });
  });
  const answers = [...TEAM_ANSWERS.slice(0, 3), "open", "does not apply"].flatMap((one) => given.filter((answer) => answer === one));
  return { answers, words: parts.filter(Boolean).join(", ") };
}

/** @type {(list: Checklist) => string[]} */
const gapsOf = ({ items, team }) =>
  ["not yet", "partly"].flatMap((answer) => [...items.keys()].filter((code) => team.answers.get(code) === answer));

/** @type {(list: Checklist) => {area: string, codes: string[]}[]} */
const areasOf = ({ root }) =>
  every("[data-domain]", root).map((domain) => ({
    area: domain.dataset.domain ?? "",
    codes: every("[data-option]", domain).map((item) => item.dataset.option ?? ""),
  }));

/** @type {(answers: string[]) => HTMLElement} */
const dotsOf = (answers) =>
  make("span", { class: "dots", "aria-hidden": "true" }, ...answers.map((answer) => make("i", { class: "dot", "data-answer": answer })));

// ── On the page ──

/** Everything that follows from the answers and the plan is drawn anew. @type {(list: Checklist) => void} */
function drawTeam(list) {
  const { root, team } = list;
  for (const input of /** @type {HTMLInputElement[]} */ (every("[data-option] input", root))) {
    const item = /** @type {HTMLElement} */ (input.closest("[data-option]"));
    input.checked = team.answers.get(item.dataset.option ?? "") === input.value;
  }
  drawStanding(list);
  const gaps = gapsOf(list);
  one("[data-gaps]", root).replaceChildren(...gaps.map((code) => teamRow(list, "gap", code)));
  one("[data-gone]", root).replaceChildren(...[...team.gone.keys()].map((code) => teamRow(list, "gap", code)));
  one("[data-plan]", root).replaceChildren(...team.plan.map((action) => planRow(list, action)));
  const full = { standing: team.answers.size > 0, gaps: gaps.length > 0, gone: team.gone.size > 0, plan: team.plan.length > 0 };
  for (const [name, isFull] of Object.entries(full)) {
    for (const element of every(`[data-full=${name}], [data-${name}]`, root)) element.hidden = !isFull;
    for (const element of every(`[data-empty=${name}]`, root)) element.hidden = isFull;
  }
}

/** @type {(list: Checklist) => void} */
function drawStanding(list) {
  const heads = every("[data-dots]", list.root);
  const rows = areasOf(list).map(({ area, codes }, index) => {
    const { answers, words } = standingOf(list, codes);
    heads[index].replaceChildren(...dotsOf(answers).children);
    return make("li", {}, make("b", {}, area), dotsOf(answers), make("span", {}, words));
  });
  one("[data-standing]", list.root).replaceChildren(...rows);
}

/** A row for an item, made from its template. @type {(list: Checklist, kind: "gap"|"plan", code: string) => HTMLElement} */
function teamRow({ root, items, team, ...list }, kind, code) {
  const template = /** @type {HTMLTemplateElement} */ (one(`template[data-${kind}-row]`, root));
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const item = teamItem({ root, items, team, ...list }, code);
  const answer = team.answers.get(code) ?? "open";
  const shown = one(`input[value="${answer}"] ~ span`, root)?.textContent ?? "";
  row.dataset.item = code;
  row.classList.toggle("is-planned", team.plan.some((action) => action.code === code));
  one(".dot", row).dataset.answer = answer;
  for (const [name, text] of Object.entries({ text: item.text, answer: [item.area, shown].filter(Boolean).join(" · "), for: `: ${item.text}` })) {
    for (const place of every(`[data-is=${name}]`, row)) place.textContent = text;
  }
  return row;
}

/** @type {(list: Checklist, action: TeamAction) => HTMLElement} */
function planRow(list, action) {
  const row = teamRow(list, "plan", action.code);
  for (const field of /** @type {HTMLInputElement[]} */ (every("[data-field]", row))) {
    field.value = action[/** @type {"what"} */ (field.dataset.field)];
  }
  const at = list.team.plan.indexOf(action);
  /** @type {HTMLButtonElement} */ (one("[data-own-do=up]", row)).disabled = at === 0;
  /** @type {HTMLButtonElement} */ (one("[data-own-do=down]", row)).disabled = at === list.team.plan.length - 1;
  return row;
}

/** Say something beside the plan, with a way back where there is one. @type {(list: Checklist, text: string, hasUndo?: boolean) => void} */
function sayTeam(list, text, hasUndo = false) {
  one("[data-said]", list.root).textContent = text;
  one("[data-own-do=undo]", list.root).hidden = !hasUndo;
}

/** @type {(list: Checklist) => void} */
function changeTeam(list) {
  drawTeam(list);
  keepTeam(list);
}

/** @type {(list: Checklist, code: string, selector: string) => void} */
const focusRow = (list, code, selector) => one(`[data-plan] [data-item="${CSS.escape(code)}"] ${selector}`, list.root)?.focus();

/** @type {(list: Checklist, code: string) => {item: string, place: string}} */
const placeOf = (list, code) => ({
  item: teamItem(list, code).text,
  place: say("checklist-place", { number: list.team.plan.findIndex((action) => action.code === code) + 1, count: list.team.plan.length }),
});

/** @type {(list: Checklist, code: string, steps: number) => void} */
function moveAction(list, code, steps) {
  const { plan } = list.team;
  const at = plan.findIndex((action) => action.code === code);
  const [same, other] = steps < 0 ? ["up", "down"] : ["down", "up"];
  const isAtEnd = !plan[at + 2 * steps];
  plan.splice(at + steps, 0, ...plan.splice(at, 1));
  changeTeam(list);
  sayTeam(list, say("checklist-moved", placeOf(list, code)));
  focusRow(list, code, `[data-own-do=${isAtEnd ? other : same}]`);
}

/** @type {Record<string, (list: Checklist, code: string) => void>} */
const teamDeeds = {
  add(list, code) {
    list.team.plan.push({ code, what: teamItem(list, code).idea, owner: "", by: "" });
    changeTeam(list);
    sayTeam(list, say("checklist-added", placeOf(list, code)));
    focusRow(list, code, "textarea");
  },
  up: (list, code) => moveAction(list, code, -1),
  down: (list, code) => moveAction(list, code, 1),
  remove(list, code) {
    const { team } = list;
    const at = team.plan.findIndex((action) => action.code === code);
    const [action] = team.plan.splice(at, 1);
    list.undo = () => team.plan.splice(Math.min(at, team.plan.length), 0, action);
    changeTeam(list);
    sayTeam(list, say("checklist-removed", { item: teamItem(list, code).text }), true);
    const next = team.plan[at] ?? team.plan[at - 1];
    if (next) focusRow(list, next.code, ".action-title");
    else one("[data-plan-title]", list.root).focus();
  },
  undo(list) {
    list.undo?.();
    changeTeam(list);
    sayTeam(list, say("checklist-back"));
    one("[data-plan-title]", list.root).focus();
  },
  print(list) {
    drawSheet(list);
    printOnly(one("[data-sheet]", list.root));
  },
  file(list) {
    const name = `${list.root.dataset.own}-${dayOf(new Date())}.json`;
    saveFile(name, `${JSON.stringify(teamFile(list), null, 2)}\n`, "application/json");
    sayTeam(list, say("checklist-saved", { name }));
  },
  delete(list) {
    dropTeam(list);
    keepBox(list).focus();
  },
};

// ── In this browser, where she asks for it ──

/** Under her and the module; where nobody knows who she is, under the module alone, and she is told. @type {(list: Checklist) => string} */
const teamKey = ({ root }) =>
  ownKey(root.dataset.own ?? "") || `team-readiness-own~${keyOf("own", module.id, "", root.dataset.own ?? "")}`;

/** @type {(list: Checklist) => HTMLInputElement} */
const keepBox = ({ root }) => /** @type {HTMLInputElement} */ (one("[data-keep]", root));

/** Keep it as it is now, if that is what she wants; where the browser refuses, say so. @type {(list: Checklist) => void} */
function keepTeam(list) {
  const box = keepBox(list);
  if (!box.checked) return;
  box.checked = keepAt(teamKey(list), teamFile(list));
  if (!box.checked) sayTeam(list, say("checklist-not-kept"));
  one("[data-own-do=delete]", list.root).hidden = !box.checked;
}

/** @type {(list: Checklist) => void} */
function dropTeam(list) {
  dropLocal(teamKey(list));
  keepBox(list).checked = false;
  one("[data-own-do=delete]", list.root).hidden = true;
  sayTeam(list, say("checklist-deleted"));
}

/** This browser has opened its storage late, or closed it. What she has begun meanwhile stands, and is hers to keep. */
function keepTeamLate(/** @type {Checklist} */ list) {
  if (!isKeeping() && keepBox(list).checked) sayTeam(list, say("checklist-not-kept"));
  keepBox(list).checked &&= isKeeping();
  if (!isKeeping() || list.team.answers.size || list.team.plan.length) return;
  readKept(list);
  drawTeam(list);
}

/** @type {(list: Checklist) => void} */
function readKept(list) {
  const kept = readLocal(teamKey(list));
  keepBox(list).checked = false;
  one("[data-anyone]", list.root).hidden = ownKey(list.root.dataset.own ?? "") !== "";
  if (!kept) return;
  const { team, said } = readTeam(list, kept);
  one("[data-own-do=delete]", list.root).hidden = false;
  const again = say("checklist-again", { date: keptUntil(teamKey(list)) });
  sayTeam(list, team ? [again, ...said].join(" ") : say("checklist-unread"));
  if (!team) return;
  list.team = team;
  keepBox(list).checked = isKeeping();
}

// ── On paper ──

/** @type {(list: Checklist) => void} */
function drawSheet(list) {
  const { root, team } = list;
  one("[data-print-standing]", root).parentElement?.toggleAttribute("hidden", team.answers.size === 0);
  one("[data-today]", root).textContent = longDay(dayOf(new Date()));
  const standing = areasOf(list).map(({ area, codes }) => {
    const { answers, words } = standingOf(list, codes);
    return make("tr", {}, make("th", { scope: "row" }, area), make("td", {}, dotsOf(answers), words));
  });
  one("[data-print-standing]", root).replaceChildren(...standing);
  const plan = team.plan.map(({ code, what, owner, by }) =>
    make("tr", {}, make("th", { scope: "row" }, what), make("td", {}, teamItem(list, code).text), make("td", {}, owner), make("td", {}, by && longDay(by))),
  );
  const empty = () => make("tr", {}, ...[0, 1, 2, 3].map(() => make("td", {})));
  one("[data-print-plan]", root).replaceChildren(...plan, ...(plan.length ? [] : [0, 1, 2, 3, 4].map(empty)));
}

ownTypes.checklist = {
  prepare(root) {
    const items = every("[data-option]", root).map((item) => {
      const { option: code = "", text = "", idea = "" } = item.dataset;
      const area = /** @type {HTMLElement} */ (item.closest("[data-domain]")).dataset.domain ?? "";
      return /** @type {[string, TeamItem]} */ ([code, { area, text, idea }]);
    });
    /** @type {Checklist} */
    const list = { root, items: new Map(items), team: newTeam(), undo: null };
    readKept(list);
    drawTeam(list);
    whenKeeping(() => keepTeamLate(list));
    root.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-own-do]"));
      const row = /** @type {HTMLElement|null|undefined} */ (button?.closest("[data-item]"));
      if (button) teamDeeds[button.dataset.ownDo ?? ""](list, row?.dataset.item ?? "");
    });
    root.addEventListener("input", (event) => takeTeam(list, /** @type {HTMLInputElement} */ (event.target)));
    window.addEventListener("beforeprint", () => drawSheet(list));
  },
};

/** What she has changed in a control. @type {(list: Checklist, control: HTMLInputElement) => void} */
function takeTeam(list, control) {
  const { option = "" } = /** @type {HTMLElement|null} */ (control.closest("[data-option]"))?.dataset ?? {};
  const { item = "" } = /** @type {HTMLElement|null} */ (control.closest("[data-item]"))?.dataset ?? {};
  if ("keep" in control.dataset) {
    if (control.checked) {
      sayTeam(list, say("checklist-kept", { date: keptUntil(teamKey(list)) }));
      keepTeam(list);
    } else dropTeam(list);
  } else if ("open" in control.dataset) {
    const [file] = control.files ?? [];
    if (file) openTeam(list, file).then(() => (control.value = ""));
  } else if (option) {
    list.team.answers.set(option, control.value);
    changeTeam(list);
    const { area, codes } = /** @type {{area: string, codes: string[]}} */ (areasOf(list).find((one) => one.codes.includes(option)));
    const isWhole = codes.every((code) => list.team.answers.has(code));
    if (isWhole) one("[data-told]", list.root).textContent = say("checklist-all", { area, words: standingOf(list, codes).words });
  } else {
    const action = list.team.plan.find(({ code }) => code === item);
    if (action) action[/** @type {"what"} */ (control.dataset.field)] = control.value;
    keepTeam(list);
  }
}
