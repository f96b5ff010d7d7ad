// Films and sounds. Nothing starts by itself; what plays stops when it is out of sight, when a panel opens over it, and when
// another one starts. What cannot be loaded says so, beside its transcript.

/** @type {HTMLMediaElement[]} */
const played = every("video, audio").map((element) => /** @type {HTMLMediaElement} */ (element));

function hushWhatIsHidden() {
  const isCovered = document.querySelector("dialog[open]") !== null;
  for (const media of played) if (isCovered || media.closest("[hidden]")) media.pause();
}

for (const media of played) {
  media.addEventListener("play", () => {
    for (const other of played) if (other !== media) other.pause();
  });
  const lost = one(".recording-lost", /** @type {HTMLElement} */ (media.closest("[data-recording]")));
  one("source", media).addEventListener("error", () => (lost.hidden = false));
  media.addEventListener("error", () => (lost.hidden = false));
  media.addEventListener("loadedmetadata", () => (lost.hidden = true));
}

new MutationObserver(hushWhatIsHidden).observe(document.body, {
  subtree: true,
  attributes: true,
  attributeFilter: ["hidden", "open"],
});

// On paper every word is there. Newer browsers do this by style alone.
window.addEventListener("beforeprint", () => {
  const shut = every("details.transcript:not([open])");
  for (const details of shut) details.setAttribute("open", "");
  window.addEventListener("afterprint", () => shut.forEach((details) => details.removeAttribute("open")), { once: true });
});
