// S10: what the worker reads of a document, from its page and from its chip, is nowhere else, and is gone before
// the next traveller.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openKiosk } from '../prove/kiosk_browser.mjs';
import { blind, look, processes } from '../prove/memory.mjs';
import { ChipReader, missing } from './chip_reader.mjs';
import { until } from './engines/wait.mjs';
import { skipIf, test } from './fixtures.mjs';
import { Visit, media, startServer, waitForGuard } from './kiosk.mjs';
import { copyOfSite } from './site.mjs';

/** The time after a visit until nothing of the traveller is left. */
const GONE_MS = 3_000;

/** Name, number and second line of the document, as programs may store them. */
async function canaries() {
  const [first, second] = (await readFile(media('page.mrz'), 'utf8')).trim().split('\n');
  const name = first.slice(5).replace(/<+$/, '');
  const texts = { name, 'name in words': name.replaceAll('<', ' ').trim(), number: second.slice(0, 9), line: second };
  return Object.entries(texts).flatMap(([what, text]) => ['latin1', 'utf16le'].map((encoding) => (
    { what: `${what} in ${encoding}`, bytes: Buffer.from(text, encoding) }
  )));
}

/** The files below a folder that contain one of these. */
async function search(folder, wanted) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.ok(files.length > 0, `${folder} is empty`);
  const found = await Promise.all(files.map(async ({ parentPath, name }) => {
    const bytes = await readFile(path.join(parentPath, name));
    return wanted.filter((canary) => bytes.includes(canary.bytes)).map(({ what }) => `${name}: ${what}`);
  }));
  return found.flat();
}

test.describe('S10: a name and a number that the worker reads from page and chip', () => {
  skipIf(missing || blind());
  test('are later in no process, no file of the browser, no database and no log', async () => {
    const wanted = await canaries();
    const room = await mkdtemp(path.join(tmpdir(), 'gangway-canary-'));
    const [profile, log] = ['profile', 'server.log'].map((name) => path.join(room, name));
    const site = await copyOfSite();
    const server = await startServer({ site: site.folder, log });
    const reader = await ChipReader.start(server.origin);
    let context;
    try {
      await reader.layOn('--lay-on-after', '10000');
      const { site: settings, list } = await reader.published();
      await writeFile(site.at('trust.bin'), list);
      await writeFile(site.at('kiosk.json'), JSON.stringify(settings));
      await server.stop();
      await server.restart();
      context = await openKiosk(profile, media('page_then_face.y4m'));
      const [page] = context.pages();
      const answers = [];
      page.on('response', (it) => it.url().endsWith('/v1/results') && answers.push(it.request().postDataJSON()));
      waitForGuard(page);
      await page.goto(server.origin);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const all = () => [...processes(profile), { pid: server.pid, kind: 'server' }, { pid: reader.pid, kind: 'reader' }];
      assert.deepEqual(look(all(), wanted).found, [], 'before the traveller came');

      const traveller = new Visit(page, context, server, [], [], []);
      await traveller.begin();
      await traveller.agree();
      // The page was read, and the worker waits for the chip.
      await traveller.screen('chip', 60_000);
      const { found } = look(all(), wanted);
      assert.ok(found.every((line) => line.startsWith('renderer: ')), found.join());
      console.log(`# while the chip is waited for: ${found.join(', ') || 'nothing'}`);

      await traveller.screen('done', 60_000);
      await page.waitForFunction(() => document.querySelector('.done'));
      await page.evaluate(() => { window.isOld = true; });
      await page.locator('.done button.action').click();
      await page.waitForFunction(() => !window.isOld && document.querySelector('.welcome'));
      await sleep(GONE_MS);
      assert.deepEqual(look(all(), wanted).found, [], 'after the traveller has gone');
      await until(() => answers.length > 0, 'the result arrives');
      assert.deepEqual(answers.map(({ document }) => document), ['chip_genuine']);

      // The same search finds a text that is there.
      const control = await context.newPage();
      const text = wanted[0].bytes.toString('latin1');
      await control.evaluate((text) => { window.kept = `${text}!`; }, text);
      assert.ok(look(all(), wanted).found.length > 0, 'this search is blind');

      await context.close();
      await server.stop();
      for (const folder of [profile, room, path.dirname(server.database)]) {
        assert.deepEqual(await search(folder, wanted), [], folder);
      }
      assert.equal(wanted.filter(({ bytes }) => Buffer.from(reader.log).includes(bytes)).length, 0, 'the log of the reader');
    } finally {
      await context?.close().catch(() => {});
      await reader.close();
      await server.close();
      await site.remove();
      await rm(room, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
