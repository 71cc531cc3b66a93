// A lock between the windows of one browser.

/** A browser whose locks take longer counts as one without. */
const LOCK_MS = 3_000;

/**
 * Waits for the Web Lock `name`, which no two windows hold at once, and returns the function that releases
 * it. A browser without working locks does without: the server accepts each result once in any case.
 * @param {string} name
 * @returns {Promise<() => void>}
 */
export async function turn(name) {
  const none = () => {};
  try {
    // A lock without other requests is granted at once.
    const own = navigator.locks.request(`${name}.${Math.random()}`, () => true);
    const late = new Promise((resolve) => { setTimeout(resolve, LOCK_MS, false); });
    if (!await Promise.race([own, late])) return none;
    return await new Promise((resolve, reject) => {
      /** @type {() => Promise<void>} */
      const hold = () => new Promise((release) => resolve(release));
      navigator.locks.request(name, hold).catch(reject);
    });
  } catch {
    return none;
  }
}
