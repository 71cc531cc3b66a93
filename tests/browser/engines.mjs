// One way to walk the kiosk in any engine.
import assert from 'node:assert/strict';
import { desk, startServer } from './kiosk.mjs';
import { BrowserBroke, until } from './engines/patience.mjs';
import { chromium, firefox } from './engines/puppeteer.mjs';
import { webkit } from './engines/webkit.mjs';

/** Each has a `name`, the `variable` that names its program, `launch({ film, forbidden })`, and a
 * word on whether it `canForbid` the camera and `canCover` the page with a tab. */
export const ENGINES = [chromium, firefox, webkit];

/** Why an engine is not tested, or nothing. */
export function missing({ name, variable }) {
  return process.env[variable] ? false : `${name} is not at hand: name its program in ${variable}`;
}

/** How often a walk is begun, where the browser itself fails. */
const BROWSERS = 3;

/** Walks with a new server of its own. Returns what arrived there
 * until the browser was gone: the ticket and the desk's words for it. */
export async function walk(engine, camera, steps) {
  for (let left = BROWSERS - 1; ; left -= 1) {
    try {
      return await walkOnce(engine, camera, steps);
    } catch (error) {
      if (left === 0 || !(error instanceof BrowserBroke || error.cause instanceof BrowserBroke)) throw error;
      console.log(`# ${engine.name} BROKE and is started again: ${error.message}`);
    }
  }
}

async function walkOnce(engine, camera, steps) {
  const server = await startServer();
  try {
    const browser = await engine.launch(camera);
    try {
      const traveller = new Traveller(browser);
      await browser.open(server.origin);
      await steps(traveller).catch(async (error) => {
        const seen = await traveller.seen().catch(() => 'nothing any more');
        throw new Error(`${error.message}; seen: ${JSON.stringify(seen)}`, { cause: error });
      });
      await until(async () => (await tickets(server)).length > 0, 'the result arrives');
      assert.deepEqual(await browser.errors(), []);
    } finally {
      await browser.close();
    }
    return await tickets(server);
  } finally {
    await server.close();
  }
}

async function tickets(server) {
  const rows = (await desk(server)).matchAll(/class="number">([^<]+)<[^]*?class="outcome">([^<]+)</g);
  return Array.from(rows, ([, ticket, words]) => ({ ticket, words }));
}

class Traveller {
  #browser;

  constructor(browser) {
    this.#browser = browser;
  }

  /** Waits until something is there, and stays where it is. */
  async see(selector) {
    await until(() => this.#browser.run((it) => document.querySelector(it) !== null, selector), selector);
    await this.#browser.run(async () => {
      await document.fonts.ready;
      // By then the screen is painted, and the focus is where the screen puts it.
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    });
  }

  /** Waits until the screen takes touches and keys: src/ui/input_guard.rs. */
  async settled() {
    await until(() => this.#browser.run(() => !document.documentElement.hasAttribute('data-input-guard')), 'the screen takes touches');
  }

  async touch(selector) {
    await this.see(selector);
    await this.settled();
    await this.#browser.click(selector);
  }

  /** Reaches something with the keyboard alone, and enters it. */
  async enter(selector) {
    await this.see(selector);
    const isThere = () => this.#browser.run((it) => document.activeElement.matches(it), selector);
    for (let i = 0; i < 40 && !(await isThere()); i++) await this.#browser.press('Tab');
    assert.ok(await isThere(), `the keyboard does not reach ${selector}`);
    await this.settled();
    await this.#browser.press('Enter');
  }

  async show(file) {
    await this.see('input[type=file]');
    await this.#browser.upload('input[type=file]', file);
  }

  /** Lays another tab over the page, and takes it away again. */
  cover() {
    return this.#browser.cover();
  }

  uncover() {
    return this.#browser.uncover();
  }

  /** The ticket of the last screen. */
  async ticket() {
    await this.see('main section.done .ticket strong');
    return this.#browser.run(() => document.querySelector('.ticket strong').textContent.trim());
  }

  /** Each screen that was there, in order, and what the page made of the camera. */
  seen() {
    return this.#browser.run(() => ({
      screens: seen.screens.map((it) => it.name).filter((it, i, all) => it !== all[i - 1]),
      opened: seen.opened,
      isCameraOn: seen.tracks.some((it) => it.readyState === 'live'),
    }));
  }

  async seesCamera(word) {
    await until(async () => (await this.seen()).isCameraOn === (word === 'on'), `the camera is ${word}`);
  }

  /** How long the choice, and then the verdict, took, in ms: from the page's start, and from the
   * first look at a face. */
  times() {
    return this.#browser.run(() => {
      const at = (wanted) => seen.screens.find(wanted).at;
      const choice = at((it) => it.isOpen);
      return [choice, at((it) => it.name === 'done') - at((it) => it.name === 'face')].map(Math.round);
    });
  }
}
