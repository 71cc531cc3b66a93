// Keeps the desk current: listens for news, fetches the list again, says when news cannot come.
"use strict";

const SILENCE_MS = 15_000; // The server speaks every 5 s: longer silence is a lost connection.
const RETRY_MS = 3_000;
const GATHER_MS = 150; // A burst of arrivals fetches the list once.
const CLOCK_MS = 15_000;

const tickets = document.getElementById("tickets");
const alarm = document.getElementById("alarm");
const arrival = document.getElementById("arrival");
const connection = document.getElementById("connection");
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

let source = null;
let gathering = null;
let silence = null;
let ending = null;
let latest = 0; // Counts fetches, so that a late answer never replaces a newer one.
let ahead = 0; // How far this device's clock is ahead of the server's, in milliseconds.
let called = new Set(); // The calls that were said aloud.

function listen() {
  source = new EventSource("/desk/events");
  source.onopen = refresh;
  source.onerror = lost;
  source.addEventListener("officer", (event) => arrived(event.data, "officer lane"));
  source.addEventListener("face", (event) => arrived(event.data, "face lane"));
  source.addEventListener("call", gather);
  source.addEventListener("change", gather);
  source.addEventListener("missed", gather);
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
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    if (turn !== latest) return;
    const list = new DOMParser().parseFromString(html, "text/html").body;
    tickets.replaceChildren(...list.childNodes);
    settle();
    alive();
  } catch {
    if (turn === latest) lost();
  }
}

// Reads what the list says of itself.
function settle() {
  const { title, now, until } = tickets.querySelector(".lanes").dataset;
  ahead = Date.now() - Number(now);
  document.title = title;
  tellTimes();
  tellCalls();
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
  const fresh = calls.filter((call) => !called.has(call.dataset.call));
  called = new Set(calls.map((call) => call.dataset.call));
  if (fresh.length > 0) {
    alarm.textContent = fresh.map((call) => call.querySelector(".who").textContent).join(". ");
  } else if (calls.length === 0) {
    alarm.textContent = "";
  }
}

function tellTimes() {
  for (const time of tickets.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    const seconds = Math.max(0, (Date.now() - ahead - at) / 1000);
    time.title = at.toLocaleTimeString("en", { timeStyle: "medium" });
    time.textContent =
      seconds < 60 ? "just now"
      : seconds < 3600 ? relative.format(-Math.floor(seconds / 60), "minute")
      : relative.format(-Math.floor(seconds / 3600), "hour");
  }
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
  silence = setTimeout(listen, RETRY_MS);
}

// A live region speaks at each change, so an unchanged state is left alone.
function say(state, words) {
  if (connection.dataset.state === state) return;
  connection.dataset.state = state;
  connection.textContent = words;
}

settle();
setInterval(tellTimes, CLOCK_MS);
listen();
