// No LMS: nothing is recorded, and the page says so.

const isTracked = false;

/** @returns {Tracker|null} */
function connect() {
  return null;
}
