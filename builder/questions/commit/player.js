// Commit: one thing she will do. It stays in this page, and she can print it or save it as a file.

ownTypes.commit = {
  prepare(root) {
    prepareBoxes(root);
    for (const idea of every(".ideas li", root)) {
      const [words, ...sources] = idea.childNodes;
      idea.replaceChildren(make("button", { type: "button", "data-own-do": "take" }, words), ...sources);
    }
    onOwn(root, { take: (button) => addTo(boxesIn(root)[0], button.textContent?.trim() ?? "") });
  },
};

/** Put an idea into the box, below what she has written there. */
function addTo(/** @type {HTMLInputElement|HTMLTextAreaElement} */ box, /** @type {string} */ idea) {
  box.value = [box.value.trimEnd(), idea].filter(Boolean).join("\n");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}
