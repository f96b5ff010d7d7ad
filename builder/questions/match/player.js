// Match: each item has the one answer that fits it, chosen from a list.

questionTypes.match = {
  given: placesIn,
  mark: markPlaces,
  show(root, given, key) {
    const places = Object.fromEntries(pairsOf(given));
    for (const item of every("[data-option]", root)) {
      /** @type {HTMLSelectElement} */ (one("select", item)).value = places[item.dataset.option ?? ""] ?? "";
    }
    showFeedback(root, markPlaces(given, key), key);
  },
};
