// The settings of a site in `kiosk.json`, and their display to staff.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { SITE, media, settings, startServer, visit } from './kiosk.mjs';

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

/** A kiosk whose settings differ from the default ones. */
const kiosk = (change, options) => visit(browser, server, { route: settings(change), ...options });

test('the site and its operator are named on every screen', async () => {
  const traveller = await kiosk((site) => Object.assign(site, { site: 'Pier 9', operator: 'Port of X' }));
  // The first screen is shown before the settings are loaded.
  await traveller.page.locator('header .whose', { hasText: 'Pier 9' }).waitFor();
  assert.equal(await traveller.text('header .whose'), 'Pier 9 · Port of X');
  await traveller.officer();
  assert.equal(await traveller.text('header .whose'), 'Pier 9 · Port of X');
  await traveller.close();
});

test.describe('documents are shown', () => {
  const FILE = '.document button:has(.icon-file)';
  const CAMERA = '.document button:has(.icon-camera)';
  const cases = [
    { sources: ['file'], first: 'file', other: 0 },
    { sources: ['camera'], first: 'camera', other: 0 },
    { sources: ['file', 'camera'], first: 'file', other: 1 },
    { sources: ['camera', 'file'], first: 'camera', other: 1 },
  ];
  for (const { sources, first, other } of cases) {
    test(`by ${sources.join(', then by ')}`, async () => {
      const traveller = await kiosk((site) => { site.document_sources = sources; });
      await traveller.begin();
      await traveller.agree();
      const shown = first === 'file' ? ['.drop', '.page', CAMERA] : ['.page', '.drop', FILE];
      await traveller.page.locator(shown[0]).waitFor();
      assert.equal(await traveller.page.locator(shown[1]).count(), 0);
      assert.equal(await traveller.page.locator(shown[2]).count(), other);
      assert.equal(await traveller.page.locator('.document button').count(), other);
      if (other) {
        await traveller.page.locator(shown[2]).click();
        await traveller.page.locator(shown[1]).waitFor();
      }
      if (sources.join() === 'file') {
        await traveller.show(media('woman_a_doc.jpg'));
        await traveller.screen('face');
        assert.equal(await traveller.opened(), 1, 'the camera is for the face alone');
      }
      await traveller.close();
    });
  }
});

test('only the languages of the site are on offer, and the first one greets', async () => {
  const traveller = await kiosk((site) => { site.languages = ['ht', 'ar', 'en']; });
  await traveller.page.locator('html[lang=ht]').waitFor();
  assert.deepEqual(await traveller.texts('.welcome .languages button'), ['Kreyòl ayisyen', 'العربية', 'English']);
  await traveller.foot('tongue');
  assert.equal(await traveller.page.locator('.panel .languages button').count(), 3);
  await traveller.closePanel();
  await traveller.begin('en');
  await traveller.officer();
  await traveller.finish();
  await traveller.page.locator('html[lang=ht]').waitFor();
  await traveller.close();
});

for (const [said, fmr] of [['1e-3', '1e-3'], ['1e-4', '1e-4'], ['1e-5', '1e-5'], [undefined, '1e-4']]) {
  test(`the worker is asked for a false match rate of ${fmr} where the site says ${said ?? 'nothing'}`, async () => {
    const init = () => {
      const post = Worker.prototype.postMessage;
      window.prepared = [];
      Worker.prototype.postMessage = function (message, ...rest) {
        if (message?.[0]?.Prepare) window.prepared.push(message[0].Prepare.fmr);
        post.call(this, message, ...rest);
      };
    };
    const traveller = await kiosk((site) => { site.target_fmr = said; }, { init });
    await traveller.ready();
    assert.deepEqual(await traveller.page.evaluate(() => window.prepared), [fmr]);
    await traveller.close();
  });
}

for (const first of ['officer', 'face']) {
  test(`the card of the ${first} stands first, and keys come to it first`, async () => {
    const traveller = await kiosk((site) => { site.officer_first = first === 'officer'; });
    await traveller.begin();
    const cards = await traveller.page.locator('.choice').evaluateAll((cards) => (
      cards.map((it) => ({ icon: it.querySelector('.icon').className, left: it.getBoundingClientRect().left }))
    ));
    const seen = cards.toSorted((one, other) => one.left - other.left).map((it) => it.icon);
    assert.equal(seen[0], `icon icon-${first}`);
    assert.deepEqual(cards.map((it) => it.icon), seen);
    await traveller.page.keyboard.press('Tab');
    assert.ok(await traveller.page.evaluate((it) => document.activeElement.matches(it), `.choice:has(.icon-${first})`));
    await traveller.close();
  });
}

test('U25: the notice is said in a sign language where the site has a video of it', async () => {
  const traveller = await kiosk((site) => { site.sign_language = { en: '/signs/en.mp4' }; });
  const asked = [];
  await traveller.page.route('**/signs/*', (route) => {
    asked.push(new URL(route.request().url()).pathname);
    route.fulfill({ contentType: 'video/mp4', body: '' });
  });
  await traveller.begin('en');
  const video = traveller.page.locator('.notice video.signer[controls]');
  await video.waitFor();
  await traveller.page.waitForFunction(() => document.querySelector('.signer').error !== null);
  assert.deepEqual([...new Set(asked)], ['/signs/en.mp4']);
  assert.ok(!traveller.errors.some((it) => it.includes('Content Security Policy')), traveller.errors.join());
  await traveller.foot('tongue');
  await traveller.page.locator('.panel button[lang=fr]').click();
  await traveller.page.locator('html[lang=fr]').waitFor();
  assert.equal(await traveller.page.locator('.notice').count(), 1);
  await video.waitFor({ state: 'detached' });
  await traveller.close();
});

