// Choose one: the option chosen is right or not, and its own feedback says why.

questionTypes.choice = {
  given: chosenIn,
  mark(given, key) {
    const isRight = key.right.includes(given);
    return { score: isRight ? 1 : 0, options: { [given]: isRight } };
  },
  show(root, given, key) {
    choose(root, given);
    showFeedback(root, this.mark(given, key), key);
  },
};
