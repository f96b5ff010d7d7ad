// Choose all that apply: each right option earns its share and each other one takes a share away, so that choosing
// everything earns nothing. Right options left out are spoken about too.

questionTypes.several = {
  given: chosenIn,
  mark(given, key) {
    /** @type {string[]} */
    const right = key.right;
    const chosen = [...new Set(given)];
    const hits = chosen.filter((code) => right.includes(code)).length;
    const spoken = new Set([...chosen, ...right]);
    return {
      score: Math.max(0, hits - (chosen.length - hits)) / right.length,
      options: Object.fromEntries([...spoken].map((code) => [code, chosen.includes(code) && right.includes(code)])),
    };
  },
  show(root, given, key) {
    choose(root, given);
    showFeedback(root, this.mark(given, key), key);
  },
};
