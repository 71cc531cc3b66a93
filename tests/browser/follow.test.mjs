// A traveller's ticket on a telephone, opened by the code of the receipt.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { served, startServer } from './kiosk.mjs';
import { ROOT, SCREENS } from './paths.mjs';
import { lookAt } from './public_page.mjs';
import { Signer, resultId, tens } from './signer.mjs';
import { copyOfSite } from './site.mjs';

const NUMBER = '0007';
const { build, notice } = await served();
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

let site;
let server;
let browser;
let kiosk;
let desk;
test.beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true });
  site = await copyOfSite();
  await site.configure({ follow: 'https://kiosk.example' });
  server = await startServer({ site: site.folder });
  browser = await openBrowser();
  kiosk = await Signer.known(server, NUMBER);
  desk = await browser.newPage();
  await desk.goto(`${server.deskOrigin}/desk`);
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  await site.remove();
});

/** A traveller who goes to an officer, and the receipt, as in `crates/wire/src/receipt.rs`. */
async function come(ticket) {
  const now = Math.floor(Date.now() / 1_000);
  const arrived = now - 9;
  const id = resultId(NUMBER, ticket, arrived);
  const body = JSON.stringify({
    version: 1, id, kiosk: NUMBER, ticket, lane: 'officer', outcome: 'manual', document: null, model: null,
    build, notice, arrived, finished: tens(now),
  });
  assert.equal((await kiosk.post('/v1/results', body)).status, 201);
  const receipt = `GANGWAY1:${id}:${build}:${notice}:${sha256(body).slice(0, 16)}`.toUpperCase();
  return `${receipt}:${sha256(receipt).slice(0, 4).toUpperCase()}`;
}

/** A telephone that has opened this ticket. */
async function open(receipt, options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, ...options });
  const page = await context.newPage();
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url(), request.headers().referer ?? ''));
  await page.goto(`${server.origin}/t#${receipt}`);
  return { page, addresses, context };
}

const says = (page, text) => page.locator('#state', { hasText: text }).waitFor();

const look = (page, name) => lookAt(page, `ticket-${name}`);

test('the telephone shows the position, then the place, then the end', async () => {
  const [first, second] = [await come(51), await come(52)];
  const { page, context } = await open(second);
  await says(page, 'Numbers before yours: ');
  assert.equal(await page.locator('#number').innerText(), '07-052');
  await look(page, 'waiting');
  await desk.reload();
  await desk.getByRole('button', { name: 'Call next' }).click();
  await says(page, 'Your number is next.');
  await desk.getByRole('button', { name: 'Call next' }).click();
  await says(page, 'Please go to ');
  await look(page, 'called');
  await desk.getByRole('button', { name: 'Finish 07-052' }).click();
  await says(page, 'This number is finished.');
  assert.equal(await page.locator('#number').innerText(), '');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await new Promise((resolve) => { setTimeout(resolve, 7_000); });
  assert.deepEqual(asked, [], 'a ticket that has ended is not asked for any more');
  const other = await open(first);
  await says(other.page, 'Please go to ');
  await Promise.all([context, other.context].map((it) => it.close()));
});

test('the receipt is in no address that the browser sends', async () => {
  const receipt = await come(53);
  const { page, addresses, context } = await open(receipt);
  await says(page, 'Your number is next.');
  await new Promise((resolve) => { setTimeout(resolve, 6_500); });
  const parts = receipt.split(':').filter((part) => part.length >= 8);
  // The browser itself shows the fragment of the page's own address to the test.
  const sent = addresses.map((address) => address.split('#')[0]);
  assert.ok(sent.length >= 6, String(sent.length));
  for (const part of parts) assert.ok(!sent.some((address) => address.includes(part)), part);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await context.close();
});

test('the page speaks the language of the telephone, if the site does', async () => {
  const receipt = await come(54);
  for (const [locale, lang, dir] of [['ar-EG', 'ar', 'rtl'], ['fil-PH', 'tl', 'ltr'], ['zh-CN', 'zh-Hans', 'ltr'], ['de-DE', 'en', 'ltr']]) {
    const { page, context } = await open(receipt, { locale });
    await page.locator(`html[lang=${lang}][dir=${dir}]`).waitFor();
    await page.locator('#state:not(:empty)').waitFor();
    await look(page, lang);
    await context.close();
  }
});

test('without a network the last state stays, and what is no receipt is said', async () => {
  const receipt = await come(55);
  const { page, context } = await open(receipt);
  await says(page, 'Numbers before yours: ');
  await context.setOffline(true);
  await page.locator('#lost:not([hidden])').waitFor();
  assert.equal(await page.locator('#number').innerText(), '07-055');
  await context.setOffline(false);
  await page.locator('#lost').waitFor({ state: 'hidden' });
  const wrong = await open(receipt.slice(0, -1));
  await says(wrong.page, 'This is not a whole ticket code.');
  const unknown = await open('GANGWAY1:0A96988EBC89D053:00C0FFEE:3:C87015B9CE214A05:D6F2');
  await says(unknown.page, 'Your number has not arrived here yet.');
  await Promise.all([context, wrong.context, unknown.context].map((it) => it.close()));
});

test('the script of the page needs no younger browser than that of a television', async () => {
  const { transform } = createRequire(import.meta.url)('esbuild');
  const source = await readFile(path.join(ROOT, 'crates/server/src/public/ticket.js'), 'utf8');
  const codes = await Promise.all(['esnext', 'chrome69'].map((target) => transform(source, { target })));
  assert.equal(codes[1].code, codes[0].code);
});
