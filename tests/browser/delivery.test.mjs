// Results reach the server once and in order, despite faults of network, server and browser.
import assert from 'node:assert/strict';
import { until as waitUntil } from './engines/wait.mjs';
import { openBrowser, test } from './fixtures.mjs';
import { desk, isStored, served, startServer, visit, waitForGuard } from './kiosk.mjs';
import { Profile, enrolled, held, staff, until } from './kiosk_profile.mjs';
import { resultId, tens } from './signer.mjs';

const DAY = 24 * 3_600_000;

let browser;
test.beforeAll(async () => { browser = await openBrowser(); });
test.afterAll(() => browser.close());

async function walk(steps, options = {}) {
  const server = await startServer();
  const traveller = await visit(browser, server, options);
  try {
    await steps(traveller, server);
  } finally {
    await traveller.close();
    await server.close();
  }
}

/** Lets travellers take tickets, and returns these. */
async function visitors(traveller, count) {
  const tickets = [];
  for (let i = 0; i < count; i++) {
    await traveller.officer();
    tickets.push(await traveller.text('.ticket strong'));
    await traveller.finish();
  }
  return tickets;
}

/** Waits until the staff screen's facts meet a condition, and returns them. */
async function staffSee(traveller, is) {
  let facts;
  await waitUntil(async () => is(facts = await staff(traveller)), () => `${is}: ${JSON.stringify(facts)}`);
  return facts;
}

const ids = (bodies) => bodies.map((it) => JSON.parse(it).id);

/** Asserts that each result is stored, and that each ticket is at the desk once. */
async function assertOnce(server, bodies, tickets) {
  for (const body of bodies) assert.ok(await isStored(server, body));
  const list = await desk(server);
  for (const ticket of tickets) assert.equal(list.split(`<p class="number">${ticket}`).length, 2, `${ticket} at the desk`);
}

test.describe('a browser that is killed', () => {
  test('without a network has lost no result, and delivers each once and in order', async () => {
    const server = await startServer();
    const profile = await Profile.make();
    try {
      const traveller = await profile.open(server);
      await enrolled(traveller);
      await server.stop();
      const tickets = await visitors(traveller, 3);
      const { results } = await until(traveller, (it) => it.results.length === 3);
      await profile.kill();
      await server.restart();
      const again = await profile.open(server);
      await again.result(3);
      await until(again, (it) => it.results.length === 0);
      assert.deepEqual(again.answered, results);
      tickets.push(...await visitors(again, 1));
      await again.result(4);
      assert.deepEqual(tickets, ['01-001', '01-002', '01-003', '01-004'], 'no ticket is given twice');
      await assertOnce(server, results, tickets);
    } finally {
      await profile.remove();
      await server.close();
    }
  });

  test('between the server\'s answer and its own book delivers nothing twice', async () => {
    const server = await startServer();
    const profile = await Profile.make();
    try {
      const traveller = await profile.open(server);
      await enrolled(traveller);
      const stored = new Promise((resolve) => {
        traveller.page.route('**/v1/results', async (route) => resolve((await route.fetch()).status()));
      });
      const tickets = await visitors(traveller, 1);
      assert.equal(await stored, 201);
      const { results } = await held(traveller);
      assert.equal(results.length, 1, 'the kiosk has not received the answer');
      await profile.kill();
      const again = await profile.open(server);
      await again.result(1);
      await until(again, (it) => it.results.length === 0);
      assert.deepEqual(again.answered, results);
      await assertOnce(server, results, tickets);
    } finally {
      await profile.remove();
      await server.close();
    }
  });
});

test.describe('without a network', () => {
  test('for days results wait, staff see how many and how long, and then all arrive', async () => {
    await walk(async (traveller) => {
      const { page, context } = traveller;
      await enrolled(traveller);
      await context.setOffline(true);
      await visitors(traveller, 2);
      await until(traveller, (it) => it.results.length === 2);
      await page.clock.fastForward(3 * DAY);
      const facts = await staff(traveller);
      assert.equal(facts['Results that wait for the server'], '2');
      assert.match(facts['The oldest has waited'], /^(71 h 59|72 h \d+) min$/);
      // The page's clock is three days ahead of the server's now.
      await context.setOffline(false);
      await page.evaluate(() => dispatchEvent(new Event('online')));
      for (let i = 0; i < 40 && traveller.results().length < 2; i++) await page.clock.runFor(2_000);
      await traveller.result(2);
      await until(traveller, (it) => it.results.length === 0);
    }, { time: Date.now() });
  });

  test('2,000 results wait at most: the oldest makes room', async () => {
    await walk(async (traveller, server) => {
      await enrolled(traveller);
      await server.stop();
      await visitors(traveller, 1);
      const { results: [first] } = await until(traveller, (it) => it.results.length === 1);
      const made = JSON.parse(first);
      // Up to the last ticket before the next one.
      const more = Array.from({ length: 1_999 }, (_, i) => {
        const ticket = (made.ticket - 1 + i) % 999 + 1;
        const arrived = made.finished - 3_000 + i;
        return JSON.stringify({ ...made, id: resultId(made.kiosk, ticket, arrived), ticket, arrived });
      });
      await traveller.page.evaluate((more) => new Promise((resolve) => {
        indexedDB.open('gangway').onsuccess = ({ target: { result } }) => {
          const transaction = result.transaction('results', 'readwrite');
          for (const text of more) transaction.objectStore('results').add(text);
          transaction.oncomplete = resolve;
          result.close();
        };
      }), more);
      await visitors(traveller, 1);
      const { results } = await until(traveller, (it) => it.results.length === 2_000 && it.results[0] === more[0]);
      await server.restart();
      await traveller.page.reload();
      await waitUntil(() => traveller.results().length === 2_000, 'all results arrive', 300_000);
      assert.deepEqual(ids(traveller.results()), ids(results));
    });
  });
});

