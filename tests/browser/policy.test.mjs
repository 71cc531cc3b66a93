// The kiosk browser of `docs/deploy.md`: set up by the document's commands, under its policy, with
// the Chromium of all other tests.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, startServer, visit } from './kiosk.mjs';
import { Machine, cannot } from './managed.mjs';
import { FORBIDDEN, NAMED, PERMISSIONS, Probe } from './probe.mjs';

const skip = cannot();
if (skip) console.log(`# THE KIOSK'S POLICY IS NOT TESTED: ${skip}`);

const without = (policy, name) => {
  assert.ok(name in policy, name);
  return Object.fromEntries(Object.entries(policy).filter(([it]) => it !== name));
};

describe('a kiosk set up as the document says', { skip }, () => {
  let site;
  let elsewhere;
  let machine;
  before(async () => {
    elsewhere = await new Probe().open();
    site = await new Probe().open({ elsewhere: elsewhere.origin });
    machine = new Machine(site.origin);
  });
  after(() => {
    site.close();
    elsewhere.close();
    return machine.remove();
  });

  /** What the page could do under a policy, and what the two servers were asked for. */
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

describe('the product under the kiosk\'s policy', { skip }, () => {
  const chosen = process.env.CHROMIUM;
  let server;
  let machine;
  /** The policy, opened for the driver and nobody else. */
  let driven;
  before(async () => {
    server = await startServer();
    machine = new Machine(server.origin);
    const { policy } = machine;
    const URLAllowlist = [...policy.URLAllowlist, 'chrome://policy'];
    driven = { ...policy, URLAllowlist, DeveloperToolsAvailability: 1, RemoteDebuggingAllowed: true };
    process.env.CHROMIUM = machine.launcher();
  });
  after(async () => {
    process.env.CHROMIUM = chosen ?? '';
    await server.close();
    await machine.remove();
  });

  async function drive(policy, steps) {
    machine.manage(policy);
    // With `forbidden` nobody answers the browser's question for the camera: the policy must.
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
      await traveller.screen('done', 60_000);
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
