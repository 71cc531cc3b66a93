// K11: with any fault of the browser's database travellers get tickets, and no result or number is lost.
import assert from 'node:assert/strict';
import { until as waitUntil } from './engines/wait.mjs';
import { openBrowser, test } from './fixtures.mjs';
import { startServer, visit } from './kiosk.mjs';
import { enrolled, held, staff, until } from './kiosk_profile.mjs';

let browser;
let server;
test.beforeAll(async () => { [server, browser] = [await startServer(), await openBrowser()]; });
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A kiosk with a database fault, which `init` injects before the page's scripts. */
async function walk(init, steps) {
  const traveller = await visit(browser, server, { init });
  try {
    await steps(traveller);
    assert.deepEqual(traveller.errors.filter((it) => /^(Uncaught )?\w*(Error|Exception)\b/.test(it)), []);
  } finally {
    await traveller.close();
  }
}

/** Later than any ticket (src/ticket.rs), in ms. */
const LATE_MS = 2_000;

/**
 * Goes to an officer, and returns the ticket, which must come before a timer of the page that starts with the
 * last screen: a busy machine delays both.
 */
async function ticket(traveller) {
  const { page } = traveller;
  const shown = page.evaluate((ms) => new Promise((resolve) => {
    let timer;
    let isLate = false;
    const look = () => {
      if (document.querySelector('main section.done')) timer ??= setTimeout(() => { isLate = true; }, ms);
      const number = document.querySelector('.ticket strong')?.textContent;
      if (number) resolve({ number, isLate });
      else requestAnimationFrame(look);
    };
    look();
  }), LATE_MS);
  await page.locator('footer .officer').click();
  const { number, isLate } = await shown;
  assert.ok(!isLate, 'the ticket came late');
  await traveller.finish();
  return number;
}

const waits = async (traveller) => (await staff(traveller))['Results that wait for the server'];
const UNSAFE = /^\d+\. The browser’s database does not answer/;

/** Waits until the staff screen shows a text. */
async function told(traveller, pattern) {
  let now;
  await waitUntil(async () => pattern.test(now = await waits(traveller)), () => `staff see ${now}, not ${pattern}`);
}

/** Replaces a request by one that is made later, or fails. */
const stub = () => {
  const { open } = IDBFactory.prototype;
  const NAMES = ['upgradeneeded', 'success', 'error', 'blocked'];
  const OWN = ['result', 'error', 'transaction', ...NAMES.map((name) => `on${name}`)];
  /** A request without an answer yet, which passes for one of the browser's. */
  window.pending = () => Object.defineProperties(
    Object.setPrototypeOf(new EventTarget(), IDBOpenDBRequest.prototype),
    Object.fromEntries(OWN.map((name) => [name, { value: null, writable: true }])),
  );
  window.openLater = (factory, args, permission) => {
    const request = window.pending();
    permission.then(() => {
      const real = open.apply(factory, args);
      for (const name of NAMES) {
        real.addEventListener(name, () => {
          const { error, transaction } = real;
          Object.assign(request, { error, transaction, result: error ? undefined : real.result });
          const event = new Event(name);
          request.dispatchEvent(event);
          request[`on${name}`]?.(event);
        });
      }
    });
    return request;
  };
};

/** Runs a function in the page after {@link stub}. */
const withStub = (body) => ({ content: `(${stub})(); (${body})();` });

