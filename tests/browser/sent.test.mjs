// The sent message: the traveller sees its exact bytes, and gets a receipt to find it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { openBrowser, test } from './fixtures.mjs';
import { media, need, startServer, visit } from './kiosk.mjs';

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

async function open(traveller) {
  await traveller.page.locator('.done .what').click();
  await traveller.panel('sent');
  await traveller.page.locator('.sent .message').first().waitFor();
}

/** The requests that were sent during visits, without the enrolment before. */
const sentIn = (requests) => requests
  .filter((it) => it.method !== 'GET' || it.body !== null)
  .filter((it) => !/\/v1\/(enrolments|settings)$/.test(it.url));

/** Asserts that exactly the sent bodies are shown. */
async function assertAllShown({ page, requests }, count) {
  const sent = sentIn(requests).map((it) => it.body);
  assert.equal(sent.length, count);
  assert.deepEqual((await page.locator('.sent .message').allTextContents()).sort(), sent.sort());
}

const lanes = {
  officer: (traveller) => traveller.officer(),
  face: async (traveller) => {
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
  },
};

test.describe('U26: what was sent', () => {
  for (const [lane, way] of Object.entries(lanes)) {
    test(`is shown byte for byte in the ${lane} lane, and each field has a meaning`, async () => {
      const traveller = await visit(browser, server);
      await way(traveller);
      await traveller.result();
      await open(traveller);
      const sent = sentIn(traveller.requests);
      assert.equal(sent.length, 1);
      assert.equal(await traveller.page.locator('.sent .message').textContent(), sent[0].body);
      assert.match(await traveller.text('.sent'), /Nothing else about you was sent\./);
      const rows = await traveller.page.locator('.fields tbody tr').evaluateAll((rows) => (
        rows.map((row) => [...row.cells].map((it) => it.textContent))
      ));
      const fields = Object.entries(JSON.parse(sent[0].body));
      assert.deepEqual(rows.map(([name, value]) => [name, value]), fields.map(([name, value]) => [name, JSON.stringify(value)]));
      const meanings = rows.map(([, , meaning]) => meaning);
      assert.ok(meanings.every((it) => it.length > 5), meanings);
      assert.equal(new Set(meanings).size, fields.length);
      await traveller.close();
    });
  }

  test('can be looked at as soon as there is something to look at', async () => {
    const init = () => {
      new MutationObserver(() => {
        const button = document.querySelector('.done .what:enabled');
        // A new screen accepts no input at first.
        const isGuarded = document.documentElement.hasAttribute('data-input-guard');
        if (!button || isGuarded || window.found) return;
        window.found = true;
        button.click();
        setTimeout(() => { window.found = document.querySelector('.panel.sent .message') ?? 'nothing'; });
      }).observe(document, { subtree: true, childList: true, attributes: true });
    };
    const traveller = await visit(browser, server, { init });
    await traveller.page.locator('footer .officer').click();
    await traveller.panel('sent');
    await traveller.page.waitForFunction(() => window.found !== true);
    assert.notEqual(await traveller.page.evaluate(() => window.found), 'nothing');
    await traveller.close();
  });

  test('leaves the caption of a sound in sight', async () => {
    // Time for a slow machine.
    const init = () => {
      const wait = window.setTimeout;
      window.setTimeout = (then, ms, ...more) => wait(then, ms >= 1_000 ? 10 * ms : ms, ...more);
    };
    const traveller = await visit(browser, server, { init });
    await traveller.officer();
    await open(traveller);
    const caption = traveller.page.locator('.caption', { hasText: /Sound:/ });
    await caption.waitFor();
    const isOnTop = await caption.evaluate((it) => {
      // A touch passes through it.
      it.style.pointerEvents = 'auto';
      const { left, right, top, bottom } = it.getBoundingClientRect();
      return [0.02, 0.2, 0.5, 0.98].every((share) => (
        it.contains(document.elementFromPoint(left + share * (right - left), (top + bottom) / 2))
      ));
    });
    assert.ok(isOnTop);
    await traveller.close();
  });

  test('is said to wait while the network is away', async () => {
    const traveller = await visit(browser, server);
    await traveller.page.route('**/v1/results', (route) => route.abort());
    await traveller.officer();
    await open(traveller);
    await traveller.page.locator('.sent', { hasText: /It waits in this kiosk/ }).waitFor();
    await traveller.page.unroute('**/v1/results');
    await traveller.page.locator('.sent', { hasNotText: /waits in this kiosk/ }).waitFor();
    assert.equal(await traveller.page.locator('.sent .message').textContent(), traveller.answered[0]);
    await traveller.close();
  });

  test('includes a call for staff', async () => {
    const traveller = await visit(browser, server);
    await traveller.officer();
    await traveller.foot('call');
    await traveller.page.getByText('Staff have been called').waitFor();
    await traveller.closePanel();
    // The result is sent at a multiple of ten seconds.
    await traveller.result();
    await open(traveller);
    assert.match(await traveller.text('.sent'), /You called staff/);
    await assertAllShown(traveller, 2);
    await traveller.close();
  });

  test('includes both results of who sees an officer after a match', async () => {
    const traveller = await visit(browser, server);
    await lanes.face(traveller);
    await traveller.result();
    await traveller.page.locator('footer .officer').click();
    await traveller.result(2);
    await open(traveller);
    await assertAllShown(traveller, 2);
    await traveller.close();
  });
});

test.describe('U26: the receipt', () => {
  /** Reads the text of the QR code. */
  async function scan(traveller) {
    const code = traveller.page.locator('.sent .code');
    const { width, height, data } = PNG.sync.read(await code.screenshot());
    return jsqr(new Uint8ClampedArray(data), width, height)?.data;
  }
  const examine = (text, { database }) => (
    spawnSync(need('GANGWAY_SERVER'), ['receipt', text, '--database', database], { encoding: 'utf8' })
  );

  test('can be scanned, is genuine without a network, and only where the result is', async () => {
    const other = await startServer();
    try {
      const traveller = await visit(browser, server);
      await traveller.officer();
      await traveller.result();
      const body = traveller.results()[0];
      await open(traveller);
      const text = await scan(traveller);
      assert.ok(text, 'the code cannot be read');
      assert.equal(text, await traveller.text('.sent .receipt'));
      const genuine = examine(text, server);
      assert.equal(genuine.status, 0, genuine.stdout + genuine.stderr);
      assert.ok(genuine.stdout.includes(body), genuine.stdout);
      assert.equal(examine(text, other).status, 4, 'the other server does not know it');
      const { ticket, id } = JSON.parse(body);
      assert.ok(text.toLowerCase().includes(id), text);
      assert.ok(!text.includes(`-${String(ticket).padStart(3, '0')}`), 'the ticket leads to a person');
      await traveller.close();
    } finally {
      await other.close();
    }
  });
});
