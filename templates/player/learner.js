// Who sits here, as far as an LMS says so. Computers on wards are shared, so what is kept in this browser is hers alone, and
// is kept only where it is certain whose it is.

/**
 * What a host says that knows of nobody, or has not filled in a blank: no id at all, or one that everybody there has. Signs
 * and spaces are taken away first, so that "[object Object]", "{student_id}" and a GUID of noughts are among them. A real
 * id that is taken for one of these costs its owner the copy, and nothing else.
 */
const NOBODY =
  /^(0*|1|undefined|null|none|nil|nan|na|false|true|objectobject|(anonymous|unknown|guest|default|demo|preview|learner|student|user)(learner|student|user)?(id|name)?)$/;

/**
 * The names of the learner that keys are made of, or [] where nobody can tell who she is. Some hosts give everybody the
 * same id, so her name counts too; her name alone does not, because two people may have it.
 * @type {(learner: {id: string, name: string}|undefined) => string[]}
 */
function identityOf(learner) {
  const [id, name] = [learner?.id ?? "", learner?.name ?? ""].map((text) => text.trim().replace(/\s+/g, " ").toLowerCase());
  return NOBODY.test(id.replace(/[^\p{L}\p{N}]/gu, "")) ? [] : [id, name];
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
