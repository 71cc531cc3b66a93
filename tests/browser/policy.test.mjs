// The kiosk browser of `docs/deploy.md`: set up by the document's commands, under its policy, with
// the Chromium of all other tests.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './engines/wait.mjs';
import { skipIf, test } from './fixtures.mjs';
import { Screen, cannot as cannotShow } from './keyboard.mjs';
import { launch, startServer, visit } from './kiosk.mjs';
import { Machine, cannot } from './managed.mjs';
import { cannot as cannotNet, within } from '../prove/egress/network.mjs';
import { FORBIDDEN, NAMED, PERMISSIONS, Probe } from './probe.mjs';

const skip = cannot();
if (skip) console.log(`# THE KIOSK'S POLICY IS NOT TESTED: ${skip}`);

const without = (policy, name) => {
  assert.ok(name in policy, name);
  return Object.fromEntries(Object.entries(policy).filter(([it]) => it !== name));
};

test.describe('a kiosk set up as the document says', () => {
  skipIf(skip);
  let site;
  let elsewhere;
  let machine;
  test.beforeAll(async () => {
    elsewhere = await new Probe().open();
    site = await new Probe().open({ elsewhere: elsewhere.origin });
    machine = new Machine(site.origin);
  });
  test.afterAll(() => {
    site.close();
    elsewhere.close();
    return machine.remove();
  });

  /** The report of the page under a policy, and the requests at both servers. */
  async function probe(policy, start) {
    machine.manage(policy);
    site.forget();
    elsewhere.forget();
    const kiosk = await machine.start(start);
    try {
      await site.report();
      const asked = [...site.asked, ...elsewhere.asked];
      return { ...site.told, asked, debugged: kiosk.canBeDebugged(), downloads: machine.downloads() };
    } finally {
      await kiosk.stop();
    }
  }

  test('opens the camera unasked, and refuses everything else', async () => {
    const { permissions, camera, microphone } = await probe(machine.policy);
    assert.equal(camera, 'opened');
    assert.equal(microphone, 'NotAllowedError');
    assert.deepEqual(permissions, Object.fromEntries(PERMISSIONS.map((it) => [it, it === 'camera' ? 'granted' : 'denied'])));
  });

  test('opens no camera without the rule that allows it to the site', async () => {
    const { permissions, camera } = await probe(without(machine.policy, 'VideoCaptureAllowedUrls'));
    assert.equal(camera, 'NotAllowedError');
    assert.equal(permissions.camera, 'denied');
  });

  test('opens no camera for an address that differs by its port alone', async () => {
    const { policy } = machine;
    const { permissions, camera } = await probe({ ...policy, VideoCaptureAllowedUrls: [elsewhere.origin] });
    assert.equal(camera, 'NotAllowedError');
    assert.equal(permissions.camera, 'denied');
  });

  test('goes neither elsewhere nor to the officers\' desk, saves no file, and cannot be debugged', async () => {
    const { asked, debugged, downloads } = await probe(machine.policy);
    assert.deepEqual(asked.filter((it) => FORBIDDEN.includes(it)), []);
    assert.deepEqual(downloads, []);
    assert.equal(debugged, false);
  });

  test('owes all of that to the policy: without one, everything is possible', async () => {
    const { permissions, asked, debugged, downloads } = await probe({});
    for (const name of PERMISSIONS) assert.notEqual(permissions[name], 'denied', name);
    assert.deepEqual(asked.filter((it) => FORBIDDEN.includes(it)), FORBIDDEN);
    assert.deepEqual(downloads, ['file']);
    assert.equal(debugged, true);
  });

  test('finds no host but the site\'s', async () => {
    const { asked } = await probe(machine.policy);
    assert.ok(!asked.includes(NAMED));
    const free = await probe(machine.policy, { options: ['--host-resolver-rules='] });
    assert.ok(free.asked.includes(NAMED));
  });

  test('keeps what waits for delivery when it is started again', async () => {
    const { kept: before } = await probe(machine.policy, { profile: 'fresh' });
    const { kept: after } = await probe(machine.policy, { profile: 'fresh' });
    assert.deepEqual([before, after], [null, 'a result that waits']);
  });

  test('is seen to be without a page when the page crashes', async () => {
    machine.manage(machine.policy);
    site.forget();
    const kiosk = await machine.start();
    try {
      await site.report();
      assert.equal(await kiosk.pageRuns(0), true);
      kiosk.killPage();
      assert.equal(await kiosk.pageRuns(2), false);
    } finally {
      await kiosk.stop();
    }
  });
});

