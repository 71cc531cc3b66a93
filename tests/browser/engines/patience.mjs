// Waiting for what must become true, on machines of any speed.
import { setTimeout as sleep } from 'node:timers/promises';

/** How long anything may take. Far more than it does: a slow machine is no failure. */
export const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

/** The browser itself has failed, by its driver's word. */
export class BrowserBroke extends Error {}

/** Gives what `check` gives as soon as that is true; fails with `what` when it never is. */
export async function until(check, what) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not after ${PATIENCE_MS} ms: ${what}`);
    await sleep(LOOK_MS);
  }
}
