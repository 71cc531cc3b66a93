// A software passport on a virtual reader: pcscd with the driver of vpcd, `gangway-reader`, `passport-vpcd`.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './engines/wait.mjs';
import { freePort, media, need } from './kiosk.mjs';

const PCSCD = '/usr/sbin/pcscd';
const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const TOKEN = 'abcdefghijklmnopqrstuvwxyz012345';

/** Why no chip can be read on this machine. */
export const missing = [PCSCD, DRIVER].filter((file) => !existsSync(file)).map((file) => `${file} is not installed`)[0];

/** Starts pcscd with a socket that is open already, as systemd does: its own path is fixed. */
const ACTIVATE = `
  use Socket; use POSIX ();
  # File descriptors up to this one stay open in the service.
  $^F = 3;
  my ($socket, @command) = @ARGV;
  socket(my $listener, AF_UNIX, SOCK_STREAM, 0) or die; bind($listener, pack_sockaddr_un($socket)) or die;
  listen($listener, 8) or die; POSIX::dup2(fileno($listener), 3) if fileno($listener) != 3;
  $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1; exec @command or die;`;

/** A reader of chips on this machine, which serves the pages of `origin`. */
export class ChipReader {
  #folder;
  #port;
  #service;
  #program;
  #passports = [];

  static async start(origin) {
    const reader = new ChipReader();
    await reader.#start(origin);
    return reader;
  }

  async #start(origin) {
    this.#folder = await mkdtemp(path.join(tmpdir(), 'gangway-chip-'));
    const at = (name) => path.join(this.#folder, name);
    await mkdir(at('readers'));
    this.#port = await freePort();
    // The driver reads the port as hexadecimal.
    const port = `0x${this.#port.toString(16).toUpperCase()}`;
    await writeFile(at('readers/virtual'),
      `FRIENDLYNAME "Gangway test"\nDEVICENAME /dev/null:${port}\nLIBPATH ${DRIVER}\nCHANNELID ${port}\n`);
    const service = ['-e', ACTIVATE, at('pcscd.comm'), PCSCD, '--foreground', '--config', at('readers')];
    this.#service = spawn('perl', service, { stdio: 'ignore' });
    await until(() => existsSync(at('pcscd.comm')), 'pcscd starts');
    await writeFile(at('token'), TOKEN);
    const args = ['--port', '0', '--origin', origin, '--token-file', at('token')];
    const env = { ...process.env, PCSCLITE_CSOCK_NAME: at('pcscd.comm') };
    this.#program = spawn(need('GANGWAY_READER'), args, { stdio: ['ignore', 'ignore', 'pipe'], env });
    this.log = '';
    this.#program.stderr.on('data', (text) => { this.log += text; });
    await until(() => /listening on \S+\n/.test(this.log), 'gangway-reader starts');
    this.address = `ws://${this.log.match(/listening on (\S+)/)[1]}/`;
  }

  /** The process of `gangway-reader`. */
  get pid() { return this.#program.pid; }

  /** Lays a passport on the reader. Its options are those of `passport-vpcd`. */
  async layOn(...options) {
    const trust = path.join(this.#folder, 'trust.bin');
    const lines = (await readFile(media('page.mrz'), 'utf8')).split('\n');
    const args = ['--reader', `127.0.0.1:${this.#port}`, '--portrait', media('woman_a_chip.jpg'), '--trust', trust];
    const passport = spawn(need('GANGWAY_PASSPORT'), [...args, '--mrz', ...lines, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    this.#passports.push(passport);
    await until(() => existsSync(trust), 'the passport writes the list of its authority');
    return { take: async () => { passport.kill(); await once(passport, 'exit'); } };
  }

  /** Settings that name this reader, and the list of the passport's authority, once one was laid on. */
  async published() {
    const list = await readFile(path.join(this.#folder, 'trust.bin'));
    const hash = createHash('sha256').update(list).digest('base64');
    const site = JSON.parse(await readFile(path.join(need('GANGWAY_SITE'), 'kiosk.json'), 'utf8'));
    site.document_sources = ['camera', 'file', 'chip'];
    site.reader = { address: this.address, token: TOKEN, trust: `sha256-${hash}`, made: '2026-11-30' };
    return { site, list };
  }

  /** A change of a visit's `route` to these settings and this list. */
  route(change = () => {}) {
    return async (page) => {
      const { site, list } = await this.published();
      change(site);
      await page.route('**/trust.bin?*', (route) => route.fulfill({ body: list, contentType: 'application/octet-stream' }));
      await page.route('**/kiosk.json', (route) => route.fulfill({ json: site }));
    };
  }

  async close() {
    for (const child of [...this.#passports, this.#program, this.#service]) child.kill('SIGKILL');
    await rm(this.#folder, { recursive: true });
  }
}
