// Sort: each item goes into one bin, by radio buttons. Items that belong in an unscored bin are explained, not scored.

questionTypes.sort = {
  given: placesIn,
  mark: markPlaces,
  show(root, given, key) {
    const chosen = pairsOf(given).map(([item, place]) => item + place);
    for (const input of inputsIn(root)) {
      const item = /** @type {HTMLElement} */ (input.closest("[data-option]"));
      input.checked = chosen.includes(`${item.dataset.option}${input.value}`);
    }
    showFeedback(root, markPlaces(given, key), key);
  },
};
