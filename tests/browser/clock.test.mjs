// With any error of a kiosk's clock its tickets are at the desk, in the order in which they were given.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { desk, settings, startServer, visit } from './kiosk.mjs';
import { enrolled, staff, until } from './kiosk_profile.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Clock errors, and their display to the kiosk's staff and at the desk. */
const CLOCKS = [
  [-30 * YEAR, /^\d+ h \d+ min behind the server\./, 'days behind'],
  [-DAY, /^(23 h 59|24 h 0) min behind the server\./, /(hours|days) behind/],
  [-3 * HOUR, /^(2 h 59|3 h 0) min behind the server\./, 'hours behind'],
  [-40 * MINUTE, /^0 h (39|40) min behind the server\./, 'minutes behind'],
  [-2 * MINUTE, /^0 h [12] min behind the server\./, 'minutes behind'],
  [0, /^Right$/, null],
  [4 * MINUTE, /^0 h [34] min ahead of the server\./, 'minutes ahead'],
  [7 * HOUR, /^(6 h 59|7 h 0) min ahead of the server\./, 'hours ahead'],
  [10 * YEAR, /^\d+ h \d+ min ahead of the server\./, 'days ahead'],
];

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Changes the system's clock for the page. */
const moved = (ahead) => `{
  const [Real, now] = [Date, Date.now];
  Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(now() + ${ahead}); }
    static now() { return now() + (window.ahead ?? ${ahead}); }
  };
}`;

/** A kiosk with this number, whose clock is `ahead` milliseconds fast. */
async function kiosk(number, ahead, options = {}) {
  const set = settings((site) => Object.assign(site, { kiosk: number, waits: undefined }));
  const route = async (page) => {
    await set(page);
    await options.route?.(page);
  };
  const traveller = await visit(browser, server, { init: { content: moved(ahead) }, hasSlots: true, ...options, route });
  traveller.statuses = [];
  traveller.page.on('response', (it) => it.url().endsWith('/v1/results') && traveller.statuses.push(it.status()));
  return traveller;
}

/** A traveller takes an officer's ticket and leaves. Returns the ticket and its time. */
async function visitor(traveller) {
  await traveller.officer();
  const ticket = await traveller.text('.ticket strong');
  const at = Date.now();
  await traveller.finish();
  return { ticket, at };
}

/** The officer lane at the desk: tickets in order, each with the minute of its arrival. */
async function lane() {
  const list = (await desk(server)).split('lane officer')[1].split('lane face')[0];
  return [...list.matchAll(/<p class="number">([^<]+)<.*?Came <time datetime="([^"]+)"/gs)].map(([, ticket, came]) => ({ ticket, came: Date.parse(came) }));
}

const kiosks = async () => (await fetch(`${server.deskOrigin}/desk/kiosks`)).text();

test.describe('K3: whatever a kiosk\'s clock shows', () => {
  test('its tickets are at the desk at their time, and staff are told', async () => {
    const all = await Promise.all(CLOCKS.map(([ahead], i) => kiosk(`001${i}`, ahead)));
    const given = [];
    for (const traveller of all) given.push(await visitor(traveller));
    for (const traveller of all) {
      const { finished } = await traveller.result();
      assert.ok(Math.abs(finished - Date.now() / 1_000) < 120, `${finished}`);
      assert.ok(traveller.statuses.every((it) => [201, 401].includes(it)), traveller.statuses.join());
    }
    const shown = (await lane()).filter((it) => given.some(({ ticket }) => ticket === it.ticket));
    assert.equal(shown.length, given.length, 'each is there');
    for (const { ticket, came } of shown) {
      const { at } = given.find((it) => it.ticket === ticket);
      // A result has a resolution of ten seconds and is sent within ten more; a clock may be a minute off.
      assert.ok(Math.abs(came - at) < 30_000, `${ticket}: ${(came - at) / 1_000} s`);
    }
    for (const [i, traveller] of all.entries()) {
      const [ahead, words, told] = CLOCKS[i];
      const { Clock } = await staff(traveller);
      assert.match(Clock, words, `${ahead}`);
      const row = async () => (await kiosks()).split(`<p class="who">001${i}</p>`)[1].split('<p class="who">')[0];
      for (let tried = 0; tried < 200 && told && !/Its clock is/.test(await row()); tried++) await traveller.page.waitForTimeout(100);
      if (told) assert.match(await row(), new RegExp(`Its clock is ${told.source ?? told}\\.`));
      else assert.doesNotMatch(await row(), /Its clock is/);
      await traveller.close();
    }
  });

  test('results that come later are in their true order', async () => {
    let isCut = true;
    const route = (page) => page.route('**/v1/**', (it) => (isCut ? it.abort() : it.continue()));
    // It does not know the server's time, and is reloaded between its travellers.
    const slow = await kiosk('0021', -5 * HOUR, { route });
    const right = await kiosk('0022', 0);
    await enrolled(right);
    const given = [await visitor(slow)];
    await slow.page.waitForTimeout(11_000);
    given.push(await visitor(right));
    await right.result();
    await slow.page.waitForTimeout(10_000);
    await slow.page.reload();
    await slow.screen('welcome');
    given.push(await visitor(slow));
    await until(slow, (it) => it.results.length === 2);
    isCut = false;
    await slow.page.evaluate(() => dispatchEvent(new Event('online')));
    await slow.result(2);
    const shown = (await lane()).map((it) => it.ticket).filter((it) => given.some(({ ticket }) => ticket === it));
    assert.deepEqual(shown, given.map((it) => it.ticket));
    await slow.close();
    await right.close();
  });

  test('and if it is set while a traveller is there, the check took no hours', async () => {
    const traveller = await kiosk('0023', 0);
    await enrolled(traveller);
    await traveller.begin();
    await traveller.page.evaluate((ahead) => { window.ahead = ahead; }, -3 * HOUR);
    await visitor(traveller);
    const { arrived, finished } = await traveller.result();
    assert.ok(finished - arrived < 60 && Math.abs(finished - Date.now() / 1_000) < 60);
    assert.deepEqual(traveller.statuses, [201]);
    await traveller.close();
  });
});
