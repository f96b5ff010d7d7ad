// Every state of the screen that shows, brought about from inside the page.
// It knows no screen and no type of question by name: it goes by what stands on the page.

window.states = (() => {
  const { questionTypes, module, state, markOf } = window.probe;
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shows = (one) => one.checkVisibility({ visibilityProperty: true });
  const screen = () => document.querySelector("section[data-screen]:not([hidden])") ?? document.body;
  const asked = () => every("[data-question]", screen()).filter(shows);
  const own = () => every("[data-own]", screen()).filter(shows);
  const changed = (one) => one.dispatchEvent(new Event("change", { bubbles: true }));

  /** An answer of each kind that the type itself takes back out of its controls: {right, partly, "not-yet"}. */
  const known = {};
  const kindsOf = (root, candidates) => (known[root.dataset.question] ??= tried(root, candidates));
  function tried(root, candidates) {
    const question = module.questions[root.dataset.question];
    const type = questionTypes[question.type];
    const found = {};
    for (const given of candidates) {
      if (Object.keys(found).length === 3) break;
      try {
        type.show(root, given, question.key);
        if (type.given(root) !== given) continue;
        const { score } = markOf(question, given);
        found[score === 1 ? "right" : score > 0 ? "partly" : "not-yet"] ??= given;
      } catch {
        continue; // no answer of this type
      }
    }
    return found;
  }

  return {
    /** What can be brought about on this screen, in the order it is to be. */
    here: () => ({
      notes: every("[data-do=open]", screen()).some(shows),
      instead: every("[data-do=instead]", screen()).length,
      questions: asked().map((root) => root.dataset.question),
      own: own().length,
      buttons: every("[data-own-do]", screen()).length,
      details: every("details:not([open])", screen()).filter(shows).length,
    }),
    open(way = "open") {
      for (const button of every(`[data-do=${way}]`, screen())) button.click();
    },
    unfold() {
      for (const one of every("details", screen())) if (shows(one)) one.open = true;
    },
    /** Put an answer of a kind into every question; whether any question has one of that kind. */
    put(kind, candidates) {
      let isAny = false;
      for (const root of asked()) {
        const given = kindsOf(root, candidates[root.dataset.question])[kind];
        const { type: name, key } = module.questions[root.dataset.question];
        if (given === undefined) continue;
        questionTypes[name].show(root, given, key);
        changed(root.querySelector("input, select, textarea") ?? root);
        isAny = true;
      }
      return isAny;
    },
    check() {
      for (const button of every("[data-do=check]:not(:disabled)", screen())) if (shows(button)) button.click();
    },
    /** Fill what is the learner's own, as somebody would who uses every control. */
    fill() {
      for (const one of own().flatMap((root) => every("input, select, textarea", root))) {
        if (one.type === "file" || !shows(one)) continue;
        if (one.type === "radio" || one.type === "checkbox") {
          if (!one.checked) one.click();
          continue;
        }
        if (one.matches("select")) one.value = one.options[one.options.length - 1].value;
        else if (one.type === "date") one.value = "2026-11-30";
        else if (one.type !== "range") one.value = "A long answer with Llanfairpwllgwyngyllgogerychwyrndrobwll in it";
        one.dispatchEvent(new Event("input", { bubbles: true }));
        changed(one);
      }
    },
    /** Press one of the buttons of what is the learner's own; whether it could be pressed. */
    press(number) {
      const button = every("[data-own-do]", screen())[number];
      if (!button || button.disabled || !shows(button)) return false;
      button.click();
      return true;
    },
    /** The kinds of answer there are to each question, by its id. */
    kinds: (candidates) =>
      Object.fromEntries(
        every("[data-question]").map((root) => {
          const id = root.dataset.question;
          return [id, kindsOf(root, candidates[id])];
        }),
      ),
  };
})();
