/** How long to wait for an answer. A network that swallows everything is none. */
const ANSWER_MS = 5_000;

/** Ends a request that takes too long. An old browser waits as long as its network does. */
function deadline() {
  try {
    return AbortSignal.timeout(ANSWER_MS);
  } catch {
    return undefined;
  }
}

/** Asks the page's own server. A redirected answer is another server's: it is thrown, as is that none came. */
async function ask(path, options) {
  const answer = await fetch(path, { redirect: 'error', signal: deadline(), ...options });
  const header = (name) => answer.headers.get(name) ?? undefined;
  return {
    status: answer.status,
    type: header('content-type'),
    date: header('date'),
    retryAfter: header('retry-after'),
    body: await answer.text(),
  };
}

/** Sends JSON with its proof. */
export const send = (path, body, header, proof) => ask(path, {
  method: 'POST', headers: { 'content-type': 'application/json', [header]: proof }, body,
});

/** Reads an address. With `no-store` no cache answers, which would tell an earlier time. */
export const read = (path, cache) => ask(path, { cache });
