// The page: finding things on it, making things, and printing one thing of it.
// Text from a module is only ever set as text, never as HTML.

/**
 * What the builder tells the player about the module (`script#module`).
 * @typedef {{id: string, short: string, title: string, questions: string[], noted: boolean}} Screen
 * @typedef {object} Question
 * @property {string} type
 * @property {string} short                                   four characters that stand for it in saved progress
 * @property {string} stamp                                   changes when the options or the key do
 * @property {boolean} scored
 * @property {number} points
 * @property {*} key                                          the right answer, as the type's `mark` takes it
 * @property {{type: string, size: number}} record            how an LMS is told
 * @property {string} ask
 * @property {string} [bank]                                  what quiz.yaml sets, where it does: the bank it is drawn from,
 * @property {boolean} [shuffle]                              whether its options or items stand in an order of hers,
 * @property {number} [tries]                                 how often an answer can be checked, and
 * @property {number} [shows]                                 after how many times she can be shown the answer
 * @typedef {object} Module
 * @property {string} id
 * @property {string} title
 * @property {string} edition
 * @property {string} language
 * @property {number} pass
 * @property {"screens"|"pass"|"both"} completion
 * @property {"status"|"score"|"answers"} [record]                how much an LMS is told; all, if nothing is said
 * @property {"incomplete"|"failed"} [failing]                   what falling short of the pass mark is called
 * @property {Screen[]} screens
 * @property {Record<string, Question>} questions
 * @property {Record<string, number>} [banks]                    how many questions are drawn from each; only where quiz.yaml sets something
 * @property {Record<string, string>} words
 */

/** @type {(selector: string, within?: ParentNode) => HTMLElement} */
const one = (selector, within = document) => /** @type {HTMLElement} */ (within.querySelector(selector));

/** @type {(selector: string, within?: ParentNode) => HTMLElement[]} */
const every = (selector, within = document) => Array.from(within.querySelectorAll(selector));

/**
 * Make an element with attributes and, inside it, texts and other elements.
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(string|Node)} inside
 */
function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

// An LMS may refuse a page to print, and some browsers never say that they have: what she does next is the end of it too.
const PRINTED = ["afterprint", "pointerdown", "keydown"];

/** Print one thing of the page and nothing else of it. @type {(root: HTMLElement) => void} */
function printOnly(root) {
  endPrint();
  root.classList.add("printed-one");
  for (let at = root.parentElement; at; at = at.parentElement) at.classList.add("printed");
  for (const name of PRINTED) window.addEventListener(name, endPrint);
  attempt(() => window.print(), undefined);
}

function endPrint() {
  for (const element of every(".printed, .printed-one")) element.classList.remove("printed", "printed-one");
  for (const name of PRINTED) window.removeEventListener(name, endPrint);
}

/** @type {Module} */
const module = JSON.parse(one("#module").textContent || "");
