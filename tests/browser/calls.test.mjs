// U16, the officers' side: a call for staff reaches an open desk, is announced once, and disappears by itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openBrowser, test } from './fixtures.mjs';
import { startServer } from './kiosk.mjs';
import { Signer } from './signer.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server;
let browser;
let desk;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  desk = await browser.newPage();
  await desk.goto(`${server.deskOrigin}/desk`);
  await desk.getByText('Live', { exact: true }).waitFor();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Sends a call for staff as a kiosk, and returns the status. */
async function call(kiosk, id) {
  const at = Math.floor(Date.now() / 1000);
  const body = `{"version":1,"id":"${id.repeat(16)}","kiosk":"${kiosk}","at":${at}}`;
  return (await (await Signer.known(server, kiosk)).post('/v1/calls', body)).status;
}

const spoken = () => desk.getByRole('alert').textContent();

test('U16: an open desk shows a call, says it aloud and has it in the title', async () => {
  assert.equal(await spoken(), '');
  assert.equal(await call('0007', 'a'), 201);
  await desk.locator('.calls').getByText('Kiosk 0007 needs help').waitFor();
  assert.equal(await spoken(), 'Kiosk 0007 needs help');
  assert.equal(await desk.title(), 'Help at 0007 · Gangway desk');
  await desk.evaluate(axe);
  const { violations } = await desk.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((it) => it.id), []);
  await desk.screenshot({ path: 'target/screens/9-desk-call.png' });
});

test('U16: another call is said without the one before', async () => {
  await call('0008', 'b');
  await desk.locator('.calls').getByText('Kiosk 0008 needs help').waitFor();
  assert.equal(await spoken(), 'Kiosk 0008 needs help');
  assert.equal(await desk.title(), 'Help at 0008, 0007 · Gangway desk');
});

test('U16: a call that has ended goes from the desk, its title and its voice', async () => {
  // The answer that the server would give after ten minutes.
  const empty = await startServer();
  const emptyList = await (await fetch(`${empty.deskOrigin}/desk/list`)).text();
  await empty.close();
  let answers = 0;
  await desk.route('**/desk/list', async (route) => {
    answers += 1;
    if (answers > 1) return route.fulfill({ contentType: 'text/html', body: emptyList });
    // The calls end in a moment.
    const response = await route.fetch();
    const list = await response.text();
    const [, now] = list.match(/data-now="(\d+)"/);
    return route.fulfill({ response, body: list.replace(/data-until="\d+"/, `data-until="${Number(now) + 200}"`) });
  });
  await call('0009', 'c');
  await desk.locator('.calls').waitFor({ state: 'detached' });
  assert.equal(await spoken(), '');
  assert.equal(await desk.title(), 'Gangway desk');
});
