// The sandbox: the APIs that the built programs can reach, and those that a real browser allows.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';
import { openBrowser, test } from './fixtures.mjs';
import { COPIES, EXITS, PIXELS, SERVICE, found } from './forbidden_apis.mjs';
import { SITE, media, startServer, visit } from './kiosk.mjs';
import { enrolled, until } from './kiosk_profile.mjs';

const part = (name) => path.join(SITE, 'parts', name);

async function pageProgram() {
  const files = await readdir(SITE);
  // The program's imported scripts are below, one file each.
  const snippets = (await readdir(path.join(SITE, 'snippets'), { recursive: true })).filter((it) => it.endsWith('.js'));
  const own = ['lockdown.js', 'boot.js', 'anew.js', 'update.js', 'parts/database.js', ...snippets.map((it) => `snippets/${it}`)].map((it) => path.join(SITE, it));
  const named = (pattern) => path.join(SITE, files.find((it) => pattern.test(it)));
  const glue = await readFile(named(/^gangway-.*\.js$/), 'utf8');
  const loader = /^async function __wbg_load\([^]*?^}$/m;
  assert.match(glue, loader);
  const scripts = await Promise.all(own.map((it) => readFile(it, 'utf8')));
  // The lockdown saves one kind of file, a text that begins with a fixed word: `carry.test.mjs`.
  const saver = /^ {2}const \{ createObjectURL \} = URL;$|^ {2}fix\(globalThis, 'saveResults'[^]*?^ {2}\}\);$/gm;
  assert.equal(scripts[0].match(saver)?.length, 2);
  scripts[0] = scripts[0].replace(saver, '');
  return {
    wasm: await readFile(named(/^gangway-.*_bg\.wasm$/)),
    // The loader of wasm-bindgen reads the page's own program, before any picture exists.
    script: [glue.replace(loader, ''), ...scripts].join('\n'),
  };
}

/** The worker's script with one flavour of its program. */
async function workerProgram(program = 'vision.wasm') {
  return { wasm: await readFile(part(program)), script: await readFile(part('vision.js'), 'utf8') };
}

test.describe('the built programs', () => {
  test('of the page cannot read a picture', async () => {
    assert.deepEqual(found(await pageProgram(), PIXELS), []);
  });

  test('of the worker cannot reach a network or a disk', async () => {
    const programs = (await readdir(part('.'))).filter((it) => it.endsWith('.wasm'));
    assert.ok(programs.length > 1);
    for (const program of programs) assert.deepEqual(found(await workerProgram(program), EXITS), [], program);
  });

  test('S2: of the service worker can do nothing but keep its own site\'s files', async () => {
    const empty = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    const script = await readFile(path.join(SITE, 'offline.js'), 'utf8');
    assert.deepEqual(found({ wasm: empty, script }, SERVICE), []);
    assert.doesNotMatch(script, /workbox/i);
  });

  test('S1: of page and worker make no second stream, track or frame of one that there is', async () => {
    assert.deepEqual(found(await pageProgram(), COPIES), []);
    assert.deepEqual(found(await workerProgram(), COPIES), []);
  });

  test('are read with eyes that see every door', () => {
    // (module (import "m" "__wbg_NAME_0123456789abcdef" (func)))
    const importing = (name) => {
      const field = Buffer.from(`__wbg_${name}_0123456789abcdef`);
      const body = [1, 1, 0x6d, field.length, ...field, 0, 0];
      return Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, body.length, ...body]);
    };
    const harmless = { wasm: importing('postMessage'), script: '// fetch toBlob\nconst DOORS = ["WebSocket"];' };
    for (const doors of [PIXELS, EXITS, COPIES]) {
      assert.deepEqual(found(harmless, doors), []);
      for (const door of doors) {
        const imported = found({ ...harmless, wasm: importing(door) }, doors);
        assert.ok(imported.includes(`import ${door}`), door);
        const scripted = found({ ...harmless, script: `self.${door}(x)` }, doors);
        assert.ok(scripted.includes(`script ${door}`), door);
        const hidden = found({ ...harmless, script: `self['${door}'](x)` }, doors);
        assert.ok(hidden.includes(`script ${door}`), door);
      }
    }
  });

  test('of the worker is one file', async () => {
    const { script } = await workerProgram();
    assert.doesNotMatch(script, /^\s*(import|export)\b/m);
  });
});

