// Cameras whose picture is rotated.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

/** The film of a traveller, rotated by 180 degrees. */
const UPSIDE_DOWN = `upside-down-${process.pid}.y4m`;

let server;
test.beforeAll(async () => {
  server = await startServer();
  await writeFile(media(UPSIDE_DOWN), turned(await readFile(media('woman_a.y4m'))));
});
test.afterAll(async () => {
  await server.close();
  await rm(media(UPSIDE_DOWN));
});

/** Rotates each frame of a film (YUV4MPEG2, 4:2:0) by 180 degrees: reverses the bytes of each plane. */
function turned(film) {
  const lineFrom = (at) => film.indexOf('\n', at) + 1;
  let at = lineFrom(0);
  const [width, height] = ['W', 'H'].map((it) => Number(film.subarray(0, at).toString().match(new RegExp(` ${it}(\\d+)`))[1]));
  while (at < film.length) {
    at = lineFrom(at);
    for (const length of [width * height, width * height / 4, width * height / 4]) {
      film.subarray(at, at + length).reverse();
      at += length;
    }
  }
  return film;
}

/**
 * Makes frames like those of Android's cameras: the pixels are rotated, and metadata contains the rotation.
 */
function layOnSide() {
  const Processor = window.MediaStreamTrackProcessor;
  window.MediaStreamTrackProcessor = class {
    constructor(init) {
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('2d');
      const transform = (frame, controller) => {
        const { displayWidth: width, displayHeight: height, timestamp } = frame;
        Object.assign(canvas, { width: height * 2, height: width });
        context.setTransform(0, -1, 2, 0, 0, width);
        context.drawImage(frame, 0, 0);
        frame.close();
        window.rotated = (window.rotated ?? 0) + 1;
        controller.enqueue(new VideoFrame(canvas, {
          timestamp, rotation: 90, displayWidth: height, displayHeight: width, alpha: 'discard',
        }));
      };
      this.readable = new Processor(init).readable.pipeThrough(new TransformStream({ transform }));
    }
  };
}

test('K7: frames that say how they are to be turned and what shape their pixels have are seen upright', async () => {
  const browser = await openBrowser({ film: 'woman_a.y4m' });
  try {
    const traveller = await visit(browser, server, { init: layOnSide });
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    assert.equal((await traveller.result()).outcome, 'match');
    assert.ok(await traveller.page.evaluate(() => window.rotated) > 0, 'no frame was turned');
    const said = await traveller.page.evaluate(() => seen.heard);
    assert.ok(!said.some((it) => it?.CameraTurned), 'the camera is not mounted upside down');
  } finally {
    await browser.close();
  }
});

test.describe('K7: a camera that is mounted upside down', () => {
  test('is found out once, shown upright, told to staff, and its traveller is compared', async () => {
    const browser = await openBrowser({ film: UPSIDE_DOWN });
    try {
      const init = () => {
        new MutationObserver(() => {
          const turn = document.querySelector('.mirror video')?.dataset.turn;
          if (turn) localStorage['test.turn'] = turn;
        }).observe(document, { subtree: true, childList: true, attributes: true });
      };
      const traveller = await visit(browser, server, { init });
      const found = () => traveller.page.evaluate(() => seen.heard.filter((it) => it?.CameraTurned).length);
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.screen('done');
      assert.equal((await traveller.result()).outcome, 'match');
      assert.equal(await found(), 1);
      assert.equal(await traveller.page.evaluate(() => localStorage['test.turn']), 'half');
      await traveller.finish();
      // The page was reloaded, and knows the rotation.
      await traveller.page.locator('.welcome').waitFor();
      await traveller.page.keyboard.press('F2');
      await traveller.panel('staff');
      const facts = Object.fromEntries((await traveller.texts('.panel.staff tr')).map((it) => it.split('\t')));
      // The film has a low resolution, which staff see as well.
      assert.match(facts.Camera, /^Upside down\. Its picture is turned\./);
      await traveller.photograph('staff-camera-en');
      await traveller.closePanel();
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.screen('done');
      assert.equal((await traveller.result(2)).outcome, 'match');
      assert.equal(await found(), 0, 'it was known');
    } finally {
      await browser.close();
    }
  });
});
