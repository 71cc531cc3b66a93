// The desk in many tabs, and behind a proxy that buffers its event stream.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser, skipIf, test } from './fixtures.mjs';
import { SCREENS, freePort, served, startServer } from './kiosk.mjs';
import { Signer, resultId, tens } from './signer.mjs';

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((it) => existsSync(it));
/** Shorter than the time after which a desk without events asks by itself. */
const SHORT_WAIT = { timeout: 15_000 };

let server;
let browser;
let come;

test.beforeAll(async () => {
  [server, browser] = [await startServer(), await openBrowser()];
  const [kiosk, { build, notice }] = [await Signer.known(server, '0007'), await served()];
  come = async (ticket) => {
    const now = Math.floor(Date.now() / 1_000);
    const end = { lane: 'officer', outcome: 'manual', document: null, model: null };
    const times = { arrived: now - 9, finished: tens(now) };
    const result = { version: 1, id: resultId('0007', ticket, now - 9), kiosk: '0007', ticket, ...end, build, notice, ...times };
    assert.equal((await kiosk.post('/v1/results', JSON.stringify(result))).status, 201);
  };
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

const says = (page, words, wait) => page.locator('#connection', { hasText: words }).waitFor(wait);
const shows = (page, ticket, wait) => page.locator('.officer .number', { hasText: ticket }).waitFor(wait);

async function open(context, origin = server.deskOrigin) {
  const page = await context.newPage();
  await page.goto(`${origin}/desk`, { waitUntil: 'domcontentloaded' });
  return page;
}

test.describe('K15: a desk', () => {
  test('K15: in ten tabs of a browser is live in each, by one stream', async () => {
    const context = await browser.newContext();
    const pages = [];
    for (let at = 0; at < 10; at++) pages.push(await open(context));
    for (const page of pages) await says(page, 'Live');
    await come(1);
    for (const page of pages) await shows(page, '07-001');
    // The stream continues after the first tab was closed.
    await pages.shift().close();
    await come(2);
    for (const page of pages) await shows(page, '07-002');
    await context.close();
  });

  test('K15: is live in a browser without shared workers', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => { delete window.SharedWorker; });
    const page = await open(context);
    await says(page, 'Live');
    await come(3);
    await shows(page, '07-003');
    await context.close();
  });

  test('K15: says that its server has gone, and is live again when it is back', async () => {
    const context = await browser.newContext();
    const page = await open(context);
    await says(page, 'Live');
    await server.stop();
    await says(page, 'Connection lost');
    await server.restart();
    await come(4);
    await shows(page, '07-004');
    await says(page, 'Live');
    await context.close();
  });
});

/** Runs nginx in front of the desk, with its default configuration and `rules`. */
async function proxy(rules, steps) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gangway-nginx-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${folder}/${it};`);
  await writeFile(path.join(folder, 'nginx.conf'), `
    daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1;
    events {}
    http {
      access_log off; ${temporary.join(' ')}
      server { listen 127.0.0.1:${port}; location / { proxy_pass ${server.deskOrigin}; ${rules} } }
    }`);
  const nginx = spawn(NGINX, ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(nginx, 'exit');
  const context = await browser.newContext();
  try {
    const origin = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 200 && !await fetch(`${origin}/desk`).then(() => true, () => false); i++) {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    await steps(await open(context, origin));
  } finally {
    await context.close();
    nginx.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true });
  }
}

test.describe('K15: behind nginx a desk', () => {
  skipIf(!NGINX && !process.env.CI && 'there is no nginx here');
  test('K15: is live as nginx is installed', async () => {
    await proxy('', async (page) => {
      // The proxy releases its buffer after a multiple of that.
      await says(page, 'Live', SHORT_WAIT);
      await come(5);
      await shows(page, '07-005', SHORT_WAIT);
    });
  });

  test('K15: that holds the stream back says that it is not live, and asks', async () => {
    await proxy('proxy_ignore_headers X-Accel-Buffering;', async (page) => {
      await says(page, 'Not live: this page asks every 5 seconds.');
      await page.screenshot({ path: path.join(SCREENS, 'desk-not-live.png') });
      await come(6);
      await shows(page, '07-006');
    });
  });
});