const cannotFilter = () => cannotNet()
  || (process.getuid() !== 0 && 'only root can act as another user')
  || (spawnSync('nft', ['--version']).error ? 'there is no nft' : false);

test.describe('the firewall', () => {
  const skip = cannotFilter();
  if (skip) console.log(`# THE RULE FOR THE KIOSK'S USER IS NOT TESTED: ${skip}`);

  test('S3: the rule for the kiosk\'s user lets it reach the site\'s server, the reader\'s program and nothing else, and restricts no other user', async () => {
    skipIf(skip);
    const machine = new Machine('https://kiosk.example');
    try {
      const file = machine.at('etc/gangway/egress.nft');
      assert.match(readFileSync(file, 'utf8'), /203\.0\.113\.20/);
      const program = path.join(import.meta.dirname, 'firewall.mjs');
      const [command, ...args] = within([process.execPath, program, file]);
      const { before, kiosk, staff } = JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));
      const all = { site: true, elsewhere: true, other: true, reader: true, datagram: true };
      assert.deepEqual(before, all);
      assert.deepEqual(kiosk, { site: true, elsewhere: false, other: false, reader: true, datagram: false });
      assert.deepEqual(staff, all);
    } finally {
      await machine.remove();
    }
  });
});

test.describe('the product under the kiosk\'s policy', () => {
  skipIf(skip);
  const chosen = process.env.CHROMIUM;
  let server;
  let machine;
  /** The policy, opened only for the test driver. */
  let driven;
  test.beforeAll(async () => {
    server = await startServer();
    machine = new Machine(server.origin);
    const { policy } = machine;
    const URLAllowlist = [...policy.URLAllowlist, 'chrome://policy'];
    driven = { ...policy, URLAllowlist, DeveloperToolsAvailability: 1, RemoteDebuggingAllowed: true };
    process.env.CHROMIUM = machine.launcher();
  });
  test.afterAll(async () => {
    process.env.CHROMIUM = chosen ?? '';
    await server.close();
    await machine.remove();
  });

  async function drive(policy, steps) {
    machine.manage(policy);
    // With `forbidden` the driver does not grant the camera, so the policy has to.
    const browser = await launch({ film: 'page_then_face.y4m', forbidden: true });
    try {
      await steps(await visit(browser, server));
    } finally {
      await browser.close();
    }
  }

  const states = async ({ context }) => {
    const page = await context.newPage();
    await page.goto('chrome://policy');
    await page.locator('policy-row .policy.row .name').first().waitFor();
    const rows = await page.locator('policy-row').evaluateAll((rows) => rows.map(({ shadowRoot }) => {
      const word = (name) => shadowRoot.querySelector(`.policy.row .${name}`)?.textContent.trim();
      return [word('name'), word('messages')];
    }));
    return Object.fromEntries(rows.filter(([, state]) => state !== 'Not set.'));
  };

  test('is known to Chromium by every line', async () => {
    await drive(driven, async (traveller) => {
      assert.deepEqual(await states(traveller), Object.fromEntries(Object.keys(driven).map((it) => [it, 'OK'])));
    });
    await drive({ ...driven, NoSuchPolicy: 1, DnsOverHttpsMode: 'sometimes' }, async (traveller) => {
      const { NoSuchPolicy, DnsOverHttpsMode } = await states(traveller);
      assert.notEqual(NoSuchPolicy, 'OK');
      assert.notEqual(DnsOverHttpsMode, 'OK');
    });
  });

  test('lets a traveller through by the camera alone', async () => {
    await drive(driven, async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await traveller.screen('done');
      const { outcome, document } = await traveller.result();
      assert.deepEqual([outcome, document], ['match', 'camera']);
      assert.deepEqual(traveller.errors, []);
    });
  });

  test('closes the face lane, and that alone, where the camera is not allowed', async () => {
    await drive(without(driven, 'VideoCaptureAllowedUrls'), async (traveller) => {
      await traveller.begin();
      assert.equal(await traveller.page.locator('.choice:has(.icon-face)').count(), 0);
      await traveller.officer();
    });
  });

  test('opens no file, no source, no desk and no other address', async () => {
    await drive(driven, async ({ context }) => {
      const { origin, deskOrigin } = server;
      for (const url of ['file:///etc/passwd', `view-source:${origin}`, `${origin}/desk`, `${deskOrigin}/desk`, `${deskOrigin}/desk/list`, 'https://example.com/']) {
        const page = await context.newPage();
        await assert.rejects(page.goto(url), /ERR_BLOCKED_BY_ADMINISTRATOR/, url);
        await page.close();
      }
    });
  });
});

