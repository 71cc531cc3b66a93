// The kiosk's identity: a key that cannot be exported, enrolment, key rotation, revocation.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { openBrowser, test } from './fixtures.mjs';
import { startServer, visit } from './kiosk.mjs';
import { Profile, administer, enrolled, held, staff, until } from './kiosk_profile.mjs';
import { isProof } from './signer.mjs';

let browser;
test.beforeAll(async () => { browser = await openBrowser({ film: 'woman_a.y4m' }); });
test.afterAll(() => browser.close());

/** A kiosk with its own server. */
async function walk(steps, { trial = true, ...options } = {}) {
  const server = await startServer({ trial });
  const traveller = await visit(browser, server, options);
  traveller.proofs = [];
  try {
    await steps(traveller, server);
  } finally {
    await traveller.close();
    await server.close();
  }
}

/** Collects all requests to a path from now on, as `{ body, proof }`. */
function sent({ page }, path) {
  const requests = [];
  page.on('request', (it) => new URL(it.url()).pathname === path
    && requests.push({ body: it.postData(), proof: it.headers()['gangway-proof'] }));
  return requests;
}

const key = async (traveller) => (await enrolled(traveller)).identity[0].key.point;

async function type(page, code) {
  await page.getByLabel('Enrolment code').fill(code);
  await page.getByRole('button', { name: 'Enrol' }).click();
}

test.describe('the key', () => {
  test('of a kiosk cannot be taken out of its browser', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      const tried = await traveller.page.evaluate(() => new Promise((resolve) => {
        indexedDB.open('gangway').onsuccess = ({ target: { result } }) => {
          result.transaction('identity').objectStore('identity').getAll().onsuccess = async ({ target }) => {
            const { privateKey } = target.result[0].key;
            const ways = ['jwk', 'pkcs8', 'raw'].map((way) => crypto.subtle.exportKey(way, privateKey));
            resolve((await Promise.allSettled(ways)).map((it) => it.status));
          };
        };
      }));
      assert.deepEqual(tried, Array(3).fill('rejected'));
    });
  });

  test('and the number are all that the database holds, but for the last ticket and results that wait', async () => {
    await walk(async (traveller) => {
      await enrolled(traveller);
      await traveller.page.route('**/v1/results', (route) => route.abort());
      await traveller.officer();
      const { identity: [own, ...more], results, tickets, ...others } = await until(traveller, (it) => it.results.length === 1);
      assert.deepEqual([more, others], [[], {}]);
      assert.equal(tickets.length, 1);
      assert.deepEqual([own.kiosk, own.next], ['0001', undefined]);
      assert.deepEqual(own.key.fields, ['made', 'point', 'privateKey']);
      assert.deepEqual(own.key.private, ['private', false, 'sign']);
      await traveller.page.locator('.done button.what').click();
      assert.deepEqual(results, [await traveller.page.locator('.sent .message').textContent()]);
    });
  });

  test('and the number outlive a restart of the browser, which enrols no second time', async () => {
    const server = await startServer();
    const profile = await Profile.make();
    try {
      const first = await enrolled(await profile.open(server));
      await profile.context.close();
      const traveller = await profile.open(server);
      await traveller.officer();
      await traveller.result();
      assert.deepEqual((await held(traveller)).identity, first.identity);
      assert.deepEqual(traveller.requests.filter((it) => it.url.endsWith('/v1/enrolments')), []);
    } finally {
      await profile.remove();
      await server.close();
    }
  });

  test('signs every result and every call, anew at each try', async () => {
    await walk(async (traveller) => {
      const point = await key(traveller);
      const [results, calls] = ['/v1/results', '/v1/calls'].map((it) => sent(traveller, it));
      for (const path of ['results', 'calls']) {
        await traveller.page.route(`**/v1/${path}`, (route) => route.abort(), { times: 1 });
      }
      await traveller.foot('call');
      await traveller.page.getByRole('heading', { name: 'Staff have been called' }).waitFor();
      await traveller.closePanel();
      await traveller.officer();
      await traveller.result();
      for (const [path, requests] of [['/v1/results', results], ['/v1/calls', calls]]) {
        assert.equal(requests.length, 2, path);
        assert.equal(requests[0].body, requests[1].body);
        assert.notEqual(requests[0].proof, requests[1].proof);
        for (const { body, proof } of requests) assert.ok(await isProof(proof, point, path, body), path);
      }
    });
  });

  test('that is old makes room for another, and a lost answer loses nothing', async () => {
    await walk(async (traveller, server) => {
      const old = await key(traveller);
      // The server uses the time of receipt.
      const month = 'update keys set added = added - 2592000000';
      execFileSync('sqlite3', ['-cmd', '.timeout 5000', server.database, month]);
      const [changes, results] = ['/v1/keys', '/v1/results'].map((it) => sent(traveller, it));
      await traveller.page.evaluate(() => new Promise((resolve) => {
        indexedDB.open('gangway').onsuccess = ({ target: { result } }) => {
          const all = result.transaction('identity', 'readwrite').objectStore('identity');
          all.get('identity').onsuccess = ({ target }) => {
            target.result.key.made -= 31 * 24 * 3_600_000;
            all.put(target.result, 'identity').onsuccess = resolve;
          };
          result.close();
        };
      }));
      const visitor = async (count) => {
        await traveller.officer();
        await traveller.result(count);
        await traveller.finish();
      };
      // The server has stored it, but the kiosk gets no answer.
      await traveller.page.route('**/v1/keys', async (route) => {
        assert.equal((await route.fetch()).status(), 200);
        await route.abort();
      }, { times: 1 });
      await visitor(1);
      const { identity: [waiting] } = await until(traveller, ({ identity: [it] }) => Boolean(it.next));
      assert.equal(waiting.key.point, old);
      await visitor(2);
      const { identity: [now] } = await until(traveller, ({ identity: [it] }) => !it.next);
      assert.equal(now.key.point, waiting.next.point, 'the key that was offered first');
      await visitor(3);
      assert.equal(changes.length, 2);
      for (const { body, proof } of changes) {
        assert.deepEqual(JSON.parse(body), { version: 1, kiosk: '0001', key: now.key.point });
        assert.ok(await isProof(proof, old, '/v1/keys', body));
      }
      const keys = [old, old, now.key.point];
      for (const [i, { body, proof }] of results.entries()) {
        assert.ok(await isProof(proof, keys[i], '/v1/results', body), `result ${i + 1}`);
      }
    });
  });
});

