// Without a network the kiosk starts, both lanes work, and results are queued.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { openBrowser, test } from './fixtures.mjs';
import { SITE, desk, isStored, media, startServer, visit } from './kiosk.mjs';
import { until } from './engines/wait.mjs';
import { enrolled, held, staff } from './kiosk_profile.mjs';
import { copyOfSite, isCompressed } from './site.mjs';

let browser;
test.beforeAll(async () => { browser = await openBrowser({ film: 'woman_a.y4m' }); });
test.afterAll(() => browser.close());

/** Opens a kiosk whose service worker has stored the site. */
async function walk(steps, { site, ...options } = {}) {
  const server = await startServer({ site: site?.folder });
  try {
    const traveller = await visit(browser, server, { serviceWorkers: 'allow', ...options });
    await kept(traveller);
    await enrolled(traveller);
    await steps(traveller, server);
    await traveller.close();
  } finally {
    await server.close();
    await site?.remove();
  }
}

const kept = ({ page }) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** Fetches a path of the server in the page, and returns the text or the error. */
const get = ({ page }, address) => page.evaluate(async (address) => {
  const answer = await fetch(address).catch(() => null);
  if (!answer) return 'no answer';
  return answer.ok ? answer.text() : answer.status;
}, address);

/** The files that the service worker has stored: paths and sizes. */
const keptFiles = async ({ context }) => {
  const [worker] = context.serviceWorkers();
  return worker.evaluate(async () => {
    const cache = await caches.open('gangway-files');
    const entries = await Promise.all((await cache.keys()).map(async (key) => {
      return [new URL(key.url).pathname, (await (await cache.match(key)).blob()).size];
    }));
    return entries.sort();
  });
};

// Chromium has relaxed vector instructions, so the worker's other program is not stored.
const UNUSED = '/parts/vision.wasm';
const built = (await readdir(SITE, { recursive: true, withFileTypes: true }))
  .filter((it) => it.isFile() && !isCompressed(it.name))
  .map((it) => `/${path.relative(SITE, path.join(it.parentPath ?? it.path, it.name))}`)
  .filter((it) => !['/offline.js', '/kiosk.json', UNUSED].includes(it)).sort();

test('every file of the site is kept', async () => {
  await walk(async (traveller) => {
    const files = await keptFiles(traveller);
    assert.deepEqual(files.map(([name]) => name), built);
    let bytes = 0;
    for (const [name, size] of files) {
      assert.equal(size, (await stat(path.join(SITE, name))).size, name);
      bytes += size;
    }
    console.log(`# kept for times without a network: ${files.length} files, ${bytes} bytes`);
  });
});

// Headers about transfer, not about permissions.
const TRANSPORT = [
  'accept-ranges', 'connection', 'content-encoding', 'content-length', 'date', 'etag', 'keep-alive', 'last-modified',
  'transfer-encoding', 'vary',
];

test('S2: a kept file comes with every header that the server sends with it', async () => {
  await walk(async ({ page }, server) => {
    const places = ['/', '/kiosk.json', ...built];
    const rules = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !TRANSPORT.includes(name)).sort());
    const sent = {};
    for (const place of places) {
      const answer = await fetch(server.origin + place);
      await answer.arrayBuffer();
      sent[place] = rules(Object.fromEntries(answer.headers));
    }
    // Those of the page, its two workers, and the page between two pages.
    assert.equal(new Set(Object.values(sent).map((it) => it['content-security-policy'])).size, 4);
    await server.stop();
    const kept = await page.evaluate(async (places) => Object.fromEntries(await Promise.all(places.map(async (place) => {
      return [place, Object.fromEntries((await fetch(place)).headers)];
    }))), places);
    for (const place of places) assert.deepEqual(rules(kept[place]), sent[place], place);
  });
});

