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
