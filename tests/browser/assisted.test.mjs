// A device that an officer holds: its enrolment, its rear camera, and the screen turned to the traveller.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { violations } from './gallery/axe.mjs';
import { startServer, visit } from './kiosk.mjs';
import { administer, enrolled } from './kiosk_profile.mjs';
import { SCREENS } from './paths.mjs';

const SIZES = [[360, 640], [640, 360], [768, 1024], [1024, 768]];

let server;
let browser;
test.beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true });
  server = await startServer({ trial: false });
  browser = await openBrowser({ film: 'woman_a.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

let number = 0x20;

/** A device that was enrolled with the code of a new number, and the mark after it. */
async function enrol([width, height], mark = '&held') {
  number += 1;
  const kiosk = number.toString(16).padStart(4, '0');
  const code = administer(server, 'add', kiosk);
  const traveller = await visit(browser, server, { viewport: { width, height } });
  await traveller.page.evaluate((hash) => { location.hash = hash; }, `#enrol=${code}${mark}`);
  await enrolled(traveller);
  await traveller.page.locator(`html[data-held=${mark ? 'yes' : 'no'}]`).waitFor({ state: 'attached' });
  return Object.assign(traveller, { kiosk });
}

const turn = ({ page }) => page.locator('.turn button');
const turned = ({ page }) => page.locator('html').getAttribute('data-turned');

for (const size of SIZES) {
  test(`a held device of ${size.join(' x ')} asks the traveller first, and films with its rear camera`, async () => {
    const traveller = await enrol(size);
    const { page } = traveller;
    await traveller.begin();
    await turn(traveller).waitFor();
    assert.equal(await page.evaluate(() => window.seen.opened), 0, 'no camera before the choice');
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: path.join(SCREENS, `assisted-${size.join('x')}.png`) });
    const wide = await page.evaluate(() => [document.documentElement, document.querySelector('main')]
      .filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.tagName));
    assert.deepEqual(wide, [], 'nothing scrolls sideways');
    const { width, height } = await turn(traveller).boundingBox();
    assert.ok(width >= 64 && height >= 64, `${width} x ${height}`);
    const [face, officer] = await Promise.all(['face', 'officer'].map((it) => page.locator(`.choice:has(.icon-${it})`).boundingBox()));
    assert.ok(Math.abs(face.width - officer.width) < 1 && Math.abs(face.height - officer.height) < 1, 'equal choices');
    await turn(traveller).click();
    assert.equal(await turned(traveller), 'yes');
    await page.screenshot({ path: path.join(SCREENS, `assisted-turned-${size.join('x')}.png`) });
    await traveller.agree();
    assert.equal(await turned(traveller), 'no', 'the officer sees the guidance');
    await page.waitForFunction(() => window.seen.opened > 0);
    const wishes = await page.evaluate(() => window.seen.wishes.map((it) => it.facingMode));
    assert.deepEqual([...new Set(wishes)], ['environment']);
    await traveller.officer();
    assert.equal(await turned(traveller), 'yes', 'the traveller sees the ticket');
    assert.equal((await traveller.result()).kiosk, traveller.kiosk);
    await traveller.close();
  });
}

test('a device stays held after a reload, and a new enrolment without the mark ends that', async () => {
  const traveller = await enrol(SIZES[0]);
  const { page } = traveller;
  await page.reload();
  await page.locator('html[data-held=yes]').waitFor({ state: 'attached' });
  await page.evaluate(() => { location.hash = '#enrol=AAAA-AAAA-AAAA'; });
  await page.waitForFunction(() => location.hash === '');
  assert.equal(await page.locator('html').getAttribute('data-held'), 'yes', 'a wrong code changes nothing');
  const code = administer(server, 'add', traveller.kiosk);
  await page.evaluate((it) => { location.hash = `#enrol=${it}`; }, code);
  await page.locator('html[data-held=no]').waitFor({ state: 'attached' });
  await traveller.begin();
  assert.equal(await turn(traveller).count(), 0);
  await traveller.close();
});

test('nobody makes a kiosk a held device without a code of the server', async () => {
  const traveller = await enrol(SIZES[3], '');
  const { page } = traveller;
  await page.evaluate(() => { location.hash = '#enrol=AAAA-AAAA-AAAA&held'; });
  await page.waitForFunction(() => location.hash === '');
  await traveller.begin();
  assert.equal(await turn(traveller).count(), 0);
  await traveller.agree();
  await page.waitForFunction(() => window.seen.opened > 0);
  assert.equal(await page.evaluate(() => window.seen.wishes[0].facingMode), 'user');
  await traveller.close();
});
