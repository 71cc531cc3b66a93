// Malicious script in the page must have no lasting effect: despite any change of the browser's caches, page,
// worker and policies are those of the build, now and after a restart.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { test } from './fixtures.mjs';
import { startServer } from './kiosk.mjs';
import { copyOfSite } from './site.mjs';

const EVIL = '<!doctype html><title>evil</title><body class="evil">evil<script src="/boot.js"></script>';

/** A kiosk with a persistent profile. */
class Kiosk {
  static async make() {
    const kiosk = new Kiosk();
    kiosk.site = await copyOfSite();
    kiosk.server = await startServer({ site: kiosk.site.folder });
    kiosk.profile = await mkdtemp(path.join(tmpdir(), 'gangway-profile-'));
    await kiosk.start();
    await kiosk.page.goto(kiosk.server.origin);
    await kiosk.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    return kiosk;
  }

  async start() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM || undefined,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
    });
    [this.page] = this.context.pages();
  }

  async restart() {
    await this.context.close();
    await this.start();
  }

  /** Runs script with access to the caches, in the service worker. */
  async poison(steps, word) {
    const worker = this.context.serviceWorkers()[0] ?? await this.context.waitForEvent('serviceworker');
    return worker.evaluate(steps, word);
  }

  /** Opens the page, or what is served instead. */
  async open() {
    const answer = await this.page.goto(this.server.origin).catch(() => null);
    return {
      policy: answer?.headers()['content-security-policy'] ?? 'none',
      isKept: answer?.fromServiceWorker() ?? false,
      title: await this.page.title(),
      isEvil: await this.page.locator('body.evil').count() > 0,
    };
  }

  async close() {
    await this.context.close();
    await this.server.close();
    await this.site.remove();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function walk(steps) {
  const kiosk = await Kiosk.make();
  try {
    await steps(kiosk);
  } finally {
    await kiosk.close();
  }
}

/** Replaces page, start script and worker policy in all caches. */
async function replaceFiles(evil) {
  const replaced = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      const put = (body, type) => cache.put(request, new Response(body, { headers: { 'content-type': type } }));
      if (pathname === '/index.html') await put(evil, 'text/html');
      else if (pathname === '/boot.js') await put('document.body.className = "evil"', 'text/javascript');
      else if (pathname === '/parts/vision.js') await put(await (await cache.match(request)).text(), 'text/javascript');
      else continue;
      replaced.push(pathname);
    }
    // Adds a second page, and one at the requested address.
    await cache.put('/', new Response(evil, { headers: { 'content-type': 'text/html' } }));
  }
  await (await caches.open('evil')).put('/index.html', new Response(evil, { headers: { 'content-type': 'text/html' } }));
  return replaced.sort();
}

const FILES = ['/boot.js', '/index.html', '/parts/vision.js'];

test('S2: a page in the cache that is another one is never shown, and the true one is back after a restart', async () => {
  await walk(async (kiosk) => {
    const policy = (await fetch(kiosk.server.origin)).headers.get('content-security-policy');
    assert.deepEqual(await kiosk.poison(replaceFiles, EVIL), FILES);
    assert.deepEqual(await kiosk.open(), { policy, isKept: true, title: 'Gangway', isEvil: false });
    await kiosk.poison(replaceFiles, EVIL);
    await kiosk.restart();
    assert.deepEqual(await kiosk.open(), { policy, isKept: true, title: 'Gangway', isEvil: false });
    await kiosk.page.locator('.welcome').waitFor();
    // The changed files were repaired, so the page opens without its server again.
    await kiosk.server.stop();
    assert.deepEqual(await kiosk.open(), { policy, isKept: true, title: 'Gangway', isEvil: false });
    await kiosk.page.locator('.welcome').waitFor();
  });
});

test('S2: without its server a kiosk whose cache was changed shows no other page', async () => {
  await walk(async (kiosk) => {
    await kiosk.server.stop();
    assert.deepEqual(await kiosk.poison(replaceFiles, EVIL), FILES);
    await kiosk.restart();
    const { isEvil, isKept } = await kiosk.open();
    assert.deepEqual([isEvil, isKept], [false, false]);
  });
});

