// Every screen in both languages: photographed, and held against axe-core's rules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { launch, media, startServer, visit } from './kiosk.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = {
  kiosk: { width: 1080, height: 1920 },
  tablet: { width: 1280, height: 800 },
  portrait: { width: 800, height: 1280 },
  phone: { width: 390, height: 844 },
};

let server;
before(async () => { server = await startServer(); });
after(() => server.close());

/** Photographs a screen, and says what is wrong with it. */
async function look(traveller, name) {
  const { page } = traveller;
  await page.evaluate(() => document.fonts.ready);
  await traveller.photograph(name);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html)}`), [], name);
  const hidden = await page.locator('main button:visible').evaluateAll((buttons) => buttons
    .filter((it) => it.getBoundingClientRect().bottom > document.querySelector('footer').getBoundingClientRect().top)
    .map((it) => it.textContent));
  assert.deepEqual(hidden, [], `${name}: below the foot`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
  const small = await page.locator('button:visible').evaluateAll((buttons) => buttons
    .filter((it) => it.getBoundingClientRect().height < 54 || it.getBoundingClientRect().width < 54)
    .map((it) => it.textContent));
  assert.deepEqual(small, [], `${name}: targets that are too small`);
}

async function tour(size, language) {
  const name = (screen) => `${screen}-${size}-${language}`;
  const options = { viewport: SIZES[size] };
  const film = async (file, steps) => {
    const browser = await launch({ film: file });
    try {
      const traveller = await visit(browser, server, options);
      await steps(traveller);
    } finally {
      await browser.close();
    }
  };
  await film('no_face.y4m', async (traveller) => {
    await look(traveller, name('1-welcome'));
    await traveller.begin(language);
    await look(traveller, name('2-notice'));
    await traveller.page.locator('summary').click();
    await look(traveller, name('2-notice-more'));
    await traveller.agree();
    await traveller.hint(/./);
    await look(traveller, name('3-document-camera'));
    await traveller.useFile();
    assert.equal(await traveller.text('.hint'), '', 'a word about the camera');
    await look(traveller, name('3-document-file'));
    await traveller.show(media('two_faces.jpg'));
    await traveller.hint(/./);
    await look(traveller, name('3-document-refused'));
    await traveller.show(media('woman_a_doc.jpg'));
    await traveller.screen('face');
    await traveller.hint(/oval|óvalo/);
    await look(traveller, name('4-face'));
    await traveller.officer();
    await look(traveller, name('6-done-officer'));
  });
  await film('woman_a.y4m', async (traveller) => {
    // The comparison takes a moment only: the answer is held back for the photograph.
    await traveller.page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        const send = () => post.call(this, message, ...rest);
        if (message?.[0]?.Compare) setTimeout(send, 3_000);
        else send();
      };
    });
    await traveller.begin(language);
    await traveller.agree();
    await traveller.useFile();
    await traveller.show(media('woman_a_doc.jpg'));
    await traveller.screen('comparing');
    await look(traveller, name('5-comparing'));
    await traveller.screen('done');
    await look(traveller, name('6-done-match'));
  });
  const browser = await launch({ film: null });
  try {
    const traveller = await visit(browser, server, options);
    await traveller.begin(language);
    await traveller.screen('closed');
    await look(traveller, name('7-closed'));
  } finally {
    await browser.close();
  }
}

describe('every screen can be read, reached and touched', () => {
  for (const [size, language] of [['kiosk', 'en'], ['tablet', 'en'], ['portrait', 'es'], ['phone', 'es'], ['kiosk', 'es']]) {
    test(`on a ${size} in ${language}`, () => tour(size, language));
  }
});

test('the keyboard alone leads to either lane', async () => {
  const browser = await launch({ film: 'no_face.y4m' });
  try {
    const traveller = await visit(browser, server);
    const { keyboard } = traveller.page;
    const press = async (selector) => {
      await traveller.page.locator(selector).waitFor();
      for (let i = 0; i < 20; i++) {
        if (await traveller.page.evaluate((it) => document.activeElement.matches(it), selector)) break;
        await keyboard.press('Tab');
      }
      assert.ok(await traveller.page.evaluate((it) => document.activeElement.matches(it), selector), selector);
      await keyboard.press('Enter');
    };
    await press('.welcome button[lang=en]');
    await traveller.screen('notice');
    await press('.choice:has(.icon-face)');
    await traveller.screen('document');
    await press('.document button:has(.icon-file)');
    await traveller.page.locator('.drop').waitFor();
    await press('footer .officer');
    await traveller.screen('done');
    await press('.done button.action');
    await traveller.screen('welcome');
  } finally {
    await browser.close();
  }
});

test('the desk shows a ticket as it arrives', async () => {
  const browser = await launch({ film: 'no_face.y4m' });
  try {
    const officer = await browser.newPage();
    await officer.goto(`${server.origin}/desk`);
    await officer.getByText('Live').waitFor();
    const traveller = await visit(browser, server);
    await traveller.officer();
    const ticket = await traveller.text('.ticket strong');
    await officer.getByText(ticket, { exact: true }).first().waitFor({ timeout: 30_000 });
    await officer.screenshot({ path: 'target/screens/8-desk.png' });
    await officer.evaluate(axe);
    const { violations } = await officer.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map((it) => it.id), []);
  } finally {
    await browser.close();
  }
});
