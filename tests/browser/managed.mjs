// Chromium as installed by `docs/deploy.md`. The policy is in a private mount of /etc, so that nothing is
// left on the machine.
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const CHROMIUM = process.env.CHROMIUM || chromium.executablePath();
/** The site in the document's commands. */
const SITE = 'https://kiosk.your-site.org';
const POLICY = 'etc/chromium/policies/managed/gangway.json';
/** The file with the port of remote debugging. */
const PORT_FILE = 'DevToolsActivePort';
/** The policy folders of other Chromium-based browsers. */
const OTHER_BROWSERS = ['chrome', 'chrome_for_testing'];

/** Mounts the first argument over /etc for the command that follows. */
const PRIVATE = `mount -t overlay overlay -o "lowerdir=$1:/etc" /etc || exit 125; shift; exec "$@"`;
const unshare = process.getuid() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
const privately = (etc, command) => ['unshare', ...unshare, 'sh', '-c', PRIVATE, 'sh', etc, ...command];

/** The reason why there is no managed browser, or `false`. */
export function cannot() {
  if (process.platform !== 'linux') return 'a private view of /etc is had on Linux only';
  const empty = mkdtempSync(path.join(tmpdir(), 'gangway-etc-'));
  const [command, ...args] = privately(empty, ['true']);
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  rmSync(empty, { recursive: true });
  return status === 0 ? false : `no private view of /etc here: ${error ?? stderr}`.trim();
}

/** A machine that was set up by the document's commands, for a kiosk at `origin`. */
export class Machine {
  constructor(origin) {
    this.origin = origin;
    this.room = mkdtempSync(path.join(tmpdir(), 'gangway-machine-'));
    cpSync(path.join(ROOT, 'deploy'), path.join(this.room, 'deploy'), { recursive: true });
    const commands = read('docs/deploy.md').match(/^(sed|sudo install|echo) .*$/gm).join('\n')
      .replaceAll(SITE, origin)
      .replaceAll('sudo ', '')
      .replace(/ (?=\/(etc|usr)\/)/g, ` ${this.room}`);
    mkdirSync(this.at('etc/default'), { recursive: true });
    execFileSync('sh', ['-euc', commands], { cwd: this.room, stdio: ['ignore', 'ignore', 'inherit'] });
    this.policy = JSON.parse(readFileSync(this.at(POLICY), 'utf8'));
    this.manage(this.policy);
  }

  at(file) {
    return path.join(this.room, file);
  }

  /** Replaces the installed policy. */
  manage(policy) {
    for (const place of [POLICY, ...OTHER_BROWSERS.map((it) => `etc/opt/${it}/policies/managed/gangway.json`)]) {
      mkdirSync(path.dirname(this.at(place)), { recursive: true });
      writeFileSync(this.at(place), JSON.stringify(policy));
    }
  }

  /** A program that starts the installed launcher with the policy, for a driver that expects Chromium. */
  launcher(profile = 'profile') {
    const file = this.at('launch');
    const settings = [
      `HOME=${this.room}`, `CHROMIUM=${CHROMIUM}`, `GANGWAY_ORIGIN=${this.origin}`, `GANGWAY_PROFILE=${this.at(profile)}`,
    ];
    const program = this.at('usr/local/bin/gangway-kiosk');
    const command = privately(this.at('etc'), ['env', ...settings, program]);
    const quoted = command.map((it) => `'${it.replaceAll("'", "'\\''")}'`).join(' ');
    writeFileSync(file, `#!/bin/sh\nexec ${quoted} "$@"\n`);
    chmodSync(file, 0o755);
    return file;
  }

  /** Starts the kiosk as its systemd unit does, but headless and with a fake camera. */
  async start({ profile = 'profile', options = [] } = {}) {
    rmSync(path.join(this.at(profile), PORT_FILE), { force: true });
    const child = spawn(this.launcher(profile), [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
      '--use-fake-device-for-media-stream', '--remote-debugging-port=0',
      ...options,
    ], { stdio: 'ignore' });
    await once(child, 'spawn');
    return new Kiosk(child, this.at(profile), this.at('usr/local/bin/gangway-page-runs'));
  }

  /** The files that the browser has downloaded. */
  downloads() {
    return existsSync(this.at('Downloads')) ? readdirSync(this.at('Downloads')) : [];
  }

  /** Removes the machine's files. The browser's last processes may still be writing. */
  remove() {
    return rm(this.room, { recursive: true, maxRetries: 10 });
  }
}

/** A running kiosk browser that cannot be inspected. */
class Kiosk {
  constructor(child, profile, watchdog) {
    Object.assign(this, { child, profile, watchdog });
  }

  /** Whether remote debugging listens. */
  canBeDebugged() {
    return existsSync(path.join(this.profile, PORT_FILE));
  }

  /** The output of the watchdog's program within `wait` seconds. */
  async pageRuns(wait) {
    return promisify(execFile)(this.watchdog, [this.profile, String(wait)]).then(() => true, () => false);
  }

  /** Kills the page's process, like a crash. The browser keeps running. */
  killPage() {
    for (const pid of readdirSync('/proc').filter(Number)) {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const isPage = line.includes('--type=renderer') && !line.includes('--top-chrome-webui');
        if (isPage && line.includes(this.profile)) process.kill(Number(pid), 'SIGKILL');
      } catch {
        // The process has ended meanwhile.
      }
    }
  }

  /** Stops the browser as systemd does. */
  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await gone;
    }
  }
}
