// The environments of the probes: a page without restrictions, to show that the probes work; the served kiosk;
// and the kiosk in a browser that is managed as in `docs/deploy.md`.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { startServer } from '../../browser/kiosk.mjs';
import { Machine } from '../../browser/managed.mjs';
import { RESOLVER } from './network.mjs';

const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
  '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
];

/** Makes the machine use our name server, by a private mount of its configuration. */
export function resolveHere() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gangway-names-'));
  const file = path.join(folder, 'resolv.conf');
  writeFileSync(file, RESOLVER);
  execFileSync('mount', ['--bind', file, '/etc/resolv.conf']);
  // The file is needed only until it is mounted.
  rmSync(folder, { recursive: true });
}

/** Starts a browser with a persistent profile, as on a kiosk: a private one does not prefetch names. */
async function start(program) {
  const profile = mkdtempSync(path.join(tmpdir(), 'gangway-profile-'));
  const launch = () => chromium.launchPersistentContext(profile, {
    executablePath: program || undefined,
    ignoreDefaultArgs: ['--disable-background-networking', 'about:blank'],
    args: ARGS,
    timeout: 60_000,
  });
  // On a busy machine a browser may hang during its start, before any channel was tried.
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

/** Waits until the page shows its first screen and its service worker is active. */
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
  // The policy is opened only for the test driver.
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

/** In the order of the report. */
export const PLACES = { control, served, managed };
