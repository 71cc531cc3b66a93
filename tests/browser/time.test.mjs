// U17: an idle traveller is asked, can take more time, and otherwise everything is erased.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser, test } from './fixtures.mjs';
import { startServer, visit } from './kiosk.mjs';

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

/** Seconds of `patience` in the shipped settings, and of the answer. */
const NOTICE = 90;
const DOCUMENT = 90;
const DONE = 25;
const ANSWER = 20;
/** The last screen ends at a multiple of ten seconds, up to this much later. */
const SLOT = 10;

/** Counts the tones that are played. */
function listen() {
  window.tones = 0;
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    window.tones += 1;
    return make.call(this);
  };
}

/** Opens a kiosk whose clock only the test advances. */
async function arrive() {
  const traveller = await visit(browser, server, { init: listen, time: Date.now() });
  await traveller.ready();
  await traveller.page.clock.pauseAt(await traveller.page.evaluate(() => Date.now() + 1_000));
  return traveller;
}

const pass = ({ page }, seconds) => page.clock.runFor(seconds * 1_000);
const warning = ({ page }) => page.locator('[role=alertdialog].warning');
const isAsked = (traveller) => warning(traveller).waitFor();
const isLeftAlone = async (traveller) => assert.equal(await warning(traveller).count(), 0);
// The kiosk enrols by itself in trial mode.
const posts = ({ requests }) => requests
  .filter((it) => it.method === 'POST' && !/\/v1\/(enrolments|settings)$/.test(it.url)).length;
/** The browser's local storage, without the record of reported settings, which depends on the clock. */
const kept = ({ page }) => page.evaluate(() => ({ ...localStorage, 'gangway.settings': undefined }));

/**
 * Advances the clock while the camera is on, in small steps: the worker has a real clock, and the page
 * would replace a worker that is too slow.
 */
async function passBeforeCamera(traveller, seconds) {
  const { page } = traveller;
  for (let left = seconds; left > 0; left -= 5) {
    await pass(traveller, Math.min(left, 5));
    const heard = await page.evaluate(() => seen.heard.length);
    await page.waitForFunction((heard) => seen.heard.length > heard, heard);
  }
}

