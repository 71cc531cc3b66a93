// The two choices are equal: nothing on the screen prefers one.
import assert from 'node:assert/strict';
import { test } from './fixtures.mjs';
import { Gallery, KIOSK, LAPTOP, PHONE, TABLET, nameOf, stops } from './gallery/tour.mjs';

const EXHIBITS = ['notice', 'notice-officer-first', 'notice-stale-waits', 'notice-dim', 'guardian', 'speech'];
const LANGUAGES = ['en', 'ar', 'zh-Hans', 'fr', 'tl'];

let gallery;
/** The measurements of each stop: { name, exhibit, direction, twins, focus }. */
const sights = [];
test.beforeAll(async () => {
  gallery = await Gallery.open();
  await gallery.tour(stops(EXHIBITS, LANGUAGES), async (hall, stop) => {
    for (const size of [PHONE, TABLET, LAPTOP, KIOSK]) {
      await hall.resize(size);
      sights.push({ name: `${nameOf(stop)} at ${size.width}`, ...stop, ...await hall.page.evaluate(twins) });
    }
  });
});
test.afterAll(() => gallery?.close());

/** The boxes of both choices, and every computed style of them and their descendants. */
function twins() {
  // Only their icons and positions may differ.
  const own = /^(--|order|mask|-webkit-mask)/;
  // Texts of different length have different sizes.
  const sizes = /^(width|height|inline-size|block-size|perspective-origin|transform-origin|margin-(top|block-start))/;
  const styles = (it, skip) => {
    const computed = getComputedStyle(it);
    return Object.fromEntries([...computed].filter((name) => !own.test(name) && !skip?.test(name))
      .map((name) => [name, computed.getPropertyValue(name)]));
  };
  const shown = [...document.querySelectorAll('.choice')].filter((it) => it.checkVisibility({ visibilityProperty: true }));
  const all = shown.map((it) => {
    const { left, top, width, height } = it.getBoundingClientRect();
    const parts = [...it.children];
    return {
      isFace: it.querySelector('.icon-face') !== null,
      box: { left, top, width, height },
      tags: [it, ...parts].map((part) => `${part.tagName} ${part.className.replace(/icon-\w+/, '')}`),
      styles: [styles(it), ...parts.map((part) => styles(part, sizes))],
    };
  });
  return { direction: getComputedStyle(document.body).direction, twins: all, focus: document.activeElement.tagName };
}

function each(check) {
  assert.equal(sights.length, EXHIBITS.length * LANGUAGES.length * 4);
  for (const sight of sights) {
    assert.equal(sight.twins.length, 2, sight.name);
    check(sight, ...sight.twins);
  }
}

test('U3 both choices are of one size and stand in one row, on every screen', () => {
  each(({ name }, one, other) => {
    for (const side of ['top', 'width', 'height']) {
      assert.ok(Math.abs(one.box[side] - other.box[side]) <= 1, `${name}: ${side} ${one.box[side]} and ${other.box[side]}`);
    }
  });
});

test('U3 both choices are made of the same elements with the same styles', () => {
  each(({ name }, one, other) => {
    assert.deepEqual(one.tags, other.tags, name);
    assert.deepEqual(one.styles, other.styles, name);
    assert.ok(Object.keys(one.styles[0]).length > 200, 'the styles were not seen');
  });
});

test('U3 neither choice has the focus', () => {
  each(({ name, focus }) => assert.equal(focus, 'H1', name));
});

test('U3 U12 the site says which choice comes first, and the language on which side that is', () => {
  each(({ name, exhibit, direction }, ...both) => {
    const [left] = both.toSorted((a, b) => a.box.left - b.box.left);
    const isFaceFirst = exhibit !== 'notice-officer-first';
    assert.equal(left.isFace, isFaceFirst === (direction === 'ltr'), name);
  });
});
