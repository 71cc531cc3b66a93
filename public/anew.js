// Between two pages of the kiosk: leads to the next one at once. This page's opener policy is another
// one, so the browser ends the process of the page before, with all that it kept in memory.
const RETRY_MS = 1_000;
/** How long to wait for an answer. */
const ANSWER_MS = 10_000;

async function goOn() {
  const late = new Promise((resolve) => { setTimeout(resolve, ANSWER_MS); });
  const answer = await Promise.race([fetch('/').catch(() => null), late]);
  if (answer?.ok) location.replace('/');
  else setTimeout(goOn, RETRY_MS);
}

// A page that listens for its end is not kept for a way back.
addEventListener('unload', () => {});
goOn();