test.describe('without', () => {
  const ways = {
    'a server': { cut: (_, server) => server.stop(), mend: (_, server) => server.restart() },
    'a network': {
      cut: ({ context }) => context.setOffline(true),
      mend: ({ context }) => context.setOffline(false),
    },
  };
  for (const [name, { cut, mend }] of Object.entries(ways)) {
    test(`${name} both lanes work over reloads, and each result is delivered once and in order`, async () => {
      await walk(async (traveller, server) => {
        const { page } = traveller;
        await cut(traveller, server);
        const start = performance.now();
        await page.reload();
        await traveller.screen('welcome');
        const welcome = Math.round(performance.now() - start);
        await traveller.begin();
        const choice = Math.round(performance.now() - start);
        console.log(`# without ${name}: welcome after ${welcome} ms, choice after ${choice} ms`);
        await page.reload();
        await traveller.toFace(media('woman_a_doc.jpg'));
        await traveller.screen('done');
        const tickets = [await traveller.text('.ticket strong')];
        await traveller.finish();
        await traveller.begin();
        await page.locator('.choice:has(.icon-officer)').click();
        await traveller.screen('done');
        tickets.push(await traveller.text('.ticket strong'));
        await page.reload();
        await traveller.screen('welcome');
        await traveller.officer();
        tickets.push(await traveller.text('.ticket strong'));
        await page.reload();
        await traveller.screen('welcome');
        assert.deepEqual(traveller.results(), []);

        await mend(traveller, server);
        await traveller.result(3);
        // No file is transferred twice.
        await page.reload();
        await traveller.screen('welcome');
        await page.waitForLoadState('networkidle');
        const messages = traveller.results().map((it) => JSON.parse(it));
        assert.deepEqual(messages.map((it) => it.outcome), ['match', 'manual', 'manual']);
        assert.equal(new Set(messages.map((it) => it.id)).size, 3);
        assert.deepEqual((await held(traveller)).results, []);
        for (const body of traveller.results()) assert.ok(await isStored(server, body));
        const list = await desk(server);
        for (const ticket of tickets) {
          assert.equal(list.split(`<p class="number">${ticket}`).length, 2, `${ticket} at the desk`);
        }
      });
    });
  }
});

test('results, the desk and the server\'s health pass the service worker by', async () => {
  await walk(async (traveller, server) => {
    const { page } = traveller;
    const answers = {};
    page.on('response', (it) => { answers[new URL(it.url()).pathname] = it.fromServiceWorker(); });
    await page.reload();
    await traveller.screen('welcome');
    await traveller.officer();
    await traveller.result();
    for (const address of ['/desk/list', '/healthz', '/v1/nothing']) await get(traveller, address);
    await page.goto(`${server.origin}/desk`);
    assert.deepEqual(
      ['/', '/boot.js', '/parts/vision-relaxed.wasm', '/kiosk.json'].filter((it) => !answers[it]), [],
      'not from the service worker',
    );
    const passing = ['/v1/results', '/desk/list', '/healthz', '/v1/nothing', '/desk'];
    assert.deepEqual(passing.map((it) => answers[it]), passing.map(() => false));
    await server.stop();
    assert.deepEqual(await Promise.all(passing.map((it) => get(traveller, it))), passing.map(() => 'no answer'));
  });
});

test('a page that was to come from the network is kept all the same', async () => {
  await walk(async (traveller, server) => {
    const { context, page } = traveller;
    const session = await context.newCDPSession(page);
    await session.send('Page.reload', { ignoreCache: true });
    await traveller.screen('welcome');
    await kept(traveller);
    // The first page fetches from the network.
    await traveller.ready();
    await server.stop();
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    await traveller.finish();
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    assert.match(await traveller.text('.done'), /You may go on/);
  });
});

test('the settings are the server\'s, and the last good ones without it', async () => {
  const site = await copyOfSite();
  await walk(async (traveller, server) => {
    const settings = () => get(traveller, '/kiosk.json');
    const shipped = await readFile(path.join(SITE, 'kiosk.json'), 'utf8');
    const changed = shipped.replace('Harbour Terminal 2', 'Harbour Terminal 9');
    assert.notEqual(changed, shipped);
    await server.stop();
    assert.equal(await settings(), shipped, 'kept before they were asked for');
    await writeFile(site.at('kiosk.json'), changed);
    await server.restart();
    assert.equal(await settings(), changed);
    // Stored after the page has validated them.
    await traveller.page.reload();
    await traveller.page.locator('header', { hasText: 'Harbour Terminal 9' }).waitFor({ state: 'attached' });
    await rm(site.at('kiosk.json'));
    assert.equal(await settings(), 404, 'settings that were taken away are gone');
    await server.stop();
    assert.equal(await settings(), changed, 'an error is not kept');
    // A device between kiosk and server may answer instead of the server, or not at all.
    for (const answer of [(response) => response.writeHead(502).end(), () => {}]) {
      const between = createServer((_, response) => answer(response));
      await once(between.listen(new URL(server.origin).port, '127.0.0.1'), 'listening');
      try {
        assert.equal(await settings(), changed);
      } finally {
        between.closeAllConnections();
        await new Promise((resolve) => { between.close(resolve); });
      }
    }
    await traveller.page.reload();
    await traveller.screen('welcome');
    await traveller.officer();
    assert.match(await traveller.text('header'), /Harbour Terminal 9/);
  }, { site });
});

