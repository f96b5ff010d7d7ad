// Scale: where she places herself before and after, and then both side by side, in words and in a picture. Both answers
// are kept in this browser, where it is known whose they are; she can delete them from either place.

ownTypes.scale = {
  prepare(root) {
    const { name, when } = scaleOf(root);
    showScale(root);
    whenKeeping(() => keepLate(root));
    root.addEventListener("change", ({ target }) => {
      keepOwn(name, { ...scaleOf(root).answers, [when]: Number(/** @type {HTMLInputElement} */ (target).value) });
      drawScales();
    });
    onOwn(root, { delete: () => deleteScale(root) });
  },
};

function showScale(/** @type {HTMLElement} */ root) {
  const { when, inputs, answers } = scaleOf(root);
  for (const input of inputs) input.checked = Number(input.value) === answers[when];
  drawScale(root);
}

/** This browser has opened its storage late, or closed it: what is in this page alone is put beside what it has. */
function keepLate(/** @type {HTMLElement} */ root) {
  const { name, answers } = scaleOf(root);
  if (name in own && isKeeping()) {
    delete own[name];
    const before = scaleOf(root).answers;
    keepOwn(name, { ...before, ...answers });
  }
  showScale(root);
}

/** What a scale is, and what she has answered so far; answers on a scale of other steps are no answers to this one. */
function scaleOf(/** @type {HTMLElement} */ root) {
  const { of, when } = /** @type {{of: string, when: "before"|"after"}} */ (one("[data-of]", root).dataset);
  const inputs = /** @type {HTMLInputElement[]} */ (every("input", root));
  const name = `scale:${of}`;
  const kept = readOwn(name);
  /** @type {{steps: number, before?: number, after?: number}} */
  const answers = { steps: inputs.length };
  for (const time of /** @type {("before"|"after")[]} */ (["before", "after"])) {
    if (kept?.steps === inputs.length && inputs.some(({ value }) => value === String(kept[time]))) {
      answers[time] = kept[time];
    }
  }
  return { name, when, inputs, answers };
}

function drawScales() {
  for (const root of every("[data-own][data-type=scale]")) drawScale(root);
}

/** @type {(root: HTMLElement) => void} */
function drawScale(root) {
  const { name, when, answers } = scaleOf(root);
  const where = isKeptOwn(name) ? say("scale-kept", { date: keptUntil(ownKey(name)) }) : say("scale-here");
  one("[data-own-where]", root).textContent = where;
  one("[data-own-do=delete]", root).hidden = !answers.before && !answers.after;
  const said = when === "after" && answers.after ? sayBoth(answers) : [];
  one("[data-own-said]", root).replaceChildren(...said);
}

/** @type {(answers: {steps: number, before?: number, after?: number}) => HTMLElement[]} */
function sayBoth({ steps, before, after = 0 }) {
  const now = make("p", { class: "scale-now" }, say(before ? "scale-both" : "scale-one", { before: before ?? 0, after, steps }));
  const way = !before ? "gone" : after > before ? "higher" : after < before ? "lower" : "same";
  const rows = [...(before ? [rowOf("before", before, steps)] : []), rowOf("after", after, steps)];
  return [now, make("div", { class: "scale-rows", "aria-hidden": "true" }, ...rows), make("p", {}, say(`scale-way-${way}`))];
}

/** One row of the picture: a ring for each step, the one she chose with its number. */
function rowOf(/** @type {"before"|"after"} */ when, /** @type {number} */ place, /** @type {number} */ steps) {
  const rings = Array.from({ length: steps }, (_, index) =>
    index + 1 === place ? make("b", {}, String(place)) : make("i", {}),
  );
  return make("div", { class: `scale-row is-${when}` }, make("span", {}, say(`scale-row-${when}`)), ...rings);
}

/** Both answers go, wherever they are kept and wherever they show. */
function deleteScale(/** @type {HTMLElement} */ root) {
  const { name, inputs } = scaleOf(root);
  dropOwn(name);
  for (const other of every("[data-own][data-type=scale]")) {
    const scale = scaleOf(other);
    if (scale.name === name) for (const input of scale.inputs) input.checked = false;
  }
  drawScales();
  one("[data-own-said]", root).append(make("p", {}, say("scale-deleted")));
  inputs[0].focus();
}
