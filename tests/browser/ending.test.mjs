// The last screen: an officer's ticket looks as good as a match.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { media, settings, startServer, visit } from './kiosk.mjs';

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

const today = new Date().toISOString().slice(0, 10);
const route = settings((site) => {
  site.waits = { face_minutes: 2, officer_minutes: 7, stated: today, fresh_days: 2 };
});

/** Chooses the officer lane on the notice. */
async function decline(traveller) {
  await traveller.begin();
  await traveller.page.locator('.choice:has(.icon-officer)').click();
  await traveller.screen('done');
}

/** Completes a check with this document. */
async function check(traveller, document) {
  await traveller.toFace(media(document));
  await traveller.screen('done');
}

/** Colours and sizes of the last screen. */
const looks = ({ page }) => page.evaluate(() => (
  ['body', 'main', '.done', '.done .icon', '.done h1', '.done .place', '.done .ticket', '.done .ticket strong', '.done .wait']
    .map((selector) => {
      const style = getComputedStyle(document.querySelector(selector));
      const names = ['color', 'backgroundColor', 'borderColor', 'borderWidth', 'fontSize', 'fontWeight', 'display'];
      return [selector, ...names.map((it) => style[it])];
    })
));

/** The elements of the last screen, without texts. */
const parts = ({ page }) => page.locator('.done').evaluate((done) => (
  [...done.querySelectorAll('*')].map((it) => `${it.tagName} ${it.className}`)
));

/** The time from the choice to the last screen in milliseconds, and the number of touches. */
const effort = ({ page }) => page.evaluate(() => {
  const [, choice] = seen.clicks;
  const [done] = seen.times.find(([, screen]) => screen === 'done');
  return { touches: seen.clicks.filter((it) => it < done).length, ms: done - choice };
});

test.describe('U4: opting out', () => {
  test('takes no more touches and no more time than opting in', async () => {
    const out = await visit(browser, server);
    await decline(out);
    const least = await effort(out);
    await out.close();
    const into = await visit(browser, server);
    await check(into, 'woman_a_doc.jpg');
    const most = await effort(into);
    await into.close();
    assert.equal(least.touches, 2, 'the language, and the choice');
    assert.ok(least.touches <= most.touches, `${least.touches} and ${most.touches} touches`);
    assert.ok(least.ms <= most.ms, `${least.ms} and ${most.ms} ms`);
  });

  test('is not questioned', async () => {
    const traveller = await visit(browser, server);
    let dialogs = 0;
    traveller.page.on('dialog', (it) => { dialogs += 1; it.dismiss(); });
    await decline(traveller);
    assert.equal(dialogs, 0);
    assert.equal(await traveller.page.locator('[role=dialog], [role=alertdialog], dialog').count(), 0);
    assert.equal(await traveller.page.locator('.done :is(input, select, textarea)').count(), 0);
    assert.doesNotMatch(await traveller.text('.done'), /are you sure|why|reason/i);
    await traveller.close();
  });
});

test.describe('U5: opting out', () => {
  test('ends with a place, a ticket and a wait, in the colours of a match', async () => {
    const out = await visit(browser, server, { route });
    await decline(out);
    assert.equal(await out.text('.done .place'), 'Please go to Desk 1');
    assert.match(await out.text('.done .ticket strong'), /^[0-9a-f]+-\d{3}$/);
    assert.match(await out.text('.done .wait'), /about 7 minutes/);
    const officer = await looks(out);
    await out.close();
    const into = await visit(browser, server, { route });
    await check(into, 'woman_a_doc.jpg');
    assert.equal(await into.text('.done .place'), 'Please go to Gate A');
    assert.match(await into.text('.done .wait'), /about 2 minutes/);
    assert.deepEqual(officer, await looks(into));
    await into.close();
  });

  const BLAME = {
    en: /fail|refus|den(y|ied)|reject|declin|unable|sorry|problem|error/i,
    es: /fall[oaó]|rechaz|deneg|niega|negad|lament|problema|error/i,
    fr: /échou|échec|refus|rejet|désol|problème|erreur/i,
    'zh-Hans': /失败|拒绝|拒|抱歉|问题|错误/,
    ar: /فشل|رفض|مرفوض|نأسف|مشكلة|خطأ/,
    pt: /falh|recus|negad|rejeit|lament|problema|erro/i,
    tl: /bigo|tinanggihan|tanggi|paumanhin|problema|mali\b/i,
    ht: /echwe|refize|rejte|dezole|pwoblèm|erè/i,
  };
  test('is told without a word of blame, in every language', async () => {
    const traveller = await visit(browser, server);
    await decline(traveller);
    const told = new Set();
    for (const [language, blame] of Object.entries(BLAME)) {
      await traveller.foot('tongue');
      await traveller.page.locator(`.panel button[lang=${language}]`).click();
      await traveller.page.locator(`html[lang=${language}]`).waitFor();
      const text = await traveller.text('.done');
      assert.doesNotMatch(text, blame, language);
      told.add(text);
    }
    assert.equal(told.size, Object.keys(BLAME).length, 'two languages say the same');
    await traveller.close();
  });
});

test.describe('U15: no match', () => {
  /** All texts that were shown. */
  const record = () => {
    window.shown = new Set();
    new MutationObserver(() => {
      const main = document.querySelector('main');
      if (main) shown.add(main.outerHTML);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  };

  test('ends after two tries with an officer, as opting out does', async () => {
    const out = await visit(browser, server, { route });
    await decline(out);
    const [declined, colours] = [await parts(out), await looks(out)];
    await out.close();
    const traveller = await visit(browser, server, { init: record, route });
    await check(traveller, 'other_doc.jpg');
    const screens = await traveller.page.evaluate(() => seen.times.map(([, screen]) => screen));
    const tries = screens.filter((it, i) => it === 'face' && screens[i - 1] !== 'face').length;
    assert.equal(tries, 2);
    assert.ok((await traveller.texts('.done p')).includes('We could not confirm. An officer will help.'));
    assert.deepEqual(await parts(traveller), declined);
    assert.deepEqual(await looks(traveller), colours);
    assert.equal(await traveller.text('.done .place'), 'Please go to Desk 1');
    const shown = await traveller.page.evaluate(() => [...window.shown]);
    assert.ok(shown.length > 10);
    for (const html of shown) {
      assert.doesNotMatch(html, /[\d٠-٩]\s*[%٪]|\d[.,]\d|score|similar|percent|confiden/i);
    }
    await traveller.close();
  });
});

test.describe('U29: the last screen', () => {
  const complaint = settings((site) => { site.complaints = '+1 555 0100'; });
  for (const [lane, way] of [['officer', decline], ['face', (it) => check(it, 'woman_a_doc.jpg')]]) {
    test(`of the ${lane} lane says how to complain, and with which ticket`, async () => {
      const traveller = await visit(browser, server, { route: complaint });
      await way(traveller);
      assert.equal(await traveller.text('.complain'), 'To complain: +1 555 0100. Please give your ticket number.');
      assert.match(await traveller.text('.ticket strong'), /^[0-9a-f]+-\d{3}$/);
      await traveller.close();
    });
  }
});
