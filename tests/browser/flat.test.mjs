// Pages, prints and screens in front of the camera are never matched; a person beside them is compared.
import assert from 'node:assert/strict';
import { test } from './fixtures.mjs';
import { media } from './kiosk.mjs';

/** The films' parts by the brightness of the square at the bottom left (xtask/src/media/flat.rs). */
const LIGHTS = [20, 100, 180];

/** Records the worker's messages and the shown part of the film, with times. */
function watch(lights) {
  const watched = { said: [], shown: [] };
  window.watched = watched;
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => watched.said.push([performance.now(), data]));
    }
  };
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const nearest = (light) => lights.map((it) => Math.abs(it - light)).reduce((best, it, i, all) => (it < all[best] ? i : best), 0);
  const look = () => {
    const video = document.querySelector('video');
    if (video?.videoWidth) {
      canvas.drawImage(video, 8, video.videoHeight - 40, 32, 32, 0, 0, 1, 1);
      watched.shown.push([performance.now(), nearest(canvas.getImageData(0, 0, 1, 1).data[1])]);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Delays the camera until the file is chosen, so that it does not see the page before. Runs in the page. */
function startLate() {
  const open = MediaDevices.prototype.getUserMedia;
  let isFirst = true;
  MediaDevices.prototype.getUserMedia = function (wishes) {
    if (!isFirst) return open.call(this, wishes);
    isFirst = false;
    return new Promise(() => {});
  };
}

/** The script that records a visit, after which `more` runs. */
const recording = (more = '') => ({ content: `(${watch})(${JSON.stringify(LIGHTS)});${more}` });

/** Begins to show a document to the camera. */
async function toCamera(traveller) {
  await traveller.begin();
  await traveller.agree();
}

/**
 * The parts of the film that were shown while the frames of each comparison were captured: from the second
 * `HoldStill` in a row, because the first frame of a face is never used, to the message that there are
 * enough.
 */
async function compared(traveller) {
  const { said, shown } = await traveller.page.evaluate(() => window.watched);
  const takes = said.flatMap(([, word], at) => (word?.FaceTaken ? [at] : []));
  return takes.map((take) => {
    let start = take;
    while (said[start - 1]?.[1]?.Hint === 'HoldStill') start -= 1;
    const from = said[Math.min(start + 1, take)][0];
    const until = said[take][0];
    const parts = shown.filter(([time]) => time >= from && time <= until).map(([, part]) => part);
    // Between two samples of the screen the last one before counts.
    const last = shown.findLast(([time]) => time <= until);
    return [...new Set([...parts, last[1]])];
  });
}

const words = (traveller) => traveller.page.evaluate(() => watched.said.map(([, word]) => (typeof word === 'string' ? word : word?.Hint ?? Object.keys(word ?? {})[0])));

/** Asserts that nothing was compared and no live face was captured. */
async function assertNeverCompared(traveller) {
  const said = await words(traveller);
  assert.ok(!said.some((it) => ['FaceTaken', 'Compared'].includes(it)), String(said));
}

test('S0: a page alone is the document, and never the face beside it', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'page.y4m', init: recording() });
  await toCamera(traveller);
  await traveller.screen('face');
  await traveller.hint('Put your document down');
  await traveller.pictures(60);
  assert.equal(await traveller.text('.hint'), 'Put your document down');
  await assertNeverCompared(traveller);
  assert.deepEqual(traveller.results(), []);
});

test.describe('S0: after a page', () => {
  const cases = {
    'page_then_face.y4m': ['match', 1],
    'page_then_other.y4m': ['no_match', 1],
    'face_then_page.y4m': ['match', 0],
    'page_beside_face.y4m': ['match', 1],
    'page_beside_other.y4m': ['no_match', 1],
  };
  for (const [film, [outcome, part]] of Object.entries(cases)) {
    test(`${film}: the person is compared, and none but frames of the person: ${outcome}`, async ({ kiosk }) => {
      const traveller = await kiosk({ film, init: recording() });
      await toCamera(traveller);
      await traveller.screen('done');
      const message = await traveller.result();
      assert.deepEqual([message.outcome, message.document], [outcome, 'camera']);
      const parts = await compared(traveller);
      assert.equal(parts.length, outcome === 'match' ? 1 : 2);
      for (const seen of parts) assert.deepEqual(seen, [part]);
      // While the page was still in view, the hint said so.
      if (part === 1) assert.ok((await words(traveller)).includes('PutDocumentDown'));
    });
  }
});

test('S0: who shows no document is taken for none, wherever they stand', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'no_document.y4m', init: recording() });
  await toCamera(traveller);
  // Both parts of the film, and the first one again.
  await traveller.page.waitForFunction(() => {
    const parts = watched.shown.map(([, part]) => part).filter((part, at, all) => part !== all[at - 1]);
    return parts.length > 2 && new Set(parts).size === 2;
  });
  assert.equal(await traveller.page.locator('main section.document').count(), 1);
  const said = await words(traveller);
  assert.ok(!said.includes('PageTaken'), String(said));
  await assertNeverCompared(traveller);
});

test.describe('S0: the very photograph of the document', () => {
  const films = { 'photo_large.y4m': 'printed large', 'telephone.y4m': 'on a telephone that is held near' };
  for (const [film, how] of Object.entries(films)) {
    test(`${how} is no live face: the traveller is told, and sees an officer`, async ({ kiosk }) => {
      const traveller = await kiosk({ film, init: recording() });
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.hint('Look at the camera yourself');
      await traveller.screen('done');
      await assertNeverCompared(traveller);
      const message = await traveller.result();
      assert.deepEqual([message.outcome, message.document, message.model], ['manual', null, null]);
      assert.match(await traveller.text('.done'), /Time has run out\. An officer will help\./);
    });
  }

  test('as the film of a person, printed and scanned otherwise, is no live face', async ({ kiosk }) => {
    const traveller = await kiosk({ film: 'woman_a.y4m', init: recording() });
    await traveller.toFace(media('woman_a_doc_same.jpg'));
    await traveller.screen('done');
    await assertNeverCompared(traveller);
    assert.equal((await traveller.result()).outcome, 'manual');
  });
});

test('S0: another person\'s face is not matched because the document is held beside it', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'page_beside_other.y4m', init: recording(`(${startLate})();`) });
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.screen('done');
  assert.equal((await traveller.result()).outcome, 'no_match');
  for (const seen of await compared(traveller)) assert.deepEqual(seen, [1]);
});

test('S0: the oval on the screen is the one that a face is looked for in', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'no_face.y4m', init: recording() });
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.screen('face');
  const { oval, mirror } = await traveller.page.evaluate(() => {
    const size = (name) => {
      const { width, height, left } = document.querySelector(name).getBoundingClientRect();
      return { width, height, left };
    };
    return { oval: size('.oval'), mirror: size('.mirror') };
  });
  // `OVAL_WIDTH` and `MIRROR_ASPECT` of crates/face/src/framing.rs.
  assert.ok(Math.abs(oval.width / mirror.width - 0.72) < 0.01, JSON.stringify({ oval, mirror }));
  assert.ok(Math.abs(mirror.width / mirror.height - 4 / 5) < 0.01, JSON.stringify({ oval, mirror }));
  assert.ok(Math.abs(2 * (oval.left - mirror.left) + oval.width - mirror.width) < 2, 'it is not in the middle');
});
