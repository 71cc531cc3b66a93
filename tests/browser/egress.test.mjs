// Tries outgoing channels of the kiosk: a part of `cargo xtask prove egress` (`docs/egress.md`).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { skipIf, test } from './fixtures.mjs';
import { cannot as cannotManage, ROOT, read } from './managed.mjs';
import { launch, startServer, visit } from './kiosk.mjs';
import { cannot } from '../prove/egress/network.mjs';
import page from '../prove/egress/page.mjs';
import worker from '../prove/egress/worker.mjs';
import service from '../prove/egress/service.mjs';

const skip = cannot() || cannotManage();
if (skip) console.log(`# WAYS OUT ARE NOT TRIED: ${skip}`);

/** Groups of channels that the headers alone leave open. */
const GROUPS = ['webrtc', 'links', 'frames', 'forms', 'scripts', 'service'];

test.describe('script in the kiosk', () => {
  skipIf(skip);
  let found;
  test.beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gangway-egress-'));
    const json = path.join(folder, 'found.json');
    const only = GROUPS.flatMap((it) => ['--only', it]);
    const program = path.join(ROOT, 'tests/prove/egress.mjs');
    const run = promisify(execFile)(process.execPath, [program, '--json', json, ...only], { maxBuffer: 1 << 26 });
    // The command fails if a channel is open in a managed browser; the tests name the channels.
    await run.catch(({ stdout, stderr }) => console.log(`# ${`${stdout}\n${stderr}`.slice(-2_000)}`));
    found = JSON.parse(await readFile(json, 'utf8'));
    await rm(folder, { recursive: true });
  });

  /** Fails if a channel is open, or if the probes do not work in this browser. */
  function assertClosed(chosen, working) {
    const works = chosen.filter((it) => it.control.length > 0);
    assert.ok(works.length >= working, `${works.length} of ${chosen.length} channels work without any rule`);
    for (const place of ['served', 'managed']) {
      assert.deepEqual(chosen.filter((it) => it[place].length > 0).map((it) => `${it.name}: ${it[place]}`), [], place);
    }
  }
  const group = (name) => found.filter((it) => it.kind === 'page' && it.group === name);

  test('S3: reaches no address by WebRTC, in the page, in a frame or in a window, as served and managed', () => {
    assertClosed(group('webrtc'), 10);
  });

  test('S3: can make no frame', () => assertClosed(group('frames'), 6));

  test('S13: has no name looked up and no connection opened by links and forms', () => {
    assertClosed([...group('links'), ...group('forms')], 12);
  });

  test('S14: loads no script into the worker, as served and managed', () => {
    assertClosed(found.filter((it) => it.kind === 'worker'), 6);
  });

  test('S2: sends nothing elsewhere from the service worker', () => {
    assertClosed(found.filter((it) => it.kind === 'service'), 8);
  });
});

test.describe('the proof', () => {
  test('S13: tries a hundred channels of the page, forty of the worker and ten of the service worker', () => {
    assert.ok(page.length >= 100 && worker.length >= 40 && service.length >= 10);
    for (const channels of [page, worker, service]) {
      assert.equal(new Set(channels.map((it) => `${it.group} ${it.name}`)).size, channels.length, 'each once');
    }
  });

  test('S13: is written down for every channel, and no channel is open', () => {
    const document = read('docs/egress.md');
    for (const { group, name } of [...page, ...worker, ...service]) {
      const row = document.split('\n').find((it) => it.startsWith(`| ${group} | ${name} |`));
      assert.match(row ?? '', /\| closed \| closed \|$/, `${group}: ${name}`);
    }
  });
});

