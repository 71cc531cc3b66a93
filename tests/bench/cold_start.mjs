// Measures cold starts: the time from the navigation to the first answer with an empty cache, and the
// transferred bytes.
import { checkers, networks, networksOfCheck, runtimes } from './engines.mjs';
import { summary } from './statistics.mjs';

const RUNS = 9;
const FRAME = 'film-0';

/** For engines with a check: the first answer is a check of one frame. */
const check = ({ settings }) => [['prepare', settings], ['show', '/document'], ['check', FRAME]];
/** For engines without a check: the first answer is one run of each of our networks. */
const run = ({ settings }) => [
  ['prepare', settings],
  ...networks.filter((it) => networksOfCheck.includes(it.name)).flatMap((it) => [['prepareNetwork', it], ['run', it.name]]),
];

/** `{ cold_start_ms: { engine: { median_ms, min_ms } }, bytes: { engine } }`. */
export async function measureColdStarts(browser, site) {
  const starters = [
    ...checkers.map((engine) => ({ engine, steps: check(engine) })),
    ...runtimes.filter((it) => it.module !== 'gangway').map((engine) => ({ engine, steps: run(engine) })),
  ];
  const times = Object.fromEntries(starters.map(({ engine }) => [engine.name, []]));
  const bytes = {};
  for (let turn = 0; turn < RUNS; turn++) {
    for (const starter of starters) {
      const { name } = starter.engine;
      site.takeSent();
      times[name].push(await start(browser, site, starter));
      bytes[name] = site.takeSent();
    }
  }
  const summaries = Object.entries(times).map(([name, list]) => [name, summary(list)]);
  return { cold_start_ms: Object.fromEntries(summaries), bytes };
}

async function start(browser, site, cold) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((it) => { window.cold = it; }, cold);
  await page.goto(`${site.origin}/cold.html`);
  const answered = await page.waitForFunction(() => window.answered, null, { timeout: 60_000 });
  const milliseconds = await answered.jsonValue();
  await context.close();
  return milliseconds;
}
