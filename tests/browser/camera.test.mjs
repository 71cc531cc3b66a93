// S1: the camera, seen from outside the page: on while the traveller sees what it sees, else off.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from './engines/puppeteer.mjs';
import { launch, media, settings, startServer, visit } from './kiosk.mjs';
import { Lens, blind } from './outside.mjs';

/** So soon after the touch no process films any more. */
const SOON_MS = 1_000;

let server;
before(async () => { server = await startServer(); });
after(() => server.close());

let lens;
let browser;
async function open(film) {
  lens = await Lens.of(film);
  browser = await launch({ film: lens.film });
}
afterEach(async () => {
  await browser?.close();
  await lens?.remove();
  browser = lens = undefined;
});

/** The filming ends in time, and does not begin again by itself. */
async function endsWith(act) {
  const ms = await lens.closesAfter(act);
  console.log(`# off after ${ms} ms`);
  assert.ok(ms <= SOON_MS, `the camera films on for ${ms} ms`);
  await sleep(SOON_MS);
  assert.equal(lens.isOpen(), false, 'the camera films again');
}

/** Waits until the camera is on and the input guard is open, so that the guard's time is not measured. */
async function waitUntilFilming(traveller) {
  await lens.opens();
  await traveller.settled();
}

const toDocument = async (traveller) => {
  await traveller.begin();
  await traveller.agree();
  await traveller.hint(/./);
};
const toFace = async (traveller) => {
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.hint(/./);
};

describe('S1: as the operating system sees it, the camera', { skip: blind }, () => {
  describe('before a traveller who is not recognised', () => {
    beforeEach(() => open('no_face.y4m'));

    test('is off until the choice', async () => {
      const traveller = await visit(browser, server);
      await traveller.begin();
      await sleep(SOON_MS);
      assert.equal(lens.isOpen(), false);
      await endsWith(() => traveller.officer());
    });

    for (const [screen, way] of Object.entries({ document: toDocument, face: toFace })) {
      test(`is on at the ${screen} screen and off within a second of opting out there`, async () => {
        const traveller = await visit(browser, server);
        await way(traveller);
        await waitUntilFilming(traveller);
        await endsWith(() => traveller.officer());
        await traveller.finish();
        await sleep(SOON_MS);
        assert.equal(lens.isOpen(), false, 'for the next traveller');
      });

      for (const panel of ['call', 'tongue', 'ease']) {
        test(`is off within a second of a panel over the ${screen} screen (${panel}), and on again after it`, async () => {
          const traveller = await visit(browser, server);
          await way(traveller);
          await waitUntilFilming(traveller);
          await endsWith(() => traveller.foot(panel));
          await traveller.closePanel();
          await waitUntilFilming(traveller);
          await endsWith(() => traveller.officer());
        });
      }
    }

    test('is off while a file is chosen', async () => {
      const traveller = await visit(browser, server);
      await toDocument(traveller);
      await waitUntilFilming(traveller);
      await endsWith(() => traveller.useFile());
      await endsWith(() => traveller.officer());
    });

    test('is off within a second of the question whether the traveller is there, and when there is no answer', async () => {
      const route = settings((site) => { site.patience.document = 10; });
      const traveller = await visit(browser, server, { route });
      await toDocument(traveller);
      await waitUntilFilming(traveller);
      await traveller.page.locator('.warning').waitFor({ timeout: 20_000 });
      await endsWith(async () => {});
      await traveller.screen('welcome', 40_000);
      assert.equal(lens.isOpen(), false);
    });

    test('is off within a second of the end of the page\'s program', async () => {
      const traveller = await visit(browser, server);
      await toDocument(traveller);
      await waitUntilFilming(traveller);
      await endsWith(() => traveller.page.evaluate(() => {
        dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }));
      }));
    });

    test('that is granted after the end of the page\'s program is off within a second', async () => {
      // The permission is given when the test says so.
      const delayPermission = () => {
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (constraints) => {
          await new Promise((resolve) => { window.grant = resolve; });
          window.granted = open(constraints);
          return window.granted;
        };
      };
      const traveller = await visit(browser, server, { init: delayPermission });
      await traveller.begin();
      await traveller.agree();
      await traveller.page.waitForFunction(() => window.grant);
      await traveller.page.evaluate(() => {
        dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }));
      });
      await traveller.page.evaluate(() => window.grant());
      await traveller.page.evaluate(async () => { await window.granted; });
      await endsWith(async () => {});
    });
  });

  describe('before a traveller who is compared', () => {
    beforeEach(() => open('woman_a.y4m'));

    const hold = () => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        if (!message?.[0]?.Compare) post.call(this, message, ...rest);
      };
    };
    test('is off while the worker compares, and after opting out there', async () => {
      const traveller = await visit(browser, server, { init: hold });
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.screen('comparing');
      await endsWith(async () => {});
      await endsWith(() => traveller.officer());
    });

    for (const [name, document] of [['a match', 'woman_a_doc.jpg'], ['two tries without one', 'other_doc.jpg']]) {
      test(`is off within a second of ${name}, and stays off`, async () => {
        const traveller = await visit(browser, server);
        await traveller.toFace(media(document));
        await traveller.screen('done', 40_000);
        await endsWith(async () => {});
        await traveller.finish();
        await sleep(3 * SOON_MS);
        assert.equal(lens.isOpen(), false);
      });
    }
  });

  // Playwright keeps each page visible, whatever lies over it.
  test('is off within a second of another tab over the page, and on again when the page is seen', async () => {
    lens = await Lens.of('no_face.y4m');
    const page = await chromium.launch({ film: lens.film });
    browser = page;
    await page.open(server.origin);
    for (const touch of ['.welcome button[lang=en]', '.choice:has(.icon-face)']) await page.click(touch);
    await lens.opens();
    await endsWith(() => page.cover());
    await page.uncover();
    await lens.opens();
    assert.equal(await page.run(() => document.querySelector('main section').className), 'document');
    await page.cover();
    await page.uncover();
    await page.click('footer .officer');
    await endsWith(async () => {});
  });
});
