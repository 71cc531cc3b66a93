// Waits for a condition, on machines of any speed.
import { setTimeout as sleep } from 'node:timers/promises';

/** The time limit of every wait, far more than needed: a slow machine must not fail a test. */
export const TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/** The driver reports that the browser itself has failed. */
export class BrowserBroke extends Error {}

/** Waits until `check` returns a truthy value, and returns it. Fails with `what` after the time limit. */
export async function until(check, what) {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not after ${TIMEOUT_MS} ms: ${what}`);
    await sleep(POLL_MS);
  }
}