test.describe('a real browser', () => {
  let server;
  let browser;
  test.beforeAll(async () => {
    server = await startServer();
    browser = await launch({ film: 'woman_a.y4m' });
  });
  test.afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test('S3: has no name for WebRTC in the page, and script cannot bring one back', async () => {
    const traveller = await visit(browser, server);
    const left = await traveller.page.evaluate(() => {
      const names = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'WebSocket', 'open', 'SharedWorker', 'XMLHttpRequest'];
      for (const name of names) {
        try {
          Object.defineProperty(globalThis, name, { value: 1 });
        } catch {
          // The property cannot be redefined.
        }
        delete globalThis[name];
      }
      // Objects that misreport their values must not help either.
      Set.prototype.has = () => false;
      Object.defineProperty(Element.prototype, 'localName', { get: () => 'p', configurable: true });
      let asked = 0;
      const frames = [
        () => document.createElement('iframe'),
        () => document.createElement('IFRAME'),
        () => document.createElement({ toString: () => (asked++ === 0 ? 'p' : 'iframe') }),
        () => document.createElementNS('http://www.w3.org/1999/xhtml', 'x:iframe'),
        () => document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'iframe').documentElement,
        () => document.implementation.createHTMLDocument('').createElement('iframe'),
        () => new Document().createElementNS('http://www.w3.org/1999/xhtml', 'iframe'),
        () => { const it = document.createElement('p'); it.innerHTML = '<iframe></iframe>'; return it.firstChild; },
        () => new DOMParser().parseFromString('<iframe></iframe>', 'text/html').body.firstChild,
        () => document.createRange().createContextualFragment('<iframe></iframe>').firstChild,
      ].map((make) => { try { return make(); } catch { return null; } });
      const isFrame = (it) => it instanceof HTMLIFrameElement;
      return [...names.filter((name) => globalThis[name] !== undefined), ...frames.filter(isFrame).map(() => 'a frame')];
    });
    assert.deepEqual(left, []);
    await traveller.close();
  });

  test('S13: lives in a sandbox in which a traveller can still choose a file', async () => {
    const traveller = await visit(browser, server);
    const { page } = traveller;
    await traveller.begin();
    await traveller.agree();
    await traveller.useFile();
    const choosing = page.waitForEvent('filechooser');
    await traveller.settled();
    await page.locator('input[type=file]').evaluate((it) => it.click());
    await choosing;
    assert.deepEqual(traveller.errors, []);
    await traveller.close();
  });

  test('S14: has no shared memory and no addresses of blobs in the page', async () => {
    const traveller = await visit(browser, server);
    const left = await traveller.page.evaluate(() => {
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      const bytes = (() => { try { return memory.buffer; } catch { return undefined; } })();
      return [typeof SharedArrayBuffer, typeof bytes, typeof URL.createObjectURL, new WebAssembly.Memory({ initial: 1 }).buffer.byteLength];
    });
    assert.deepEqual(left, ['undefined', 'undefined', 'undefined', 65_536]);
    await traveller.close();
  });

  test('S14: gives the worker no handle of a file, no shared memory and no addresses of blobs', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const free = await context.newPage();
    // A page of the same site without the lockdown, which can use every API.
    await free.route(`${server.origin}/free`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>free</title>' }));
    await free.goto(`${server.origin}/free`);
    const starting = free.waitForEvent('worker');
    await free.evaluate(() => { globalThis.it = new Worker('/parts/vision.js'); });
    const started = await starting;
    await started.evaluate(() => {
      self.seen = new Promise((resolve) => {
        addEventListener('message', ({ data }) => {
          if (data?.handle) resolve(['createSyncAccessHandle', 'getFile', 'createWritable'].map((it) => typeof data.handle[it]));
        });
      });
    });
    await free.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      globalThis.it.postMessage({ handle: await folder.getFileHandle('out', { create: true }) });
    });
    const left = await started.evaluate(async () => ({
      handle: await self.seen,
      names: ['FileSystemFileHandle', 'FileSystemHandle', 'SharedArrayBuffer'].map((it) => typeof self[it]),
      memory: typeof WebAssembly.Memory,
      address: typeof URL.createObjectURL,
    }));
    assert.deepEqual(left, {
      handle: Array(3).fill('undefined'), names: Array(3).fill('undefined'), memory: 'undefined', address: 'undefined',
    });
    await context.close();
  });
});
