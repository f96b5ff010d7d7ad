// What is wrong with how the page looks and can be used as it stands now, by measuring it.

window.look = (() => {
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shows = (one) => one.checkVisibility({ visibilityProperty: true });
  const PRESSED = "a[href], button, input, select, textarea, summary, audio, video";
  const name = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  /** A CSS colour as [red, green, blue, alpha]. */
  const known = new Map();
  function colour(text) {
    if (known.has(text)) return known.get(text);
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    known.set(text, [red, green, blue, alpha / 255]);
    return known.get(text);
  }
  function luminance([red, green, blue]) {
    const parts = [red, green, blue].map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }
  function contrast(one, other) {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  }
  /** What an element lies on. */
  function behind(one) {
    for (let at = one.parentElement; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found[3] > 0.99) return found;
    }
    return colour("Canvas");
  }
  /** The element whose box is what is pressed: a control that lies unseen over its label has the label's. */
  function boxOf(one) {
    const label = one.closest("label");
    return label && label !== one && getComputedStyle(one).opacity === "0" ? label : one;
  }

  /** 1.4.10: nothing is wider than the window, but for what may be scrolled by itself. */
  function* reflow() {
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) yield `${over}px wider than the window`;
    for (const one of every("body *")) {
      const box = one.getBoundingClientRect();
      const isOut = box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
      if (!isOut || !shows(one) || one.closest(".unseen, .skip, svg")) continue;
      const scrolled = (at) => at && (/auto|scroll/.test(getComputedStyle(at).overflowX) || scrolled(at.parentElement));
      if (!scrolled(one.parentElement) && !scrolled(one)) yield `${name(one)} reaches out of the window`;
    }
  }

  /** The boxes of the words in an element, but for those for ears only. */
  function* wordsIn(one) {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      if (box.width && !walker.currentNode.parentElement.closest(".unseen")) yield box;
    }
  }

  /** 1.4.12: nothing that is read is cut off. */
  function* clipped() {
    for (const one of every("body *")) {
      if (!one.textContent.trim() || one.closest(".unseen, svg, select") || !shows(one)) continue;
      const { overflowX, overflowY } = getComputedStyle(one);
      const isCut =
        (/hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
        (/hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 1);
      if (isCut && one !== document.documentElement) yield `${name(one)} is cut off`;
      if (!one.matches("button, .button, label, legend, summary")) continue;
      const box = one.getBoundingClientRect();
      for (const text of wordsIn(one)) {
        if (text.right > box.right + 1 || text.left < box.left - 1 || text.bottom > box.bottom + 1)
          yield `the words of ${name(one)} stand out of it`;
      }
    }
  }

  /** 2.5.8: what is pressed is 24 by 24 or more. The one exception used is a link in a line of text. */
  function* targets() {
    for (const one of every(PRESSED)) {
      if (!shows(one) || one.matches(".skip")) continue;
      const block = one.closest("p, li, dd, figcaption, td, th, sup");
      const isInline = one.matches("a") && getComputedStyle(one).display === "inline" && block;
      if (isInline && block.textContent.trim() !== one.textContent.trim()) continue;
      const label = one.closest("label");
      const boxes = [one, label].filter(Boolean).map((each) => each.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      if (width < 24 || height < 24) yield `${name(one)} is ${Math.round(width)} by ${Math.round(height)}`;
    }
  }

  /** 1.4.11: the edge or the ground of a control that can be used stands out, 3 to 1, from what it lies on. */
  function* edges() {
    for (const one of every("input, select, textarea")) {
      if (!shows(one) || one.disabled) continue;
      const style = getComputedStyle(boxOf(one));
      const isNative = style.appearance !== "none" && one.matches("input") && boxOf(one) === one;
      if (isNative && !["text", "date"].includes(one.type)) continue; // as the browser draws it
      const paper = behind(boxOf(one));
      const edge = parseFloat(style.borderTopWidth) ? contrast(colour(style.borderTopColor), paper) : 0;
      const ground = colour(style.backgroundColor);
      const least = Math.max(edge, ground[3] > 0.99 ? contrast(ground, paper) : 0);
      if (least < 3) yield `the edge of ${name(one)} stands out ${least.toFixed(2)} to 1`;
    }
  }

  /** Words in drawings can be read: 9 px or more. */
  function* drawn() {
    for (const one of every("figure svg text")) {
      if (!shows(one)) continue;
      const { a, b } = one.getScreenCTM();
      const size = parseFloat(getComputedStyle(one).fontSize) * Math.hypot(a, b);
      if (size < 9) yield `"${one.textContent.trim()}" in a drawing is ${size.toFixed(1)}px high`;
    }
  }

  const LINES = ["outlineStyle", "outlineColor", "outlineWidth", "boxShadow", "backgroundColor", "borderTopColor"];
  const looks = (one) => LINES.map((line) => getComputedStyle(one)[line]);

  /** 2.4.7, 2.4.11, 2.4.13: what has focus shows it, 3 to 1, and the bars cover none of it. */
  function* focus() {
    const before = document.activeElement;
    const within = document.querySelector("dialog:modal") ?? document.body;
    for (const one of every(`${PRESSED}, [tabindex="0"]`, within)) {
      if (!shows(one) || one.disabled || one.tabIndex < 0) continue;
      const shown = [one, boxOf(one)];
      document.activeElement.blur();
      const away = shown.map(looks);
      one.focus();
      if (document.activeElement !== one) {
        yield `${name(one)} takes no focus`;
        continue;
      }
      const rings = shown.flatMap((each, at) => {
        const now = looks(each);
        const [style, line, width, shadow] = now;
        const isLined = style !== "none" && parseFloat(width) >= 2 && now.join() !== away[at].join();
        const shade = shadow !== away[at][3] && shadow.match(/(rgb|color|oklch)[^)]*\)/);
        return [isLined && line, shade && shade[0]].filter(Boolean).map((ring) => contrast(colour(ring), behind(each)));
      });
      if (Math.max(0, ...rings) < 3) yield `focus on ${name(one)} shows ${Math.max(0, ...rings).toFixed(2)} to 1`;
      const hides = covered(boxOf(one));
      if (hides) yield hides;
    }
    before?.focus?.({ preventScroll: true });
  }

  /** Whether something lies over what has focus, if it is not too high to be seen whole. */
  function covered(one) {
    const box = one.getClientRects()[0];
    if (!box) return `${name(one)} has no box`;
    const middle = box.left + box.width / 2;
    // Of a box to write in, browsers bring the line into sight that is written on, and of a high one they show a part.
    const isPart = one.matches("textarea") || box.height > innerHeight / 2;
    const spots = [0.05, 0.5, 0.95];
    const hidden = spots.filter((spot) => {
      const found = document.elementFromPoint(middle, box.top + spot * box.height);
      return !found || !(found.contains(one) || one.contains(found) || found.closest("label")?.contains(one));
    });
    if (hidden.length < (isPart ? spots.length : 1)) return "";
    return `${name(one)} at ${Math.round(box.top)} to ${Math.round(box.bottom)} of ${innerHeight} is covered`;
  }

  const kinds = { reflow, clipped, targets, edges, drawn, focus };
  return (wanted) => wanted.flatMap((kind) => [...kinds[kind]()].map((fault) => `${kind}: ${fault}`));
})();