test('a clock that is far off is set right by the server, at once', async () => {
  const init = () => {
    const { now } = Date;
    Date.now = () => now() + 50 * 3_600_000;
  };
  await walk(async (traveller) => {
    await enrolled(traveller);
    const results = sent(traveller, '/v1/results');
    await traveller.officer();
    await traveller.result();
    // The kiosk knows the server's time from the enrolment.
    assert.equal(results.length, 1);
    assert.ok(Math.abs(results[0].proof.split('.')[0] - Date.now()) < 60_000);
  }, { init });
});

test.describe('enrolment', () => {
  test('takes a code as staff type it, and the number of the code counts', async () => {
    await walk(async (traveller, server) => {
      const { page } = traveller;
      await traveller.officer();
      const first = await traveller.text('.ticket strong');
      const [own] = first.split('-');
      assert.match(own, /^[c-f][0-9a-f]{3}$/, 'a number that no other kiosk has');
      await until(traveller, (it) => it.results.length === 1);
      await traveller.finish();
      await traveller.photograph('staff-not-enrolled');
      const before = await staff(traveller, async () => {
        await traveller.photograph('staff-not-enrolled');
        await type(page, 'K7QF-03ZM-9XPT');
        await page.getByText('This code is wrong, used or too old.').waitFor();
        await type(page, 'no code');
        await page.getByText('This code is wrong, used or too old.').waitFor();
        const code = administer(server, 'add', '0042');
        await page.getByLabel('Enrolment code').pressSequentially(` ${code.toLowerCase().replaceAll('-', ' ')}`);
        await page.getByRole('button', { name: 'Enrol' }).click();
        await page.getByText('Enrolled', { exact: true }).waitFor();
        assert.equal(await page.getByLabel('Enrolment code').inputValue(), '');
      });
      assert.equal(before.Kiosk, own);
      assert.match(before.Server, /^Not enrolled\. All results wait/);
      assert.equal(before['Face lane'], 'Open');
      // A queued result is sent with the ticket that the traveller saw.
      assert.equal((await traveller.result()).kiosk, own);
      await traveller.officer();
      assert.match(await traveller.text('.ticket strong'), /^42-/);
      assert.equal((await traveller.result(2)).kiosk, '0042');
      await traveller.finish();
      assert.equal((await staff(traveller)).Kiosk, '0042');
    }, { trial: false });
  });

  test('takes a code from the address, which is rid of it at once', async () => {
    const server = await startServer({ trial: false });
    const profile = await Profile.make();
    try {
      const code = administer(server, 'add', '0007');
      const traveller = await profile.open(server, `#enrol=${code}`);
      assert.equal(traveller.page.url(), `${server.origin}/`);
      assert.equal((await enrolled(traveller)).identity[0].kiosk, '0007');
      assert.equal(await traveller.page.evaluate(() => history.length), 2, 'a blank page, and this one');
      // A used code is not valid any more.
      await traveller.page.goto(`${server.origin}/#enrol=${code}`);
      await traveller.page.waitForFunction(() => location.hash === '');
      await staff(traveller, (page) => page.getByText('This code is wrong, used or too old.').waitFor());
      await traveller.officer();
      assert.equal((await traveller.result()).kiosk, '0007');
    } finally {
      await profile.remove();
      await server.close();
    }
  });

  test('goes on asking while the server is away', async () => {
    await walk(async (traveller, server) => {
      const code = administer(server, 'add', '0007');
      await server.stop();
      await staff(traveller, async (page) => {
        await type(page, code);
        await page.getByText('The server does not answer.').waitFor();
        await server.restart();
        await page.getByText('Enrolled', { exact: true }).waitFor();
      });
    }, { trial: false });
  });
});

