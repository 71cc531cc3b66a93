// The officers' desk with sign-in: one server, two officers, and a kiosk that enrols and signs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { openBrowser, test } from './fixtures.mjs';
import { SCREENS, need, served, startServer } from './kiosk.mjs';
import { resultId, tens } from './signer.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const run = promisify(execFile);
const { subtle } = globalThis.crypto;
const hex = (bytes) => Buffer.from(bytes).toString('hex');

let server;
let browser;
let kiosk;
const passwords = {};
const errors = [];

test.beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true });
  server = await startServer({ trial: false });
  browser = await openBrowser();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  assert.deepEqual(errors, []);
});

/** Runs a command of the server's command line. */
async function command(...words) {
  const { stdout } = await run(need('GANGWAY_SERVER'), [...words, '--database', server.database]);
  return stdout.trim();
}

async function addUser(name, ...more) {
  passwords[name] = await command('user', 'add', name, '--generate', ...more);
}

/** Enrols a kiosk with a code, and returns a function that posts signed messages. */
async function enrol(number, code) {
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const key = hex(await subtle.exportKey('raw', pair.publicKey));
  const post = async (at, body) => {
    const now = Math.floor(Date.now() / 1_000) * 1_000;
    const text = JSON.stringify(body);
    const signed = Buffer.from(`${at}\n${now}\n${text}`);
    const signature = hex(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, signed));
    const headers = { 'content-type': 'application/json', 'gangway-proof': `${now}.${signature}` };
    const answer = await fetch(`${server.origin}${at}`, { method: 'POST', headers, body: text });
    assert.equal(answer.status, 201, at);
  };
  await post('/v1/enrolments', { version: 1, code, kiosk: number, key });
  const seconds = () => Math.floor(Date.now() / 1000);
  const { build, notice } = await served();
  return {
    come: (ticket, end = { lane: 'officer', outcome: 'manual', document: null, model: null }) => {
      const arrived = seconds() - 9;
      const id = resultId(number, ticket, arrived);
      return post('/v1/results', { version: 1, id, kiosk: number, ticket, ...end, build, notice, arrived, finished: tens(seconds()) });
    },
    call: () => post('/v1/calls', { version: 1, id: '00000000000000ca', kiosk: number, at: seconds() }),
  };
}

const MATCH = { lane: 'face', outcome: 'match', document: 'camera', model: (await served()).model };

async function open({ phone = false, script = true } = {}) {
  const viewport = phone ? { width: 360, height: 740 } : { width: 1280, height: 900 };
  const context = await browser.newContext({ viewport, hasTouch: phone, javaScriptEnabled: script });
  const page = await context.newPage();
  // The browser reports a refusal as an error.
  page.on('console', (it) => it.type() === 'error' && !it.text().startsWith('Failed to load') && errors.push(it.text()));
  page.on('pageerror', (it) => errors.push(String(it)));
  await page.goto(`${server.deskOrigin}/desk`);
  return page;
}