test('the worker overwrites all of its memory when it is told to forget', async () => {
  const { script, wasm } = await workerProgram();
  const heard = [];
  const said = [];
  let closed = false;
  let memory;
  const context = vm.createContext({
    TextDecoder, TextEncoder, Blob, queueMicrotask,
    addEventListener: (_, listener) => heard.push(listener),
    postMessage: (word) => said.push(word),
    close: () => { closed = true; },
  });
  context.self = context;
  context.keep = (exports) => { memory = exports.memory; };
  vm.runInContext(`
    const { Instance } = WebAssembly;
    WebAssembly.Instance = new Proxy(Instance, {
      construct(target, args) { const it = new target(...args); keep(it.exports); return it; },
    });
  `, context);
  vm.runInContext(script, context);
  const tell = (data) => {
    let stopped = false;
    for (const listener of [...heard]) {
      if (!stopped) listener({ data, stopImmediatePropagation: () => { stopped = true; } });
    }
  };
  const until = async (word) => {
    for (let i = 0; i < 600 && !said.some((it) => JSON.stringify(it).includes(word)); i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(said.some((it) => JSON.stringify(it).includes(word)), `no ${word} in ${JSON.stringify(said)}`);
  };
  tell(vm.runInContext('(bytes) => new WebAssembly.Module(bytes)', context)(wasm));
  const models = JSON.parse(await readFile(part('models.json'), 'utf8'));
  const file = async (role) => {
    const { name, sha256 } = models.find((it) => it.role === role);
    const bytes = await readFile(part(`models/${name}.${sha256.slice(0, 8)}.plan`));
    return new Blob([bytes]);
  };
  const recogniser = models.find((it) => it.role === 'recogniser').name;
  const files = [await file('detector'), await file('landmarks'), await file('recogniser')];
  tell([{ Prepare: { recogniser, fmr: '1e-4' } }, ...files]);
  await until('Ready');
  const rule = { needs_zone: true, today: [2026, 11, 30], reads_chips: true, least: null };
  tell([{ ReadDocument: { file: 1, rule } }, new Blob([await readFile(media('woman_a_doc.jpg'))])]);
  await until('FileTaken');
  const bytes = () => new Uint8Array(memory.buffer);
  assert.ok(bytes().some((byte) => byte !== 0));
  tell('forget');
  assert.equal(bytes().findIndex((byte) => byte !== 0), -1, 'a byte is left');
  assert.equal(said.at(-1), 'forgotten');
  assert.ok(closed);
});

test.describe('a real browser', () => {
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

  test('leaves the worker no name to reach out by', async () => {
    const traveller = await visit(browser, server);
    const worker = traveller.page.workers()[0] ?? await traveller.page.waitForEvent('worker');
    const names = EXITS.filter((it) => !['import', 'document', 'location', 'createSyncAccessHandle', 'createObjectURL'].includes(it));
    const left = await worker.evaluate((names) => names.filter((it) => typeof self[it] !== 'undefined'), names);
    assert.deepEqual(left, []);
    await traveller.close();
  });

  test('refuses a worker that tries to reach out all the same', async () => {
    const traveller = await visit(browser, server);
    const { page } = traveller;
    // The browser also reports a request that the policy blocks, but it gets no answer.
    const answered = [];
    page.on('response', (it) => answered.push(new URL(it.url()).pathname));
    // A worker with our policy, but without the lockdown.
    await page.route('**/leak-worker.js', async (route) => {
      const ours = await route.fetch({ url: `${server.origin}/parts/vision.js` });
      assert.match(ours.headers()['content-security-policy'], /default-src 'none'/);
      await route.fulfill({ response: ours, body: `
        const tries = {
          fetch: () => fetch('/leak-fetch'),
          xhr: () => new Promise((yes, no) => { const it = new XMLHttpRequest(); it.open('GET', '/leak-xhr'); it.onload = yes; it.onerror = no; it.send(); }),
          socket: () => new Promise((yes, no) => { const it = new WebSocket('ws://' + location.host + '/leak-socket'); it.onopen = yes; it.onerror = no; }),
          events: () => new Promise((yes, no) => { const it = new EventSource('/leak-events'); it.onopen = yes; it.onerror = no; }),
          scripts: async () => importScripts('/leak-scripts'),
          module: () => import('/leak-module'),
          worker: () => new Promise((yes, no) => { const it = new Worker('/leak-nested'); it.onmessage = yes; it.onerror = no; }),
        };
        (async () => {
          const open = [];
          for (const [name, attempt] of Object.entries(tries)) await attempt().then(() => open.push(name), () => {});
          postMessage(open);
        })();
      ` });
    });
    const open = await page.evaluate(() => new Promise((resolve) => {
      new Worker('/leak-worker.js').onmessage = (event) => resolve(event.data);
    }));
    assert.deepEqual(open, []);
    assert.deepEqual(answered.filter((it) => it.includes('leak')), ['/leak-worker.js']);
    await traveller.close();
  });

  test('sends nothing but the result and a call for staff, and only to its own origin, in whole runs', async () => {
    const traveller = await visit(browser, server);
    await enrolled(traveller);
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    await traveller.result();
    await traveller.finish();
    await traveller.toFace(media('other_doc.jpg'));
    await traveller.screen('done');
    await traveller.result(2);
    await traveller.finish();
    await traveller.begin();
    await traveller.agree();
    await traveller.page.locator('footer .call').click();
    await traveller.page.getByRole('heading', { name: 'Staff have been called' }).waitFor();
    await traveller.page.locator('.panel .close').click();
    await traveller.officer();
    await traveller.result(3);
    const { requests } = traveller;
    assert.ok(requests.length > 5);
    for (const it of requests) {
      assert.ok(it.url.startsWith(`${server.origin}/`), it.url);
      assert.equal(new URL(it.url).search.length < 100, true, it.url);
    }
    const all = requests.filter((it) => it.method !== 'GET' || it.body !== null);
    const [enrolment, ...sent] = all.filter((it) => !it.url.endsWith('/v1/settings'));
    // Before its first traveller a kiosk enrols, and reports its settings, again if it got no answer.
    assert.equal(enrolment.url, `${server.origin}/v1/enrolments`);
    assert.deepEqual(Object.keys(JSON.parse(enrolment.body)), ['version', 'code', 'kiosk', 'key', 'provisional']);
    const settings = all.filter((it) => it.url.endsWith('/v1/settings'));
    assert.ok(settings.length === 1 || settings.length === 2, `${settings.length}`);
    for (const { method, url, body } of settings) {
      assert.deepEqual([method, url], ['POST', `${server.origin}/v1/settings`]);
      assert.deepEqual(Object.keys(JSON.parse(body)), ['version', 'kiosk', 'settings', 'target_fmr', 'clock', 'face_lane']);
    }
    const places = ['results', 'results', 'calls', 'results'].map((it) => `${server.origin}/v1/${it}`);
    assert.deepEqual(sent.map((it) => [it.method, it.url]), places.map((it) => ['POST', it]));
    const fields = ['version', 'id', 'kiosk', 'ticket', 'lane', 'outcome', 'document', 'model', 'build', 'notice', 'arrived', 'finished'];
    for (const { url, body } of sent) {
      const expected = url.endsWith('calls') ? ['version', 'id', 'kiosk', 'at'] : fields;
      assert.deepEqual(Object.keys(JSON.parse(body)), expected);
      assert.ok(body.length < 300);
    }
    const { 'gangway.camera': camera, ...kept } = await traveller.page.evaluate(() => ({ ...localStorage }));
    assert.deepEqual(Object.keys(kept).sort(), ['gangway.kiosk', 'gangway.provisional', 'gangway.settings', 'gangway.ticket']);
    // On a slow machine this last traveller may leave before the first frame, which is counted.
    assert.match(camera ?? '', /^(1 silent)?$/);
    assert.deepEqual((await until(traveller, (it) => it.results.length === 0)).results, []);
    assert.deepEqual(traveller.errors, []);
    await traveller.close();
  });
});