test('a revoked kiosk tells staff, closes the face lane alone, keeps results, and is healed by a new code', async () => {
  await walk(async (traveller, server) => {
    await traveller.begin();
    await traveller.page.locator('.choice').first().waitFor();
    const code = administer(server, 'add', '0001');
    await traveller.officer();
    await traveller.result();
    administer(server, 'revoke', '0001');
    // The server's process notices it within seconds.
    await traveller.page.waitForTimeout(2_500);
    await traveller.finish();
    const refused = traveller.page.waitForResponse((it) => it.status() === 403);
    await traveller.officer();
    await until(traveller, (it) => it.results.length === 1);
    await refused;
    await traveller.finish();
    await traveller.begin();
    await traveller.screen('closed');
    assert.match(await traveller.text('.staff'), /has revoked this kiosk/);
    await traveller.photograph('closed-revoked');
    await traveller.page.locator('.closed button.action').click();
    await traveller.screen('done');
    assert.match(await traveller.text('.ticket strong'), /^01-/);
    await until(traveller, (it) => it.results.length === 2);
    await traveller.finish();
    const fresh = administer(server, 'add', '0001');
    const facts = await staff(traveller, async (page) => {
      await type(page, code);
      await page.getByText('This code is wrong, used or too old.').waitFor();
      await type(page, fresh);
      await page.getByText('Enrolled', { exact: true }).waitFor();
    });
    assert.match(facts.Server, /has revoked this kiosk/);
    assert.match(facts['Face lane'], /has revoked this kiosk/);
    assert.equal(facts['Results that wait for the server'], '2');
    assert.match(facts['The oldest has waited'], /^0 h \d min$/);
    await traveller.result(3);
    await until(traveller, (it) => it.results.length === 0);
    await traveller.begin();
    await traveller.page.locator('.choice:has(.icon-face)').waitFor();
  });
});