/** Shortcuts that open a page, a window, a dialog or a menu in Chromium on Linux. */
const SHORTCUTS = [
  'Control+h', 'Control+j', 'Control+Shift+Delete', 'Control+t', 'Control+n', 'Control+Shift+n', 'Control+Shift+t',
  'F12', 'Control+Shift+i', 'Control+Shift+j', 'Control+Shift+c', 'Control+u', 'Control+p', 'Control+Shift+p',
  'Control+s', 'Control+o', 'Control+d', 'Control+Shift+d', 'Control+Shift+o', 'Control+Shift+b', 'Control+Shift+a',
  'Control+Shift+m', 'Shift+Escape', 'F1', 'F3', 'F6', 'F7', 'F10', 'Alt+f', 'Alt+e', 'Alt+Shift+i', 'Alt+Shift+t',
  'Alt+Home', 'Alt+Left', 'Alt+space', 'Control+f', 'Control+k', 'Control+e', 'Control+l', 'Alt+d', 'Shift+F10',
  'Menu', 'Control+Shift+y', 'Control+Shift+s', 'Control+Shift+e', 'Control+Shift+k',
];

/** Shortcuts that open a window without a page: a menu, a tooltip, and the task manager, which cannot end
 * processes under the policy. No policy disables them. */
const WITHOUT_PAGE = ['Shift+Escape', 'F10', 'Alt+f', 'Alt+e', 'Alt+Shift+t'];

/** Time in ms after which the page or window that a key opens is there. */
const LATE_MS = 1_500;
/** Time in ms between two keys. */
const PAUSE_MS = 300;

/** Addresses to type in case there is an address bar. */
const ADDRESSES = ['chrome://history', 'chrome://settings', 'chrome://indexeddb-internals', 'chrome://flags'];

