// Keeps the desk current: listens for news, fetches the list again, says when news cannot come.
"use strict";

const SILENCE_MS = 15_000; // The server speaks every 5 s: longer silence is a lost connection.
const RETRY_MS = 3_000;
const GATHER_MS = 150; // A burst of arrivals fetches the list once.

const tickets = document.getElementById("tickets");
const alarm = document.getElementById("alarm");
const arrival = document.getElementById("arrival");
const connection = document.getElementById("connection");

let source = null;
let gathering = null;
let silence = null;
let ending = null;
let latest = 0; // Counts fetches, so that a late answer never replaces a newer one.
let called = new Set(); // The calls that were said aloud.
let waiting = null; // The tickets that were there before; none at first.
let fresh = ""; // Who came while nobody looked, for the title.

function listen() {
  source = new EventSource("/desk/events");
  source.onopen = refresh;
  source.onerror = lost;
  source.addEventListener("officer", (event) => arrived(event.data, "officer lane"));
  source.addEventListener("face", (event) => arrived(event.data, "face lane"));
  for (const name of ["call", "change", "missed"]) source.addEventListener(name, gather);
  source.addEventListener("beat", alive);
}

function arrived(number, lane) {
  arrival.textContent = `New: ${number}, ${lane}`;
  gather();
}

function gather() {
  alive();
  gathering ??= setTimeout(refresh, GATHER_MS);
}

async function refresh() {
  clearTimeout(gathering);
  gathering = null;
  const turn = ++latest;
  try {
    const answer = await fetch("/desk/list", { cache: "no-store", signal: AbortSignal.timeout(SILENCE_MS) });
    const html = await answer.text();
    if (answer.status === 401) return location.assign("/desk/sign-in");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    if (turn !== latest) return;
    replace(new DOMParser().parseFromString(html, "text/html").body.childNodes);
    alive();
  } catch {
    if (turn === latest) lost();
  }
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
  if (source.readyState === EventSource.OPEN) gather();
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
  clearTimeout(silence);
  silence = setTimeout(lost, SILENCE_MS);
  say("live", "Live");
}

function lost() {
  clearTimeout(silence);
  source.close();
  say("lost", "Connection lost: new tickets are not shown. Trying again.");
  silence = setTimeout(retry, RETRY_MS);
}

// The stream does not say why it ends: perhaps the session has.
async function retry() {
  listen();
  const answer = await fetch("/desk/list", { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) location.assign("/desk/sign-in");
}

// A live region speaks at each change, so an unchanged state is left alone.
function say(state, words) {
  if (connection.dataset.state === state) return;
  connection.dataset.state = state;
  connection.textContent = words;
}

addEventListener("focus", () => {
  fresh = "";
  tellTitle();
});
settle();
listen();