async function signIn(name, options) {
  const page = await open(options);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(passwords[name]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/desk');
  if (options?.script !== false) await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

/** The tickets below a heading. */
const below = (page, id) => page.locator(`section.${id} .number`).allInnerTexts();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

async function shows(page, id, tickets) {
  const want = tickets.join();
  const found = ([id, want]) => [...document.querySelectorAll(`section.${id} .number`)].map((it) => it.innerText).join() === want;
  await page.waitForFunction(found, [id, want]);
}

/** Takes a screenshot, and checks the page with axe and for overflow. */
async function look(page, name) {
  await page.screenshot({ path: path.join(SCREENS, `desk-${name}.png`), fullPage: true });
  await page.evaluate(axe);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), tags);
  assert.deepEqual(violations.map((it) => [it.id, it.nodes[0].html]), [], name);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} is ${over} px too wide`);
  const small = await page.evaluate(() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, nav a')]
    .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44).map((it) => it.outerHTML));
  assert.deepEqual(small, [], `${name}: too small to touch`);
}

test('without a user the desk says how the first one is made', async () => {
  const page = await open();
  await page.getByText('gangway-server user add NAME --role administrator').waitFor();
  await look(page, 'first');
  await addUser('ada', '--role', 'administrator');
  await page.reload();
  await look(page, 'sign-in');
  await page.getByLabel('Name').fill('ada');
  await page.getByLabel('Password').fill('wrong');
  await press(page, 'Sign in');
  await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
  await look(page, 'wrong');
  await page.context().close();
});

test('an administrator adds a user and a kiosk, which enrols with the code', async () => {
  const page = await signIn('ada');
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByText('Add a user').click();
  await page.getByLabel('Name').fill('Bea');
  await page.locator('#role-new').selectOption('officer');
  await page.locator('#site-new').fill('Pier 2');
  await press(page, 'Add');
  passwords.bea = await page.locator('.secret').innerText();
  await look(page, 'users');
  await page.getByRole('link', { name: 'Kiosks' }).click();
  await page.getByLabel('Number').fill('0007');
  await page.getByLabel('Site').fill('Pier 2');
  await press(page, 'Make a code');
  const code = await page.locator('.secret').innerText();
  await look(page, 'kiosks');
  kiosk = await enrol('0007', code);
  await page.context().close();
});

test('a ticket is taken, put back and finished, and every desk sees it at once', async () => {
  await addUser('cem', '--role', 'officer', '--site', 'Pier 2');
  const [bea, cem] = [await signIn('bea'), await signIn('cem')];
  for (const ticket of [41, 42, 43, 44]) await kiosk.come(ticket);
  await kiosk.come(45, MATCH);
  await shows(cem, 'officer', ['07-041', '07-042', '07-043', '07-044']);
  assert.equal(await cem.title(), '(4) Gangway desk');
  await shows(bea, 'officer', ['07-041', '07-042', '07-043', '07-044']);
  await press(bea, 'Take 07-042');
  await shows(bea, 'own', ['07-042']);
  await shows(cem, 'others', ['07-042']);
  await press(cem, 'Call next');
  await shows(cem, 'own', ['07-041']);
  assert.equal(await cem.locator('#arrival').innerText(), 'Call 07-041');
  assert.equal(await cem.evaluate(() => document.activeElement.querySelector('.number').innerText), '07-041');
  await look(cem, 'tickets');
  await press(cem, 'Put back 07-042');
  await shows(bea, 'officer', ['07-042', '07-043', '07-044']);
  await press(cem, 'Finish 07-041');
  await shows(cem, 'own', []);
  await press(cem, 'Finish 07-045');
  await shows(bea, 'face', []);
  await Promise.all([bea, cem].map((it) => it.context().close()));
});

test('two who call next at the same moment get two tickets', async () => {
  const [bea, cem] = [await signIn('bea'), await signIn('cem')];
  await Promise.all([press(bea, 'Call next'), press(cem, 'Call next')]);
  await bea.locator('section.own .number').waitFor();
  await cem.locator('section.own .number').waitFor();
  const got = [...await below(bea, 'own'), ...await below(cem, 'own')];
  assert.deepEqual(got.toSorted(), ['07-042', '07-043']);
  await Promise.all([bea, cem].map((it) => it.context().close()));
});

test('the focus stays where it was when the list is listed anew', async () => {
  const page = await signIn('cem');
  const button = page.getByRole('button', { name: 'Take 07-044' });
  await button.focus();
  const before = await button.elementHandle();
  await kiosk.come(46);
  await shows(page, 'officer', ['07-044', '07-046']);
  assert.equal(await before.evaluate((it) => it.isConnected), false, 'the list is another one');
  assert.equal(await page.evaluate(() => document.activeElement.innerText.replace(/\s+/g, ' ')), 'Take 07-044');
  await page.keyboard.press('Enter');
  await page.locator('section.own', { hasText: '07-044' }).waitFor();
  await page.context().close();
});

test('an arrival plays a sound if the officer wants it, and stands in the title while the tab is hidden', async () => {
  const page = await signIn('bea');
  await page.evaluate(() => {
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
      window.tones += 1;
      return start.apply(this, at);
    };
  });
  const sound = page.locator('#sound');
  assert.equal(await sound.innerText(), 'Sound is off');
  await kiosk.come(47);
  await page.locator('section.officer', { hasText: '07-047' }).waitFor();
  assert.equal(await page.evaluate(() => window.tones), 0);
  await sound.click();
  await page.getByRole('button', { name: 'Sound is on', exact: true, pressed: true }).waitFor();
  const sample = await page.evaluate(() => window.tones);
  assert.equal(sample, 2, 'one hears what it is like');
  await page.evaluate(() => (document.hasFocus = () => false));
  await kiosk.come(48);
  await page.locator('section.officer', { hasText: '07-048' }).waitFor();
  assert.equal(await page.evaluate(() => window.tones), 4);
  assert.match(await page.title(), /^New: 07-048 · \(\d\) Gangway desk$/);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  assert.match(await page.title(), /^\(\d\) Gangway desk$/);
  await page.reload();
  await page.getByRole('button', { name: 'Sound is on: touch the page once' }).waitFor();
  await page.locator('h2').first().click();
  await page.getByRole('button', { name: 'Sound is on', exact: true }).waitFor();
  await page.context().close();
});

test('works on a phone, where a call is answered', async () => {
  const page = await signIn('bea', { phone: true });
  await kiosk.call();
  await page.getByText('Kiosk 0007 needs help').first().waitFor();
  await look(page, 'phone');
  await press(page, 'Answered kiosk 0007');
  await page.locator('.calls').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Password' }).click();
  await look(page, 'password');
  await page.context().close();
  const ada = await signIn('ada', { phone: true });
  for (const name of ['Waits', 'Users', 'Kiosks', 'Audit']) {
    await ada.getByRole('link', { name }).click();
    const first = ada.locator('.rows summary').first();
    if (['Users', 'Kiosks'].includes(name)) await first.click();
    await look(ada, `phone-${name.toLowerCase()}`);
  }
  await ada.context().close();
});

test('works without a script', async () => {
  const page = await signIn('bea', { script: false });
  const ticket = (await below(page, 'own'))[0];
  await press(page, `Finish ${ticket}`);
  await page.waitForURL('**/desk');
  assert.ok(!(await below(page, 'own')).includes(ticket));
  await press(page, 'Sign out');
  await page.waitForURL('**/desk/sign-in');
  await page.context().close();
});

test('supervisors see how long travellers wait in either lane', async () => {
  const ada = await signIn('ada');
  await ada.getByRole('link', { name: 'Waits' }).click();
  await ada.getByRole('heading', { name: 'The last hour' }).waitFor();
  await look(ada, 'waits');
  await ada.setViewportSize({ width: 360, height: 740 });
  await look(ada, 'waits-phone');
  await ada.context().close();
});

test('the audit says who did what, and a disabled user is signed out', async () => {
  const [ada, cem] = [await signIn('ada'), await signIn('cem')];
  await ada.getByRole('link', { name: 'Audit' }).click();
  await ada.getByLabel('Ticket').fill('07-042');
  await press(ada, 'Find');
  const said = (await ada.locator('.deeds p:nth-child(2)').allInnerTexts()).toReversed();
  assert.deepEqual(said.slice(0, 2), ['bea took 07-042', 'cem put back 07-042']);
  await ada.goto(`${server.deskOrigin}/desk/audit`);
  await look(ada, 'audit');
  await command('user', 'disable', 'cem');
  await kiosk.come(49);
  await cem.waitForURL('**/desk/sign-in');
  await Promise.all([ada, cem].map((it) => it.context().close()));
});
