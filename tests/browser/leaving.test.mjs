// U18: nothing of a traveller is left for the next one.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { startServer, visit } from './kiosk.mjs';
import { until } from './kiosk_profile.mjs';

/** A large screen, for the largest text size. */
const viewport = { width: 1080, height: 1920 };

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

/** The visible state of the page that preferences can change. */
const state = async ({ page, settled }) => {
  await settled();
  return page.evaluate(look);
};
function look() {
  const { lang, dir, dataset, style } = document.documentElement;
  return {
    lang,
    dir,
    data: { ...dataset },
    style: style.cssText,
    transcript: document.querySelectorAll('.transcript').length,
    dark: document.querySelectorAll('.dark').length,
    panels: document.querySelectorAll('.panel').length,
    text: document.querySelector('main').textContent,
    title: document.title,
    address: location.href,
    pages: history.length,
    session: sessionStorage.length,
    cookies: document.cookie,
  };
}

/** The selected options in the accessibility panel. */
async function chosen(traveller) {
  await traveller.foot('ease');
  const names = await traveller.texts('.panel.access button[aria-pressed=true]');
  await traveller.closePanel();
  return names;
}

/** Changes all preferences. */
async function change(traveller) {
  const { page } = traveller;
  await traveller.foot('ease');
  for (const name of ['Largest', 'Loud']) await page.locator('.panel').getByRole('button', { name }).click();
  for (const name of ['Strong contrast', 'Move the buttons down', 'Read the screen aloud', 'Make the screen dark']) {
    const group = page.getByRole('group', { name });
    await group.getByRole('button', { name: 'On', exact: true }).click();
  }
  await page.locator('.dark').click();
  await traveller.closePanel();
  await traveller.foot('tongue');
  await page.locator('.panel button[lang=ar]').click();
  await page.locator('html[dir=rtl]').waitFor();
  await page.locator('.transcript .spoken', { hasText: /./ }).waitFor();
}

const ways = {
  'finishes': async (traveller) => {
    await traveller.officer();
    await traveller.foot('call');
    await traveller.closePanel();
    await traveller.finish();
  },
  'walks away from the notice': async (traveller) => {
    await traveller.page.locator('.welcome button[lang=ht]').click();
    await traveller.screen('notice');
    await traveller.page.clock.runFor(90_000);
    await traveller.page.locator('.warning').waitFor();
    await traveller.page.clock.runFor(20_000);
    await traveller.screen('welcome');
  },
  'walks away from the first screen': async (traveller) => {
    await traveller.page.clock.runFor(90_000);
    await traveller.page.locator('html[lang=en]').waitFor();
  },
};

test.describe('U18: when a traveller', () => {
  for (const [name, leave] of Object.entries(ways)) {
    test(`${name}, everything is as it was`, async () => {
      const traveller = await visit(browser, server, { viewport, time: Date.now() });
      await traveller.ready();
      await traveller.page.locator('html[data-theme]').waitFor();
      const [fresh, usual] = [await state(traveller), await chosen(traveller)];
      assert.deepEqual(usual, ['Normal', 'Off', 'Off', 'Off', 'Off', 'Soft']);
      await change(traveller);
      const changed = await state(traveller);
      for (const key of ['lang', 'dir', 'data', 'style', 'transcript', 'text']) {
        assert.notDeepEqual(changed[key], fresh[key], key);
      }
      await leave(traveller);
      // Captions of sounds and the worker's last message come after the screen.
      assert.deepEqual(await state(traveller), fresh);
      assert.deepEqual(await chosen(traveller), usual);
      await traveller.close();
    });
  }

  test('has gone, the browser keeps a ticket counter, who the kiosk is and results that wait, and nothing else', async () => {
    const traveller = await visit(browser, server, { viewport });
    await change(traveller);
    await traveller.officer();
    await traveller.result();
    await traveller.finish();
    const left = await traveller.page.evaluate(async () => ({
      local: { ...localStorage },
      databases: await indexedDB.databases(),
    }));
    // Names that the page does not use.
    const session = await traveller.context.newCDPSession(traveller.page);
    const { caches } = await session.send('CacheStorage.requestCacheNames', { securityOrigin: server.origin });
    const cookies = await traveller.context.cookies();
    assert.deepEqual(Object.keys(left.local).sort(), ['gangway.kiosk', 'gangway.provisional', 'gangway.settings', 'gangway.ticket']);
    // The hash of the settings that were reported to the server.
    assert.match(left.local['gangway.settings'], /^[0-9a-f]{8} [a-z_]+ [a-z-]+$/);
    assert.match(left.local['gangway.ticket'], /^\d+$/);
    assert.deepEqual([left.databases, caches, cookies], [[{ name: 'gangway', version: 1 }], [], []]);
    const { identity, tickets } = await until(traveller, (it) => it.results.length === 0);
    assert.deepEqual([identity.length, tickets.length], [1, 1]);
    await traveller.close();
  });
});
