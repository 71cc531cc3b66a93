// The stream of news, one for all tabs of a browser: with HTTP/1.1 it has six connections for all of
// them. Runs in a shared worker (`stream_worker.js`); where a browser has none, in each page.

/**
 * The name of an event of the server, or "lost" without a connection, and the event's data.
 * @typedef {{ name: string, data?: string }} News
 */

const SILENCE_MS = 12_000; // The server speaks every 5 s: longer silence is a lost connection.
const RETRY_MS = 3_000;
const NAMES = ["officer", "face", "call", "change", "missed", "beat"];

/** @type {Set<MessagePort>} */
const ports = new Set();

/** @type {EventSource | undefined} */
let source;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let isLive = false;

/** Adds a page, which is told everything by its port. Any message from it means that it goes. @param {MessagePort} port */
export function joinStream(port) {
  ports.add(port);
  port.onmessage = () => {
    ports.delete(port);
    if (ports.size === 0) stop();
  };
  if (isLive) port.postMessage({ name: "beat" });
  if (ports.size === 1) listen();
}

function listen() {
  source = new EventSource("/desk/events");
  source.onerror = lose;
  for (const name of NAMES) source.addEventListener(name, ({ data }) => hear({ name, data }));
  timer = setTimeout(lose, SILENCE_MS);
}

/** @param {News} news */
function hear(news) {
  clearTimeout(timer);
  timer = setTimeout(lose, SILENCE_MS);
  isLive = true;
  tell(news);
}

// A stream that a proxy holds back is open and silent. Why one ends is not said either.
function lose() {
  stop();
  tell({ name: "lost" });
  timer = setTimeout(listen, RETRY_MS);
}

function stop() {
  clearTimeout(timer);
  source?.close();
  source = undefined;
  isLive = false;
}

/** @param {News} news */
function tell(news) {
  for (const port of ports) port.postMessage(news);
}
