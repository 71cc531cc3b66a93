// U20: everything can be done with a keyboard, or a keypad with arrows and Enter; the focus is always visible.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'woman_a.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The keys for the next and the previous control. */
const KEYBOARD = { next: 'Tab', back: 'Shift+Tab' };
const KEYPAD = { next: 'ArrowDown', back: 'ArrowUp' };
const MORE_THAN_ALL = 40;

/** A traveller who uses keys only. */
class Hand {
  constructor(traveller, keys) {
    Object.assign(this, { traveller, page: traveller.page, keyboard: traveller.page.keyboard, keys });
  }

  isAt(selector) {
    return this.page.evaluate((it) => document.activeElement.matches(it), selector);
  }

  /** Asserts that the focused element is marked, visible and not covered, unless it is one of these. */
  async assertVisible(except) {
    const stop = await this.page.evaluate((except) => {
      // Measured in one step, because a changed heading may take the focus at any time.
      if (except && document.activeElement.matches(except)) return null;
      const it = document.activeElement.closest('.drop') ?? document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      const { left, right, top, bottom } = it.getBoundingClientRect();
      const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const name = `${it.tagName}.${it.className} ${it.textContent.slice(0, 30)}`;
      return { name, outlineStyle, width: parseFloat(outlineWidth), isOnTop: it.contains(seen) };
    }, except);
    if (!stop) return;
    assert.equal(stop.outlineStyle, 'solid', stop.name);
    assert.ok(stop.width >= 3, `${stop.name}: ${stop.width} px`);
    assert.ok(stop.isOnTop, `${stop.name} is covered`);
  }

  /** Moves the focus from control to control until it is on this one. */
  async reach(selector, key = this.keys.next) {
    await this.page.locator(`:is(${selector}):not(:disabled)`).waitFor();
    for (let i = 0; i < MORE_THAN_ALL; i++) {
      if (await this.isAt(selector)) return;
      await this.keyboard.press(key);
      // A key that scrolls a long panel keeps the focus on its heading.
      await this.assertVisible('body, h1');
    }
    assert.fail(`${selector} is not reached`);
  }

  async choose(selector, key) {
    await this.reach(selector, key);
    await this.keyboard.press('Enter');
  }

  /** Opens a panel, visits all of its controls, and closes it. */
  async visitPanel(opener, panel) {
    const step = await this.page.locator('main section').getAttribute('class');
    await this.choose(opener, this.keys.back);
    await this.traveller.panel(panel);
    await this.reach('.panel .close');
    if (this.keys === KEYPAD) {
      const hidden = await this.page.locator('.panel').evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop);
      assert.ok(hidden <= 4, `${hidden} px of ${panel} were never shown`);
    }
    await this.keyboard.press('Escape');
    await this.page.locator('.panel').waitFor({ state: 'detached' });
    assert.equal(await this.page.locator('main section').getAttribute('class'), step);
    await this.page.waitForFunction((it) => document.activeElement.matches(it), opener);
  }
}

for (const [name, keys] of [['a keyboard', KEYBOARD], ['a keypad', KEYPAD]]) {
  const arrive = async () => new Hand(await visit(browser, server), keys);

  test.describe(`U20: with ${name} alone`, () => {
    test('one comes to an officer, and back to the start', async () => {
      const hand = await arrive();
      await hand.choose('.welcome button[lang=en]');
      await hand.choose('.choice:has(.icon-officer)');
      await hand.traveller.screen('done');
      assert.equal((await hand.traveller.result()).outcome, 'manual');
      await hand.choose('.done button.action');
      await hand.traveller.screen('welcome');
      await hand.traveller.close();
    });

    test('one comes to a match', async () => {
      const hand = await arrive();
      hand.page.on('filechooser', (it) => it.setFiles(media('woman_a_doc.jpg')));
      await hand.choose('.welcome button[lang=en]');
      await hand.choose('.choice:has(.icon-face)');
      await hand.choose('.document button:has(.icon-file)');
      await hand.choose('.drop input');
      await hand.traveller.screen('done');
      assert.equal((await hand.traveller.result()).outcome, 'match');
      await hand.traveller.close();
    });

    test('one withdraws in the middle', async () => {
      const hand = await arrive();
      await hand.choose('.welcome button[lang=en]');
      await hand.choose('.choice:has(.icon-face)');
      await hand.choose('footer .officer', keys.back);
      await hand.traveller.screen('done');
      assert.equal(await hand.traveller.cameraRuns(), false);
      await hand.traveller.close();
    });

    test('one opens every panel, and Escape leads back to where one was', async () => {
      const hand = await arrive();
      await hand.keyboard.press('F2');
      await hand.traveller.panel('staff');
      await hand.keyboard.press('Escape');
      await hand.page.locator('.panel').waitFor({ state: 'detached' });
      await hand.choose('.welcome button[lang=en]');
      await hand.traveller.screen('notice');
      await hand.visitPanel('footer .ease', 'access');
      await hand.visitPanel('footer .tongue', 'language');
      await hand.visitPanel('footer .call', 'help');
      await hand.visitPanel('.notice button:has(.icon-child)', 'guardian');
      await hand.visitPanel('.notice button:has(.icon-info)', 'privacy');
      await hand.choose('footer .officer', keys.back);
      await hand.traveller.screen('done');
      await hand.visitPanel('.done .what', 'sent');
      await hand.traveller.close();
    });

    test('one changes how the kiosk looks, and the language', async () => {
      const hand = await arrive();
      await hand.choose('footer .ease', keys.back);
      await hand.choose('[aria-label="Strong contrast"] button:last-child');
      await hand.page.locator('html[data-theme=contrast]').waitFor();
      await hand.keyboard.press('Escape');
      await hand.choose('footer .tongue', keys.back);
      await hand.choose('.panel button[lang=ar]');
      await hand.page.locator('html[lang=ar][dir=rtl]').waitFor();
      await hand.choose('.welcome button[lang=ht]');
      await hand.page.locator('html[lang=ht]').waitFor();
      await hand.traveller.close();
    });
  });
}
