// Keeps the desk current: fetches the list again when there is news, or at intervals where none can come,
// and says which it is.
import { byId, setServerTime } from "./page.js";
import { chime } from "./sound.js";
import { joinStream } from "./stream.js";

/** @import { News } from "./stream.js" */
/** @typedef {ReturnType<typeof setTimeout> | undefined} Timer */

export const ANSWER_MS = 15_000;
const ASK_MS = 5_000;
const GATHER_MS = 150; // A burst of arrivals fetches the list once.

export const tickets = byId("tickets");
export const arrival = byId("arrival");
const alarm = byId("alarm");
const connection = byId("connection");

/** @type {MessagePort} */
let stream;
let isLive = false;
/** @type {Timer} */
let gathering;
/** @type {Timer} */
let asking;
/** @type {Timer} */
let ending;
let latest = 0; // Counts fetches, so that a late answer never replaces a newer one.
/** The calls that were said aloud. @type {Set<string>} */
let called = new Set();
/** The tickets that were there before; none at first. @type {Set<string> | undefined} */
let waiting;
let fresh = ""; // New tickets since the page was last seen, for the title.

// People who sign in after another in one browser have a stream each: it is the session's.
function listen() {
  const token = /** @type {HTMLInputElement} */ (document.querySelector("[name=token]"));
  if ("SharedWorker" in globalThis) {
    stream = new SharedWorker("/desk/stream_worker.js", { name: token.value, type: "module" }).port;
  } else {
    const { port1, port2 } = new MessageChannel();
    stream = port1;
    joinStream(port2);
  }
  stream.onmessage = ({ data }) => hear(data);
  asking = setTimeout(ask, ASK_MS);
}

/** @param {News} news */
function hear({ name, data }) {
  if (name === "lost") return lost();
  const wasLive = isLive;
  alive();
  if (name === "officer" || name === "face") arrived(String(data), `${name} lane`);
  // What came before the stream began, or while it was silent, is looked up.
  else if (name !== "beat" || !wasLive) gather();
}

/**
 * @param {string} number
 * @param {string} lane
 */
function arrived(number, lane) {
  arrival.textContent = `New: ${number}, ${lane}`;
  gather();
}

function gather() {
  gathering ??= setTimeout(refresh, GATHER_MS);
}

/** Begins an update of the list. The returned function says whether no other update has begun since. */
export function beginUpdate() {
  const turn = ++latest;
  return () => turn === latest;
}

async function refresh() {
  clearTimeout(gathering);
  gathering = undefined;
  const isLatest = beginUpdate();
  try {
    const answer = await fetch("/desk/list", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    const html = await answer.text();
    if (answer.status === 401) return location.assign("/desk/sign-in");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    if (!isLatest()) return;
    replace(new DOMParser().parseFromString(html, "text/html").body.childNodes);
    if (!isLive) say("asking", `Not live: this page asks every ${ASK_MS / 1000} seconds.`);
  } catch {
    if (!isLatest()) return;
    isLive = false;
    say("lost", "Connection lost: new tickets are not shown. Trying again.");
  }
}

// While there is no news the page asks for itself.
async function ask() {
  await refresh();
  clearTimeout(asking);
  if (!isLive) asking = setTimeout(ask, ASK_MS);
}

/**
 * Puts a list in the place of the former one, and the focus back to where it was.
 * @param {NodeListOf<ChildNode>} nodes
 */
export function replace(nodes) {
  const held = document.activeElement ?? document.body;
  const [card, word] = [held.closest("li")?.id, held.textContent];
  const isHere = tickets.contains(held);
  tickets.replaceChildren(...nodes);
  settle();
  if (!isHere) return;
  const place = (card && document.getElementById(card)) || tickets;
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = place.querySelectorAll("button:not(:disabled)");
  ([...buttons].find((button) => button.textContent === word) ?? place).focus({ preventScroll: true });
}

// Reads what the list says of itself.
function settle() {
  const { now, until } = lanes().dataset;
  setServerTime(Number(now));
  tellCalls();
  tellArrivals();
  tellTitle();
  clearTimeout(ending);
  if (until) ending = setTimeout(callEnded, Number(until) - Number(now));
}

const lanes = () => /** @type {HTMLElement} */ (tickets.querySelector(".lanes"));

// While there is no connection the list stays as it is, and says so.
function callEnded() {
  if (connection.dataset.state !== "lost") gather();
}

// Says each call once, however often the list is fetched, and whether or not its news came.
function tellCalls() {
  /** @type {NodeListOf<HTMLElement>} */
  const elements = tickets.querySelectorAll("[data-call]");
  const calls = [...elements].map((call) => ({ id: String(call.dataset.call), words: call.querySelector(".who")?.textContent }));
  const news = calls.filter((call) => !called.has(call.id));
  called = new Set(calls.map((call) => call.id));
  if (news.length > 0) {
    alarm.textContent = news.map((call) => call.words).join(". ");
    chime();
  } else if (calls.length === 0) {
    alarm.textContent = "";
  }
}

// Sounds for who waits for an officer and was not there before.
function tellArrivals() {
  const here = [...tickets.querySelectorAll(".lane.officer li")];
  const before = waiting;
  waiting = new Set(here.map((ticket) => ticket.id));
  const newest = before && here.findLast((ticket) => !before.has(ticket.id));
  if (!newest) return;
  chime();
  if (!document.hasFocus()) fresh = `New: ${newest.querySelector(".number")?.textContent} · `;
}

function tellTitle() {
  document.title = fresh + lanes().dataset.title;
}

function alive() {
  clearTimeout(asking);
  isLive = true;
  say("live", "Live");
}

function lost() {
  isLive = false;
  ask();
}

// A live region speaks at each change, so an unchanged state is left alone.
/**
 * @param {string} state
 * @param {string} words
 */
function say(state, words) {
  if (connection.dataset.state === state) return;
  connection.dataset.state = state;
  connection.textContent = words;
}

addEventListener("pagehide", () => stream.postMessage("leave"));
addEventListener("pageshow", (event) => {
  if (event.persisted) listen();
});
addEventListener("focus", () => {
  fresh = "";
  tellTitle();
});
settle();
listen();
