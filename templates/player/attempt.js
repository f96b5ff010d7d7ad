// Doing what may throw.

/**
 * Do something that may throw: its result, or what to have instead.
 * @template T, E
 * @param {() => T} work
 * @param {E} otherwise
 * @returns {T|E}
 */
function attempt(work, otherwise) {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** Show something. A fault of ours in it stands in the console, and stops nothing that comes after it. */
function safely(/** @type {() => void} */ work) {
  try {
    work();
  } catch (fault) {
    console.error(fault);
  }
}
