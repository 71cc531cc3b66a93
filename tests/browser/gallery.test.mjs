// Checks every exhibit: text, controls, touch targets, accessibility, thumbnails.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from './fixtures.mjs';
import { violations } from './gallery/axe.mjs';
import { englishIn } from './gallery/english.mjs';
import { measure } from './gallery/measure.mjs';
import { accept, accepted, isSame, thumbnail } from './gallery/thumbnails.mjs';
import { Gallery, KIOSK, LANGUAGES, LAPTOP, PHONE, TABLET, nameOf, stops } from './gallery/tour.mjs';
import { SCREENS } from './kiosk.mjs';

const SIZES = { kiosk: KIOSK, laptop: LAPTOP, tablet: TABLET, phone: PHONE };
/**
 * The sizes at which every language is measured; the others have the checked languages only. Long words on
 * small screens are in `ease.test.mjs`, with larger text.
 */
const MEASURED = ['kiosk'];
/** Written from left to right, from right to left, and without spaces: axe-core, photographs, all sizes. */
const CHECKED = ['en', 'ar', 'zh-Hans'];
/** The sizes at which axe-core checks. */
const ACCESSIBLE = ['kiosk', 'phone'];
/** 0.7 degrees on 27 inches from half a metre: crates/site/src/screen.rs and public/kiosk.json. */
const SMALLEST = 27.4;
/** The minimum sizes of footer, choices and actions on a kiosk. */
const HIGH = 96;
const FINGER = 64;
/** Long texts and texts for staff may scroll, even on a kiosk. */
const LONG = ['panel privacy', 'panel sent', 'panel staff'];

// A trace of hundreds of views takes more time than the views.
test.use({ trace: 'off' });

let gallery;
/** { exhibit, spoken, size, name, ...measure() } of each exhibit, language and size. */
const sights = [];
const broken = [];
const photographs = new Map();

test.beforeAll(async () => {
  test.setTimeout(3_600_000);
  gallery = await Gallery.open();
  const folder = path.join(SCREENS, 'gallery');
  await mkdir(folder, { recursive: true });
  await gallery.tour(stops(gallery.exhibits, LANGUAGES), async (hall, stop) => {
    const { page } = hall;
    const isChecked = CHECKED.includes(stop.language);
    for (const [size, box] of Object.entries(SIZES)) {
      if (!isChecked && !MEASURED.includes(size)) continue;
      if (size !== 'kiosk') await hall.resize(box);
      const name = `${nameOf(stop)} on a ${size}`;
      sights.push({ exhibit: stop.exhibit, spoken: stop.language, size, name, ...await page.evaluate(measure) });
      if (!isChecked) continue;
      if (ACCESSIBLE.includes(size)) broken.push(...(await violations(page)).map((it) => `${name}: ${it}`));
      if (size !== 'kiosk') continue;
      await page.evaluate(hideIdentifiers);
      const file = path.join(folder, `${stop.exhibit}-${stop.language}.png`);
      photographs.set(nameOf(stop), thumbnail(await page.screenshot({ path: file })));
    }
    await page.setViewportSize(KIOSK);
  });
});
test.afterAll(() => gallery?.close());

/** Hides the kiosk's number and the build on the staff screen, which differ between runs. */
function hideIdentifiers() {
  for (const cell of document.querySelectorAll('.facts tr:nth-child(-n + 2) td')) cell.style.visibility = 'hidden';
}

const at = (size) => sights.filter((it) => it.size === size);

/** Asserts that `list` is empty, and prints its entries. */
function nothing(list, say = (it) => it) {
  assert.ok(sights.length > 0, 'nothing was seen');
  assert.deepEqual(list.map(say), []);
}

/** All pairs of a measurement and one of its controls. */
function controls(list) {
  return list.flatMap((sight) => sight.controls.map((control) => ({ sight, control })));
}

/** How many views of an exhibit there are. */
const VIEWS = LANGUAGES.length * MEASURED.length + CHECKED.length * (Object.keys(SIZES).length - MEASURED.length);

test('every exhibit was seen in every language', () => {
  assert.ok(gallery.exhibits.length >= 74);
  assert.ok(CHECKED.every((it) => LANGUAGES.includes(it)));
  assert.equal(sights.length, gallery.exhibits.length * VIEWS);
});

test('axe-core finds nothing on any screen, in any direction of writing', () => nothing(broken));

test('every text has a contrast of 7:1 or more', () => {
  nothing(sights.filter((it) => it.faintest.contrast < 7), (it) => `${it.name}: ${it.faintest.label} ${it.faintest.contrast}`);
});

test('no text is cut off, lies on another, or makes a screen too wide', () => {
  nothing(sights.filter((it) => it.faults.length > 0), (it) => `${it.name}: ${it.faults.slice(0, 3).join('; ')}`);
});

test('on a kiosk nothing but long texts needs to scroll', () => {
  const scrolling = at('kiosk').filter((it) => it.scrolls > 1 && !LONG.includes(it.scroller));
  nothing(scrolling, (it) => `${it.name}: ${it.scrolls} px`);
});

