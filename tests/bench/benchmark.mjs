// Compares our engine with others in one browser. `cargo xtask bench browser` builds what it needs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT, launch, startServer } from '../browser/kiosk.mjs';
import { about } from './environment.mjs';
import { cast } from './people.mjs';
import { measureChecks } from './check.mjs';
import { measureColdStarts } from './cold_start.mjs';
import { folders } from './engines.mjs';
import { measureMemory } from './memory.mjs';
import { measureNetworks } from './networks.mjs';
import { measureFirstVisit } from './first_visit.mjs';
import { measureTwoWorkers } from './two_workers.mjs';
import { asText, withMeasured } from './report.mjs';
import { openSite } from './site.mjs';
import { openBenchmarkPage } from './benchmark_page.mjs';
import { targets } from './targets.mjs';
import { measureWorkerStart } from './worker_start.mjs';
import { measureCapture, measureGuidance } from './guidance.mjs';

const JSON_FILE = path.join(ROOT, 'target/bench/browser.json');
const PAGE = path.join(ROOT, 'docs/bench.md');

const say = (what) => console.error(`bench: ${what}`);

const report = {};

/** Adds measurements to the report, and writes it, so that a later failure loses nothing. */
async function keep(measured) {
  Object.assign(report, measured);
  await mkdir(path.dirname(JSON_FILE), { recursive: true });
  await writeFile(JSON_FILE, `${JSON.stringify({ ...report, targets: targets(report) }, null, 2)}\n`);
}

async function measureEngines() {
  // Otherwise the browser reports memory only after a garbage collection.
  const browser = await launch({ more: ['--enable-blink-features=ForceEagerMeasureMemory'] });
  try {
    await keep({ about: await about(browser) });
    const { document, frames } = await cast(browser);
    const pictures = new Map([['/document', document], ...frames.map(({ name, rgba }) => [`/frames/${name}`, rgba])]);
    const site = await openSite({ folders, pictures });
    await onBenchmarkPage(browser, site, async (stage) => {
      say('networks');
      const { models, limit } = await measureNetworks(stage);
      await keep({ ...models, limit });
      say('whole checks');
      await keep({ check: await measureChecks(stage, frames) });
    });
    say('two at once');
    await keep({ pair: await onBenchmarkPage(browser, site, measureTwoWorkers) });
    say('cold starts');
    await keep(await measureColdStarts(browser, site));
    say('memory');
    await keep({ memory: await measureMemory(browser, site) });
    site.close();
  } finally {
    await browser.close();
  }
}

async function onBenchmarkPage(browser, site, watch) {
  const stage = await openBenchmarkPage(browser, site);
  try {
    return await watch(stage);
  } finally {
    await stage.close();
  }
}

async function measureKiosk() {
  const server = await startServer();
  try {
    say('the kiosk opens');
    const { bytes: kiosk, ...opening } = await measureFirstVisit(server);
    await keep({ opening, bytes: { ...report.bytes, kiosk } });
    say('a worker starts');
    await keep({ worker_start: await measureWorkerStart(server) });
    say('guidance');
    await keep({ guidance: await measureGuidance(server) });
    say('a capture');
    await keep({ main_thread: await measureCapture(server) });
  } finally {
    await server.close();
  }
}

await measureEngines();
await measureKiosk();
console.log(asText(report));
if (process.argv.includes('--write-docs')) await writeFile(PAGE, withMeasured(await readFile(PAGE, 'utf8'), report));
