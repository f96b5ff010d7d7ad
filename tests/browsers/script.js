// What of the language and of the browser some scripts use that a set of browsers does not have, as JSON: the name MDN has
// for it in its tables of support, the file and the line. Types say whose member each `.name` is.
//
//   node script.js '{"chrome": "90", …}' file…

const path = require("node:path");
const ts = require("typescript");
const data = require("@mdn/browser-compat-data");

const [wanted, ...files] = [JSON.parse(process.argv[2]), ...process.argv.slice(3)];

/** @type {(one: string, other: string) => boolean} */
const isUpTo = (one, other) => {
  const [mine, theirs] = [one, other].map((version) => version.replace("≤", "").split(".").map(Number));
  return (mine[0] - theirs[0] || (mine[1] ?? 0) - (theirs[1] ?? 0)) <= 0;
};

/** The browsers that do not have what an entry of MDN's describes. @type {(entry: any) => string[]} */
function lackedBy(entry) {
  const support = entry?.__compat?.support;
  if (!support) return [];
  return Object.entries(wanted).filter(([browser, version]) => {
    const said = [support[browser] ?? []].flat();
    const hasIt = (/** @type {any} */ one) =>
      typeof one.version_added === "string" && one.version_added !== "preview" && isUpTo(one.version_added, version) &&
      !one.version_removed && !one.flags && !one.prefix && !one.alternative_name && !one.partial_implementation;
    return !said.some(hasIt);
  }).map(([browser]) => browser);
}

const program = ts.createProgram(files, { allowJs: true, noEmit: true, target: ts.ScriptTarget.ESNext, strict: true,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], types: [] });
const types = program.getTypeChecker();

/** The entry for a member, by the interface that declares it or one that the thing is. @type {(owner: string, name: string) => [string, any]|null} */
function entryOf(owner, name) {
  const base = owner.replace(/(Constructor|Readonly)$|^Readonly/g, "");
  for (const [room, table] of [["javascript.builtins", data.javascript.builtins], ["api", data.api]]) {
    const entry = table[base]?.[name] ?? table[base]?.[`${name}_static`];
    if (entry?.__compat) return [`${room}.${base}.${name}`, entry];
  }
  return null;
}

/** All that a thing may be: `A | null` is A, and an interface is those that it extends. @type {(type: any) => string[]} */
const kindsOf = (type) => [
  ...(type.isUnionOrIntersection?.() ? type.types.flatMap(kindsOf) : []),
  ...(type.symbol ? [type.symbol.name] : []),
  ...((type.getBaseTypes?.() ?? []).flatMap(kindsOf)),
];

/** What a node uses, as MDN names it. @type {(node: any) => [string, any]|null} */
function usedBy(node) {
  if (ts.isPropertyAccessExpression(node) || (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent))) {
    const name = (ts.isBindingElement(node) ? node.propertyName ?? node.name : node.name).getText();
    const type = types.getApparentType(types.getTypeAtLocation(ts.isBindingElement(node) ? node.parent : node.expression));
    const symbol = types.getPropertyOfType(types.getNonNullableType(type), name);
    const owners = (symbol?.declarations ?? []).filter((one) => isLibrary(one)).map((one) => one.parent?.name?.text ?? "");
    if (!owners.length) return null;
    const kinds = [...owners, ...kindsOf(types.getNonNullableType(type))];
    return kinds.map((kind) => entryOf(kind, name)).find(Boolean) ?? null;
  }
  if (ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent)) {
    const declared = types.getSymbolAtLocation(node)?.declarations ?? [];
    if (!declared.length || !declared.every(isLibrary)) return null;
    const name = node.text;
    const entry = data.javascript.builtins[name] ?? data.api[name] ?? data.api.Window[name] ?? data.javascript.functions[name];
    return entry ? [name, entry] : null;
  }
  if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]/.test(node.text)) {
    return ["lookbehind", data.javascript.regular_expressions.lookbehind_assertion];
  }
  return null;
}

const isLibrary = (/** @type {any} */ one) => program.isSourceFileDefaultLibrary(one.getSourceFile());

/** @type {{name: string, file: string, line: number, lacked: string[]}[]} */
const found = [];
let looked = 0;
for (const file of files) {
  const source = /** @type {any} */ (program.getSourceFile(file));
  const visit = (/** @type {any} */ node) => {
    const used = usedBy(node);
    if (used) {
      looked += 1;
      const lacked = lackedBy(used[1]);
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (lacked.length) found.push({ name: used[0], file: path.basename(file), line, lacked });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  // What TypeScript writes otherwise for ES2021, which all of them have, is newer than that.
  const texts = [ts.ScriptTarget.ES2021, ts.ScriptTarget.ESNext].map((target) => ts.transpile(source.text, { target, removeComments: true }));
  if (texts[0] !== texts[1]) found.push({ name: "syntax newer than ES2021", file: path.basename(file), line: 1, lacked: [] });
}
console.log(JSON.stringify({ looked, found }));
