// Every word the player says comes from `templates/words/` by way of the page, so that a language is a file.

/**
 * Say one text with its {placeholders} filled in.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
function say(key, values = {}) {
  return (module.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
