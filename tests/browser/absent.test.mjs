// K4: without any API that the officer lane does not need, the page starts and gives a ticket.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

/** APIs that page, worker or their libraries use, and the officer lane does not need. */
const OPTIONAL = [
  'speechSynthesis', 'SpeechSynthesisUtterance', 'SpeechSynthesisVoice', 'AudioContext', 'matchMedia', 'screen',
  'indexedDB', 'localStorage', 'sessionStorage', 'caches', 'navigator.storage', 'navigator.locks',
  'navigator.serviceWorker', 'ServiceWorkerContainer', 'BroadcastChannel', 'SharedWorker', 'navigator.sendBeacon',
  'crypto', 'crypto.subtle', 'navigator.permissions', 'navigator.wakeLock', 'navigator.connection', 'visualViewport',
  'document.fonts', 'ResizeObserver', 'IntersectionObserver', 'PerformanceObserver', 'performance',
  'requestIdleCallback', 'cancelIdleCallback', 'structuredClone', 'navigation', 'trustedTypes',
  'Intl', 'Intl.NumberFormat', 'Intl.PluralRules', 'Intl.DateTimeFormat', 'AbortController', 'AbortSignal',
  'AbortSignal.timeout', 'OffscreenCanvas', 'VideoFrame', 'createImageBitmap', 'ImageBitmap',
  'MediaStreamTrackProcessor',
];
/** APIs that only the face lane needs. */
const FOR_FACES = [
  'Worker', 'navigator.mediaDevices', 'navigator.mediaDevices.getUserMedia', 'navigator.mediaDevices.enumerateDevices',
  'WebAssembly.compileStreaming', 'WebAssembly.validate',
];
/**
 * APIs that are not removed alone: one of the two ways to frames is needed; without trusted types the policy
 * prevents the worker; and the record of a visit (`kiosk.mjs`) uses `performance`.
 */
const TOGETHER = OPTIONAL.filter((it) => !['MediaStreamTrackProcessor', 'trustedTypes', 'performance'].includes(it));
/** Functions that return a promise. */
const PROMISING = [
  'navigator.mediaDevices.enumerateDevices', 'navigator.permissions.query', 'navigator.locks.request',
  'navigator.serviceWorker.register', 'navigator.storage.persist', 'crypto.subtle.generateKey', 'crypto.subtle.sign',
  'AudioContext.prototype.resume', 'WebAssembly.compileStreaming', 'createImageBitmap',
];
const WAYS = ['missing', 'null', 'throwing'];
/** Pages in parallel. */
const PAGES = 4;

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

/** Removes or breaks APIs. Runs in the page, before its scripts. */
function take(paths, way) {
  for (const path of paths) {
    const names = path.split('.');
    const name = names.pop();
    let owner;
    try {
      owner = names.reduce((it, name) => it?.[name], globalThis);
    } catch {
      // The object that has it was removed already.
    }
    if (owner === null || owner === undefined) continue;
    const nowhere = () => { throw new DOMException(`${path} is not to be had`, 'SecurityError'); };
    const changes = {
      missing: { value: undefined, writable: true },
      null: { value: null, writable: true },
      throwing: { get: nowhere },
      hanging: { value: () => new Promise(() => {}), writable: true },
    };
    if (way === 'missing') for (let it = owner; it; it = Object.getPrototypeOf(it)) delete it[name];
    if (way !== 'missing' || name in owner) Object.defineProperty(owner, name, { ...changes[way], configurable: true });
  }
}
const without = (paths, way) => ({ content: `(${take})(${JSON.stringify(paths)}, '${way}');` });

/** Blocks the files of the face lane, which these tests do not need. */
const leaveParts = (page) => page.route('**/parts/**/*.{plan,wasm}*', (route) => route.abort());

/** The traveller gets an officer's ticket, without an error on the way. */
async function assertTicket(traveller) {
  await traveller.officer();
  await traveller.page.locator('.ticket strong').waitFor();
  assert.match(await traveller.text('.ticket strong'), /^([0-9a-f]+-)?\d{3}$/);
  const broken = traveller.errors.filter((it) => /RuntimeError|panicked|unreachable/.test(it));
  assert.deepEqual(broken, []);
}

/** Visits the officer lane without each of these APIs, and names those without which it fails. */
async function officerWithoutEach(paths, way) {
  const left = [...paths];
  const faults = [];
  const walk = async () => {
    for (let path = left.shift(); path; path = left.shift()) {
      let traveller;
      try {
        traveller = await visit(browser, server, { init: without([path], way), route: leaveParts });
        await assertTicket(traveller);
      } catch (error) {
        faults.push(`${path} is ${way}: ${error.message.split('\n')[0]}`);
      }
      await traveller?.close();
    }
  };
  await Promise.all(Array.from({ length: PAGES }, walk));
  return faults;
}

test.describe('K4: an officer gives a ticket', () => {
  test('whichever part of the browser is missing that it can do without', async () => {
    assert.deepEqual(await officerWithoutEach([...OPTIONAL, ...FOR_FACES], 'missing'), []);
  });

  test('whichever promise of the browser hangs', async () => {
    assert.deepEqual(await officerWithoutEach(PROMISING, 'hanging'), []);
  });

  for (const way of WAYS) {
    test(`where everything optional is ${way} at once`, async () => {
      const traveller = await visit(browser, server, { init: without([...FOR_FACES, ...OPTIONAL], way) });
      await traveller.begin();
      await assertTicket(traveller);
      await traveller.close();
    });
  }
});

test.describe('K4: the rest works', () => {
  for (const way of WAYS) {
    test(`where all but the camera, the worker and WebAssembly is ${way}: faces are compared`, async () => {
      const traveller = await visit(browser, server, { init: without(TOGETHER, way) });
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.page.getByText('You may go on').waitFor();
      await traveller.page.locator('.ticket strong').waitFor();
      await traveller.close();
    });
  }

  const closures = {
    Worker: /does not start|worker/i,
    'navigator.mediaDevices': /may not use the camera/,
    'navigator.mediaDevices.getUserMedia': /may not use the camera/,
    'WebAssembly.compileStreaming': /missing or has been changed/,
  };
  for (const [path, reason] of Object.entries(closures)) {
    test(`where ${path} cannot be had, the face lane is closed before the choice, and staff read why`, async () => {
      for (const way of WAYS) {
        const traveller = await visit(browser, server, { init: without([path], way) });
        await traveller.begin();
        await traveller.screen('closed');
        assert.match(await traveller.text('.closed .staff'), reason, way);
        await traveller.close();
      }
    });
  }

  test('without a voice what would be read aloud is in the transcript', async () => {
    for (const way of WAYS) {
      const traveller = await visit(browser, server, { init: without(['speechSynthesis'], way), route: leaveParts });
      await traveller.page.keyboard.press('*');
      await traveller.page.locator('.transcript .spoken', { hasText: 'Please choose your language.' }).waitFor();
      await traveller.page.locator('.transcript .quiet', { hasText: /voice/ }).waitFor();
      await traveller.close();
    }
  });

  test('without storage results are sent at once, and tickets go on counting', async () => {
    const init = without(['indexedDB', 'localStorage', 'sessionStorage', 'navigator.locks'], 'throwing');
    const traveller = await visit(browser, server, { init, route: leaveParts });
    await assertTicket(traveller);
    const first = await traveller.text('.ticket strong');
    await traveller.finish();
    await assertTicket(traveller);
    assert.notEqual(await traveller.text('.ticket strong'), first);
    await traveller.result(2);
    await traveller.close();
  });
});
