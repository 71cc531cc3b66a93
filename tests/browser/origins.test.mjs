// S7: kiosk and desk are two origins. An administrator is signed in at the desk's port with the same
// browser, while malicious script runs in the kiosk's page. It must not read the desk, act there, receive
// its events, or change who is signed in.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { openBrowser, test } from './fixtures.mjs';
import { need, startServer } from './kiosk.mjs';

let browser;
test.beforeAll(async () => { browser = await openBrowser(); });
test.afterAll(() => browser.close());

/** Runs a command of the server's command line. */
const command = (server, ...words) =>
  execFileSync(need('GANGWAY_SERVER'), [...words, '--database', server.database], { encoding: 'utf8' }).trim();

/** All attacks of the script. Returns what succeeded and what failed. */
async function attack({ desk, password }) {
  const told = {};
  const attempt = async (name, action) => {
    const patience = new Promise((_, no) => setTimeout(no, 3_000, new Error('nothing came')));
    told[name] = await Promise.race([action(), patience]).then((it) => `got ${it}`, () => 'nothing');
  };
  const add = () => new URLSearchParams({ name: 'mallory', role: 'administrator', site: '', token: '0'.repeat(64) });
  const credentials = 'include';
  for (const path of ['/desk', '/desk/list', '/desk/users', '/desk/audit', '/desk/kiosks']) {
    await attempt(`reads ${path}`, async () => (await fetch(desk + path, { credentials })).text());
    await attempt(`reads ${path} here`, async () => {
      const answer = await fetch(path, { credentials });
      const text = await answer.text();
      if (!answer.ok || !text.includes('desk')) throw new Error('no desk');
      return text;
    });
  }
  await attempt('asks by XHR', () => new Promise((yes, no) => {
    const request = new XMLHttpRequest();
    request.open('GET', `${desk}/desk/users`);
    request.withCredentials = true;
    request.onload = () => yes(request.responseText);
    request.onerror = no;
    request.send();
  }));
  await attempt('hears its events', () => new Promise((yes, no) => {
    const events = new EventSource(`${desk}/desk/events`, { withCredentials: true });
    events.onopen = () => yes('a stream');
    events.onerror = no;
  }));
  await attempt('frames it', () => new Promise((yes, no) => {
    const frame = document.createElement('iframe');
    frame.src = `${desk}/desk/users`;
    frame.onload = () => {
      // A refused frame also fires `load`, but shows nothing.
      if (frame.contentDocument) yes(frame.contentDocument.body.innerText);
      no();
    };
    document.body.append(frame);
  }));
  await attempt('opens and reads it', async () => {
    const other = open(`${desk}/desk/users`);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const text = other.document.body.innerText;
    if (!text) throw new Error('nothing there');
    return text;
  });
  await attempt('loads it as script', () => new Promise((yes, no) => {
    const script = document.createElement('script');
    Object.assign(script, { src: `${desk}/desk/page.js`, onload: () => yes('its script'), onerror: no });
    document.head.append(script);
  }));
  // Requests whose answer is not read.
  await attempt('posts', () => fetch(`${desk}/desk/users/add`, { method: 'POST', mode: 'no-cors', credentials, body: add() }).then((it) => it.text()).then((it) => it || Promise.reject()));
  // The kiosk's page has removed this API.
  navigator.sendBeacon?.(`${desk}/desk/users/add`, add());
  for (const [path, fields] of [
    ['/desk/users/add', add()],
    ['/desk/sign-in', new URLSearchParams({ name: 'ada', password })],
    ['/desk/sign-out', new URLSearchParams({ token: '0'.repeat(64) })],
  ]) {
    const form = document.createElement('form');
    // In another window, so that this page continues.
    Object.assign(form, { method: 'POST', action: desk + path, target: 'elsewhere' });
    for (const [name, value] of fields) {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name, value });
      form.append(input);
    }
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  told.cookies = document.cookie ?? '';
  return told;
}

/** Opens the desk as an administrator, and a page with script at the kiosk's port, with or without its headers. */
async function stage(isBare, act) {
  const server = await startServer({ trial: false });
  const password = command(server, 'user', 'add', 'ada', '--role', 'administrator', '--generate');
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const desk = await context.newPage();
    await desk.goto(`${server.deskOrigin}/desk/sign-in`);
    await desk.getByLabel('Name').fill('ada');
    await desk.getByLabel('Password').fill(password);
    await desk.getByRole('button', { name: 'Sign in' }).click();
    await desk.waitForURL('**/desk');
    const page = await context.newPage();
    if (isBare) {
      const blank = { contentType: 'text/html', body: '<!doctype html><title>Bare</title><body>' };
      await page.route(`${server.origin}/`, (route) => route.fulfill(blank));
    }
    await page.goto(`${server.origin}/`);
    await act({ server, password, context, desk, page });
  } finally {
    await context.close();
    await server.close();
  }
}

