// The test function of all browser tests, and the browsers that they share.
import assert from 'node:assert/strict';
import { test as base } from '@playwright/test';
import { launch, startServer, visit } from './kiosk.mjs';

/** More browsers are not kept open. */
const MOST = 3;

/** The open browsers of this worker by their options, those that were used last at the end. */
const shared = new Map();

export const test = base.extend({
  /** The engine of `engines.test.mjs`, set by the project. */
  engineName: ['chromium', { option: true }],

  /** A server with an empty store. */
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.close();
  },

  /**
   * Opens a kiosk for a traveller: `film` is what its camera plays, the other options are those of `visit`. It is
   * closed after the test, and must have reported no error by then.
   */
  kiosk: async ({ server }, use) => {
    const travellers = [];
    await use(async ({ film = null, ...options } = {}) => {
      const traveller = await visit(await openBrowser({ film }), server, options);
      travellers.push(traveller);
      return traveller;
    });
    for (const traveller of travellers) await traveller.close();
    for (const { errors } of travellers) assert.deepEqual(errors, []);
  },

  /** Closes the shared browsers when the worker ends. */
  browsers: [async ({}, use) => {
    await use(shared);
    await Promise.all([...shared.values()].map((browser) => browser.close()));
    shared.clear();
  }, { scope: 'worker', auto: true }],
});

/** Skips the tests of the current group, or the current test, if there is a reason. */
export function skipIf(reason) {
  test.skip(Boolean(reason), String(reason));
}

/**
 * A part of a browser with these options of `launch`, which other tests of this worker also use: they start
 * with new contexts, and nothing of a context is in another one. A test of the browser's processes, its
 * disk or its memory uses `launch`.
 */
export async function openBrowser(options = {}) {
  const key = JSON.stringify(options);
  const browser = shared.get(key) ?? await launch(options);
  shared.delete(key);
  shared.set(key, browser);
  browser.once('disconnected', () => shared.delete(key));
  for (const [, other] of shared) {
    if (shared.size <= MOST) break;
    if (other.contexts().length === 0) await other.close();
  }
  return new SharedBrowser(browser);
}

class SharedBrowser {
  #browser;
  #contexts = [];

  constructor(browser) {
    this.#browser = browser;
  }

  async newContext(options) {
    const context = await this.#browser.newContext(options);
    this.#contexts.push(context);
    return context;
  }

  async newPage(options) {
    return (await this.newContext(options)).newPage();
  }

  /** Closes the contexts that were opened here. The browser stays open for other tests. */
  async close() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}
