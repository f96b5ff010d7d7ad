// Every word the player says comes from `templates/words/` by way of the page, so that a language is a file.

/**
 * Say one text with its {placeholders} filled in.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
function say(key, values = {}) {
  return (module.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** What a host may have for somebody whose name it does not know. */
const NO_NAME = /^(none|n\/a|unknown|anonymous|guest|\[object object\])$/i;

/**
 * A name as it is read: "Okafor, Ada" is Ada Okafor, and entities that a host has left in it are letters again. It is ""
 * where there is none, or what stands for none.
 * @type {(given: unknown) => string}
 */
function nameOf(given) {
  let text = String(given ?? "");
  for (let round = 0; round < 2 && /&#?\w+;/.test(text); round += 1) {
    text = new DOMParser().parseFromString(text.replace(/</g, "&lt;"), "text/html").body.textContent ?? "";
  }
  const isWord = (/** @type {string} */ word) => word && !/^(undefined|null|NaN)$/.test(word);
  const parts = text.split(",").map((part) => part.split(/\s+/).filter(isWord).join(" ")).filter(Boolean);
  const name = parts.length === 2 ? `${parts[1]} ${parts[0]}` : parts.join(", ");
  return /\p{L}/u.test(name) && !NO_NAME.test(name) ? name : "";
}