test('the last list of issuing states is kept with its headers, for its hash only', async () => {
  const site = await copyOfSite();
  const publish = async (list, made) => {
    const trust = `sha256-${createHash('sha256').update(list).digest('base64')}`;
    const reader = { address: 'ws://127.0.0.1:9/', token: 'a'.repeat(24), trust, made };
    await writeFile(site.at('trust.bin'), list);
    await site.configure({ document_sources: ['camera', 'chip'], reader });
    return `/trust.bin?${encodeURIComponent(trust)}`;
  };
  const former = await publish('former', '2026-11-29');
  await walk(async (traveller, server) => {
    const { page, context } = traveller;
    const says = async (made) => (await staff(traveller))['Keys of issuing states'] === made;
    const reload = async () => { await page.reload(); await traveller.screen('welcome'); };
    await reload();
    await until(() => says('2026-11-29'), 'the first list is used');
    const address = await publish('latter', '2026-11-30');
    await reload();
    await until(() => says('2026-11-30'), 'the second list is used');
    const { headers } = await fetch(server.origin + address);
    await server.stop();
    // Only the service worker has the list now.
    await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
    assert.equal(await get(traveller, former), 'no answer');
    const kept = await page.evaluate(async (address) => Object.fromEntries((await fetch(address)).headers), address);
    for (const [name, value] of headers) if (!TRANSPORT.includes(name)) assert.equal(kept[name], value, name);
    await reload();
    await until(() => says('2026-11-30'), 'the kept list is used');
    // The browser reports each connection that it cannot make.
    traveller.errors.length = 0;
  }, { site });
});

test('the vision worker has its policy when its script was kept', async () => {
  const site = await copyOfSite();
  const leak = `
    const tries = [() => fetch('/leak'), () => fetch('/boot.js'), () => import('/update.js')];
    Promise.allSettled(tries.map((it) => it())).then((all) => postMessage(all.map((it) => it.status)));
  `;
  await site.rebuild('parts/vision.js', leak);
  await writeFile(site.at('other.js'), leak);
  await walk(async ({ page }) => {
    const answers = [];
    page.on('response', (it) => answers.push([new URL(it.url()).pathname, it.fromServiceWorker()]));
    const tried = (script) => page.evaluate((script) => new Promise((resolve) => {
      new Worker(script).onmessage = ({ data }) => resolve(data);
    }), script);
    assert.deepEqual(await tried('/parts/vision.js'), Array(3).fill('rejected'));
    assert.deepEqual(answers, [['/parts/vision.js', true]]);
    assert.deepEqual(await tried('/other.js'), Array(3).fill('fulfilled'), 'the page\'s own policy');
  }, { site });
});

test('the page can be installed as an app', async () => {
  const server = await startServer();
  const profile = await mkdtemp(path.join(tmpdir(), 'gangway-profile-'));
  // An app cannot be installed in the private windows of other tests.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || undefined, args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const [page] = context.pages();
    await page.goto(server.origin);
    await kept({ page });
    const session = await context.newCDPSession(page);
    const { url, errors, data } = await session.send('Page.getAppManifest');
    assert.equal(url, `${server.origin}/manifest.webmanifest`);
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ['/', '/', 'fullscreen']);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    // All pictures must be available without a network, also if the app is not installed.
    await server.stop();
    for (const { src, sizes } of manifest.icons) {
      const side = await page.evaluate(async (src) => {
        const picture = await createImageBitmap(await (await fetch(src)).blob());
        return `${picture.width}x${picture.height}`;
      }, src);
      assert.equal(side, sizes, src);
    }
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true });
  }
});
