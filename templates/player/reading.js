// How she likes to read: size of text, spacing, colours. Run in the head of the page, so that what she chose holds before
// anything shows: that is read from localStorage, the only place that answers at once. Where a host has emptied it, what
// IndexedDB has is shown a moment later, and put back there for the next page. It is kept in this browser for every
// module, under a name that says nothing of her or of what she reads; where storage is refused it holds for as long as
// the page is open. Nothing else knows of it.

(function () {
  const root = document.documentElement;
  const NAMES = ["size", "spacing", "theme"];

  /** What she chose, by name: nothing for what she left as it was, or for what is not a word. @returns {Record<string, string>} */
  function read() {
    const kept = readLocal(READING) ?? {};
    const isWord = (/** @type {string} */ name) => typeof kept[name] === "string" && /^[a-z]+$/.test(kept[name]);
    return Object.fromEntries(NAMES.filter(isWord).map((name) => [name, kept[name]]));
  }

  let chosen = read();

  function show() {
    for (const name of NAMES) {
      if (chosen[name]) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
    for (const input of /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("#reading input")])) {
      input.checked = input.value === (chosen[input.name.replace("reading_", "")] ?? "");
    }
  }

  show();
  openLocal((key) => key === READING).then(() => {
    if (storedAt(READING) || !readLocal(READING)) return;
    chosen = { ...read(), ...chosen };
    writeLocal(READING, chosen);
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("change", ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (!input.matches("#reading input")) return;
    chosen[input.name.replace("reading_", "")] = input.value;
    writeLocal(READING, chosen);
    show();
  });
})();
