// S1: the camera, observed from outside the page: on only while the traveller sees its picture.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from './engines/puppeteer.mjs';
import { skipIf, test } from './fixtures.mjs';
import { launch, media, settings, startServer, visit } from './kiosk.mjs';
import { CameraProbe, cannotObserve } from './camera_probe.mjs';

/** The time limit for switching the camera off after a touch, in ms. */
const SOON_MS = 1_000;

let server;
test.beforeAll(async () => { server = await startServer(); });
test.afterAll(() => server.close());

let probe;
let browser;
async function open(film) {
  probe = await CameraProbe.of(film);
  browser = await launch({ film: probe.film });
}
test.afterEach(async () => {
  await browser?.close();
  await probe?.remove();
  browser = probe = undefined;
});

/** The camera is switched off in time, and not on again by itself. */
async function endsWith(act) {
  const ms = await probe.closesAfter(act);
  console.log(`# off after ${ms} ms`);
  assert.ok(ms <= SOON_MS, `the camera films on for ${ms} ms`);
  await sleep(SOON_MS);
  assert.equal(probe.isOpen(), false, 'the camera films again');
}

/** Waits until the camera is on and the input guard is open, so that the guard's time is not measured. */
async function waitUntilFilming(traveller) {
  await probe.opens();
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

test.describe('S1: as the operating system sees it, the camera', () => {
  skipIf(cannotObserve);
  test.describe('before a traveller who is not recognised', () => {
    test.beforeEach(() => open('no_face.y4m'));

    test('is off until the choice', async () => {
      const traveller = await visit(browser, server);
      await traveller.begin();
      await sleep(SOON_MS);
      assert.equal(probe.isOpen(), false);
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
        assert.equal(probe.isOpen(), false, 'for the next traveller');
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
      await traveller.page.locator('.warning').waitFor();
      await endsWith(async () => {});
      await traveller.screen('welcome');
      assert.equal(probe.isOpen(), false);
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
      // The test decides when the permission is granted.
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

  test.describe('before a traveller who is compared', () => {
    test.beforeEach(() => open('woman_a.y4m'));

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
        await traveller.screen('done');
        await endsWith(async () => {});
        await traveller.finish();
        await sleep(3 * SOON_MS);
        assert.equal(probe.isOpen(), false);
      });
    }
  });

  // With Playwright every page counts as visible, so another driver is used.
  test('is off within a second of another tab over the page, and on again when the page is seen', async () => {
    probe = await CameraProbe.of('no_face.y4m');
    const page = await chromium.launch({ film: probe.film });
    browser = page;
    await page.open(server.origin);
    for (const touch of ['.welcome button[lang=en]', '.choice:has(.icon-face)']) await page.click(touch);
    await probe.opens();
    await endsWith(() => page.cover());
    await page.uncover();
    await probe.opens();
    assert.equal(await page.run(() => document.querySelector('main section').className), 'document');
    await page.cover();
    await page.uncover();
    await page.click('footer .officer');
    await endsWith(async () => {});
  });
});
