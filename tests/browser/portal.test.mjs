// Only the server's answers count, whatever a captive portal, a proxy or a firewall answers instead.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser, test } from './fixtures.mjs';
import { desk, startServer, visit } from './kiosk.mjs';
import { enrolled, held, staff, until } from './kiosk_profile.mjs';
import { ANSWERS, startPortal } from './portal.mjs';

const NAMES = Object.keys(ANSWERS);
const SHORT = ['200 with a page', '200 with the JSON of another', '204', 'a redirection to its page', '400 with a page'];

let server;
let portal;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  portal = await startPortal(server);
  browser = await openBrowser({ film: 'woman_a.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await portal.close();
  await server.close();
});

/** A kiosk behind the portal. */
async function walk(steps, options) {
  const traveller = await visit(browser, portal, options);
  try {
    await steps(traveller);
  } finally {
    await traveller.close();
  }
}

/** Makes the page send again immediately. */
const wake = ({ page }) => page.evaluate(() => dispatchEvent(new Event('online')));
/** Makes the page read settings, sentences and waiting times again. */
const look = ({ page }) => page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
const site = ({ page }) => page.locator('header .whose').innerText();

/** Lets the portal answer at a path in each of these ways, and then the server. */
async function each(path, names, again, check) {
  for (const name of names) {
    portal.answer(path, name);
    let isAnswered = false;
    const answered = portal.next(path).then(() => { isAnswered = true; });
    // Another request may be in progress.
    while (!isAnswered) {
      await again();
      await Promise.race([answered, sleep(500)]);
    }
    await check(name);
  }
  portal.answer(path, null);
}

test.describe('K1: whatever answers in the server\'s place', () => {
  test('a result waits until the server has it, and is at the desk', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      portal.answer('/v1/results', NAMES[0]);
      const first = portal.next('/v1/results');
      await traveller.officer();
      const ticket = await traveller.text('.ticket strong');
      await traveller.finish();
      await first;
      await each('/v1/results', NAMES, () => wake(traveller), async (name) => {
        await sleep(50);
        assert.equal((await held(traveller)).results.length, 1, name);
      });
      assert.equal((await staff(traveller)).Server, 'Enrolled', 'a page of another server does not revoke a kiosk');
      await wake(traveller);
      await traveller.result();
      await until(traveller, (it) => it.results.length === 0);
      assert.ok((await desk(server)).includes(`<p class="number">${ticket}`));
    });
  });

  test('it is asked again after a while, even if it says at once', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      portal.answer('/v1/results', '503 with no time to wait');
      const first = portal.next('/v1/results');
      await traveller.officer();
      const times = [await first, await portal.next('/v1/results'), await portal.next('/v1/results')];
      portal.answer('/v1/results', null);
      for (const at of [1, 2]) assert.ok(times[at] - times[at - 1] > 700, times.join());
      await traveller.result();
    });
  });

  test('a backlog is declared until the server has heard of it', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      portal.answer('/v1/results', '204');
      // Before the tenth result, after which the kiosk declares the backlog.
      portal.answer('/v1/backlogs', SHORT[0]);
      for (let i = 0; i < 11; i++) {
        await traveller.officer();
        await traveller.finish();
      }
      await until(traveller, (it) => it.results.length === 11);
      portal.answer('/v1/results', null);
      await each('/v1/backlogs', SHORT, () => wake(traveller), async (name) => {
        await sleep(50);
        assert.equal((await held(traveller)).results.length, 11, name);
      });
      await wake(traveller);
      await until(traveller, (it) => it.results.length === 0);
      await traveller.result(11);
    });
  });

  test('the page does not say that staff have been called until they have', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      const { page } = traveller;
      const all = [...SHORT, '201 with the JSON of another'];
      // Each call is tried three times.
      for (const names of [all.slice(0, 3), all.slice(3)]) {
        portal.answer('/v1/calls', names[0]);
        for (const next of [names[1], names[2], undefined]) {
          const answered = portal.next('/v1/calls');
          if (next === names[1]) await traveller.foot('call');
          await answered;
          if (next) portal.answer('/v1/calls', next);
        }
        await page.getByRole('heading', { name: 'We could not call' }).waitFor();
        await traveller.closePanel();
      }
      portal.answer('/v1/calls', null);
      await traveller.foot('call');
      await page.getByRole('heading', { name: 'Staff have been called' }).waitFor();
      await traveller.closePanel();
      assert.match(await desk(server), /Kiosk [0-9a-f]{4} needs help/);
    });
  });

  test('a kiosk is enrolled, and says which settings it runs with, once the server answers', async () => {
    portal.answer('/v1/enrolments', SHORT[0]);
    portal.answer('/v1/settings', SHORT[1]);
    await walk(async (traveller) => {
      await each('/v1/enrolments', SHORT, () => wake(traveller), async (name) => {
        await sleep(50);
        assert.equal((await held(traveller)).identity[0]?.kiosk, undefined, name);
      });
      const told = portal.next('/v1/settings');
      await wake(traveller);
      await enrolled(traveller);
      await told;
      await each('/v1/settings', SHORT, () => look(traveller), () => sleep(50));
      const known = () => traveller.page.evaluate(() => localStorage['gangway.settings']);
      assert.ok(!await known(), 'the page has no settings yet');
      await look(traveller);
      for (let i = 0; i < 100 && !await known(); i++) await sleep(100);
      assert.match(await known(), /^[0-9a-f]{8} none open$/);
    });
  });

  test('the settings, the waits and the words stay as they were', async () => {
    await walk(async (traveller) => {
      await traveller.ready();
      const before = await site(traveller);
      for (const path of ['/kiosk.json', '/v1/waits']) {
        await each(path, NAMES, () => look(traveller), async (name) => {
          await sleep(50);
          assert.equal(await site(traveller), before, `${path}: ${name}`);
        });
      }
      await traveller.begin();
      assert.doesNotMatch(await traveller.text('.notice'), /NaN|undefined/);
      await traveller.agree();
      await traveller.officer();
      assert.match(await traveller.text('.ticket strong'), /^[0-9a-f]+-\d{3}$/);
    });
  });

  test('the words and the models of the build are used, or none', async () => {
    const asked = new Set();
    const route = async (page) => {
      page.on('request', (it) => asked.add(new URL(it.url()).pathname));
    };
    let words;
    await walk(async (traveller) => {
      await traveller.ready();
      words = [...asked].find((it) => /^\/parts\/words\//.test(it));
      assert.ok(words, [...asked].join());
    }, { route });
    for (const path of [words, '/parts/models.json']) {
      portal.answer(path, SHORT[0]);
      await walk(async (traveller) => {
        await each(path, SHORT, () => look(traveller), () => sleep(50));
        await traveller.page.locator('html[data-step=welcome]').waitFor();
        await look(traveller);
        await traveller.ready();
        await traveller.begin('fr');
        await traveller.page.locator('.choice:has(.icon-face)').waitFor();
      });
    }
  });

  test('nothing leads to its page', async () => {
    portal.answer('/anew.html', SHORT[0]);
    await walk(async (traveller) => {
      const { page } = traveller;
      const asked = portal.next('/anew.html');
      await traveller.begin();
      await traveller.agree();
      await traveller.officer();
      await page.locator('.done button.action').click();
      await traveller.screen('welcome');
      await asked;
      await sleep(500);
      assert.equal(page.url(), `${portal.origin}/`);
      assert.equal(await page.title(), 'Gangway');
      portal.answer('/anew.html', null);
    });
  });
});

