// A finger on the screen, and a hand on the keys: what they do comes at its time, whether or not the
// screen takes it.
import { setTimeout as sleep } from 'node:timers/promises';

/** What a browser wants to know of a key. */
const KEYS = {
  Enter: { code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  ' ': { code: 'Space', text: ' ', windowsVirtualKeyCode: 32 },
  ArrowDown: { code: 'ArrowDown', windowsVirtualKeyCode: 40 },
};
/** How long a finger is on the screen, in ms. */
const PRESS_MS = 30;

export class Finger {
  static async of({ page, context }) {
    return new Finger(page, await context.newCDPSession(page));
  }

  constructor(page, session) {
    Object.assign(this, { page, session });
  }

  /** The middle of an element, once it can be touched. */
  async place(selector) {
    await this.page.locator(selector).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await this.page.locator(selector).boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  }

  down(...points) {
    return this.#send('touchStart', points);
  }

  lift() {
    return this.#send('touchEnd', []);
  }

  /** Touches a place, now or at a `time` in ms since 1970. */
  async touch(point, time = Date.now()) {
    await this.#send('touchStart', [point], time);
    await sleep(PRESS_MS);
    await this.#send('touchEnd', [], time + PRESS_MS);
  }

  /**
   * Touches a place, and so many ms later `again`, each with the time at which it was meant: a browser on
   * a machine that is busy gets them later, and knows when they were.
   */
  async touchAgain(point, times, again = point) {
    const start = Date.now();
    await this.touch(point, start);
    for (const time of times) {
      await sleep(Math.max(0, start + time - Date.now()));
      await this.touch(again, start + time);
    }
  }

  #send(type, points, time = Date.now()) {
    const touchPoints = points.map((point, id) => ({ ...point, id }));
    return this.session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: time / 1_000 });
  }

  /** Two fingers go apart, as to enlarge what is between them. */
  async spread({ x, y }) {
    const around = (distance) => [{ x: x - distance, y }, { x: x + distance, y }];
    await this.down(...around(40));
    for (let distance = 50; distance <= 300; distance += 25) {
      await this.#send('touchMove', around(distance));
      await sleep(16);
    }
    await this.lift();
  }

  /** A key goes down; with `isRepeat` because it is held. */
  keyDown(key, isRepeat = false) {
    return this.session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...KEYS[key], autoRepeat: isRepeat });
  }

  keyUp(key) {
    return this.session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, ...KEYS[key], text: undefined });
  }
}
