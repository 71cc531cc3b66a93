// The face screen: a mirror within its frame, with a small camera resolution.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

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

/** The position of the camera's picture in the drawn frame. */
const picture = ({ page }) => page.locator('.view video').evaluate((video) => {
  const box = (it) => {
    const { left, top, right, bottom } = it.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return { mirrored: getComputedStyle(video).transform, video: box(video), frame: box(video.closest('.view')) };
});

const MIRRORED = 'matrix(-1, 0, 0, 1, 0, 0)';
const pictures = ({ page }) => page.locator('video, canvas, img, [style*=image]').count();

function assertInside(inner, outer) {
  assert.ok(inner.right - inner.left > 50 && inner.bottom - inner.top > 50, 'there is no picture');
  const within = inner.left >= outer.left - 1 && inner.top >= outer.top - 1
    && inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1;
  assert.ok(within, `${JSON.stringify(inner)} is not in ${JSON.stringify(outer)}`);
}

test('U27: a traveller is mirrored, a document is not, and neither is larger than its frame', async () => {
  const traveller = await visit(browser, server);
  assert.equal(await pictures(traveller), 0);
  await traveller.begin();
  assert.equal(await pictures(traveller), 0);
  await traveller.agree();
  const page = await picture(traveller);
  assert.equal(page.mirrored, 'none');
  assertInside(page.video, page.frame);
  await traveller.useFile();
  assert.equal(await pictures(traveller), 0);
  await traveller.show(media('woman_a_doc.jpg'));
  await traveller.screen('face');
  const face = await picture(traveller);
  assert.equal(face.mirrored, MIRRORED);
  assertInside(face.video, face.frame);
  await traveller.officer();
  assert.equal(await pictures(traveller), 0);
  await traveller.finish();
  assert.equal(await pictures(traveller), 0);
  await traveller.close();
});

test('U27: nothing of the traveller is on the screen from the comparison on', async () => {
  const own = await openBrowser({ film: 'woman_a.y4m' });
  const record = () => {
    window.shown = [];
    new MutationObserver(() => {
      const screen = document.querySelector('main section')?.className;
      shown.push([screen, document.querySelectorAll('video, canvas, img').length]);
    }).observe(document, { subtree: true, childList: true });
  };
  try {
    const traveller = await visit(own, server, { init: record });
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    const shown = await traveller.page.evaluate(() => window.shown);
    assert.ok(shown.some(([screen, count]) => screen === 'face' && count === 1));
    const later = shown.filter(([screen]) => ['comparing', 'done'].includes(screen));
    assert.ok(later.some(([screen]) => screen === 'comparing'));
    assert.deepEqual(later.filter(([, count]) => count > 0), []);
  } finally {
    await own.close();
  }
});

test('U28: glasses and head coverings stay on, and an officer is offered', async () => {
  const traveller = await visit(browser, server);
  await traveller.toFace(media('woman_a_doc.jpg'));
  const text = await traveller.text('.face');
  assert.match(text, /Keep your glasses and your head covering on\./);
  assert.match(text, /If sunglasses, a mask or anything else covers your face, you can take it off or see an officer\./);
  assert.doesNotMatch(text, /remove|take off|must/i);
  assert.ok(await traveller.page.locator('footer .officer').isEnabled());
  await traveller.close();
});
