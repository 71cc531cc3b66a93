// Sends the list's forms without leaving the page. Without this script they are sent as usual.
"use strict";

let busy = false;

tickets.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!busy) act(event.target, event.submitter);
});

async function act(form, button) {
  const path = button.getAttribute("formaction") ?? form.getAttribute("action");
  busy = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const turn = ++latest;
    const answer = await fetch(path, { method: "POST", body, signal: AbortSignal.timeout(ANSWER_MS) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.getElementById("tickets");
    // Signed out, or another role by now: the page says which.
    if (!answer.ok || !list) return location.assign("/desk");
    // What came meanwhile is newer than this answer.
    if (turn === latest) replace(list.childNodes);
    arrival.textContent = page.getElementById("arrival").textContent || said(path, button);
  } catch {
    arrival.textContent = "Not sent: the connection was lost. Please try again.";
  } finally {
    busy = false;
  }
}

/** The outcome in words. The ticket that is called next gets the focus. */
function said(path, button) {
  if (!path.endsWith("/next")) return `Done: ${button.textContent}`;
  const called = tickets.querySelector(".own li:last-child");
  called?.focus();
  return called ? `Call ${called.querySelector(".number").textContent}` : "";
}