test('settings that are read again change the screen only where they have changed', async () => {
  let site;
  const traveller = await kiosk((it) => { site = Object.assign(it, { sign_language: { en: '/signs/en.mp4' } }); });
  const readAgain = async () => {
    const read = traveller.page.waitForResponse('**/kiosk.json');
    await traveller.page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
    await read;
  };
  await traveller.ready();
  await traveller.begin('en');
  await traveller.page.locator('.signer').evaluate((it) => { it.dataset.plays = 'on'; });
  // Settings apply after the next time they are read.
  await readAgain();
  await readAgain();
  assert.equal(await traveller.page.locator('.signer[data-plays=on]').count(), 1);
  site.operator = 'Port of Y';
  await readAgain();
  await traveller.page.locator('header .whose', { hasText: 'Port of Y' }).waitFor();
  await traveller.close();
});

test.describe('a wrong settings file', () => {
  const cases = {
    'with an unknown field': [(site) => { site.colour = 'red'; }, /unknown field `colour`/],
    'without a field': [(site) => { delete site.patience; }, /missing field `patience`/],
    'with a value out of range': [(site) => { site.patience.face = 4; }, /patience\.face: a number from 10 to 600/],
    'with a language without a translation': [(site) => { site.languages = ['tlh']; }, /languages: `tlh`/],
    'that ends too early': [null, /this is no JSON, from line 1 on/],
  };
  for (const [name, [change, reason]] of Object.entries(cases)) {
    test(`${name} says so to staff, and leads to an officer`, async () => {
      const route = change ? settings(change) : (page) => page.route('**/kiosk.json', (it) => it.fulfill({ contentType: 'application/json', body: '{"kiosk": "0001",' }));
      const traveller = await visit(browser, server, { route });
      await traveller.begin();
      await traveller.screen('closed');
      assert.match(await traveller.text('.closed .staff'), /settings file/);
      assert.match(await traveller.text('.closed .fault'), reason);
      assert.equal(await traveller.opened(), 0);
      await traveller.page.locator('.closed button.action').click();
      await traveller.screen('done');
      await traveller.page.locator('.ticket').waitFor();
      assert.match(await traveller.text('.ticket strong'), /^[0-9a-f]+-\d{3}$/, 'a ticket with the number that the kiosk drew');
      await traveller.finish();
      await traveller.page.keyboard.press('F2');
      await traveller.panel('staff');
      assert.match(await traveller.text('.panel.staff'), reason);
      await traveller.close();
    });
  }
});

test.describe('staff see', () => {
  const facts = async (traveller) => Object.fromEntries((await traveller.texts('.panel.staff tr')).map((it) => it.split('\t')));
  const ways = {
    'by a key': ({ page }) => page.keyboard.press('F2'),
    'by five touches on the head': async ({ page }) => {
      for (let i = 0; i < 5; i++) await page.locator('header .whose').click();
    },
  };
  // Each is a different kiosk with its own number.
  const numbers = ['beef', 'bead'];
  for (const [at, [name, way]] of Object.entries(ways).entries()) {
    test(`what the kiosk is, ${name}`, async () => {
      const traveller = await kiosk((site) => { site.kiosk = numbers[at]; });
      await traveller.ready();
      await way(traveller);
      await traveller.panel('staff');
      const told = await facts(traveller);
      assert.equal(told.Kiosk.toLowerCase(), numbers[at]);
      assert.match(told.Build, /^[0-9a-f]{8}$/);
      assert.equal(told['Face lane'], 'Open');
      const models = JSON.parse(await readFile(path.join(SITE, 'parts/models.json'), 'utf8'));
      const recognisers = models.filter((it) => it.role === 'recogniser').map((it) => it.name);
      assert.ok(recognisers.includes(told['Face model']), told['Face model']);
      assert.equal(told.Settings, 'The settings file is valid.');
      assert.equal(told['Results that wait for the server'], '0');
      assert.match(told.Languages, /^English, Español, Français, .*中文, العربية, Português, .+, Kreyòl ayisyen$/);
      assert.match(await traveller.text('.panel.staff'), /languages .*wait for a human reviewer/);
      assert.equal(await traveller.opened(), 0);
      await traveller.close();
    });
  }

  test('how many results wait', async () => {
    const traveller = await kiosk(() => {});
    await traveller.page.route('**/v1/results', (route) => route.abort());
    for (let i = 0; i < 2; i++) {
      await traveller.officer();
      await traveller.finish();
    }
    await traveller.page.keyboard.press('F2');
    await traveller.panel('staff');
    assert.equal((await facts(traveller))['Results that wait for the server'], '2');
    await traveller.close();
  });

  test('nothing while a traveller is there', async () => {
    const traveller = await kiosk(() => {});
    await traveller.begin();
    await traveller.page.keyboard.press('F2');
    for (let i = 0; i < 5; i++) await traveller.page.locator('header .whose').click();
    assert.equal(await traveller.page.locator('.panel').count(), 0);
    await traveller.close();
  });

  test('nothing after four touches and a pause', async () => {
    const traveller = await visit(browser, server, { time: Date.now() });
    await traveller.ready();
    const touch = () => traveller.page.locator('header .whose').click();
    for (let i = 0; i < 4; i++) await touch();
    await traveller.page.clock.runFor(3_100);
    await touch();
    assert.equal(await traveller.page.locator('.panel').count(), 0);
    for (let i = 0; i < 4; i++) await touch();
    await traveller.panel('staff');
    await traveller.close();
  });
});
