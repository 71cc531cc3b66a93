// A traveller opts out during a check: the camera is switched off at once, and the picture is erased.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

let server;
test.beforeAll(async () => { server = await startServer(); });
test.afterAll(() => server.close());

/** The time limit for stopping the camera after a touch, also on a busy machine. */
const SOON_MS = 1_000;

/** Delays the comparison, so that it can be interrupted. */
function hold() {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (!message?.[0]?.Compare) post.call(this, message, ...rest);
  };
}

/** Waits until the camera is on and a frame was analysed. */
const seenByCamera = async ({ page }) => {
  await page.waitForFunction(() => seen.tracks.some((it) => it.readyState === 'live'));
  await page.locator('.hint', { hasText: /./ }).waitFor();
};

/** Withdraws with the button below the screen, and asserts what was promised. */
async function assertWithdraws(traveller) {
  const { page } = traveller;
  const clicks = await page.evaluate(() => seen.clicks.length);
  await traveller.officer();
  const { click, stops, states } = await page.evaluate((clicks) => ({
    click: seen.clicks[clicks],
    stops: seen.stops,
    states: seen.tracks.map((it) => it.readyState),
  }), clicks);
  assert.deepEqual([...new Set(states)], states.length ? ['ended'] : []);
  assert.equal(stops.length, states.length, 'each track is stopped once');
  for (const stop of stops) assert.ok(stop - click <= SOON_MS, `${stop - click} ms after the touch`);
  await page.getByText('Your picture has been erased.').waitFor();
  assert.equal(await page.locator('video, canvas, img').count(), 0);
  assert.equal((await traveller.result()).outcome, 'manual');
  // The worker with the picture has ended, and another one serves the next traveller.
  const { workers, heard } = await page.evaluate(() => ({ workers: seen.workers.length, heard: seen.heard }));
  assert.equal(workers, 2);
  assert.ok(heard.includes('forgotten'));
  assert.deepEqual(traveller.errors, []);
}

test.describe('U7: withdrawing', () => {
  let browser;
  test.beforeAll(async () => { browser = await openBrowser({ film: 'no_face.y4m' }); });
  test.afterAll(() => browser.close());

  const ways = {
    'while the document is before the camera': async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await seenByCamera(traveller);
    },
    'while a file is chosen': async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await seenByCamera(traveller);
      await traveller.useFile();
      await traveller.show(media('no_face.jpg'));
      await traveller.hint(/cannot see a photo of a face/);
    },
    'while the face is taken': async (traveller) => {
      await traveller.toFace(media('woman_a_doc.jpg'));
      await seenByCamera(traveller);
    },
    'behind a panel': async (traveller) => {
      await traveller.toFace(media('woman_a_doc.jpg'));
      await seenByCamera(traveller);
      await traveller.foot('ease');
    },
  };
  for (const [name, way] of Object.entries(ways)) {
    test(`${name} stops the camera at once and erases the picture`, async () => {
      const traveller = await visit(browser, server);
      await way(traveller);
      await assertWithdraws(traveller);
      await traveller.close();
    });
  }
});

test('U7: withdrawing during the comparison erases the picture', async () => {
  const browser = await openBrowser({ film: 'woman_a.y4m' });
  try {
    const traveller = await visit(browser, server, { init: hold });
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('comparing');
    assert.equal(await traveller.cameraRuns(), false, 'nothing is taken any more');
    await assertWithdraws(traveller);
  } finally {
    await browser.close();
  }
});
