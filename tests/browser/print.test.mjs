// Printed tickets: the site's setting, what paper shows, and that no printer fault stops anyone.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { openBrowser, test } from './fixtures.mjs';
import { settings, startServer, visit } from './kiosk.mjs';
import { SCREENS } from './paths.mjs';

const LANGUAGES = ['en', 'es', 'fr', 'zh-Hans', 'ar', 'pt', 'tl', 'ht'];
const PAPERS = { '80 mm': ['80mm', '160mm', 302], A6: ['105mm', '148mm', 396] };

let server;
let browser;
test.beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true });
  server = await startServer();
  browser = await openBrowser({ film: 'woman_a.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A browser whose printing is counted, or fails. Runs before the lockdown. */
function counted() {
  window.printed = 0;
  window.print = () => {
    window.printed += 1;
    if (window.printerFails) throw new Error('no printer');
  };
}

const kiosk = (print, more = {}) => visit(browser, server, {
  init: counted,
  route: settings((site) => Object.assign(site, { print, ...more })),
});
const slip = (traveller) => traveller.page.locator('.slip');
const printed = (traveller) => traveller.page.evaluate(() => window.printed);

test('nothing is printed where the site has no printer', async () => {
  const traveller = await kiosk('off');
  await traveller.begin();
  await traveller.officer();
  await traveller.result();
  assert.equal(await slip(traveller).count(), 0);
  assert.equal(await traveller.page.locator('.done .print').count(), 0);
  assert.equal(await printed(traveller), 0);
  await traveller.close();
});

test('a ticket is printed when the traveller asks for it', async () => {
  const traveller = await kiosk('offer');
  await traveller.begin('es');
  await traveller.officer();
  await traveller.result();
  assert.equal(await printed(traveller), 0);
  await traveller.page.locator('.done .print').click();
  await traveller.page.waitForFunction(() => window.printed === 1);
  await traveller.photograph('print-offer');
  await traveller.finish();
  assert.equal(await slip(traveller).count(), 0, 'nothing is left for the next traveller');
  await traveller.close();
});

test('each ticket is printed once where the site says so', async () => {
  const traveller = await kiosk('always');
  await traveller.begin();
  await traveller.officer();
  await traveller.page.waitForFunction(() => window.printed === 1);
  assert.equal(await slip(traveller).isVisible(), false, 'the screen does not show what paper shows');
  assert.equal(await traveller.page.locator('.done .print').count(), 0);
  await traveller.close();
});

test('without a printer the traveller has the number, and the check ends as usual', async () => {
  for (const fault of ['fails', 'missing']) {
    const traveller = await visit(browser, server, {
      init: fault === 'fails'
        ? () => { window.print = () => { throw new Error('no printer'); }; }
        : () => { delete window.print; },
      route: settings((site) => Object.assign(site, { print: 'always' })),
    });
    await traveller.begin();
    await traveller.officer();
    await traveller.result();
    assert.match(await traveller.text('.ticket strong'), /^\w+-\d{3}$/);
    await traveller.finish();
    await traveller.close();
  }
});

test('nothing is printed while a picture of the camera is on the page', async () => {
  const traveller = await kiosk('always');
  await traveller.begin();
  await traveller.agree();
  await traveller.page.locator('video').waitFor();
  const refused = await traveller.page.evaluate(() => { try { window.print(); return ''; } catch (error) { return String(error); } });
  assert.match(refused, /a picture is not printed/);
  assert.equal(await printed(traveller), 0);
  const left = await traveller.page.evaluate(() => ['alert', 'confirm', 'prompt'].filter((name) => window[name] !== undefined));
  assert.deepEqual(left, [], 'the sandbox allows dialogs for printing alone');
  await traveller.close();
});

for (const language of LANGUAGES) {
  test(`paper shows number, place and receipt, and nothing else: ${language}`, async () => {
    const traveller = await kiosk('offer', { follow: 'https://kiosk.port.example' });
    const { page } = traveller;
    await traveller.begin(language);
    await traveller.officer();
    await traveller.result();
    await slip(traveller).waitFor({ state: 'attached' });
    const number = await traveller.text('.ticket strong');
    await page.emulateMedia({ media: 'print' });
    for (const [paper, [width, height, pixels]] of Object.entries(PAPERS)) {
      await page.setViewportSize({ width: pixels, height: 700 });
      const shown = await page.evaluate(() => {
        const visible = [...document.querySelectorAll('body *')].filter((it) => it.children.length === 0 && it.checkVisibility() && it.innerText?.trim());
        const box = document.querySelector('.slip').getBoundingClientRect();
        return {
          outside: visible.filter((it) => !it.closest('.slip')).map((it) => it.innerText),
          over: document.documentElement.scrollWidth - innerWidth,
          right: getComputedStyle(document.querySelector('.slip')).direction,
          box: [box.width, box.height],
        };
      });
      assert.deepEqual(shown.outside, []);
      assert.ok(shown.over <= 0, `${shown.over} px too wide`);
      assert.equal(shown.right, language === 'ar' ? 'rtl' : 'ltr');
      assert.ok((await slip(traveller).innerText()).includes(number));
      const name = `print-${language}-${paper.replace(' ', '')}`;
      await page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
      const pdf = await page.pdf({ width, height, printBackground: true });
      await writeFile(path.join(SCREENS, `${name}.pdf`), pdf);
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length, 1, 'one sheet');
      if (language === 'en') {
        const picture = PNG.sync.read(await page.locator('.slip .code').screenshot({ scale: 'css' }));
        const code = jsqr(new Uint8ClampedArray(picture.data), picture.width, picture.height);
        assert.match(code.data, /^https:\/\/kiosk\.port\.example\/t#GANGWAY1:/);
      }
    }
    await traveller.close();
  });
}

