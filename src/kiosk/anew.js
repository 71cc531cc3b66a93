/** Leads back here by way of another process of the browser: it has another opener policy. */
const BETWEEN = '/anew.html';
/** How often to look whether the page may start anew, and to ask for a page that cannot be had. */
const [LOOK_MS, RETRY_MS] = [50, 10_000];
/** How long to wait for an answer. */
const ANSWER_MS = 5_000;
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Starts the page anew as soon as nothing is cut off by it. `look` says 0 where somebody is there,
 * 1 where something is being erased, written or sent, else 2. Ends only when somebody is there.
 */
export async function startAnew(look) {
  for (let state = look(); state > 0; state = look()) {
    // Without a network and a service worker there would be no page.
    const isThere = state === 2 && await Promise.race([fetch(BETWEEN).then((it) => it.ok, () => false), sleep(ANSWER_MS)]);
    if (isThere && look() === 2) {
      location.replace(BETWEEN);
      return new Promise(() => {});
    }
    await sleep(state === 2 && !isThere ? RETRY_MS : LOOK_MS);
  }
}
