// The board: shows the numbers that the server streams, chimes and speaks for new calls. Without a
// connection it keeps the last numbers, says since when, and connects again by itself, for weeks.
// Written for the browsers of televisions: nothing here is younger than Chromium 69.
import { chime, isAwake, say, wake } from "./speech.js";
import { filled, timeText } from "./text.js";

/** @typedef {{ number: string, place: string }} Call */
/** @typedef {{ numbers: string[], more: boolean }} Waiting */
/** @typedef {{ called: Call[], groups?: string[], officer: Waiting, face: Waiting }} Numbers */

const SILENCE_MS = 12000; // The server speaks every 5 s: longer silence is a lost connection.
const RETRY_MS = 3000;
const NEW_MS = 20000; // How long a new call stands out.

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const lost = byId("lost");
const sound = byId("sound");
const languages = /** @type {HTMLElement[]} */ ([...byId("languages").children]);
const main = /** @type {HTMLElement} */ (document.querySelector("main"));

/** @type {EventSource | undefined} */
let source;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** When the last event came: milliseconds since 1970-01-01 UTC, by this machine's clock. */
let heard = Date.now();
/** The calls and groups that were shown before; none at first. @type {Set<string> | undefined} */
let shown;

function listen() {
  source = new EventSource(String(main.dataset.stream));
  source.onerror = lose;
  source.addEventListener("page", (event) => {
    // The server has another page by now, such as one with other languages.
    if (event.data !== document.body.dataset.page) location.reload();
  });
  source.addEventListener("state", (event) => {
    show(JSON.parse(event.data));
    hear();
  });
  source.addEventListener("beat", hear);
  timer = setTimeout(lose, SILENCE_MS);
}

function hear() {
  clearTimeout(timer);
  timer = setTimeout(lose, SILENCE_MS);
  heard = Date.now();
  lost.hidden = true;
  lost.textContent = "";
}

// A stream that a proxy holds back is open and silent. Why one ends is not said either.
function lose() {
  clearTimeout(timer);
  if (source) source.close();
  source = undefined;
  tellLoss();
  timer = setTimeout(listen, RETRY_MS);
}

// A live region speaks at each change, so the text is written once.
function tellLoss() {
  if (!lost.hidden) return;
  for (const { lang, dir, dataset } of languages) {
    const words = document.createElement("span");
    words.lang = lang;
    words.dir = dir;
    words.textContent = filled(dataset.lost, [timeText(heard, lang)]);
    lost.append(words, " ");
  }
  lost.hidden = false;
}

/** @param {Numbers} numbers */
function show({ called, groups = [], officer, face }) {
  const keys = called.map(({ number, place }) => `${number} ${place}`);
  const before = shown;
  const fresh = called.filter((_, index) => before && !before.has(keys[index]));
  const freshGroups = groups.filter((group) => before && !before.has(`group ${group}`));
  shown = new Set([...keys, ...groups.map((group) => `group ${group}`)]);
  byId("none").hidden = called.length > 0;
  replace("calls", called.map((call) => row(call, fresh.includes(call))));
  replace("officer", waiting(officer));
  replace("face", waiting(face));
  // A page from before the site had groups is loaded again when it connects again.
  if (document.getElementById("groups")) replace("groups", waiting({ numbers: groups, more: false }));
  if (fresh.length + freshGroups.length > 0) tell(fresh, freshGroups);
}

/**
 * Puts items in the place of those of a list.
 * @param {string} id
 * @param {HTMLElement[]} items
 */
function replace(id, items) {
  const list = byId(id);
  list.textContent = "";
  list.append(...items);
}

/**
 * @param {Call} call
 * @param {boolean} isNew
 */
function row({ number, place }, isNew) {
  const item = document.createElement("li");
  for (const text of [number, place]) {
    const part = document.createElement("bdi");
    part.textContent = text;
    item.append(part, " ");
  }
  if (isNew) {
    item.className = "new";
    setTimeout(() => { item.className = ""; }, NEW_MS);
  }
  return item;
}

/** @param {Waiting} waiting */
function waiting({ numbers, more }) {
  return (more ? [...numbers, "…"] : numbers).map((number) => {
    const item = document.createElement("li");
    const part = document.createElement("bdi");
    part.textContent = number;
    item.append(part);
    return item;
  });
}

/**
 * Chimes once, and says each call and each group: the oldest first.
 * @param {Call[]} calls
 * @param {string[]} groups
 */
function tell(calls, groups) {
  chime();
  const [first] = languages;
  const written = calls.map(({ number, place }) => filled(first.dataset.go, [number, place]));
  byId("said").textContent = [...written, ...groups.map((group) => filled(first.dataset.group, [group]))].join(" ");
  // One call is said in every language. Several are said in the first one, so that none is late.
  const spoken = calls.length + groups.length > 1 ? [first] : languages;
  for (const { number, place } of [...calls].reverse()) {
    const digits = number.split("").join(" ");
    for (const { lang, dataset } of spoken) say(filled(dataset.go, [digits, place]), lang);
  }
  for (const group of [...groups].reverse()) {
    for (const { lang, dataset } of spoken) say(filled(dataset.group, [group]), lang);
  }
}

function tellSound() {
  sound.hidden = isAwake() || typeof AudioContext === "undefined";
}

// Keeps the screen on while the page is seen. A browser ends it when the page is hidden.
async function stayOn() {
  const { wakeLock } = /** @type {any} */ (navigator);
  if (wakeLock && document.visibilityState === "visible") await wakeLock.request("screen").catch(() => {});
}

for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => wake().then(tellSound));
document.addEventListener("visibilitychange", stayOn);
// Where sounds need no touch they start by themselves; elsewhere this promise waits for one.
wake().then(tellSound);
setTimeout(tellSound, 500);
stayOn();
listen();
