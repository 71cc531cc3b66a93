// What every page of the desk does: says how long ago things were, and that an address is not
// secure.

const CLOCK_MS = 15_000;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

let ahead = 0; // How far this device's clock is ahead of the server's, in milliseconds.

/** An element that the page always has. @param {string} id */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
}

/** Corrects all times by the server's clock. @param {number} now */
export function setServerTime(now) {
  ahead = Date.now() - now;
  tellTimes();
}

function tellTimes() {
  for (const time of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll("time:not(.date)"))) {
    const at = new Date(time.dateTime);
    const seconds = Math.max(0, (Date.now() - ahead - at.getTime()) / 1000);
    time.title = at.toLocaleTimeString("en", { timeStyle: "medium" });
    time.textContent =
      seconds < 60 ? "just now"
      : seconds < 3600 ? relative.format(-Math.floor(seconds / 60), "minute")
      : seconds < 86400 ? relative.format(-Math.floor(seconds / 3600), "hour")
      : relative.format(-Math.floor(seconds / 86400), "day");
  }
}

document.getElementById("insecure")?.toggleAttribute("hidden", isSecureContext);
tellTimes();
setInterval(tellTimes, CLOCK_MS);
