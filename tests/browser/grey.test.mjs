// Colour is never the only indicator: states differ without colour as well.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import { test } from './fixtures.mjs';
import { thumbnail } from './gallery/thumbnails.mjs';
import { Gallery } from './gallery/tour.mjs';
import { SCREENS } from './kiosk.mjs';

/** Exhibits with different states of the same screen. */
const PAIRS = [
  ['done-match', 'done-no-match'],
  ['done-match', 'done-declined'],
  ['face-hold-still', 'face-too-far'],
  ['document-hold-still', 'document-blurred'],
  ['help-calling', 'help-heard'],
  ['help-heard', 'help-lost'],
  ['notice', 'closed-expired'],
  ['notice', 'warning'],
  ['speech', 'speech-paused'],
];
const FOLDER = path.join(SCREENS, 'grey');

// A trace of hundreds of views takes more time than the views.
test.use({ trace: 'off' });

let gallery;
let hall;
test.beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  gallery = await Gallery.open();
  hall = await gallery.page();
  const devtools = await hall.page.context().newCDPSession(hall.page);
  await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
});
test.afterAll(() => gallery?.close());

/** An exhibit without colour: its texts, the shapes of its icons and marks, its picture. */
async function grey(exhibit) {
  await hall.show({ exhibit });
  const picture = await hall.page.screenshot({ path: path.join(FOLDER, `${exhibit}.png`) });
  const { words, shapes } = await hall.page.evaluate(() => {
    const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.icons');
    const mask = (it, part) => getComputedStyle(it, part).maskImage;
    const all = [...document.querySelectorAll('body *')].filter(shown);
    return {
      words: all.filter((it) => it.matches('.panel, main section, .reader')).map((it) => it.innerText).join('\n'),
      shapes: all.flatMap((it) => [mask(it), mask(it, '::before'), mask(it, '::after')]).filter((it) => it !== 'none'),
    };
  });
  return { words, shapes, picture };
}

test.describe('U25 without colour', () => {
  for (const [one, other] of PAIRS) {
    test(`${one} and ${other} differ in words, in icons and to the eye`, async () => {
      const [a, b] = [await grey(one), await grey(other)];
      assert.notEqual(a.words, b.words);
      assert.notDeepEqual(a.shapes, b.shapes);
      assert.ok(!thumbnail(a.picture).equals(thumbnail(b.picture)));
    });
  }

  test('the emulation takes all colour away', async () => {
    const { data } = PNG.sync.read((await grey('warning')).picture);
    for (let at = 0; at < data.length; at += 4 * 997) {
      assert.ok(Math.max(...data.subarray(at, at + 3)) - Math.min(...data.subarray(at, at + 3)) <= 2, `pixel ${at / 4}`);
    }
  });

  test('what is chosen bears a mark, and nothing else does', async () => {
    for (const exhibit of ['access', 'language', 'welcome']) {
      await hall.show({ exhibit });
      const marked = await hall.page.locator('[aria-pressed]').evaluateAll((all) => all
        .map((it) => [it.ariaPressed === 'true', getComputedStyle(it, '::after').maskImage.includes('check.svg')]));
      assert.ok(marked.length > 0, exhibit);
      for (const [isChosen, isMarked] of marked) assert.equal(isMarked, isChosen, exhibit);
    }
  });
});
