// Sends the list's forms without leaving the page. Without this script they are sent as usual.
import { ANSWER_MS, arrival, beginUpdate, replace, tickets } from "./desk.js";

let busy = false;

tickets.addEventListener("submit", (event) => {
  event.preventDefault();
  const { target, submitter } = event;
  if (!busy) act(/** @type {HTMLFormElement} */ (target), /** @type {HTMLElement} */ (submitter));
});

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} button
 */
async function act(form, button) {
  const path = button.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  busy = true;
  try {
    const fields = /** @type {[string, string][]} */ ([...new FormData(form)]);
    const body = new URLSearchParams(fields);
    const isLatest = beginUpdate();
    const answer = await fetch(path, { method: "POST", body, signal: AbortSignal.timeout(ANSWER_MS) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.getElementById("tickets");
    // Signed out, or another role by now: the page says which.
    if (!answer.ok || !list) return location.assign("/desk");
    const called = list.querySelector(".own li:last-child");
    // What came meanwhile is newer than this answer.
    if (isLatest()) replace(list.childNodes);
    arrival.textContent = page.getElementById("arrival")?.textContent || outcome(path, button, called);
  } catch {
    arrival.textContent = "Not sent: the connection was lost. Please try again.";
  } finally {
    busy = false;
  }
}

/**
 * The outcome in words. The ticket that is called next gets the focus.
 * @param {string} path
 * @param {HTMLElement} button
 * @param {Element | null} called The user's last ticket, as the answer lists it.
 */
function outcome(path, button, called) {
  if (!path.endsWith("/next")) return `Done: ${button.textContent}`;
  if (!called) return "";
  document.getElementById(called.id)?.focus();
  return `Call ${called.querySelector(".number")?.textContent}`;
}
