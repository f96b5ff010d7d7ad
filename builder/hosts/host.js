// Doubles of real LMSs, for tests and preview: what each really does, written from what was seen of it, our own code.
//
// `startHost(name, standard, server)` puts a host's API into this window as an LMS would. `server` is what the host
// keeps between launches, as plain data that a test can carry to the next page. `server.fault` lets any host fail in a
// named way. Everything that is called is told to `server.calls`, in order: [call, ...values, answer].

/**
 * One launch of a host. Each function may refuse with an error number by throwing `refuse(number)`.
 * @typedef {object} Launch
 * @property {() => void} [initialize]
 * @property {(element: string) => string} get
 * @property {(element: string, value: string) => void} set
 * @property {(leaving: boolean) => void} commit     what has been set is kept from now on
 * @property {() => void} finish
 *
 * @typedef {object} Host
 * @property {string[]} standards
 * @property {(call: string, isGood: boolean) => unknown} answer      "true", or a boolean where the host says it so
 * @property {(code: number) => unknown} code                        how it says the number of an error
 * @property {boolean} [breaks]                                      whether it throws when it is started again in a page
 * @property {(server: any, standard: string) => Launch} launch
 */

/** @type {Record<string, Host>} */
const hosts = {};

const CALLS = ["Initialize", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"];

/** @param {number} code */
const refuse = (code) => Object.assign(new Error(`refused: ${code}`), { refused: code });

/**
 * @param {string} name
 * @param {"scorm12"|"scorm2004"} standard
 * @param {any} server
 * @param {Window & typeof globalThis} place    where the API is put; this window, if nothing is said
 * @param {Launch} launch    a new one, if nothing is said; or one that goes on although its page was loaded anew
 */
function startHost(name, standard, server, place = window, launch = hosts[name].launch(server, standard)) {
  const host = hosts[name];
  const isOld = standard === "scorm12";
  const [prefix, end] = isOld ? ["LMS", "Finish"] : ["", "Terminate"];
  // What is wrong with the server or the way to it (`arrival`) is the host's own business: its script goes on running.
  const not = isOld ? { started: 301, twice: 101, ended: 301 } : { started: 122, twice: 103, ended: 123 };
  let stage = "new";
  let error = 0;
  server.calls ??= [];

  /** @type {Record<string, (...values: string[]) => unknown>} */
  const calls = {
    Initialize() {
      if (stage === "ended" && host.breaks) throw new Error("the host cannot be started twice in a page");
      if (stage !== "new") throw refuse(not.twice);
      stage = "open";
      launch.initialize?.();
    },
    GetValue(element) {
      running();
      return launch.get(element);
    },
    SetValue(element, value) {
      running();
      launch.set(element, String(value));
    },
    Commit() {
      running();
      launch.commit(document.visibilityState === "hidden");
    },
    [end]() {
      running();
      stage = "ended";
      launch.finish();
    },
  };

  function running() {
    if (stage !== "open") throw refuse(stage === "new" ? not.started : not.ended);
  }

  /** @type {Record<string, (...values: string[]) => unknown>} */
  const api = {};
  for (const call of [...CALLS, end]) {
    api[prefix + call] = (...values) => {
      const wrong = faulty(server, call);
      const answer = wrong === undefined ? answered(call, values) : wrong; // null is an answer
      server.calls.push([call, ...values.map(String), String(answer).slice(0, 200)]);
      return answer;
    };
  }

  /** @type {(call: string, values: string[]) => unknown} */
  function answered(call, values) {
    if (call === "GetLastError") return host.code(error);
    if (call === "GetErrorString" || call === "GetDiagnostic") return error ? `error ${error}` : "";
    try {
      const value = calls[call](...values);
      error = 0;
      return call === "GetValue" ? value : host.answer(call, true);
    } catch (problem) {
      const refused = /** @type {any} */ (problem).refused;
      if (refused === undefined) throw problem;
      error = refused;
      return call === "GetValue" ? "" : host.answer(call, false);
    }
  }

  /** @type {any} */ (place)[isOld ? "API" : "API_1484_11"] = api;
  return api;
}

/**
 * What a host answers when something has gone wrong with it (`server.fault`), or undefined when nothing has.
 * @param {any} server
 * @param {string} call
 */
function faulty(server, call) {
  switch (server.fault) {
    case "false":
      return call === "GetValue" ? "" : call === "GetLastError" ? "101" : "false";
    case "throws":
      throw new Error("the host has gone");
    case "null":
      return null;
    case "number":
      return 42;
    case "html":
      return "<!doctype html><title>Please log in</title>";
    case "huge":
      return "x".repeat(1_000_000);
    case "slow":
      for (const end = Date.now() + (server.slowness ?? 5000); Date.now() < end; );
      return undefined;
    default:
      return undefined;
  }
}

/**
 * What becomes of a request that a host's script sends: the server turns it away where the session has expired or it is
 * "unavailable" (a 503), and without a network ("offline") it is lost.
 * @type {(server: any) => "arrives"|"refused"|"lost"}
 */
const arrival = (server) =>
  ["expired", "unavailable"].includes(server.fault) ? "refused" : server.fault === "offline" ? "lost" : "arrives";
