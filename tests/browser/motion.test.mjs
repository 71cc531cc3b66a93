// Nothing flashes or moves by itself.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from './fixtures.mjs';
import { Gallery, nameOf, stops } from './gallery/tour.mjs';

const CALM = new Set(['opacity', 'color', 'background-color', 'border-color', 'border-top-color', 'border-right-color',
  'border-bottom-color', 'border-left-color']);
/** Long enough to detect three flashes per second (WCAG 2.3.1). */
const WATCHED_MS = 2_000;
/** Pages in parallel, which mostly wait. */
const AT_ONCE = 12;

// A trace of hundreds of views takes more time than the views.
test.use({ trace: 'off' });

let gallery;
test.beforeAll(async () => { gallery = await Gallery.open(); });
test.afterAll(() => gallery?.close());

/** All animations and transitions, of every element and every style sheet. */
function moving() {
  const sheets = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const elements = [...document.querySelectorAll('body, body *')].flatMap((it) => ['', '::before', '::after'].map((part) => {
    const { animationName, transitionProperty, transitionDuration } = getComputedStyle(it, part || undefined);
    const seconds = Math.max(...transitionDuration.split(', ').map(parseFloat));
    return { name: `${it.tagName} ${it.className}${part}`, animationName, properties: seconds > 0 ? transitionProperty.split(', ') : [], seconds };
  }));
  return {
    keyframes: sheets.filter((it) => it instanceof CSSKeyframesRule).map((it) => it.name),
    elements,
    restless: [...document.querySelectorAll('blink, marquee, img[src$=".gif"], animate, animateTransform')].length,
  };
}

test('U24 there is no animation, and no change but of colour within 150 ms', async () => {
  let changing = 0;
  await gallery.tour(stops(gallery.exhibits), async (hall, stop) => {
    const { keyframes, elements, restless } = await hall.page.evaluate(moving);
    assert.deepEqual(keyframes, [], nameOf(stop));
    assert.equal(restless, 0, nameOf(stop));
    assert.deepEqual(elements.filter((it) => it.animationName !== 'none'), [], nameOf(stop));
    const wild = elements.filter((it) => it.seconds > 0.15 || it.properties.some((name) => !CALM.has(name)));
    assert.deepEqual(wild, [], nameOf(stop));
    changing += elements.filter((it) => it.seconds > 0).length;
  });
  assert.ok(changing > 0, 'no transition was seen: the test looks at the wrong thing');
});

test('U24 a traveller who prefers less motion gets none', async () => {
  await gallery.tour(stops(gallery.exhibits), async (hall, stop) => {
    const { elements } = await hall.page.evaluate(moving);
    assert.deepEqual(elements.filter((it) => it.seconds > 0), [], nameOf(stop));
  }, { reducedMotion: 'reduce' });
});

test('U24 no screen changes by itself', async () => {
  const left = stops(gallery.exhibits);
  const restless = [];
  const watch = async () => {
    const hall = await gallery.page();
    for (let stop = left.shift(); stop; stop = left.shift()) {
      await hall.show(stop);
      const before = await hall.page.screenshot();
      await sleep(WATCHED_MS);
      if (!before.equals(await hall.page.screenshot())) restless.push(nameOf(stop));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, watch));
  assert.deepEqual(restless, []);
});
