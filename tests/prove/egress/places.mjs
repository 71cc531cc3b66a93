// Where the probes run: a page of no rules, which shows that they work; the kiosk as it is served;
// and the kiosk in a browser that is managed as `docs/deploy.md` says.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { startServer } from '../../browser/kiosk.mjs';
import { Machine } from '../../browser/managed.mjs';
import { RESOLVER } from './network.mjs';

const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
  '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
];

/** Has the machine ask our name server. In its own view of the files alone. */
export function resolveHere() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gangway-names-'));
  const file = path.join(folder, 'resolv.conf');
  writeFileSync(file, RESOLVER);
  execFileSync('mount', ['--bind', file, '/etc/resolv.conf']);
  // It is there for as long as it is mounted.
  rmSync(folder, { recursive: true });
}

/** Starts a browser with a profile that lasts, as a kiosk has one: a private one looks nothing up ahead. */
async function start(program) {
  const profile = mkdtempSync(path.join(tmpdir(), 'gangway-profile-'));
  const launch = () => chromium.launchPersistentContext(profile, {
    executablePath: program || undefined,
    ignoreDefaultArgs: ['--disable-background-networking', 'about:blank'],
    args: ARGS,
    timeout: 60_000,
  });
  // On a busy machine a browser may hang while it starts; nothing was tried in it by then.
  const context = await launch().catch(launch);
  return {
    context,
    async close() {
      await context.close().catch(() => {});
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

const CONTROL = {
  '/': ['text/html', '<!doctype html><title>control</title><body>here<script src="/page.js"></script>'],
  '/page.js': ['text/javascript', 'globalThis.worker = new Worker("/worker.js"); navigator.serviceWorker.register("/service.js");'],
  '/worker.js': ['text/javascript', 'self.isWorker = true;'],
  '/service.js': ['text/javascript', 'addEventListener("install", () => skipWaiting()); addEventListener("activate", (it) => it.waitUntil(clients.claim())); addEventListener("fetch", () => {});'],
};

async function control() {
  const server = createServer((request, response) => {
    const [type, body] = CONTROL[new URL(request.url, 'http://here').pathname] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, { 'content-type': type });
    response.end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const browser = await start(process.env.CHROMIUM);
  return {
    ...browser,
    origin: `http://127.0.0.1:${server.address().port}`,
    isReady: (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The page is at its first screen, the worker is prepared, and the page is kept. */
async function isReady(page) {
  await page.locator('.welcome').waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 });
}

async function served() {
  const server = await startServer();
  const browser = await start(process.env.CHROMIUM);
  return { ...browser, origin: server.origin, isReady, async close() { await browser.close(); await server.close(); } };
}

async function managed() {
  const server = await startServer();
  const machine = new Machine(server.origin);
  // Opened only for the test driver.
  machine.manage({ ...machine.policy, DeveloperToolsAvailability: 1, RemoteDebuggingAllowed: true });
  writeFileSync(machine.at('etc/resolv.conf'), RESOLVER);
  const browser = await start(machine.launcher());
  return {
    ...browser,
    origin: server.origin,
    isReady,
    async close() {
      await browser.close();
      await server.close();
      await machine.remove();
    },
  };
}

/** In the order in which they are shown. */
export const PLACES = { control, served, managed };
