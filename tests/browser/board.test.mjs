// The public board of called numbers: what it shows, how it sounds, and what it does without a network.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { ROOT, SCREENS } from './paths.mjs';
import { served, startServer } from './kiosk.mjs';
import { lookAt } from './public_page.mjs';
import { Signer, resultId, tens } from './signer.mjs';
import { copyOfSite } from './site.mjs';

const require = createRequire(import.meta.url);
/** What the server's pages for travellers load. */
const SCRIPTS = ['board.js', 'speech.js', 'text.js'].map((name) => path.join(ROOT, 'crates/server/src/public', name));
const NUMBER = '0007';

let site;
let server;
let browser;
let kiosk;
let desk;
test.beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true });
  site = await copyOfSite();
  await site.configure({ board: 'on', places: { face: 'Gate A', officer: 'Hall B', desks: ['Desk 1', 'Desk 2'] } });
  server = await startServer({ site: site.folder });
  browser = await openBrowser();
  kiosk = await Signer.known(server, NUMBER);
  desk = await browser.newPage();
  await desk.goto(`${server.deskOrigin}/desk`);
  await desk.getByLabel('You call travellers to').selectOption('Desk 2');
  await desk.getByRole('button', { name: 'Set' }).click();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  await site.remove();
});

const { build, notice } = await served();

/** A traveller who goes to an officer. */
async function come(ticket) {
  const now = Math.floor(Date.now() / 1_000);
  const arrived = now - 9;
  const body = { version: 1, id: resultId(NUMBER, ticket, arrived), kiosk: NUMBER, ticket };
  const end = { lane: 'officer', outcome: 'manual', document: null, model: null };
  const answer = await kiosk.post('/v1/results', JSON.stringify({ ...body, ...end, build, notice, arrived, finished: tens(now) }));
  assert.equal(answer.status, 201, await answer.text());
}

const callNext = () => desk.getByRole('button', { name: 'Call next' }).click();

/** An open board, whose machine has these voices. */
async function openBoard({ viewport = { width: 1920, height: 1080 }, clock = false, voices = [] } = {}) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.addInitScript((voices) => {
    window.said = [];
    const all = voices.map(([lang, localService]) => ({ lang, localService, name: lang }));
    SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const speak = (words) => { window.said.push([words.voice.lang, words.voice.localService, words.text]); words.onend(); };
    Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => all, speak } });
  }, voices);
  if (clock) await page.clock.install();
  await page.goto(`${server.origin}/board`);
  await page.waitForFunction(() => document.querySelector('#none:not([hidden]), #calls li, .waiting li'));
  return { page, errors, close: () => context.close() };
}

const until = (page, number) => page.locator('#calls li', { hasText: number }).first().waitFor();

const look = (page, name) => lookAt(page, `board-${name}`);

test('a call at the desk comes onto the board with its place, and is said once in each language with a local voice', async () => {
  const board = await openBoard({ voices: [['en-GB', false], ['en-US', true], ['es-ES', true], ['cmn-CN', true], ['fr-FR', false]] });
  await look(board.page, 'empty');
  await come(41);
  await come(42);
  await board.page.locator('#officer li', { hasText: '07-042' }).waitFor();
  assert.deepEqual(await board.page.evaluate(() => window.said), [], 'a number that waits is not said');
  await callNext();
  await until(board.page, '07-041');
  assert.match((await board.page.locator('#calls li').innerText()).replace(/\s+/g, ' '), /^07-041 Desk 2$/);
  assert.deepEqual(await board.page.locator('#officer li').allInnerTexts(), ['07-042']);
  const said = await board.page.evaluate(() => window.said);
  assert.deepEqual(said.map(([voice]) => voice), ['en-US', 'es-ES', 'cmn-CN']);
  assert.ok(said.every(([, isLocal, text]) => isLocal && text.includes('Desk 2')), JSON.stringify(said));
  assert.equal(said[0][2].replace(/[\u2068\u2069]/g, ''), 'Number 0 7 - 0 4 1. Please go to Desk 2.');
  await look(board.page, 'called');
  // A board that is opened later says nothing of earlier calls.
  const late = await openBoard({ voices: [['en-US', true]] });
  await until(late.page, '07-041');
  assert.deepEqual(await late.page.evaluate(() => window.said), []);
  assert.deepEqual([...board.errors, ...late.errors], []);
  await Promise.all([board, late].map((it) => it.close()));
});