test('two windows of one kiosk send each result once, and in order', async () => {
  await walk(async (traveller, server) => {
    await enrolled(traveller);
    const other = await traveller.context.newPage();
    waitForGuard(other);
    const answered = [];
    for (const page of [traveller.page, other]) {
      page.on('response', (it) => it.url().endsWith('/v1/results') && answered.push([it.status(), it.request().postData()]));
    }
    await other.goto(server.origin);
    // The settings are available, because they contain the kiosk's number.
    await other.waitForLoadState('networkidle');
    await server.stop();
    for (const [before, page] of [traveller.page, other, traveller.page, other].entries()) {
      // Chromium rarely paints a covered window, and a screen accepts no input before it is painted.
      await page.bringToFront();
      await page.locator('footer .officer').click();
      await page.locator('.ticket').waitFor();
      await page.locator('.done button.action').click();
      await page.locator('.welcome').waitFor();
      await until(traveller, (it) => it.results.length === before + 1);
    }
    const { results } = await held(traveller);
    await server.restart();
    await until(traveller, (it) => it.results.length === 0);
    assert.deepEqual(answered, results.map((it) => [201, it]));
  });
});

test.describe('a server that', () => {
  /** Answers the first result instead of the server. */
  const instead = ({ page }, answer) => page.route('**/v1/results', (route) => route.fulfill(answer), { times: 1 });
  const problem = (status, name) => ({ status, contentType: 'application/problem+json', json: { type: `urn:gangway:problem:${name}`, status } });

  test('has seen a signature before is sent another at once', async () => {
    await walk(async (traveller) => {
      await instead(traveller, problem(409, 'replayed'));
      await traveller.officer();
      await traveller.result();
      await until(traveller, (it) => it.results.length === 0);
    });
  });

  test('is busy is asked again when it says, and not before', async () => {
    await walk(async (traveller) => {
      await instead(traveller, { status: 503, headers: { 'retry-after': '4' } });
      const start = performance.now();
      await traveller.officer();
      await traveller.result();
      assert.ok(performance.now() - start >= 3_900);
    });
  });

  test('refuses a result for ever is not asked again, and the next one goes out', async () => {
    await walk(async (traveller) => {
      await instead(traveller, problem(422, 'not-a-result'));
      const warnings = [];
      traveller.page.on('console', (it) => it.type() === 'warning' && warnings.push(it.text()));
      await visitors(traveller, 2);
      await traveller.result(1);
      await until(traveller, (it) => it.results.length === 0);
      assert.equal(traveller.results().length, 1);
      assert.ok(warnings.some((it) => /refuses a result with status 422/.test(it)), warnings.join('; '));
    });
  });

  test('does not take the signature has staff told, and the face lane stays as it is', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      await instead(traveller, problem(401, 'signature'));
      await visitors(traveller, 1);
      await until(traveller, (it) => it.results.length === 1);
      const refused = traveller.page.waitForResponse((it) => it.status() === 401);
      await traveller.page.clock.runFor(10_000);
      await refused;
      const facts = await staffSee(traveller, ({ Server }) => /does not accept the signature/.test(Server));
      assert.equal(facts['Results that wait for the server'], '1');
      assert.doesNotMatch(facts['Face lane'], /revoked/);
      // The next try, minutes later, succeeds.
      await traveller.page.clock.runFor(11 * 60_000);
      await traveller.result(1);
      assert.equal((await staff(traveller)).Server, 'Enrolled');
    }, { time: Date.now() });
  });
});

test('results that an earlier build left behind are taken over once', async () => {
  const { build, notice } = await served();
  // A day old, with a random id and an exact time.
  const finished = tens(Date.now() / 1_000 - 86_400) - 1;
  const left = [['a', 7], ['b', 8]].map(([id, ticket]) => ({
    version: 1, id: id.repeat(16), kiosk: '0001', ticket, lane: 'officer', outcome: 'manual', document: null, model: null,
    build, notice, arrived: finished - 29, finished,
  }));
  const expected = left.map((it) => JSON.stringify({ ...it, id: resultId(it.kiosk, it.ticket, it.arrived), finished: tens(finished) }));
  // In the format of an earlier build.
  const init = `if (!localStorage.taken) { localStorage['gangway.results'] = ${JSON.stringify(left.map((it) => JSON.stringify(it)).join('\n'))}; localStorage['gangway.ticket'] = 8; localStorage.taken = 1; }`;
  await walk(async (traveller, server) => {
    await traveller.result(2);
    assert.deepEqual(traveller.results(), expected, 'as they should be');
    for (const body of expected) assert.ok(await isStored(server, body));
    assert.equal(await traveller.page.evaluate(() => localStorage.getItem('gangway.results')), null);
    await traveller.page.reload();
    await traveller.officer();
    await traveller.result(3);
    assert.equal(traveller.results().length, 3);
  }, { init: { content: init } });
});

test('in a browser without a database results go out all the same, and staff are told', async () => {
  const init = () => Object.defineProperty(window, 'indexedDB', { get: () => undefined });
  await walk(async (traveller, server) => {
    await traveller.officer();
    await traveller.result();
    await traveller.finish();
    await server.stop();
    await visitors(traveller, 1);
    const isWaiting = /^1\. The browser’s database does not answer/;
    const facts = await staffSee(traveller, (it) => isWaiting.test(it['Results that wait for the server']));
    assert.equal(facts.Server, 'Enrolled');
    await server.restart();
    await traveller.result(2);
  }, { init });
});