test.describe('K11: a database', () => {
  test('K11: that opens late delays no ticket, and then has everything', async () => {
    const late = withStub(() => {
      const permission = new Promise((resolve) => { window.letOpen = resolve; });
      IDBFactory.prototype.open = function (...args) {
        return window.openLater(this, args, permission);
      };
    });
    await walk(late, async (traveller) => {
      const number = await ticket(traveller);
      assert.match(await waits(traveller), UNSAFE);
      await traveller.page.evaluate(() => window.letOpen());
      // The ticket was given before the kiosk was enrolled, and keeps its number.
      const result = await traveller.result();
      assert.equal(number, `${result.kiosk}-${String(result.ticket).padStart(3, '0')}`);
      await enrolled(traveller);
      await told(traveller, /^0$/);
    });
  });

  test('K11: that fails once is opened again', async () => {
    const failing = withStub(() => {
      const { open } = IDBFactory.prototype;
      let isFirst = true;
      IDBFactory.prototype.open = function (...args) {
        if (!isFirst) return open.apply(this, args);
        isFirst = false;
        const request = Object.assign(window.pending(), { error: new DOMException('no', 'UnknownError') });
        setTimeout(() => request.dispatchEvent(new Event('error')));
        return request;
      };
    });
    await walk(failing, async (traveller) => {
      await enrolled(traveller);
      await ticket(traveller);
      await traveller.result();
      await told(traveller, /^0$/);
    });
  });

  test('K11: that hangs in a transaction delays no ticket, and staff are told until it is written', async () => {
    const hanging = () => {
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (...args) {
        const real = transaction.apply(this, args);
        // Requests are sequential: each ends only when it is given up.
        const spin = (store) => { store.get(0).onsuccess = () => window.hangs && spin(store); };
        if (window.hangs) spin(real.objectStore([args[0]].flat()[0]));
        return real;
      };
    };
    await walk(hanging, async (traveller) => {
      const { page } = traveller;
      await enrolled(traveller);
      await page.route('**/v1/results', (route) => route.abort());
      const first = await ticket(traveller);
      await until(traveller, (it) => it.results.length === 1);
      await page.evaluate(() => { window.hangs = true; });
      const numbers = [first, await ticket(traveller), await ticket(traveller)];
      assert.match(await waits(traveller), UNSAFE);
      await page.evaluate(() => { window.hangs = false; });
      const { results } = await until(traveller, (it) => it.results.length === 3);
      await told(traveller, /^3$/);
      numbers.push(await ticket(traveller));
      const given = numbers.map((it) => Number(it.split('-')[1]));
      assert.deepEqual(given, [0, 1, 2, 3].map((it) => given[0] + it), 'each follows the one before');
      assert.deepEqual(results.map((it) => JSON.parse(it).ticket), given.slice(0, 3));
      await page.unroute('**/v1/results');
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await traveller.result(4);
    });
  });

  test('K11: whose connection is dead is opened again', async () => {
    const closing = () => {
      const { open } = IDBFactory.prototype;
      window.connections = [];
      IDBFactory.prototype.open = function (...args) {
        const request = open.apply(this, args);
        request.addEventListener('success', () => window.connections.push(request.result));
        return request;
      };
    };
    await walk(closing, async (traveller) => {
      await enrolled(traveller);
      // The database is closed without an event, as after a disk error.
      await traveller.page.evaluate(() => window.connections.forEach((it) => it.close()));
      await ticket(traveller);
      await traveller.result();
      await told(traveller, /^0$/);
      assert.equal((await held(traveller)).tickets.length, 1);
    });
  });

  test('K11: that is deleted under the page gets back who the kiosk is, and its numbers go on', async () => {
    await walk(undefined, async (traveller) => {
      const before = (await enrolled(traveller)).identity[0];
      const first = await ticket(traveller);
      await traveller.result();
      const remove = () => new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('gangway');
        request.onsuccess = resolve;
        request.onblocked = () => reject(new Error('blocked'));
      });
      await traveller.page.evaluate(remove);
      const second = await ticket(traveller);
      await traveller.result(2);
      const now = (await enrolled(traveller)).identity[0];
      assert.equal(now.key.point, before.key.point, 'with its key');
      // And again after the page was closed.
      await traveller.page.evaluate(remove);
      await traveller.page.reload();
      await enrolled(traveller);
      const third = await ticket(traveller);
      const given = [first, second, third].map((it) => Number(it.split('-')[1]));
      assert.deepEqual(given, [0, 1, 2].map((it) => given[0] + it));
    });
  });
});