test('a board shows nothing but numbers, places and fixed sentences, stores nothing and asks no other site', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`${server.origin}/board`);
  await page.locator('#calls li').first().waitFor();
  const text = await page.evaluate(() => [...document.querySelectorAll('#calls li, .waiting li')].map((it) => it.innerText.replace(/\s+/g, ' ')));
  for (const line of text) assert.match(line, /^07-\d{3}( Desk 2)?$/);
  assert.deepEqual([...new Set(asked)], [server.origin]);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await context.close();
});

test('an upright screen, and one of a telephone, fit', async () => {
  for (const [name, width, height] of [['upright', 1080, 1920], ['telephone', 390, 844]]) {
    const board = await openBoard({ viewport: { width, height } });
    await look(board.page, name);
    await board.close();
  }
});

test('without a network the last numbers stay, and after a week the board goes on without a reload', async () => {
  const board = await openBoard({ clock: true });
  await until(board.page, '07-041');
  await board.page.evaluate(() => { window.isSame = true; });
  const before = await board.page.locator('#calls').innerText();
  await server.stop();
  await board.page.locator('#lost:not([hidden])').waitFor();
  await look(board.page, 'lost');
  const told = await board.page.locator('#lost').innerText();
  await board.page.clock.fastForward(7 * 24 * 3_600_000);
  await board.page.clock.runFor(60_000);
  assert.equal(await board.page.locator('#lost').innerText(), told, 'since when, not for how long');
  assert.equal(await board.page.locator('#calls').innerText(), before);
  await server.restart();
  kiosk = await Signer.known(server, NUMBER);
  await come(43);
  await desk.goto(`${server.deskOrigin}/desk`);
  await callNext();
  await until(board.page, '07-042');
  await board.page.locator('#lost').waitFor({ state: 'hidden' });
  assert.equal(await board.page.evaluate(() => window.isSame), true);
  assert.deepEqual(board.errors, []);
  await board.close();
});

test('a call is on two hundred boards within a second', async () => {
  await come(44);
  let heard = 0;
  let all;
  const done = new Promise((resolve) => { all = resolve; });
  const start = () => new Promise((resolve, reject) => {
    const request = http.get(`${server.origin}/public/board`, { agent: false }, (answer) => {
      let text = '';
      let [first, hasHeard] = [undefined, false];
      answer.on('data', (chunk) => {
        text += chunk;
        // The number that was called last, in each whole state that has come.
        const states = text.split('event: state').slice(1).filter((state) => state.includes('\n\n'));
        if (states.length === 0) return;
        const [before, ...after] = states.map((state) => state.match(/"number":"([\d-]+)"/)?.[1] ?? '');
        first ??= before;
        resolve(request);
        if (hasHeard || after.every((number) => number === first)) return;
        hasHeard = true;
        heard += 1;
        if (heard === 200) all(performance.now());
      });
    });
    request.on('error', reject);
  });
  const boards = await Promise.all(Array.from({ length: 200 }, start));
  const called = performance.now();
  await callNext();
  const took = await done - called;
  console.log(`200 boards over 200 connections: ${Math.round(took)} ms`);
  for (const request of boards) request.destroy();
  assert.ok(took < 1_000, `${took} ms`);
});

test('another page of the server is loaded by itself', async () => {
  const board = await openBoard();
  await site.configure({ languages: ['ar', 'en'] });
  await new Promise((resolve) => { setTimeout(resolve, 1_200); });
  await server.stop();
  await server.restart();
  await board.page.locator('html[lang=ar][dir=rtl]').waitFor();
  await board.page.locator('#calls li').first().waitFor();
  await look(board.page, 'arabic');
  await board.close();
});

test('the scripts need no younger browser than that of a television', async () => {
  const { transform } = require('esbuild');
  for (const file of SCRIPTS) {
    const source = await readFile(file, 'utf8');
    const codes = await Promise.all(['esnext', 'chrome69'].map((target) => transform(source, { target })));
    assert.equal(codes[1].code, codes[0].code, `${file}: esbuild would have to rewrite it`);
  }
});
