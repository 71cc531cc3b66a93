// K2: input for one screen has no effect on the next. K13: a tablet with touches by several people.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser, test } from './fixtures.mjs';
import { TouchInput } from './touch_input.mjs';
import { KIOSK, LANGUAGES, LAPTOP, PHONE, TABLET } from './gallery/tour.mjs';
import { startServer, visit } from './kiosk.mjs';

const SIZES = { kiosk: KIOSK, laptop: LAPTOP, tablet: TABLET, phone: PHONE };
/** Delays of the second touch in ms, each tried with every size and language. */
const SECOND = [60, 150, 300, 450, 600];

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

/** A traveller with touch input. */
async function arrive(options) {
  const traveller = await visit(browser, server, { hasTouch: true, ...options });
  await traveller.ready();
  return Object.assign(traveller, { finger: await TouchInput.of(traveller) });
}

/** The names of the screen and of the panel over it. */
const shown = ({ page }) => page.evaluate(() => [
  document.querySelector('main section').className, document.querySelector('.panel')?.className,
].filter(Boolean).join(' under '));

/** Waits for the screen, and until it accepts input. */
async function comesTo(traveller, name) {
  await traveller.screen(name);
  await traveller.settled();
}

async function backToStart(traveller) {
  await traveller.officer();
  await traveller.finish();
}

test.describe('K2: a second touch', () => {
  for (const [at, [size, viewport]] of Object.entries(SIZES).entries()) {
    test(`on a language chooses nothing on a ${size}, in any language`, async () => {
      const traveller = await arrive({ viewport });
      const { finger } = traveller;
      for (const [number, language] of LANGUAGES.entries()) {
        const time = SECOND[(number + at) % SECOND.length];
        const place = await finger.place(`.welcome button[lang=${language}]`);
        await traveller.settled();
        await finger.touchAgain(place, [time]);
        await comesTo(traveller, 'notice');
        assert.equal(await shown(traveller), 'notice', `${language}, ${time} ms`);
        assert.equal(await traveller.opened(), 0, 'the camera went on before the notice was seen');
        // After reading the notice the delay is over.
        await finger.touch(await finger.place('.choice:has(.icon-officer)'));
        await comesTo(traveller, 'done');
        await traveller.finish();
      }
      await traveller.close();
    });
  }

  test('and a third and a tenth choose nothing, until the finger rests', async () => {
    const traveller = await arrive();
    const { finger, page } = traveller;
    await traveller.begin();
    const choice = await finger.place('.choice:has(.icon-face)');
    await traveller.foot('call');
    await traveller.settled();
    // Touches the close button, and then repeatedly the control beneath it.
    await finger.touchAgain(await finger.place('.panel .close'), [200, 400, 600, 800, 1_000, 1_200, 1_400], choice);
    assert.equal(await shown(traveller), 'notice');
    assert.equal(await traveller.opened(), 0);
    await traveller.settled();
    await finger.touch(choice);
    await traveller.screen('document');
    await page.close();
  });

  test('that began on the screen before chooses nothing, however late it is lifted', async () => {
    const traveller = await arrive();
    const { finger, page } = traveller;
    const place = await finger.place('.welcome button[lang=en]');
    await traveller.settled();
    await finger.down({ x: 4, y: 4 });
    // Another person touches meanwhile, or the screen changes without a touch.
    await page.evaluate(() => document.querySelector('.welcome button[lang=en]').click());
    await traveller.screen('notice');
    await page.locator('.choice:enabled').first().waitFor();
    await sleep(1_000);
    assert.equal(await page.locator('html[data-input-guard]').count(), 1, 'the finger is still there');
    await finger.lift();
    await finger.touch(place);
    assert.equal(await shown(traveller), 'notice');
    await traveller.settled();
    await traveller.close();
  });

  test('on what closes a panel reaches nothing beneath it', async () => {
    const traveller = await arrive();
    const { finger } = traveller;
    await traveller.begin();
    for (const [opener, panel] of [['footer .tongue', 'language'], ['footer .ease', 'access'], ['.notice button:has(.icon-child)', 'guardian']]) {
      await traveller.page.locator(opener).click();
      await traveller.panel(panel);
      await traveller.settled();
      await finger.touchAgain(await finger.place('.panel .close'), [250]);
      await traveller.settled();
      assert.equal(await shown(traveller), 'notice', panel);
    }
    // The touch that opened a panel has no effect in it.
    await finger.touchAgain(await finger.place('footer .call'), [100]);
    await traveller.settled();
    assert.equal(await shown(traveller), 'notice under panel help');
    await traveller.close();
  });

  test('on the officer gives one ticket, and does not end the visit', async () => {
    const traveller = await arrive();
    const { finger } = traveller;
    await traveller.settled();
    const place = await finger.place('footer .officer');
    await finger.touchAgain(place, [200, 600]);
    await traveller.page.locator('.ticket').waitFor();
    assert.equal(await shown(traveller), 'done');
    await traveller.settled();
    await finger.touchAgain(await finger.place('.done button.action'), [300]);
    await comesTo(traveller, 'welcome');
    assert.equal(await shown(traveller), 'welcome');
    await traveller.close();
  });
});

