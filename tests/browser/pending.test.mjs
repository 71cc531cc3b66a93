// K6: missing answers do not block the page. The officer's card is shown at once and gives a ticket.
import assert from 'node:assert/strict';
import { until } from './engines/wait.mjs';
import { openBrowser, test } from './fixtures.mjs';
import { isStored, startServer, visit } from './kiosk.mjs';

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'no_face.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

const FACE = '.choice:has(.icon-face)';
const OFFICER = '.choice:has(.icon-officer)';

/** Withholds the answer at an address until `come()` is called. */
function pending(pattern) {
  const held = [];
  let isHeld = true;
  return {
    route: (page) => page.route(pattern, (route) => { if (isHeld) held.push(route); else route.continue(); }),
    come: () => {
      isHeld = false;
      for (const route of held) route.continue().catch(() => {});
    },
  };
}

/** Makes a promise of the browser never settle. */
function hang(path) {
  const names = path.split('.');
  const name = names.pop();
  const owner = names.reduce((it, name) => it[name], globalThis);
  owner[name] = () => new Promise((resolve) => { window.settle = resolve; });
}
const hanging = (path) => ({ content: `(${hang})('${path}');` });

/** Each withheld answer: how to withhold it, the page's time limit in s, and the text for staff. */
const WITHHELD = {
  'the settings': { ...pending('**/kiosk.json'), seconds: 10, reason: /settings file/ },
  'a language': { ...pending('**/words/fr*'), seconds: 30, reason: /missing or has been changed/ },
  'the list of models': { ...pending('**/parts/models.json'), seconds: 10, reason: /missing or has been changed/ },
  'a model': { ...pending('**/parts/**/*.plan*'), seconds: 90, reason: /missing or has been changed/ },
  'the program of the worker': { ...pending('**/parts/vision*.wasm*'), seconds: 90, reason: /missing or has been changed/ },
  'the script of the worker': { ...pending('**/parts/vision.js*'), seconds: 90, reason: /missing or has been changed/ },
  'the list of cameras': { init: hanging('navigator.mediaDevices.enumerateDevices'), seconds: 3 },
  'the permission': { init: hanging('navigator.permissions.query'), seconds: 3 },
};

test.describe('K6: while it is not known whether faces can be compared', () => {
  for (const [name, { seconds, reason, ...options }] of Object.entries(WITHHELD)) {
    test(`because ${name} never comes, the officer's card gives a ticket, and the wait ends`, async () => {
      // The time stands still while a busy machine works.
      const time = Date.now();
      const route = async (page) => {
        await page.clock.pauseAt(time + 1_000);
        await options.route?.(page);
      };
      const traveller = await visit(browser, server, { ...options, time, route });
      const { page } = traveller;
      await page.locator('.welcome button[lang=en]').click();
      await page.locator(`${OFFICER}:enabled`).waitFor();
      await page.locator(`${FACE}:disabled`, { hasText: 'One moment, please' }).waitFor();
      await page.locator(OFFICER).click();
      await traveller.screen('done');
      await page.clock.runFor(1_000);
      assert.match(await traveller.text('.ticket strong'), /^([0-9a-f]+-)?\d{3}$/);
      await traveller.finish();
      await page.locator('.welcome button[lang=en]').click();
      // The timeout of an idle traveller runs as well.
      for (let left = seconds; left > 0; left -= 15) {
        await page.clock.runFor(Math.min(left, 15) * 1_000 + 500);
        await page.locator('header').click();
      }
      // Some waits begin only when an answer of the server, which comes in real time, is there.
      const ended = page.locator(reason ? '.closed' : `${FACE}:enabled`);
      for (let i = 0; i < 60 && !await ended.isVisible(); i++) {
        await page.clock.runFor(500);
        await page.locator('header').click();
      }
      if (reason) {
        await traveller.screen('closed');
        assert.match(await traveller.text('.closed .staff'), reason);
      } else {
        await page.locator(`${FACE}:enabled`).waitFor();
      }
      await traveller.close();
    });
  }

  test('a ticket that was given without settings reaches the desk under its number', async () => {
    const settings = pending('**/kiosk.json');
    const traveller = await visit(browser, server, { route: settings.route });
    await traveller.officer();
    await traveller.page.locator('.ticket strong').waitFor();
    const [kiosk, ticket] = (await traveller.text('.ticket strong')).split('-');
    settings.come();
    const message = await traveller.result();
    assert.deepEqual([message.kiosk, message.ticket, message.outcome, message.notice], [kiosk, Number(ticket), 'manual', 0]);
    assert.ok(await isStored(server, traveller.results().at(-1)));
    await traveller.close();
  });
});

test.describe('K6: a camera that never begins', () => {
  test('is waited for and then leads to an officer, and is off if it begins later', async () => {
    const init = () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = (...words) => new Promise((resolve) => {
        window.begin = async () => resolve(await open(...words));
      });
    };
    const traveller = await visit(browser, server, { init, time: Date.now() });
    const { page } = traveller;
    await traveller.begin();
    await traveller.agree();
    await page.waitForFunction(() => window.begin);
    await page.clock.runFor(29_000);
    assert.equal(await page.locator('main section.document').count(), 1);
    await page.clock.runFor(2_000);
    await traveller.screen('done');
    await page.clock.runFor(1_000);
    await page.locator('.ticket strong').waitFor();
    await page.evaluate(() => window.begin());
    await page.waitForFunction(() => seen.tracks.length > 0 && seen.tracks.every((it) => it.readyState === 'ended'));
    await traveller.close();
  });
});

test('K6: a page whose program never comes sends everybody to an officer', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.clock.install();
  await page.route('**/gangway-*_bg.wasm', () => {});
  await page.goto(server.origin, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelector('script[data-wasm]'));
  const sentence = page.getByText('Please see an officer.');
  await until(async () => {
    await page.clock.runFor(31_000);
    return sentence.isVisible();
  }, 'the page sends the traveller to an officer');
  await page.getByText('Por favor, vea a un agente.').waitFor();
  await context.close();
});
