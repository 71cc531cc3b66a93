// K5: a camera that is listed but does not work. Only its faults are simulated.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { desk, media, startServer, visit } from './kiosk.mjs';

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

/**
 * Gives the camera the fault in `localStorage.fault`, which persists over a reload: `silent` is a track
 * without frames, `ends` one frame and then the end, `unlisted` no entry in the list before it is opened;
 * any other value is the name of the `DOMException`.
 */
function faulty() {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  const { MediaStreamTrackGenerator, MediaStreamTrackProcessor, TransformStream } = window;
  devices.getUserMedia = async (constraints) => {
    const { fault } = localStorage;
    if (fault === 'silent') return new MediaStream([new MediaStreamTrackGenerator({ kind: 'video' })]);
    if (fault === 'unlisted') localStorage.wasOpened = 'yes';
    else if (fault && fault !== 'ends') throw new DOMException('', fault);
    return open(constraints);
  };
  devices.enumerateDevices = async () => (localStorage.fault === 'unlisted' && !localStorage.wasOpened ? [] : list());
  const { query } = Permissions.prototype;
  Permissions.prototype.query = async function (wanted) {
    return localStorage.fault === 'unlisted' ? { state: 'prompt' } : query.call(this, wanted);
  };
  window.MediaStreamTrackProcessor = class {
    constructor(init) {
      const { readable } = new MediaStreamTrackProcessor(init);
      const hasFault = localStorage.fault === 'ends';
      if (hasFault) delete localStorage.fault;
      let frames = 0;
      const first = { transform: (frame, to) => { frames += 1; if (frames < 2) to.enqueue(frame); else { frame.close(); to.terminate(); } } };
      this.readable = hasFault ? readable.pipeThrough(new TransformStream(first)) : readable;
    }
  };
}

/** A kiosk with a fault, or none. Its clock can be advanced. */
async function kiosk(fault, { granted = true } = {}) {
  const traveller = await visit(browser, server, { init: faulty, time: Date.now() });
  if (granted) await traveller.context.grantPermissions(['camera'], { origin: server.origin });
  await set(traveller, fault);
  await traveller.ready();
  return traveller;
}

const set = ({ page }, fault) => page.evaluate((fault) => {
  if (fault) localStorage.fault = fault;
  else delete localStorage.fault;
}, fault);

const agree = (traveller) => traveller.page.locator('.choice:has(.icon-face)').click();

/** The face lane is closed for the third traveller. */
async function isClosed(traveller, reason) {
  await traveller.begin();
  await traveller.screen('closed');
  assert.match(await traveller.text('.staff'), reason);
  await traveller.officer();
  await traveller.finish();
}

/** After some idle time the choice is offered again. */
async function opensByItself(traveller) {
  const before = await traveller.page.evaluate(() => { window.isOld = true; return true; });
  assert.ok(before);
  await traveller.page.clock.fastForward(21_000);
  await traveller.page.waitForFunction(() => !window.isOld);
  await traveller.screen('welcome');
  await traveller.begin();
  await traveller.page.locator('.choice').first().waitFor();
}

/** Polls until `check` is true. */
async function until(check, what) {
  for (let i = 0; i < 400; i++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
}

test.describe('K5: a camera', () => {
  test('that is busy is tried again, with a word on the screen, and the traveller goes on', async () => {
    const traveller = await kiosk('NotReadableError');
    await traveller.begin();
    await agree(traveller);
    await traveller.hint('The camera is starting. This can take 20 seconds.');
    await set(traveller, null);
    await traveller.hint(/We cannot see a photo/);
    await traveller.officer();
    await traveller.page.getByText('Your picture has been erased.').waitFor();
    await traveller.close();
  });

  test('that gives no frame is waited for, closes the face lane after two travellers, and opens it by itself', async () => {
    const traveller = await kiosk('silent');
    for (const _ of [1, 2]) {
      await traveller.begin();
      await agree(traveller);
      await traveller.page.waitForFunction(() => seen.heard.includes('Watching'));
      await traveller.hint('The camera is starting. This can take 20 seconds.');
      assert.equal(await traveller.page.locator('main section.document').count(), 1);
      await traveller.page.clock.fastForward(20_000);
      await traveller.screen('done');
      assert.match(await traveller.text('.done'), /This kiosk has a problem/);
      await traveller.page.getByText('No picture is kept.').waitFor();
      await traveller.finish();
    }
    await isClosed(traveller, /The camera shows nothing/);
    await until(async () => /The face lane of kiosk .* is closed.*its camera shows nothing/s.test(await desk(server)), 'the desk is not told');
    await set(traveller, null);
    await opensByItself(traveller);
    await traveller.officer();
    await traveller.finish();
    await until(async () => !/The face lane of kiosk/.test(await desk(server)), 'the desk is not told that it is open');
    await traveller.close();
  });

  test('that the operating system denies closes the face lane after two travellers, with no picture taken of either', async () => {
    const traveller = await kiosk('NotAllowedError');
    for (const _ of [1, 2]) {
      await traveller.begin();
      await agree(traveller);
      await traveller.screen('done');
      assert.match(await traveller.text('.done'), /No picture was taken\./);
      await traveller.finish();
    }
    await isClosed(traveller, /operating system does not let/);
    await traveller.close();
  });

  test('whose track ends is opened again', async () => {
    const traveller = await kiosk(null);
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.hint(/Move into the oval/);
    const opened = await traveller.opened();
    await traveller.page.evaluate(() => seen.tracks.at(-1).dispatchEvent(new Event('ended')));
    await until(async () => await traveller.opened() > opened, 'it is not opened again');
    await traveller.hint(/Move into the oval/);
    assert.equal(await traveller.cameraRuns(), true);
    await traveller.close();
  });

  test('whose frames end in the worker is opened again', async () => {
    const traveller = await kiosk('ends');
    await traveller.begin();
    await agree(traveller);
    await traveller.page.waitForFunction(() => seen.heard.includes('StreamEnded'));
    await until(async () => await traveller.opened() === 2, 'it is not opened again');
    await traveller.page.waitForFunction(() => seen.heard.filter((it) => it === 'Watching').length === 2);
    await traveller.hint(/./);
    await traveller.close();
  });

  test('that is listed only to a page that may use it is found while the kiosk is idle', async () => {
    const traveller = await kiosk('unlisted', { granted: false });
    await traveller.page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
    await traveller.begin();
    await traveller.screen('closed');
    assert.match(await traveller.text('.staff'), /No camera is connected/);
    assert.equal(await traveller.opened(), 0);
    await traveller.officer();
    await traveller.finish();
    await opensByItself(traveller);
    await traveller.close();
  });
});
