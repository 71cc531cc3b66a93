// K14: a ticket's number is unique at its site, and never changes.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { desk, startServer, visit } from './kiosk.mjs';
import { administer, enrolled, staff, until } from './kiosk_profile.mjs';

let browser;
test.beforeAll(async () => { browser = await openBrowser(); });
test.afterAll(() => browser.close());

async function ticket(traveller) {
  await traveller.officer();
  const number = await traveller.text('.ticket strong');
  await traveller.finish();
  return number;
}

const type = (traveller, code) => staff(traveller, async (page) => {
  await page.getByLabel('Enrolment code').fill(code);
  await page.getByRole('button', { name: 'Enrol' }).click();
  await page.getByText('Enrolled', { exact: true }).waitFor();
});

/** All tickets at the desk. */
const shown = async (server) => [...(await desk(server)).matchAll(/<p class="number">([^<]*)</g)].map(([, name]) => name).sort();

/** A server that requires codes, whose desk can be read without sign-in. */
async function withCodes(steps) {
  const server = await startServer({ trial: false });
  try {
    await steps(server);
  } finally {
    await server.close();
  }
}

test('K14: two kiosks that are not enrolled give different numbers, and the desk calls them so afterwards', async () => {
  await withCodes(async (server) => {
    const kiosks = [await visit(browser, server), await visit(browser, server)];
    const before = await Promise.all(kiosks.map(ticket));
    assert.notEqual(before[0].split('-')[0], before[1].split('-')[0]);
    for (const number of before) assert.match(number, /^[c-f][0-9a-f]{3}-\d{3}$/);
    // The kiosk keeps its number after a restart.
    await kiosks[0].page.reload();
    before.push(await ticket(kiosks[0]));
    assert.equal(before[2].split('-')[0], before[0].split('-')[0]);
    await until(kiosks[0], (it) => it.results.length === 2);
    const after = [];
    for (const [at, number] of ['0041', '0042'].entries()) {
      await type(kiosks[at], administer(server, 'add', number));
      await until(kiosks[at], (it) => it.results.length === 0);
      after.push(await ticket(kiosks[at]));
    }
    await Promise.all(kiosks.map((it, at) => it.result(at === 0 ? 3 : 2)));
    assert.match(after.join(), /^41-\d{3},42-\d{3}$/);
    // A server in trial mode shows its desk without a sign-in.
    await server.stop();
    await server.restart({ trial: true });
    assert.deepEqual(await shown(server), [...before, ...after].sort());
    await Promise.all(kiosks.map((it) => it.close()));
  });
});

test('K14: two kiosks of a trial give different numbers, although they have the same settings', async () => {
  const server = await startServer();
  const kiosks = [];
  for (let at = 0; at < 2; at++) {
    kiosks.push(await visit(browser, server));
    await enrolled(kiosks[at]);
  }
  const numbers = await Promise.all(kiosks.map(ticket));
  await Promise.all(kiosks.map((it) => it.result()));
  assert.match(numbers[0], /^01-/);
  assert.match(numbers[1], /^[c-f]/);
  assert.deepEqual(await shown(server), numbers.sort());
  await Promise.all(kiosks.map((it) => it.close()));
  await server.close();
});

test('K11: a kiosk that has forgotten everything goes on after the last ticket that the server knows', async () => {
  await withCodes(async (server) => {
    const traveller = await visit(browser, server);
    await type(traveller, administer(server, 'add', '0042'));
    const last = [await ticket(traveller), await ticket(traveller)].at(-1);
    await traveller.result(2);
    await until(traveller, (it) => it.results.length === 0);
    await traveller.page.evaluate(() => new Promise((resolve) => {
      localStorage.clear();
      indexedDB.deleteDatabase('gangway').onsuccess = resolve;
      location.reload();
    })).catch(() => {});
    await traveller.screen('welcome');
    await until(traveller, (it) => it.identity.length === 0 || !it.identity[0].kiosk);
    await type(traveller, administer(server, 'add', '0042'));
    const next = await ticket(traveller);
    const number = (it) => Number(it.split('-')[1]);
    assert.equal(number(next), number(last) + 1);
    await traveller.close();
  });
});