test('no control moves when the first hint comes', () => {
  for (const silent of at('kiosk').filter((it) => it.exhibit === 'document-camera')) {
    const hinted = at('kiosk').find((it) => it.exhibit === 'document-hold-still' && it.spoken === silent.spoken);
    const places = (sight) => sight.controls.map(({ name, left, top }) => ({ name, left, top }));
    assert.deepEqual(places(hinted), places(silent), silent.name);
  }
});

test('U3 both choices and the officer button are in sight on a laptop without scrolling', () => {
  const notices = at('laptop').filter((it) => it.exhibit.startsWith('notice') && it.exhibit !== 'notice-preparing');
  assert.equal(notices.length, 5 * CHECKED.length);
  const shown = (sight) => sight.controls.filter((it) => it.isInSight && /^choice|footer officer/.test(it.name));
  nothing(notices.filter((it) => shown(it).length !== 3), (it) => it.name);
});

test('U12 every screen says which language it speaks, and in which direction', () => {
  const direction = (language) => (language === 'ar' ? 'rtl' : 'ltr');
  const wrong = sights.filter((it) => it.language !== it.spoken || it.direction !== direction(it.spoken));
  nothing(wrong, (it) => `${it.name}: ${it.language} ${it.direction}`);
});

test('U12 no screen in another language says an English sentence', async () => {
  for (const language of LANGUAGES.filter((it) => it !== 'en')) {
    const isEnglish = await englishIn(language);
    const half = at('kiosk').filter((it) => it.spoken === language)
      .flatMap((it) => it.sentences.filter(isEnglish).map((text) => `${it.name}: ${text}`));
    nothing(half);
  }
});

test('U12 in Arabic every screen is mirrored', () => {
  let compared = 0;
  for (const ltr of at('kiosk').filter((it) => it.spoken === 'en')) {
    const rtl = at('kiosk').find((it) => it.exhibit === ltr.exhibit && it.spoken === 'ar');
    assert.equal(rtl.controls.length, ltr.controls.length, ltr.exhibit);
    // Some controls have different widths for texts of different length.
    const pairs = ltr.controls.map((it, i) => [it, rtl.controls[i]]).filter(([a, b]) => Math.abs(a.width - b.width) <= 1);
    for (const [{ name, left, width }, other] of pairs) {
      const off = KIOSK.width - left - width - other.left;
      assert.ok(Math.abs(off) <= 2, `${ltr.exhibit}: ${name} is ${off} px off`);
    }
    const end = rtl.progress.left + rtl.progress.width;
    assert.ok(Math.abs(KIOSK.width - end - ltr.progress.left) <= 2, `${ltr.exhibit}: the progress`);
    compared += pairs.length;
  }
  assert.ok(compared >= 5 * gallery.exhibits.length, `${compared} controls were compared`);
});

test('U16 the way to an officer, staff, languages and ease is in one place on every screen', () => {
  const places = new Map();
  for (const { sight, control } of controls(sights).filter(({ control: it }) => it.name.startsWith('footer'))) {
    const key = `${control.name}, ${sight.spoken} on a ${sight.size}`;
    const { left, top, width, height } = control;
    places.set(key, (places.get(key) ?? new Set()).add([left, top, width, height].join(' ')));
  }
  assert.equal(places.size, 4 * VIEWS);
  nothing([...places].filter(([, it]) => it.size > 1), ([key, it]) => `${key}: ${[...it].join(' | ')}`);
});

test('U21 no letter on a kiosk is smaller than the distance asks for', () => {
  nothing(at('kiosk').filter((it) => it.smallest.size < SMALLEST), (it) => `${it.name}: ${it.smallest.label} ${it.smallest.size}`);
});

test('U22 a finger finds every control at every size', () => {
  const small = controls(sights).filter(({ control: it }) => it.width < FINGER || it.height < FINGER);
  nothing(small, ({ sight, control: it }) => `${sight.name}: ${it.name} ${it.width} x ${it.height}`);
});

test('nothing that can be touched is cut on a kiosk, a laptop or a tablet', () => {
  // Content below the visible part is complete when scrolled into view.
  const cut = controls(sights).filter(({ sight, control: it }) => sight.size !== 'phone' && !it.isInSight && it.shown > 0);
  nothing(cut, ({ sight, control: it }) => `${sight.name}: ${it.shown} of ${it.height} px of ${it.name}`);
});

test('U22 every control is 96 px high on a kiosk', () => {
  const low = controls(at('kiosk')).filter(({ control: it }) => it.height < HIGH);
  nothing(low, ({ sight, control: it }) => `${sight.name}: ${it.name} ${it.height}`);
});

test('U24 nothing moves by itself on any screen', () => {
  nothing(sights.filter((it) => it.running > 0), (it) => it.name);
});

test('no screen has changed unseen', async () => {
  if (process.env.GANGWAY_ACCEPT_SCREENS) await accept(photographs);
  const known = await accepted();
  const changed = [...photographs].filter(([name, grey]) => !known.has(name) || !isSame(grey, known.get(name)));
  const gone = [...known.keys()].filter((name) => !photographs.has(name));
  const how = 'Look at them in target/screens/gallery. If they are right: GANGWAY_ACCEPT_SCREENS=1 cargo xtask test --only browser';
  assert.deepEqual([...changed.map(([name]) => name), ...gone], [], how);
});
