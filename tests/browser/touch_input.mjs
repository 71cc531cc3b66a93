// Touch and key events that are sent immediately, also while the screen does not accept input.
import { setTimeout as sleep } from 'node:timers/promises';

/** The properties of key events. */
const KEYS = {
  Enter: { code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  ' ': { code: 'Space', text: ' ', windowsVirtualKeyCode: 32 },
  ArrowDown: { code: 'ArrowDown', windowsVirtualKeyCode: 40 },
};
/** Duration of a touch in ms. */
const PRESS_MS = 30;

export class TouchInput {
  static async of({ page, context }) {
    return new TouchInput(page, await context.newCDPSession(page));
  }

  constructor(page, session) {
    Object.assign(this, { page, session });
  }

  /** Scrolls an element into view and returns its centre. */
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

  /** Touches a point, with the current time stamp or with `time` in ms since 1970. */
  async touch(point, time = Date.now()) {
    await this.#send('touchStart', [point], time);
    await sleep(PRESS_MS);
    await this.#send('touchEnd', [], time + PRESS_MS);
  }

  /**
   * Touches a point, and `again` after each of `times` in ms. The time stamps are the intended times,
   * because a busy machine delivers the events later.
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

  /** A pinch gesture with two fingers moving apart. */
  async spread({ x, y }) {
    const around = (distance) => [{ x: x - distance, y }, { x: x + distance, y }];
    await this.down(...around(40));
    for (let distance = 50; distance <= 300; distance += 25) {
      await this.#send('touchMove', around(distance));
      await sleep(16);
    }
    await this.lift();
  }

  /** Presses a key. `isRepeat` marks an event of a held key. */
  keyDown(key, isRepeat = false) {
    return this.session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...KEYS[key], autoRepeat: isRepeat });
  }

  keyUp(key) {
    return this.session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, ...KEYS[key], text: undefined });
  }
}
