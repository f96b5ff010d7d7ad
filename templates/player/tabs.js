// One window at a time. Two windows with the same module and learner would write over each other in the LMS, so only one
// of them saves: the one whose mark stands in this device's storage. The mark is read before every save. A window that
// opens on another's mark asks whether it is still there (a window that was killed leaves its mark behind); a window
// that is taken over hands on what it has.

const ANSWERS_WITHIN = 300;

/** @typedef {"here"|"asking"|"taking"|"elsewhere"|"moved"} Place */

const tab = {
  id: Math.random().toString(36).slice(2),
  key: "",
  place: /** @type {Place} */ ("here"),
  channel: /** @type {BroadcastChannel|null} */ (null),
  timer: 0,
  /** @type {() => Copy|null} */
  give: () => null,
  /** @type {(copy: Copy|null, before: Place) => void} */
  moved: () => {},
};

/** @type {(say: string, copy?: Copy|null) => void} */
const callTabs = (say, copy) => attempt(() => tab.channel?.postMessage({ say, from: tab.id, copy }), undefined);

const setMark = () => writeLocal(tab.key, { id: tab.id });

/** @type {(place: Place, copy?: Copy|null) => void} */
function placeTab(place, copy = null) {
  clearTimeout(tab.timer);
  const before = tab.place;
  tab.place = place;
  if (place === "here") setMark();
  if (place === "asking" || place === "taking") tab.timer = setTimeout(() => placeTab("here"), ANSWERS_WITHIN);
  tab.moved(copy, before);
}

/** Start to be one of several windows, or start again when the page comes back. */
function openTab(/** @type {string} */ key) {
  tab.key = key;
  tab.channel = attempt(() => new BroadcastChannel(key), null);
  if (tab.channel) tab.channel.onmessage = ({ data }) => hearTab(data);
  const isAlone = [undefined, tab.id].includes(readLocal(key)?.id) && setMark();
  if (isAlone || !tab.channel) return placeTab("here");
  placeTab("asking");
  callTabs("ask");
}

/** Hear another window. What is not one of our messages, whole, is none. @type {(message: any) => void} */
function hearTab(message) {
  const { say: said, from, copy } = message && typeof message === "object" ? message : /** @type {any} */ ({});
  if (typeof from !== "string" || from === tab.id || (copy && !isCopy(copy))) return;
  if (said === "ask" && isHere()) callTabs("here");
  if (said === "here" && tab.place === "asking") placeTab("elsewhere");
  if (said === "gone" && tab.place === "taking") placeTab("here", copy);
  if (said === "take" && tab.place !== "elsewhere") {
    if (tab.place === "here") callTabs("gone", tab.give());
    placeTab("moved");
  }
}

/** Whether this is the window that saves. */
function isHere() {
  const mark = tab.key && tab.place === "here" ? readLocal(tab.key)?.id : undefined;
  if (mark !== undefined && mark !== tab.id) placeTab("moved");
  else if (tab.channel && mark === undefined && tab.place === "here") setMark(); // a host has emptied the storage
  return tab.place === "here";
}

/** Go on here: the other window stops, and hands over what it has. */
function takeTab() {
  placeTab("taking");
  callTabs("take");
}

/** Leave no mark behind. A page that may come back opens again. */
function closeTab() {
  clearTimeout(tab.timer);
  if (tab.key && isHere()) dropLocal(tab.key);
  attempt(() => tab.channel?.close(), undefined);
  tab.channel = null;
}
