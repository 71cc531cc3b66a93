// What a first visit costs: the page's program, and every byte until the site is kept whole.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, readdir, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { SITE, launch, startServer, visit } from './kiosk.mjs';

const PROGRAM = 400_000;
const PROGRAM_SENT = 120_000;
const FIRST_LOAD = 7_000_000;

const models = JSON.parse(await readFile(path.join(SITE, 'parts/models.json'), 'utf8'));
const isFallback = models.some((it) => it.fallback);

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** What stands between a browser and a server, and counts what the server sends. */
async function meter(origin) {
  const { port, hostname } = new URL(origin);
  let bytes = 0;
  const between = createServer((near) => {
    const far = connect(port, hostname);
    far.on('data', (it) => { bytes += it.length; });
    near.pipe(far).pipe(near);
    for (const [one, other] of [[near, far], [far, near]]) {
      one.on('error', () => {}).on('close', () => other.destroy());
    }
  });
  await once(between.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${between.address().port}`,
    bytes: () => bytes,
    close: () => between.close(),
  };
}

test('the page\'s program is small', async () => {
  const files = await readdir(SITE);
  const program = path.join(SITE, files.find((it) => /^gangway-.*_bg\.wasm$/.test(it)));
  const [{ size }, { size: sent }] = [await stat(program), await stat(`${program}.br`)];
  console.log(`# the page's program: ${size} bytes, ${sent} as they are sent`);
  assert.ok(size <= PROGRAM && sent <= PROGRAM_SENT, `${size} bytes, ${sent} as they are sent`);
});

const skip = isFallback && 'the recogniser that stands in for the better one is larger than that';
test('a first visit, the models and all that is kept included, takes few megabytes', { skip }, async () => {
  const server = await startServer();
  const between = await meter(server.origin);
  const traveller = await visit(browser, between, { serviceWorkers: 'allow' });
  try {
    await traveller.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await traveller.ready();
    console.log(`# the first visit: ${between.bytes()} bytes`);
    assert.ok(between.bytes() <= FIRST_LOAD, `${between.bytes()} bytes`);
  } finally {
    await traveller.close();
    between.close();
    await server.close();
  }
});
