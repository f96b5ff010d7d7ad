// Reflect: what she writes is hers. It stays in this page, and she can print it or save it as a file.

ownTypes.reflect = { prepare: prepareBoxes };
