// Reflect: what she writes is hers. It stays in this page, and she can print it or save it as a file.

ownTypes.reflect = {
  prepare(root) {
    const box = /** @type {HTMLTextAreaElement} */ (one("textarea", root));
    root.addEventListener("click", (event) => {
      const deed = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-own-do]"));
      if (deed?.dataset.ownDo === "print") printOnly(root);
      if (deed?.dataset.ownDo === "file") {
        saveFile(`${root.dataset.own}.txt`, `${one(".own-ask", root).textContent}\n\n${box.value}\n`);
      }
    });
  },
};