test.describe('K2: a key', () => {
  /** Focuses a control without pressing it. */
  const focus = (traveller, selector) => traveller.page.locator(selector).focus();

  test('that is held is pressed once', async () => {
    const traveller = await arrive();
    const { finger } = traveller;
    await traveller.begin();
    await traveller.foot('tongue');
    await traveller.settled();
    await focus(traveller, '.panel .close');
    await finger.keyDown('Enter');
    // Its repeats would press the button that opened the panel, which has the focus again.
    await traveller.page.waitForFunction(() => document.activeElement.matches('footer .tongue'));
    for (let i = 0; i < 45; i++) {
      await finger.keyDown('Enter', true);
      await sleep(20);
      assert.equal(await shown(traveller), 'notice');
    }
    await finger.keyUp('Enter');
    await traveller.settled();
    // Also on a button that only changes itself.
    await traveller.foot('ease');
    await traveller.settled();
    const on = '[aria-label="Strong contrast"] button';
    await focus(traveller, `${on}:last-child`);
    for (let i = 0; i < 6; i++) await finger.keyDown('Enter', i > 0);
    await finger.keyUp('Enter');
    assert.equal(await traveller.page.locator(`${on}[aria-pressed=true]`).innerText(), 'On');
    await traveller.close();
  });

  for (const key of ['Enter', ' ']) {
    test(`that bounces, ${key === ' ' ? 'Space' : key}, is pressed once`, async () => {
      const traveller = await arrive();
      const { finger } = traveller;
      await traveller.begin();
      await traveller.foot('tongue');
      await traveller.settled();
      await focus(traveller, '.panel .close');
      for (const pause of [15, 40, 120, 300]) {
        await finger.keyDown(key);
        await finger.keyUp(key);
        await sleep(pause);
      }
      assert.equal(await shown(traveller), 'notice');
      await traveller.settled();
      await finger.keyDown(key);
      await finger.keyUp(key);
      await traveller.panel('language');
      await traveller.close();
    });
  }
});

test.describe('K13: on a tablet', () => {
  const scale = ({ page }) => page.evaluate(() => visualViewport.scale);
  const enlarge = (traveller) => traveller.finger.session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 3 });
  const tablet = { viewport: TABLET };

  test('two fingers do not enlarge the page', async () => {
    const traveller = await arrive(tablet);
    await traveller.begin();
    await traveller.finger.spread({ x: 400, y: 640 });
    assert.equal(await scale(traveller), 1);
    await traveller.close();
  });

  test('a page that was enlarged all the same has its size again for the next traveller', async () => {
    const traveller = await arrive(tablet);
    await traveller.begin();
    await enlarge(traveller);
    assert.equal(await scale(traveller), 3);
    // Controls out of view are reached with keys.
    for (const [selector, screen] of [['footer .officer', 'done'], ['.done button.action', 'welcome']]) {
      await traveller.settled();
      await traveller.page.evaluate((it) => document.querySelector(it).click(), selector);
      await traveller.page.locator(`main section.${screen}`).waitFor();
    }
    await traveller.page.waitForFunction(() => visualViewport.scale === 1);
    await traveller.screen('welcome');
    await traveller.close();
  });

  test('each screen begins at its top', async () => {
    const traveller = await arrive({ viewport: { width: 390, height: 500 } });
    const top = () => traveller.page.evaluate(() => document.querySelector('main').scrollTop);
    await traveller.begin();
    await traveller.page.evaluate(() => document.querySelector('main').scrollTo(0, 10_000));
    assert.ok(await top() > 100, 'a short screen scrolls');
    await traveller.page.locator('footer .officer').click();
    await comesTo(traveller, 'done');
    assert.equal(await top(), 0);
    await traveller.page.evaluate(() => document.querySelector('main').scrollTo(0, 10_000));
    await traveller.finish();
    assert.equal(await top(), 0);
    await traveller.close();
  });

  test('no menu opens and no words are chosen', async () => {
    const traveller = await arrive(tablet);
    const { page, finger } = traveller;
    await traveller.begin();
    await page.evaluate(() => {
      window.menus = [];
      addEventListener('contextmenu', (event) => menus.push(event.defaultPrevented));
    });
    const { x, y } = await finger.place('.notice h1 + p');
    // Long touches and double taps.
    await page.mouse.click(x, y, { button: 'right' });
    await page.mouse.click(x, y, { clickCount: 2 });
    await page.keyboard.press('Control+a');
    assert.deepEqual(await page.evaluate(() => [String(getSelection()), menus]), ['', [true]]);
    await traveller.close();
  });

  test('a person who types into a field can select the text', async () => {
    const traveller = await arrive(tablet);
    const { page } = traveller;
    await page.keyboard.press('F2');
    await traveller.panel('staff');
    await page.locator('.enrol input').fill('ABC');
    assert.equal(await page.locator('.enrol input').evaluate((it) => getComputedStyle(it).userSelect), 'text');
    await traveller.close();
  });
});
