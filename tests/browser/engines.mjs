// Walks through the kiosk in any browser engine.
import assert from 'node:assert/strict';
import { desk, startServer } from './kiosk.mjs';
import { BrowserBroke, until } from './engines/wait.mjs';
import { chromium, firefox } from './engines/puppeteer.mjs';
import { webkit } from './engines/webkit.mjs';

/** By the names of the projects in `playwright.config.mjs`. Each has a `name`, the environment `variable` with
 * its program, `launch({ film, forbidden })`, and says whether it `canForbid` the camera and `canCover` the page
 * with a tab. */
export const ENGINES = { chromium, firefox, webkit };

/** The reason why an engine is not tested, or nothing. */
export function missing({ name, variable }) {
  return process.env[variable] ? false : `${name} is not at hand: name its program in ${variable}`;
}

/** How often a walk is tried if the browser itself fails. */
const BROWSERS = 3;

/** Walks with a new server. Returns what the desk shows afterwards: the tickets and their texts. */
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

  /** Waits until an element exists and its position is stable. */
  async see(selector) {
    await until(() => this.#browser.run((it) => document.querySelector(it) !== null, selector), selector);
    await this.#browser.run(async () => {
      await document.fonts.ready;
      // By then the screen is painted and has set the focus.
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    });
  }

  /** Waits until the screen accepts touches and keys (src/ui/input_guard.rs). */
  async settled() {
    await until(() => this.#browser.run(() => !document.documentElement.hasAttribute('data-input-guard')), 'the screen takes touches');
  }

  async touch(selector) {
    await this.see(selector);
    await this.settled();
    await this.#browser.click(selector);
  }

  /** Moves the focus to an element with the keyboard, and activates it. */
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

  /** Opens another tab over the page, and closes it again. */
  cover() {
    return this.#browser.cover();
  }

  uncover() {
    return this.#browser.uncover();
  }

  /** The ticket on the last screen. */
  async ticket() {
    await this.see('main section.done .ticket strong');
    return this.#browser.run(() => document.querySelector('.ticket strong').textContent.trim());
  }

  /** All screens that were shown, in order, and the page's use of the camera. */
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

  /** The time until the choice, from the page's start, and until the verdict, from the face screen, in
   * ms. */
  times() {
    return this.#browser.run(() => {
      const at = (wanted) => seen.screens.find(wanted).at;
      const choice = at((it) => it.isOpen);
      return [choice, at((it) => it.name === 'done') - at((it) => it.name === 'face')].map(Math.round);
    });
  }
}
