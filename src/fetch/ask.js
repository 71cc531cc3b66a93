/** Timeout for an answer: a network may drop packets without an error. */
const ANSWER_MS = 5_000;

/** Ends a request that takes too long. An old browser waits as long as its network does. */
function deadline() {
  try {
    return AbortSignal.timeout(ANSWER_MS);
  } catch {
    return undefined;
  }
}

/**
 * Sends a request to the page's own server. Throws without an answer, and if it was redirected to another.
 * @param {string} path
 * @param {RequestInit} options
 */
async function ask(path, options) {
  const answer = await fetch(path, { redirect: 'error', signal: deadline(), ...options });
  const header = (/** @type {string} */ name) => answer.headers.get(name) ?? undefined;
  return {
    status: answer.status,
    type: header('content-type'),
    date: header('date'),
    retryAfter: header('retry-after'),
    body: await answer.text(),
  };
}

/**
 * Sends JSON with its proof.
 * @param {string} path
 * @param {string} body
 * @param {string} header
 * @param {string} proof
 */
export const send = (path, body, header, proof) => ask(path, {
  method: 'POST', headers: { 'content-type': 'application/json', [header]: proof }, body,
});

/**
 * Reads a URL. With `no-store` no cache answers, whose header `Date` would be old.
 * @param {string} path
 * @param {RequestCache} cache
 */
export const read = (path, cache) => ask(path, { cache });
