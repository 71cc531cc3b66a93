// The accessibility preferences apply on every screen.
import assert from 'node:assert/strict';
import { test } from './fixtures.mjs';
import { violations } from './gallery/axe.mjs';
import { measure } from './gallery/measure.mjs';
import { Gallery, KIOSK, LAPTOP, PHONE, TABLET, nameOf, stops } from './gallery/tour.mjs';

/** Screens of each kind, which together contain all kinds of parts. */
const KINDS = [
  'welcome', 'notice', 'closed-settings', 'document-no-face', 'document-file', 'face-hold-still', 'done-match',
  'done-no-match', 'privacy', 'guardian', 'access', 'help-lost', 'warning', 'sent-match', 'staff', 'speech', 'sound-warning',
];
/** The languages with the longest words and the highest lines, and English. */
const LONGEST = ['fr', 'pt', 'tl', 'ar', 'en'];

// A trace of hundreds of views takes more time than the views.
test.use({ trace: 'off' });

let gallery;
test.beforeAll(async () => { gallery = await Gallery.open(); });
test.afterAll(() => gallery?.close());

/** Measures each stop at each size. */
async function measured(all, sizes, options) {
  const sights = [];
  await gallery.tour(all, async (hall, stop) => {
    for (const size of sizes) {
      await hall.resize(size);
      sights.push({ name: `${nameOf(stop)} at ${size.width}`, ...stop, ...await hall.page.evaluate(measure) });
    }
  }, options);
  assert.equal(sights.length, all.length * sizes.length);
  return sights;
}

test('U22 with strong contrast axe-core finds nothing, and every text has 7:1', async () => {
  const broken = [];
  await gallery.tour(stops(KINDS, ['en', 'ar'], 'contrast'), async (hall, stop) => {
    const { faintest } = await hall.page.evaluate(measure);
    if (faintest.contrast < 7) broken.push(`${nameOf(stop)}: ${faintest.label} ${faintest.contrast}`);
    broken.push(...(await violations(hall.page)).map((it) => `${nameOf(stop)}: ${it}`));
  });
  assert.deepEqual(broken, []);
});

test('with the largest text axe-core finds nothing', async () => {
  const broken = [];
  await gallery.tour(stops(KINDS, ['en', 'ar'], 'largest'), async (hall, stop) => {
    broken.push(...(await violations(hall.page)).map((it) => `${nameOf(stop)}: ${it}`));
  });
  assert.deepEqual(broken, []);
});

test('with larger text nothing is cut off or lies on another, at any size', async () => {
  const all = [...stops(KINDS, LONGEST, 'largest'), ...stops(KINDS, ['fr'], 'large')];
  const sights = await measured(all, [KIOSK, LAPTOP, TABLET, PHONE]);
  const faulty = sights.filter((it) => it.faults.length > 0);
  assert.deepEqual(faulty.map((it) => `${it.name}: ${it.faults.slice(0, 3).join('; ')}`), []);
});

test('each step of the text size is larger than the one before', async () => {
  const sizes = await Promise.all(['', 'large', 'largest'].map(async (ease) => {
    const [{ smallest }] = await measured(stops(['notice'], ['en'], ease), [KIOSK]);
    return smallest.size;
  }));
  assert.ok(sizes[0] < sizes[1] && sizes[1] < sizes[2], sizes.join(' '));
});

test('U23 every control can be moved into the lower half of a kiosk', async () => {
  const sights = await measured(stops(gallery.exhibits, ['en', 'fr', 'ar'], 'low'), [KIOSK]);
  const high = sights.flatMap((it) => it.controls.filter(({ top }) => top < KIOSK.height / 2)
    .map(({ name, top }) => `${it.name}: ${name} at ${top}`));
  assert.deepEqual(high, []);
  const unreachable = sights.flatMap((it) => it.controls.filter(({ isInSight }) => !isInSight)
    .map(({ name }) => `${it.name}: ${name}`));
  assert.deepEqual(unreachable, []);
});
