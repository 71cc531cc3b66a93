/** How long to wait for an answer. A network that swallows everything is none. */
const ANSWER_MS = 5_000;

/** Sends JSON with its proof. What is thrown says that no answer came. */
export async function send(path, body, header, proof) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [header]: proof },
    body,
    // An old browser waits as long as its network does.
    signal: AbortSignal.timeout?.(ANSWER_MS),
  });
  const told = (name) => answer.headers.get(name) ?? undefined;
  return { status: answer.status, date: told('date'), retryAfter: told('retry-after'), body: await answer.text() };
}
