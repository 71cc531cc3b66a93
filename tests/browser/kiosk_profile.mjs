// A kiosk's browser profile, its database, and its enrolment at a server.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { until as waitUntil } from './engines/wait.mjs';
import { Visit, hurrySlots, need, waitForGuard } from './kiosk.mjs';

/** Runs a `kiosk` command of the server's program, and returns its output. */
export function administer(server, verb, kiosk) {
  const args = ['kiosk', verb, kiosk, '--database', server.database];
  return execFileSync(need('GANGWAY_SERVER'), args, { encoding: 'utf8' }).trim();
}

/**
 * The content of the page's database: `{ identity, results }`. A key is described by its public half, and a
 * result is without the creation time that is stored in front of it.
 */
export const held = ({ page }) => page.evaluate(async () => {
  const found = { identity: [], results: [], tickets: [] };
  const database = await new Promise((resolve) => {
    const request = indexedDB.open('gangway');
    // The page has not created the database yet.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve();
  });
  if (!database) return found;
  for (const name of database.objectStoreNames) {
    found[name] = await new Promise((resolve) => {
      database.transaction(name).objectStore(name).getAll().onsuccess = ({ target }) => resolve(target.result);
    });
  }
  database.close();
  const shown = (key) => key && {
    fields: Object.keys(key).sort(),
    point: Array.from(key.point, (it) => it.toString(16).padStart(2, '0')).join(''),
    made: key.made,
    private: [key.privateKey.type, key.privateKey.extractable, ...key.privateKey.usages],
  };
  found.results = found.results.map((it) => it.replace(/^\d+ /, ''));
  found.identity = found.identity.map(({ kiosk, key, next }) => ({ kiosk, key: shown(key), next: shown(next) }));
  return found;
});

/** Waits until the content of the database meets a condition, and returns the content. */
export async function until(traveller, is) {
  let now;
  const meets = async () => is(now = await held(traveller));
  await waitUntil(meets, () => `${is}; there is ${JSON.stringify(now).slice(0, 1_000)}`);
  return now;
}

export const enrolled = (traveller) => until(traveller, ({ identity: [it] }) => Boolean(it?.kiosk));

/** Opens the staff screen with F2, returns its table, and closes it. */
export async function staff(traveller, steps = () => {}) {
  await traveller.page.keyboard.press('F2');
  await traveller.panel('staff');
  const facts = await traveller.page.locator('.facts tr').evaluateAll(
    (rows) => Object.fromEntries(rows.map((it) => Array.from(it.cells, (cell) => cell.textContent.replace(/[\u2066-\u2069]/g, '')))),
  );
  await steps(traveller.page);
  await traveller.closePanel();
  return facts;
}

/** A browser with a persistent profile, as on a kiosk. */
export class Profile {
  static async make() {
    const profile = new Profile();
    profile.folder = await mkdtemp(path.join(tmpdir(), 'gangway-profile-'));
    return profile;
  }

  async open(server, address = '') {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: process.env.CHROMIUM || undefined,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
      serviceWorkers: 'block',
    });
    const [page] = this.context.pages();
    const seen = { requests: [], answered: [] };
    page.on('request', (it) => seen.requests.push({ url: it.url(), method: it.method(), body: it.postData(), proof: it.headers()['gangway-proof'] }));
    page.on('response', (it) => it.url().endsWith('/v1/results') && [200, 201].includes(it.status()) && seen.answered.push(it.request().postData()));
    const settled = waitForGuard(page);
    await page.addInitScript(hurrySlots);
    await page.goto(`${server.origin}/${address}`);
    await page.locator('.welcome').waitFor();
    return Object.assign(new Visit(page, this.context, server, seen.requests, seen.answered, []), { settled });
  }

  /** Kills every process of the browser, so that it cannot write anything. */
  async kill() {
    const gone = once(this.context, 'close');
    for (const id of (await readdir('/proc')).filter((it) => /^\d+$/.test(it))) {
      const words = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (words.includes(`--user-data-dir=${this.folder}`)) process.kill(Number(id), 'SIGKILL');
    }
    await gone;
  }

  async remove() {
    await this.context.close().catch(() => {});
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
