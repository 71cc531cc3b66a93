// Keeps the desk current: fetches the list again when there is news, or at intervals where none can come,
// and says which it is.
"use strict";

const ANSWER_MS = 15_000;
const ASK_MS = 5_000;
const GATHER_MS = 150; // A burst of arrivals fetches the list once.

const tickets = document.getElementById("tickets");
const alarm = document.getElementById("alarm");
const arrival = document.getElementById("arrival");
const connection = document.getElementById("connection");

let stream = null;
let isLive = false;
let gathering = null;
let asking = null;
let ending = null;
let latest = 0; // Counts fetches, so that a late answer never replaces a newer one.
let called = new Set(); // The calls that were said aloud.
let waiting = null; // The tickets that were there before; none at first.
let fresh = ""; // New tickets since the page was last seen, for the title.

// People who sign in after another in one browser have a stream each: it is the session's.
function listen() {
  const session = document.querySelector("[name=token]").value;
  if (globalThis.SharedWorker) {
    stream = new SharedWorker("/desk/stream.js", session).port;
  } else {
    const { port1, port2 } = new MessageChannel();
    stream = port1;
    joinStream(port2);
  }
  stream.onmessage = ({ data }) => hear(data);
  asking = setTimeout(ask, ASK_MS);
}

function hear({ name, data }) {
  if (name === "lost") return lost();
  const wasLive = isLive;
  alive();
  if (name === "officer" || name === "face") arrived(data, `${name} lane`);
  // What came before the stream began, or while it was silent, is looked up.
  else if (name !== "beat" || !wasLive) gather();
}

function arrived(number, lane) {
  arrival.textContent = `New: ${number}, ${lane}`;
  gather();
}

function gather() {
  gathering ??= setTimeout(refresh, GATHER_MS);
}

async function refresh() {
  clearTimeout(gathering);
  gathering = null;
  const turn = ++latest;
  try {
    const answer = await fetch("/desk/list", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    const html = await answer.text();
    if (answer.status === 401) return location.assign("/desk/sign-in");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    if (turn !== latest) return;
    replace(new DOMParser().parseFromString(html, "text/html").body.childNodes);
    if (!isLive) say("asking", `Not live: this page asks every ${ASK_MS / 1000} seconds.`);
  } catch {
    if (turn !== latest) return;
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

// Puts a list in the place of the former one, and the focus back to where it was.
function replace(nodes) {
  const held = document.activeElement;
  const [card, word] = [held.closest("li")?.id, held.textContent];
  const isHere = tickets.contains(held);
  tickets.replaceChildren(...nodes);
  settle();
  if (!isHere) return;
  const place = (card && document.getElementById(card)) || tickets;
  const buttons = [...place.querySelectorAll("button:not(:disabled)")];
  (buttons.find((it) => it.textContent === word) ?? place).focus({ preventScroll: true });
}

// Reads what the list says of itself.
function settle() {
  const { now, until } = tickets.querySelector(".lanes").dataset;
  ahead = Date.now() - Number(now);
  tellTimes();
  tellCalls();
  tellArrivals();
  tellTitle();
  clearTimeout(ending);
  if (until) ending = setTimeout(callEnded, Number(until) - Number(now));
}

// While there is no connection the list stays as it is, and says so.
function callEnded() {
  if (connection.dataset.state !== "lost") gather();
}

// Says each call once, however often the list is fetched, and whether or not its news came.
function tellCalls() {
  const calls = [...tickets.querySelectorAll("[data-call]")];
  const news = calls.filter((call) => !called.has(call.dataset.call));
  called = new Set(calls.map((call) => call.dataset.call));
  if (news.length > 0) {
    alarm.textContent = news.map((call) => call.querySelector(".who").textContent).join(". ");
    chime();
  } else if (calls.length === 0) {
    alarm.textContent = "";
  }
}

// Sounds for who waits for an officer and was not there before.
function tellArrivals() {
  const here = [...tickets.querySelectorAll(".lane.officer li")];
  const news = waiting ? here.filter((it) => !waiting.has(it.id)) : [];
  waiting = new Set(here.map((it) => it.id));
  if (news.length === 0) return;
  chime();
  if (!document.hasFocus()) fresh = `New: ${news.at(-1).querySelector(".number").textContent} · `;
}

function tellTitle() {
  document.title = fresh + tickets.querySelector(".lanes").dataset.title;
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
