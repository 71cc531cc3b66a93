// An intermediate page, which goes on to the kiosk's page at once. It has another opener policy, so the
// browser ends the process of the previous page with all its memory.
const RETRY_MS = 1_000;
/** How long to wait for an answer. */
const ANSWER_MS = 10_000;

async function goOn() {
  const late = new Promise((resolve) => { setTimeout(resolve, ANSWER_MS); });
  const answer = await Promise.race([fetch('/').catch(() => null), late]);
  if (answer?.ok) location.replace('/');
  else setTimeout(goOn, RETRY_MS);
}

// A page with an `unload` listener is not kept in the back/forward cache.
addEventListener('unload', () => {});
goOn();