/** Asserts that Ada is the only user and still signed in, and that no other sign-in happened. */
async function isUntouched(server, desk) {
  const users = command(server, 'user', 'list').split('\n');
  assert.deepEqual(users.map((it) => it.split('\t')[0]), ['ada']);
  await desk.goto(`${server.deskOrigin}/desk/audit`);
  const deeds = await desk.locator('.deeds p:nth-child(2)').allInnerTexts();
  assert.deepEqual(deeds.map((it) => it.trim()), ['ada signed in', 'The command line added user ada']);
}

for (const [where, isBare] of [['in the kiosk\'s page', false], ['at the kiosk\'s port without its headers', true]]) {
  test.describe(`S7: script ${where}`, () => {
    test('S7: can neither read the desk nor act at it, though an administrator is signed in', async () => {
      await stage(isBare, async ({ server, password, page, desk }) => {
        const told = await page.evaluate(attack, { desk: server.deskOrigin, password });
        const { cookies, ...others } = told;
        const learnt = Object.entries(others).filter(([, it]) => it !== 'nothing');
        assert.deepEqual(learnt, []);
        assert.ok(Object.keys(others).length > 15);
        assert.equal(cookies, '', 'the session\'s cookie is for headers alone');
        await isUntouched(server, desk);
      });
    });

    test('S7: cannot take the administrator\'s session, nor put another in its place', async () => {
      await stage(isBare, async ({ server, page, desk, context }) => {
        const before = (await context.cookies(server.deskOrigin)).map((it) => [it.name, it.httpOnly, it.sameSite]);
        assert.deepEqual(before, [['gangway', true, 'Strict'], ['gangway-known', true, 'Strict']]);
        const left = await page.evaluate(() => {
          for (const path of ['/', '/desk']) document.cookie = `gangway=${'a'.repeat(64)}; path=${path}`;
          return document.cookie ?? '';
        });
        // It cannot replace the cookie, but add one for another path.
        assert.doesNotMatch(left, /gangway/);
        await desk.goto(`${server.deskOrigin}/desk/users`);
        // With two cookies no user is signed in. The kiosk's real page cannot set cookies.
        assert.match(desk.url(), isBare ? /\/desk\/sign-in$/ : /\/desk\/users$/);
      });
    });
  });
}

test('S7: the same script has its way where it is the desk\'s own', async () => {
  await stage(false, async ({ server, desk }) => {
    const text = await desk.evaluate(async () => {
      const page = await (await fetch('/desk/users')).text();
      const token = page.match(/name="token" value="([0-9a-f]+)"/)[1];
      const body = new URLSearchParams({ token, name: 'mallory', role: 'administrator', site: '' });
      return (await fetch('/desk/users/add', { method: 'POST', body })).text();
    });
    assert.match(text, /class="secret">/);
    assert.match(command(server, 'user', 'list'), /mallory/);
  });
});

test('S7: a cookie with the name that the desk has by https is one that no script can set', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const blank = { contentType: 'text/html', body: '<!doctype html><title>Blank</title>' };
  await page.route('https://desk.example/', (route) => route.fulfill(blank));
  await page.goto('https://desk.example/');
  const set = await page.evaluate(() => {
    for (const name of ['__Host-other', '__Host-Http-gangway']) document.cookie = `${name}=a; path=/; secure`;
    return document.cookie;
  });
  assert.equal(set, '__Host-other=a');
  await context.close();
});

test('S7: what a trial shows without a sign-in is not to be read from the kiosk\'s page either', async () => {
  const server = await startServer();
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const blank = { contentType: 'text/html', body: '<!doctype html><title>Bare</title><body>' };
  await page.route(`${server.origin}/`, (route) => route.fulfill(blank));
  await page.goto(`${server.origin}/`);
  const told = await page.evaluate(attack, { desk: server.deskOrigin, password: 'a' });
  const { cookies, ...others } = told;
  assert.deepEqual(Object.entries(others).filter(([, it]) => it !== 'nothing'), []);
  assert.equal(cookies, '');
  assert.equal(command(server, 'user', 'list'), '');
  await context.close();
  await server.close();
});

/** A program on the same machine, by its names in old and new versions. */
const LOCAL = ['local-network-access', 'loopback-network'];

test('S14: the policy names everything that this browser has a name for', async () => {
  const server = await startServer();
  const page = await browser.newPage();
  for (const [address, own] of [
    [`${server.origin}/`, ['autoplay', 'camera', 'fullscreen', 'media-playback-while-not-visible', 'screen-wake-lock', 'unload']],
    [`${server.deskOrigin}/desk`, ['media-playback-while-not-visible']],
  ]) {
    const answer = await page.goto(address);
    const named = answer.headers()['permissions-policy'].split(', ').map((it) => it.split('=')[0]);
    const features = await page.evaluate(() => document.featurePolicy.features());
    assert.ok(features.length > 60);
    assert.deepEqual(features.filter((it) => !named.includes(it)), [], address);
    const allowed = await page.evaluate(() => document.featurePolicy.allowedFeatures());
    assert.deepEqual(allowed.filter((it) => !LOCAL.includes(it)).sort(), own, address);
    // Only for the worker at the reader of chips.
    assert.equal(allowed.some((it) => LOCAL.includes(it)), own.includes('camera'), address);
  }
  await page.close();
  await server.close();
});