test.describe('U17: a traveller who does nothing', () => {
  test('is asked by sight and by sound, and sees the seconds', async () => {
    const traveller = await arrive();
    await traveller.begin();
    await pass(traveller, NOTICE - 1);
    await isLeftAlone(traveller);
    assert.equal(await traveller.page.evaluate(() => tones), 0);
    await pass(traveller, 1);
    await isAsked(traveller);
    assert.equal(await traveller.page.evaluate(() => tones), 3);
    assert.match(await traveller.text('.caption'), /Sound: time is running out/);
    assert.equal(await traveller.text('.warning h1'), 'Do you need more time?');
    assert.match(await traveller.text('.warning'), /In 20 seconds/);
    await pass(traveller, 5);
    assert.match(await traveller.text('.warning'), /In 15 seconds/);
    await pass(traveller, 14);
    assert.match(await traveller.text('.warning'), /In 1 second,/);
    await traveller.close();
  });

  test('can take more time ten times, and then an officer helps', async () => {
    const traveller = await arrive();
    await traveller.begin();
    for (let i = 0; i < 10; i++) {
      await pass(traveller, NOTICE);
      await isAsked(traveller);
      await pass(traveller, ANSWER - 1);
      await traveller.page.locator('.warning .more').click();
      await warning(traveller).waitFor({ state: 'detached' });
      assert.equal(await traveller.page.locator('.notice').count(), 1);
    }
    await pass(traveller, NOTICE);
    await traveller.screen('done');
    assert.match(await traveller.text('.done'), /Time has run out\. An officer will help\./);
    await traveller.page.locator('.ticket').waitFor();
    // Results are sent at multiples of ten seconds. The server refuses times in the future.
    const sent = () => traveller.requests.find((it) => it.url.endsWith('/v1/results'));
    for (let i = 0; i < 100 && !sent(); i++) {
      if (i % 10 === 0) await pass(traveller, SLOT);
      await sleep(50);
    }
    assert.equal(JSON.parse(sent().body).outcome, 'manual');
    await traveller.close();
  });

  test('can answer by any way of touching, and by keys', async () => {
    const traveller = await arrive();
    await traveller.begin();
    await pass(traveller, NOTICE);
    await isAsked(traveller);
    await traveller.page.keyboard.press('ArrowDown');
    await traveller.page.keyboard.press('Enter');
    await warning(traveller).waitFor({ state: 'detached' });
    await traveller.close();
  });

  test('and gives no answer has gone: nothing is sent, and no ticket is used', async () => {
    const traveller = await arrive();
    const before = await kept(traveller);
    await traveller.begin();
    await pass(traveller, NOTICE);
    await isAsked(traveller);
    // A touch outside the button is not an answer.
    await traveller.page.locator('.warning h1').click();
    await pass(traveller, ANSWER - 1);
    await isAsked(traveller);
    await pass(traveller, 1);
    await traveller.screen('welcome');
    await isLeftAlone(traveller);
    assert.equal(posts(traveller), 0);
    assert.deepEqual(await kept(traveller), before);
    await traveller.close();
  });

  test('before the camera has gone, and the camera is off', async () => {
    const traveller = await arrive();
    const before = await kept(traveller);
    await traveller.begin();
    await traveller.agree();
    await traveller.hint(/./);
    await passBeforeCamera(traveller, DOCUMENT - 5);
    assert.equal(await traveller.cameraRuns(), true, 'there is still time');
    await pass(traveller, 5);
    await isAsked(traveller);
    assert.equal(await traveller.cameraRuns(), false, 'a traveller who cannot see the page is not filmed');
    await pass(traveller, ANSWER - 5);
    await traveller.page.locator('.warning .more').click();
    await traveller.hint(/./);
    assert.equal(await traveller.cameraRuns(), true, 'it goes on where it was');
    await passBeforeCamera(traveller, DOCUMENT - 5);
    await pass(traveller, 5);
    await isAsked(traveller);
    await pass(traveller, ANSWER);
    await traveller.screen('welcome');
    assert.equal(await traveller.cameraRuns(), false);
    assert.equal(posts(traveller), 0);
    assert.deepEqual(await kept(traveller), before);
    assert.equal(await traveller.page.evaluate(() => seen.workers.length), 2, 'the first one may have seen a person');
    await traveller.close();
  });

  test('on the last screen has gone, with the ticket', async () => {
    const traveller = await arrive();
    await traveller.officer();
    const ticket = await traveller.text('.ticket strong');
    await pass(traveller, DONE - 1);
    await isLeftAlone(traveller);
    await pass(traveller, 1 + SLOT);
    await isAsked(traveller);
    assert.ok(await traveller.page.evaluate(() => tones) > 0);
    await pass(traveller, ANSWER);
    await traveller.screen('welcome');
    assert.ok(!(await traveller.page.locator('body').textContent()).includes(ticket));
    await traveller.close();
  });

  test('but has called staff is waited for', async () => {
    const traveller = await arrive();
    await traveller.begin();
    await traveller.foot('call');
    await pass(traveller, 299);
    await isLeftAlone(traveller);
    await pass(traveller, 1);
    await isAsked(traveller);
    await traveller.close();
  });
});

test.describe('U17: a traveller who does something', () => {
  const touches = {
    'touches the screen': ({ page }) => page.locator('.notice h1').click(),
    'presses a key': ({ page }) => page.keyboard.press('Shift'),
    'opens a panel': (traveller) => traveller.foot('ease'),
  };
  for (const [name, touch] of Object.entries(touches)) {
    test(`${name} has all the time again`, async () => {
      const traveller = await arrive();
      await traveller.begin();
      await pass(traveller, NOTICE - 1);
      await touch(traveller);
      await pass(traveller, NOTICE - 1);
      await isLeftAlone(traveller);
      await pass(traveller, 1);
      await isAsked(traveller);
      await traveller.close();
    });
  }
});
