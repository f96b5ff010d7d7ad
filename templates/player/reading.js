// How she likes to read: size of text, spacing, colours. A file of its own, run in the head of the page, so that what she
// chose holds before anything shows. It is kept in this browser for every module, under a name that says nothing of her
// or of what she reads; where storage is refused it holds for as long as the page is open. Nothing else knows of it.

(function () {
  "use strict";
  const KEY = "team-readiness-reading";
  const root = document.documentElement;

  /** What she chose, by name: nothing for what she left as it was, or for what is not a word. @returns {Record<string, string>} */
  function read() {
    try {
      const kept = Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
      return Object.fromEntries(kept.filter(([, value]) => /^[a-z]+$/.test(String(value))));
    } catch {
      return {};
    }
  }

  const chosen = read();

  function show() {
    for (const name of ["size", "spacing", "theme"]) {
      if (chosen[name]) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
  }

  /** @type {(input: HTMLInputElement) => void} */
  function prepare(input) {
    const name = input.name.replace("reading_", "");
    input.checked = input.value === (chosen[name] ?? "");
    input.addEventListener("change", () => {
      chosen[name] = input.value;
      show();
      try {
        localStorage.setItem(KEY, JSON.stringify(chosen));
      } catch {
        // It holds for this page.
      }
    });
  }

  show();
  document.addEventListener("DOMContentLoaded", () => {
    for (const input of document.querySelectorAll("#reading input")) prepare(/** @type {HTMLInputElement} */ (input));
  });
})();
