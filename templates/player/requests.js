// What the browser saw of a commit. A host's script may say "true" of a request that failed: it hands what it could not
// send to a beacon, whose answer nobody gets, or it does not wait for the answer. The browser knows. It is only asked; no
// function of the host's is touched. A request counts that was begun while the commit ran; where there are several, the
// first that ends: what a host does besides, such as drawing its menu anew, is its own business.
//
// Where windows are of another origin, or a browser does not say how requests end (before Chrome 109, Firefox 109), nothing
// is seen, and the host's word and `navigator.onLine` are all there is.

/** @typedef {"arrived"|"failed"|"nothing"} Seen */

/**
 * Watch the requests of some windows.
 * @param {any[]} places
 */
function watchRequests(places) {
  /** @type {{place: any, observer: any, from: number, to: number}[]} */
  const watches = [];
  /** @type {Seen} */
  let seen = "nothing";
  let failedLate = () => {};

  /** @type {(watch: {from: number, to: number}, entries: any[]) => void} */
  const look = ({ from, to }, entries) => {
    const sent = entries.filter((entry) => ["xmlhttprequest", "fetch"].includes(entry.initiatorType));
    const first = sent.find(({ startTime, responseStatus }) => from <= startTime && startTime <= to && responseStatus >= 0);
    // No status is a failure only for a host's own server: of another one the browser may not be allowed to say it.
    const isForeign = first?.responseStatus === 0 && !first.name.startsWith(location.origin);
    if (!first || isForeign || seen !== "nothing") return;
    seen = first.responseStatus >= 200 && first.responseStatus < 400 ? "arrived" : "failed";
  };

  for (const place of places) {
    attempt(() => {
      const watch = { place, observer: /** @type {any} */ (null), from: Infinity, to: -Infinity };
      watch.observer = new place.PerformanceObserver((/** @type {any} */ list) => {
        const before = seen;
        look(watch, list.getEntries());
        if (before === "nothing" && seen === "failed") failedLate();
      });
      watch.observer.observe({ type: "resource" });
      watches.push(watch);
    }, undefined);
  }

  return {
    /**
     * Do something, and say what was seen of the request that it made.
     * @template T
     * @param {() => T} work
     * @param {() => void} late      called where it turns out afterwards that the request failed
     * @returns {{answer: T, seen: Seen}}
     */
    during(work, late) {
      const each = (/** @type {(watch: typeof watches[0]) => void} */ look) => {
        for (const watch of watches) attempt(() => look(watch), undefined); // a window may have been closed
      };
      each((watch) => {
        watch.observer.takeRecords();
        watch.from = watch.place.performance.now();
        watch.to = Infinity;
      });
      seen = "nothing";
      failedLate = late;
      const answer = work();
      each((watch) => {
        watch.to = watch.place.performance.now();
        look(watch, watch.observer.takeRecords());
      });
      return { answer, seen };
    },
  };
}
