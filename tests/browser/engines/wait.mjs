// Waits for a condition, on machines of any speed.
import { setTimeout as sleep } from 'node:timers/promises';

/** The time limit of every wait, far more than needed: a slow machine must not fail a test. */
export const TIMEOUT_MS = 120_000;
const POLL_MS = 50;

/** The driver reports that the browser itself has failed. */
export class BrowserBroke extends Error {}

/** Waits until `check` returns a truthy value, and returns it. After the time limit it fails with `what`, a text or
 * a function that makes one. */
export async function until(check, what, limit = TIMEOUT_MS) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not after ${limit} ms: ${typeof what === 'function' ? what() : what}`);
    await sleep(POLL_MS);
  }
}
