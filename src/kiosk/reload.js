/** Leads back here by way of another process of the browser: it has another opener policy. */
const BETWEEN = '/anew.html';
/** What that page is called. Another one would be a captive portal's, and nothing would lead back from it. */
const TITLE = '<title>Gangway anew</title>';
/** How often to look whether the page may start anew, and to ask for a page that cannot be had. */
const [LOOK_MS, RETRY_MS] = [50, 10_000];
/** @param {Response} answer */
const isOurs = async (answer) => answer.status === 200 && (await answer.text()).includes(TITLE);
/** How long to wait for an answer. */
const ANSWER_MS = 5_000;
/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Reloads the page as soon as a reload interrupts nothing. `look` returns 0 while a traveller is
 * there, 1 while data is being erased, written or sent, else 2. Returns only if a traveller is there.
 * @param {() => number} look
 */
export async function reloadWhenIdle(look) {
  for (let state = look(); state > 0; state = look()) {
    // Without a network and a service worker there would be no page.
    const answer = () => fetch(BETWEEN, { redirect: 'error' }).then(isOurs).catch(() => false);
    const isThere = state === 2 && await Promise.race([answer(), sleep(ANSWER_MS)]);
    if (isThere && look() === 2) {
      location.replace(BETWEEN);
      return new Promise(() => {});
    }
    await sleep(state === 2 && !isThere ? RETRY_MS : LOOK_MS);
  }
}
