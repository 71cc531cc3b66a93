// A ticket on a telephone: asks where it stands until it ends. The receipt comes from the address's
// fragment and goes into the body of a request: no address that is sent, logged or kept by a proxy has it.
import { chime, wake } from "./speech.js";
import { filled, timeText } from "./text.js";

/** @typedef {{ state: "waiting" | "called" | "ended" | "unknown", number?: string, before?: number, place?: string }} Position */

const ASK_MS = 5000;
const ANSWER_MS = 10000;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const words = chosenLanguage();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** When the server answered last: milliseconds since 1970-01-01 UTC, by this machine's clock. */
let heard = Date.now();
/** The last state, so that only a change is signalled. */
let shown = "";
let isAsking = false;

/** The sentences of the first language of this browser that the site has. */
function chosenLanguage() {
  const all = /** @type {HTMLElement[]} */ ([...byId("languages").children]);
  const short = (/** @type {string} */ tag) => tag.toLowerCase().replace(/^fil/, "tl").split("-")[0];
  for (const wanted of navigator.languages || [navigator.language]) {
    const found = all.find(({ lang }) => short(lang) === short(wanted));
    if (found) return found;
  }
  return all[0];
}

/** @param {string} name @param {string[]} facts */
const say = (name, ...facts) => filled(words.dataset[name], facts);

/** A text changes only if it is another one: a live region speaks at each change. @param {string} id @param {string} text */
function put(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

async function ask() {
  if (isAsking || document.visibilityState === "hidden") return;
  isAsking = true;
  clearTimeout(timer);
  const isLast = await asked();
  isAsking = false;
  if (!isLast) timer = setTimeout(ask, ASK_MS + Math.random() * 1000);
}

/** Asks once, and says whether there is nothing more to ask. */
async function asked() {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const body = decodeURIComponent(location.hash.slice(1));
    const answer = await fetch("/public/ticket", { method: "POST", body, signal: stop.signal, cache: "no-store" });
    if (answer.status === 422) return show("wrong", "", say("wrong"), "");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return tell(await answer.json());
  } catch {
    byId("lost").hidden = false;
    put("lost", say("lost", timeText(heard, words.lang)));
    return false;
  } finally {
    clearTimeout(limit);
  }
}

/** @param {Position} position */
function tell({ state, number = "", before = 0, place = "" }) {
  heard = Date.now();
  byId("lost").hidden = true;
  put("lost", "");
  if (state === "waiting") return show(state, number, before === 0 ? say("next") : say("before", String(before)), say("wait"));
  if (state === "called") return show(state, number, say("called", place), "");
  return show(state, "", say(state), "");
}

/**
 * @param {string} state
 * @param {string} number
 * @param {string} text
 * @param {string} more
 */
function show(state, number, text, more) {
  put("number", number);
  put("state", text);
  put("more", more);
  byId("state").className = state;
  if (state === "called" && shown && shown !== text) {
    chime();
    if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
  }
  shown = text;
  return state === "ended" || state === "wrong";
}

document.documentElement.lang = words.lang;
document.documentElement.dir = words.dir;
document.title = say("title");
for (const name of ["title", "stays", "private"]) put(name, say(name));
addEventListener("hashchange", ask);
document.addEventListener("visibilitychange", ask);
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => { wake(); });
ask();