test.describe('a keyboard at the kiosk', () => {
  skipIf(skip || cannotShow());
  const cannotPress = cannotShow();
  if (cannotPress) console.log(`# WHAT KEYS OPEN IS NOT TESTED: ${cannotPress}`);

  /**
   * Presses all shortcuts, one each `PAUSE_MS`. Returns pages that are neither the kiosk nor a refusal, and
   * remaining windows. A page that opens late counts for a later key. With `mustOpen` each key is pressed until
   * it opens something.
   */
  async function pressAll(change, shortcuts, { mustOpen = false } = {}) {
    const server = await startServer();
    const machine = new Machine(server.origin);
    const screen = await Screen.open();
    // Opened for the driver, which only observes. The developer tools stay closed.
    machine.manage(change({ ...machine.policy, RemoteDebuggingAllowed: true }));
    const options = [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=1280,800', '--window-position=0,0',
      '--use-fake-device-for-media-stream', '--remote-debugging-port=0',
    ];
    const child = spawn(machine.launcher('keys'), options, { stdio: 'ignore', env: { ...process.env, DISPLAY: screen.display } });
    try {
      const { origin } = server;
      const pages = await driver(machine.at('keys/DevToolsActivePort'));
      let before = { pages: await pages(), windows: (await screen.windows()).length };
      const opened = [];
      for (const keys of shortcuts) {
        if (keys.includes('://')) {
          await screen.press('Control+l');
          await screen.type(keys);
          await screen.press('Return');
        } else {
          await screen.press(keys);
        }
        await sleep(keys === shortcuts.at(-1) ? LATE_MS : PAUSE_MS);
        // Windows are not closed, because the key may reach the kiosk's window.
        const state = async () => ({ pages: await pages(), windows: (await screen.windows()).length });
        const pagesOf = ({ pages }) => pages.filter(({ id }) => !before.pages.some((it) => it.id === id));
        const hasAlone = (it) => it.windows - before.windows > pagesOf(it).length;
        const isNew = ({ id, url }) => !before.pages.some((it) => it.id === id && it.url === url);
        const foreignOf = ({ pages }) => pages.filter((it) => isNew(it) && !isKiosk(it, origin) && !isRefused(it));
        let now = await state();
        if (mustOpen) {
          await until(async () => {
            now = await state();
            if (foreignOf(now).length > 0) return true;
            await screen.press(keys);
            await sleep(LATE_MS);
            return false;
          }, `${keys} opens a page`);
        }
        // The page of a new window, or the title of a new page, may be late.
        if ((hasAlone(now) && !WITHOUT_PAGE.includes(keys)) || foreignOf(now).length > 0) {
          await sleep(LATE_MS);
          now = await state();
        }
        opened.push(...foreignOf(now).map(({ url, title }) => `${keys}: ${url} (${title})`));
        // Every new window must belong to a new page.
        if (hasAlone(now) && !WITHOUT_PAGE.includes(keys)) opened.push(`${keys}: a window or dialog`);
        await screen.press('Escape');
        before = { pages: now.pages, windows: (await screen.windows()).length };
      }
      return [...new Set(opened)];
    } finally {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      screen.close();
      await server.close();
      await machine.remove();
    }
  }

  /** Whether a page is the kiosk, which new tabs and windows show. */
  const isKiosk = ({ url, title }, origin) => url.startsWith(`${origin}/`) || title.startsWith('Gangway');

  /** Whether the browser has blocked a page: then its title is its address. */
  const isRefused = ({ url, title }) => URL.canParse(url) && [url, url.replace(/\/$/, ''), new URL(url).host].includes(title);

  /** The browser's pages, after it has opened the first one. */
  async function driver(file) {
    for (let i = 0; i < 300; i++) {
      try {
        const [port] = readFileSync(file, 'utf8').split('\n');
        const targets = async () => (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()).filter((it) => it.type === 'page');
        if ((await targets()).some((it) => it.title.startsWith('Gangway'))) {
          await sleep(2_000);
          return targets;
        }
      } catch {
        // The browser has not started yet.
      }
      await sleep(200);
    }
    throw new Error('the kiosk does not open its page');
  }

  test('S6: opens none of the browser\'s own pages, and no window that could do anything', async () => {
    assert.deepEqual(await pressAll((policy) => policy, [...SHORTCUTS, ...ADDRESSES]), []);
  });

  test('S6: owes that to the rules: without them keys open the browser\'s pages', async () => {
    const open = (policy) => ({ ...policy, URLBlocklist: policy.URLBlocklist.filter((it) => !/^(chrome|devtools)/.test(it)) });
    assert.deepEqual(await pressAll(open, ['Control+h', 'Control+j'], { mustOpen: true }), ['Control+h: chrome://history/ (History)', 'Control+j: chrome://downloads/ (Download history)']);
  });
});
