// S10: runs travellers with a canary pattern through a kiosk, and searches for the pattern in the memory of all
// processes of the browser: before, during and after each visit.
//
//   node tests/prove/wipe.mjs --travellers N       (`cargo xtask prove wipe` calls it)
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Visit, media, startServer, waitForGuard } from '../browser/kiosk.mjs';
import { plant } from './canary.mjs';
import { openKiosk } from './kiosk_browser.mjs';
import { blind, look, processes } from './memory.mjs';

/** The time after a visit until nothing of the traveller is left. */
const GONE_MS = 3_000;
/** A verdict is shown after a multiple of this time since the face was captured. */
const STEP_MS = 1_000;
/** The number of searches during a visit, which must find the canary. */
const MIDDLE = 10;

/**
 * Runs `travellers` visits, and calls `tell` with a line for each search. Returns `{ looks, left, seen }`: the
 * number of searches after visits, their findings, and the findings during visits; and `{ verdicts, anew }`:
 * how long each comparison was shown, and how long each reload took, in ms.
 */
export async function wipe({ travellers, tell, goneMs = GONE_MS }) {
  const room = await mkdtemp(path.join(tmpdir(), 'gangway-wipe-'));
  const made = { film: path.join(room, 'canary.y4m'), document: path.join(room, 'canary.png') };
  const wanted = await plant({ film: media('woman_a.y4m'), document: media('woman_a_doc.png') }, made);
  const server = await startServer();
  const profile = path.join(room, 'profile');
  await mkdir(profile);
  const context = await openKiosk(profile, made.film);
  await context.addInitScript(watch);
  const report = { looks: 0, left: [], seen: [], verdicts: [], anew: [] };
  const search = (when) => {
    const start = performance.now();
    const { mebibytes, found } = look(processes(profile), wanted);
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    tell(`${when}: ${found.join(', ') || 'nothing'} (${mebibytes} MiB, ${seconds} s)`);
    return found;
  };
  const searchEmpty = (when) => {
    report.looks += 1;
    report.left.push(...search(when).map((it) => `${when}: ${it}`));
  };
  try {
    const [page] = context.pages();
    waitForGuard(page);
    await page.goto(server.origin);
    await page.locator('.welcome').waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await sleep(GONE_MS);
    const traveller = new Visit(page, context, server, [], [], []);
    searchEmpty('before all');
    for (let number = 1; number <= travellers; number++) {
      const isLooked = number % MIDDLE === 1;
      const middle = () => report.seen.push(...search(`traveller ${number}, in the middle`));
      const { verdict, anew } = await visit(traveller, made.document, isLooked ? middle : () => {});
      report.verdicts.push(verdict);
      report.anew.push(anew);
      await sleep(goneMs);
      searchEmpty(`${goneMs / 1_000} s after traveller ${number}`);
    }
  } finally {
    await context.close();
    await server.close();
    await rm(room, { recursive: true, force: true, maxRetries: 5 });
  }
  return report;
}

/** Records when each screen was first shown. */
function watch() {
  window.shown = {};
  new MutationObserver(() => {
    const screen = document.querySelector('main section')?.className.split(' ')[0];
    if (screen) window.shown[screen] ??= performance.now();
  }).observe(document, { subtree: true, childList: true });
}

/** One visit, until the first screen of the reloaded page. */
async function visit(traveller, document, middle) {
  const { page } = traveller;
  await page.evaluate(() => { window.isOld = true; });
  await traveller.begin();
  await traveller.agree();
  await sleep(1_000);
  await traveller.useFile();
  await traveller.show(document);
  await page.locator('main section:is(.face, .comparing, .done)').waitFor({ timeout: 60_000 });
  middle();
  await traveller.screen('done', 60_000);
  assert.match(await traveller.text('.done'), /You may go on/);
  const verdict = await page.evaluate(() => window.shown.done - window.shown.comparing);
  await page.locator('.done button.action').click();
  const start = performance.now();
  await page.waitForFunction(() => !window.isOld && document.querySelector('.welcome'));
  return { verdict, anew: performance.now() - start };
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { travellers: { type: 'string', default: '100' } } });
  const cannot = blind();
  if (cannot) throw new Error(cannot);
  const { looks, left, seen, verdicts, anew } = await wipe({ travellers: Number(values.travellers), tell: (it) => console.log(it) });
  console.log(`in the middle: ${Array.from(new Set(seen)).sort().join(', ') || 'nothing, so this search proves nothing'}`);
  const prompt = verdicts.filter((it) => it < 1.5 * STEP_MS).length;
  console.log(`${prompt} of ${verdicts.length} verdicts were told one second after the face was taken`);
  const middle = anew.sort((a, b) => a - b)[anew.length >> 1];
  console.log(`from the touch that ends a visit to the first screen of a new page: ${Math.round(middle)} ms (median)`);
  console.log(`${values.travellers} travellers, ${looks} searches of the idle kiosk: ${left.length} canaries found`);
  process.exitCode = left.length === 0 && seen.length > 0 ? 0 : 1;
}
