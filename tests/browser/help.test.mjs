// U16, the traveller's side: staff can be called from every screen, and the page states only what is true.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { desk, media, settings, startServer, visit } from './kiosk.mjs';

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'no_face.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

const calls = ({ requests }) => requests.filter((it) => it.method === 'POST' && it.url.endsWith('/v1/calls'));
const title = ({ page }, words) => page.locator('.panel.help h1', { hasText: words }).waitFor();

test.describe('U16: a call for staff', () => {
  test('is made from every screen, in the same place', async () => {
    const traveller = await visit(browser, server);
    const { page } = traveller;
    const places = new Set();
    const ways = {
      welcome: async () => {},
      notice: () => traveller.begin(),
      document: async () => {
        await traveller.begin();
        await traveller.agree();
      },
      file: async () => {
        await traveller.begin();
        await traveller.agree();
        await traveller.useFile();
      },
      face: () => traveller.toFace(media('woman_a_doc.jpg')),
      done: () => traveller.officer(),
    };
    let made = 0;
    for (const [screen, way] of Object.entries(ways)) {
      await way();
      places.add(JSON.stringify(await page.locator('footer .call').boundingBox()));
      await traveller.foot('call');
      await title(traveller, 'Staff have been called');
      // One request or more: two calls within a second are one message, and the second one is accepted when it
      // is signed in another second.
      assert.ok(calls(traveller).length > made, screen);
      made = calls(traveller).length;
      await traveller.closePanel();
      // A second request gets the same answer, and staff are not called twice.
      await traveller.foot('call');
      await title(traveller, 'Staff have been called');
      assert.equal(calls(traveller).length, made, screen);
      await traveller.closePanel();
      if (screen !== 'done') await traveller.officer();
      await traveller.finish();
    }
    assert.equal(places.size, 1, [...places].join());
    // On a fast machine a call may follow within the second of the one before; its first answer is then 409.
    const broken = traveller.errors.filter((it) => !it.includes('status of 409'));
    assert.deepEqual(broken, []);
    await traveller.close();
  });

  test('is made while the face lane is closed', async () => {
    const route = settings((site) => { site.notice.expires = '2026-11-02'; });
    const traveller = await visit(browser, server, { route });
    await traveller.begin();
    await traveller.screen('closed');
    await traveller.foot('call');
    await title(traveller, 'Staff have been called');
    await traveller.close();
  });

  test('says which kiosk calls and when, and the desk hears it', async () => {
    const route = settings((site) => { site.kiosk = 'c0de'; });
    const traveller = await visit(browser, server, { route });
    await traveller.foot('call');
    await title(traveller, 'Staff have been called');
    const call = JSON.parse(calls(traveller)[0].body);
    assert.deepEqual(Object.keys(call), ['version', 'id', 'kiosk', 'at']);
    assert.match(call.id, /^[0-9a-f]{16}$/);
    assert.equal(call.kiosk, 'c0de');
    assert.ok(Math.abs(call.at - Date.now() / 1000) < 60);
    assert.ok((await desk(server)).toLowerCase().includes('kiosk c0de needs help'));
    await traveller.close();
  });

  test('promises help only once the desk has heard it', async () => {
    const traveller = await visit(browser, server);
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await traveller.page.route('**/v1/calls', async (route) => {
      await held;
      await route.continue();
    });
    await traveller.foot('call');
    await title(traveller, 'Calling staff');
    assert.doesNotMatch(await traveller.text('.panel.help'), /coming/);
    release();
    await title(traveller, 'Staff have been called');
    await traveller.close();
  });

  const broken = {
    'without a network': (route) => route.abort(),
    'with a server that does not take it': (route) => route.fulfill({ status: 503 }),
  };
  for (const [name, answer] of Object.entries(broken)) {
    test(`${name} says where to go instead, and can be made again`, async () => {
      const traveller = await visit(browser, server);
      await traveller.page.route('**/v1/calls', answer);
      await traveller.foot('call');
      await title(traveller, 'We could not call');
      assert.match(await traveller.text('.panel.help'), /Please go to Desk 1\. Staff will help you there\./);
      await traveller.page.unroute('**/v1/calls');
      await traveller.closePanel();
      await traveller.foot('call');
      await title(traveller, 'Staff have been called');
      await traveller.close();
    });
  }

  test('on a kiosk without settings leads to the nearest member of staff', async () => {
    const route = settings((site) => { site.kiosk = 'none'; });
    const traveller = await visit(browser, server, { route });
    await traveller.foot('call');
    await title(traveller, 'We could not call');
    assert.match(await traveller.text('.panel.help'), /Please ask the nearest member of staff\./);
    assert.equal(calls(traveller).length, 0);
    await traveller.close();
  });
});
