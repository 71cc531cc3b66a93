// Starts the real server with an empty store.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './engines/wait.mjs';
import { SITE, need } from './paths.mjs';

/** A free port, below the range that systems use for ephemeral ports. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const bound = once(server.listen(port, '127.0.0.1'), 'listening').then(() => true, () => false);
    if (!await bound) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/**
 * Starts a server with an empty store and two ports: the kiosk's `origin` and the desk's. A server that is
 * not in trial mode refuses kiosks without a code. With `log` it writes all that it can say into that file.
 */
export async function startServer({ site = SITE, trial = true, log } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gangway-'));
  const port = await freePort();
  let deskPort = port;
  while (deskPort === port) deskPort = await freePort();
  const database = path.join(folder, 'store.sqlite');
  const run = () => {
    const [listen, desk] = [port, deskPort].map((it) => `127.0.0.1:${it}`);
    const args = ['serve', '--listen', listen, '--desk-listen', desk, '--site', site, '--database', database];
    if (trial) args.push('--trial');
    // A line for each request would hide the tests' own output.
    const env = { GANGWAY_LOG: 'warn', ...process.env, ...(log && { GANGWAY_LOG: 'trace' }) };
    const lines = log ? openSync(log, 'a') : 'inherit';
    return spawn(need('GANGWAY_SERVER'), args, { stdio: ['ignore', 'ignore', lines], env });
  };
  let child = run();
  const origin = `http://127.0.0.1:${port}`;
  const ready = () => until(() => fetch(`${origin}/healthz`).then((it) => it.ok, () => false), 'the server starts');
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  await ready();
  return {
    origin,
    deskOrigin: `http://127.0.0.1:${deskPort}`,
    database,
    stop,
    get pid() { return child.pid; },
    async restart(change = {}) {
      trial = change.trial ?? trial;
      child = run();
      await ready();
    },
    async close() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
