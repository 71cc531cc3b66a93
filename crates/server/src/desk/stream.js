// The stream of news, one for all tabs of a browser: with HTTP/1.1 it has six connections for all of
// them. Runs as a shared worker; where a browser has none, in each page.
"use strict";

/** Adds a page, which is told everything by its port. What it says is that it goes. */
globalThis.joinStream = (() => {
  const SILENCE_MS = 12_000; // The server speaks every 5 s: longer silence is a lost connection.
  const RETRY_MS = 3_000;
  const NAMES = ["officer", "face", "call", "change", "missed", "beat"];

  const ports = new Set();

  let source = null;
  let timer = null;
  let isLive = false;

  function listen() {
    source = new EventSource("/desk/events");
    source.onerror = lose;
    for (const name of NAMES) source.addEventListener(name, ({ data }) => hear({ name, data }));
    timer = setTimeout(lose, SILENCE_MS);
  }

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
    source = null;
    isLive = false;
  }

  function tell(news) {
    for (const port of ports) port.postMessage(news);
  }

  return (port) => {
    ports.add(port);
    port.onmessage = () => {
      ports.delete(port);
      if (ports.size === 0) stop();
    };
    if (isLive) port.postMessage({ name: "beat" });
    if (ports.size === 1) listen();
  };
})();

if (!globalThis.document) globalThis.onconnect = ({ ports: [port] }) => joinStream(port);
