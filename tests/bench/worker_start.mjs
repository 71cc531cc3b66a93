// Measures how long the kiosk's worker takes from its start to "ready", with program and models in memory, and
// how much of that any worker takes that receives the same files.
import { launch } from '../browser/kiosk.mjs';
import { checkedPlans, folders } from './engines.mjs';
import { openSite } from './site.mjs';
import { summary } from './statistics.mjs';

const RUNS = 15;

/** `{ what: { median_ms, min_ms } }`. */
export async function measureWorkerStart(server) {
  const site = await openSite({ folders, pictures: new Map() });
  const browser = await launch();
  const times = { 'to "ready"': [], 'an empty worker, to its first message': [], 'one that only reads the models': [] };
  const [ready, empty, reading] = Object.values(times);
  for (let turn = 0; turn < RUNS; turn++) {
    ready.push(await withPage(browser, server.origin, untilReady, recordReady));
    const [first, second] = await withPage(browser, `${site.origin}/host.html`, (page) => page.evaluate(bareWorkers, checkedPlans));
    empty.push(first);
    reading.push(second);
  }
  await browser.close();
  site.close();
  return Object.fromEntries(Object.entries(times).map(([what, list]) => [what, summary(list)]));
}

async function withPage(browser, address, measure, script) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  if (script) await page.addInitScript(script);
  await page.goto(address);
  const measured = await measure(page);
  await context.close();
  return measured;
}

/** Runs in the kiosk: records the time from the start of its worker to its first answer. */
function recordReady() {
  window.Worker = class extends Worker {
    constructor(...args) {
      const start = performance.now();
      super(...args);
      this.addEventListener('message', ({ data }) => data === 'Ready' && (window.readyAfter ??= performance.now() - start));
    }
  };
}

async function untilReady(page) {
  const after = await page.waitForFunction(() => window.readyAfter, null, { timeout: 60_000 });
  return after.jsonValue();
}

/** Runs in a page: the times of a worker that does nothing, and of one that reads files. */
async function bareWorkers(addresses) {
  const files = await Promise.all(addresses.map(async (it) => (await fetch(it)).blob()));
  const time = async (code, message) => {
    const script = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const start = performance.now();
    const worker = new Worker(script);
    const answered = new Promise((resolve) => { worker.onmessage = resolve; });
    worker.postMessage(message);
    await answered;
    worker.terminate();
    return performance.now() - start;
  };
  const empty = await time('onmessage = () => postMessage(0)', []);
  const reading = await time('onmessage = ({ data }) => Promise.all(data.map((it) => it.arrayBuffer())).then(() => postMessage(0))', files);
  return [empty, reading];
}
