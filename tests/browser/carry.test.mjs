// A kiosk without a network: staff save its results to a file, which the server takes in.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { openBrowser, test } from './fixtures.mjs';
import { need, settings, startServer, visit } from './kiosk.mjs';

const run = promisify(execFile);
let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What the server's command line says to a file, and its exit code. */
async function imported(file) {
  return run(need('GANGWAY_SERVER'), ['import', file, '--database', server.database])
    .then(({ stdout }) => [0, stdout.trim()], ({ code, stdout }) => [code, stdout.trim()]);
}

const kiosk = (profile, options) => visit(browser, server, { route: settings((site) => Object.assign(site, { profile })), ...options });

/** Opens the staff screen. */
async function staff(traveller) {
  await traveller.page.keyboard.press('F2');
  await traveller.panel('staff');
}

test('results that never had a network are carried by hand, and stored once', async ({}, info) => {
  const traveller = await kiosk('small_port');
  const { page, context } = traveller;
  // It is enrolled where there is a network.
  await page.waitForFunction(() => document.querySelector('.welcome'));
  await page.waitForResponse((answer) => answer.url().endsWith('/v1/settings')).catch(() => {});
  await page.route('**/v1/results', (route) => route.abort());
  for (let index = 0; index < 3; index += 1) {
    await traveller.begin();
    await traveller.officer();
    await page.locator('.ticket strong').waitFor();
    await traveller.finish();
  }
  await staff(traveller);
  const download = page.waitForEvent('download');
  await page.locator('.carry button').click();
  const file = path.join(info.outputDir, 'gangway-results.txt');
  await (await download).saveAs(file);
  await page.locator('.carry [role=status]', { hasText: '3' }).waitFor();
  const text = await readFile(file, 'utf8');
  assert.match(text, /^gangway-results 1 [0-9a-f]{4} 3\n/);
  assert.deepEqual(await imported(file), [0, 'New results: 3. Stored before: 0. Put aside: 0. Contradicting: 0.']);
  assert.deepEqual(await imported(file), [0, 'New results: 0. Stored before: 3. Put aside: 0. Contradicting: 0.']);
  const changed = path.join(info.outputDir, 'changed.txt');
  await writeFile(changed, text.replace('"outcome":"manual"', '"outcome":"manuam"'));
  const [code, said] = await imported(changed);
  assert.equal(code, 3);
  assert.match(said, /^Refused, and nothing was stored: no key of this kiosk has signed exactly these bytes/);
  // With a network after all, the server has them already.
  await page.unroute('**/v1/results');
  await context.setOffline(true);
  await context.setOffline(false);
  await page.waitForFunction(() => [...document.querySelectorAll('.staff td')].some((it) => it.innerText.replace(/[\u2066-\u2069]/g, '') === '0'));
  await traveller.close();
});

test('only a small port has the button, and only a file of results is saved', async () => {
  const traveller = await kiosk('arrival');
  await staff(traveller);
  assert.equal(await traveller.page.locator('.carry').count(), 0);
  const refused = await traveller.page.evaluate(() => { try { window.saveResults('a secret'); return ''; } catch (error) { return String(error); } });
  assert.match(refused, /only results are saved/);
  // Nothing else in the page saves a file.
  const downloads = [];
  traveller.page.on('download', (download) => downloads.push(download.url()));
  await traveller.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/kiosk.json';
    link.download = 'file';
    document.body.append(link);
    link.click();
  });
  await new Promise((resolve) => { setTimeout(resolve, 1_500); });
  assert.deepEqual(downloads, []);
  await traveller.close();
});