test.describe('K1: what is kept for times without a network', () => {
  test('are the last good settings, whatever came since', async () => {
    await walk(async (traveller) => {
      const { page } = traveller;
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const shipped = await (await fetch(`${server.origin}/kiosk.json`)).text();
      const get = () => page.evaluate(async () => (await fetch('/kiosk.json')).text());
      for (const name of NAMES) {
        portal.answer('/kiosk.json', name);
        assert.equal(await get(), shipped, name);
      }
      // Valid JSON, but invalid settings.
      ANSWERS.wrong = (response) => response.writeHead(200, { 'content-type': 'application/json' })
        .end(shipped.replace('"languages": [', '"languages": ["tlh", '));
      portal.answer('/kiosk.json', 'wrong');
      const before = await site(traveller);
      await look(traveller);
      const facts = await staff(traveller);
      assert.equal(await site(traveller), before);
      assert.match(facts.Settings, /languages: `tlh`/);
      delete ANSWERS.wrong;
      portal.answer('/kiosk.json', '204');
      await page.reload();
      await traveller.screen('welcome');
      // The first screen is shown before the settings are loaded.
      for (let i = 0; i < 50 && await site(traveller) === ''; i++) await sleep(100);
      assert.equal(await site(traveller), before);
      await traveller.officer();
      assert.match(await traveller.text('.ticket strong'), /^[0-9a-f]+-\d{3}$/);
      assert.equal(await site(traveller), before);
      portal.answer('/kiosk.json', null);
    }, { serviceWorkers: 'allow' });
  });

  test('are the files of the build or none', async () => {
    for (const name of ['200 with a page', 'a redirection to its page', '204']) {
      portal.answer('/boot.js', name);
      const context = await browser.newContext();
      const page = await context.newPage();
      const asked = portal.next('/boot.js');
      await page.goto(portal.origin);
      await asked;
      await sleep(300);
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null), null, name);
      await context.close();
    }
    portal.answer('/boot.js', null);
    await walk(({ page }) => page.waitForFunction(() => navigator.serviceWorker.controller !== null), { serviceWorkers: 'allow' });
  });
});