test('S2: where the server has another build by then, its page is shown', async () => {
  await walk(async (kiosk) => {
    // The next start checks for it, after the page.
    await kiosk.poison(replaceFiles, EVIL);
    await kiosk.site.mark('second');
    await kiosk.restart();
    const { isEvil } = await kiosk.open();
    assert.equal(isEvil, false);
    await kiosk.page.locator('body[data-build=second]').waitFor();
    await kiosk.page.locator('.welcome').waitFor();
  });
});

test('S2: the worker has its policy whatever the cache says of its script', async () => {
  await walk(async (kiosk) => {
    const policy = (await fetch(`${kiosk.server.origin}/parts/vision.js`)).headers.get('content-security-policy');
    await kiosk.poison(replaceFiles, EVIL);
    const kept = await kiosk.page.evaluate(async () => Object.fromEntries((await fetch('/parts/vision.js')).headers));
    assert.equal(kept['content-security-policy'], policy);
    assert.equal(kept['connection-allowlist'], '()');
  });
});

test('S14: a worker is started from bytes that were checked at that moment', async () => {
  await walk(async ({ page, context, server }) => {
    const change = async () => {
      const cache = await caches.open('gangway-files');
      const [key] = (await cache.keys()).filter((it) => new URL(it.url).pathname === '/parts/vision.js');
      await cache.put(key, new Response('postMessage("evil")', { headers: { 'content-type': 'text/javascript' } }));
      return key.url;
    };
    const [worker] = context.serviceWorkers();
    const heard = (url) => page.evaluate((url) => new Promise((resolve) => {
      const it = new Worker(url);
      it.onmessage = ({ data }) => resolve(data);
      it.onerror = () => resolve('error');
      it.postMessage('forget');
    }), url);
    // Between the page's check and the start of the worker.
    const url = await worker.evaluate(change);
    assert.equal(await heard(url), 'forgotten', 'the true script, from the network');
    await server.stop();
    assert.equal(await heard(url), 'forgotten', 'the true script, from the mended cache');
    await worker.evaluate(change);
    assert.equal(await heard(url), 'error', 'no other script without the network');
  });
});

test.describe('S2: settings, which have no hash,', () => {
  const put = async (text) => {
    await (await caches.open('gangway-settings')).put('/kiosk.json', new Response(text, {
      headers: { 'content-type': 'text/html', 'content-security-policy': 'default-src *' },
    }));
  };
  const get = ({ page }) => page.evaluate(async () => {
    const answer = await fetch('/kiosk.json').catch(() => null);
    return answer && { text: await answer.text(), type: answer.headers.get('content-type'), policy: answer.headers.get('content-security-policy') };
  });

  test('are the server\'s where it is there, and never more than settings where it is not', async () => {
    await walk(async (kiosk) => {
      const { origin } = kiosk.server;
      const shipped = await (await fetch(`${origin}/kiosk.json`)).text();
      const policy = (await fetch(origin)).headers.get('content-security-policy');
      const other = shipped.replace('Harbour Terminal 2', '<img src=//x.test>');
      await kiosk.poison(put, other);
      assert.equal((await get(kiosk)).text, shipped);
      await kiosk.poison(put, other);
      await kiosk.server.stop();
      assert.deepEqual(await get(kiosk), { text: other, type: 'application/json', policy });
      await kiosk.open();
      await kiosk.page.locator('.welcome').waitFor();
      assert.match(await kiosk.page.locator('header').innerText(), /<img src=\/\/x\.test>/);
      assert.equal(await kiosk.page.locator('img').count(), 0);
      await kiosk.poison(put, `${' '.repeat(70_000)}${other}`);
      assert.equal(await get(kiosk), null, 'longer than settings are');
    });
  });
});

test('S2: the page has no cache to write to, registers no other service worker and removes none', async () => {
  await walk(async ({ page }) => {
    const tried = await page.evaluate(async () => {
      const outcome = (promise) => promise.then(() => 'done', (error) => error.constructor.name);
      const registration = await navigator.serviceWorker.ready;
      return {
        caches: [typeof caches, typeof CacheStorage],
        other: await outcome(navigator.serviceWorker.register('/boot.js')),
        scope: await outcome(navigator.serviceWorker.register('/offline.js?x')),
        own: await outcome(navigator.serviceWorker.register('/offline.js')),
        unregister: typeof registration.unregister,
      };
    });
    assert.deepEqual(tried, {
      caches: ['undefined', 'undefined'], other: 'TypeError', scope: 'TypeError', own: 'done', unregister: 'undefined',
    });
  });
});
