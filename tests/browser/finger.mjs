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
    return this.session.send('Input.dispatchTouchEvent', {
      type: 'touchStart', touchPoints: points.map((point, id) => ({ ...point, id })),
    });
  }

  lift(...left) {
    const touchPoints = left.map((point, id) => ({ ...point, id }));
    return this.session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints });
  }

  async touch(point) {
    await this.down(point);
    await sleep(PRESS_MS);
    await this.lift();
  }

  /** Touches one place several times: so many ms after the first time. */
  async touchAgain(point, times) {
    const start = performance.now();
    await this.touch(point);
    for (const time of times) {
      await sleep(Math.max(0, start + time - performance.now()));
      await this.touch(point);
    }
  }

  /** Two fingers go apart, as to enlarge what is between them. */
  async spread({ x, y }) {
    const around = (distance) => [{ x: x - distance, y }, { x: x + distance, y }];
    await this.down(...around(40));
    for (let distance = 50; distance <= 300; distance += 25) {
      const touchPoints = around(distance).map((point, id) => ({ ...point, id }));
      await this.session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
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
