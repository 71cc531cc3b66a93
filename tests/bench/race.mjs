// Compares our engine with others in one browser. `cargo xtask bench browser` builds what it needs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT, launch, startServer } from '../browser/kiosk.mjs';
import { about } from './about.mjs';
import { cast } from './cast.mjs';
import { raceChecks } from './check.mjs';
import { raceColdStarts } from './cold.mjs';
import { folders } from './engines.mjs';
import { watchMemory } from './memory.mjs';
import { raceNetworks } from './networks.mjs';
import { watchOpening } from './opening.mjs';
import { watchPair } from './pair.mjs';
import { asText, withMeasured } from './report.mjs';
import { openSite } from './site.mjs';
import { openStage } from './stage.mjs';
import { targets } from './targets.mjs';
import { watchCapture, watchGuidance } from './watching.mjs';

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

async function raceEngines() {
  // Otherwise the browser reports memory only after a garbage collection.
  const browser = await launch({ more: ['--enable-blink-features=ForceEagerMeasureMemory'] });
  try {
    await keep({ about: await about(browser) });
    const { document, frames } = await cast(browser);
    const pictures = new Map([['/document', document], ...frames.map(({ name, rgba }) => [`/frames/${name}`, rgba])]);
    const site = await openSite({ folders, pictures });
    await onStage(browser, site, async (stage) => {
      say('networks');
      const { models, limit } = await raceNetworks(stage);
      await keep({ ...models, limit });
      say('whole checks');
      await keep({ check: await raceChecks(stage, frames) });
    });
    say('two at once');
    await keep({ pair: await onStage(browser, site, watchPair) });
    say('cold starts');
    await keep(await raceColdStarts(browser, site));
    say('memory');
    await keep({ memory: await watchMemory(browser, site) });
    site.close();
  } finally {
    await browser.close();
  }
}

async function onStage(browser, site, watch) {
  const stage = await openStage(browser, site);
  try {
    return await watch(stage);
  } finally {
    await stage.close();
  }
}

async function watchKiosk() {
  const server = await startServer();
  try {
    say('the kiosk opens');
    const { bytes: kiosk, ...opening } = await watchOpening(server);
    await keep({ opening, bytes: { ...report.bytes, kiosk } });
    say('guidance');
    await keep({ guidance: await watchGuidance(server) });
    say('a capture');
    await keep({ main_thread: await watchCapture(server) });
  } finally {
    await server.close();
  }
}

await raceEngines();
await watchKiosk();
console.log(asText(report));
if (process.argv.includes('--write-docs')) await writeFile(PAGE, withMeasured(await readFile(PAGE, 'utf8'), report));
