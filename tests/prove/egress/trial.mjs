// Tries every channel of a kind in an environment, each with a separate sink.
import { setTimeout as sleep } from 'node:timers/promises';
import { NameServer, Sink } from './network.mjs';

/** The time for data to arrive after a channel was tried. */
const ARRIVAL_MS = 6_000;
/** The time for a navigation to arrive. */
const ALONE_MS = 2_500;
/** The time limit of a probe, which may wait for an answer. */
const TIMEOUT_MS = 2_000;

/** A probe as source text that runs itself and ignores errors. */
const code = (run, at) => `(async () => { try { await (${run})(${JSON.stringify(at)}); } catch { } })()`;
const withTimeout = (promise) => Promise.race([promise.catch(() => {}), sleep(TIMEOUT_MS)]);

async function open({ context, origin, isReady }) {
  const page = await context.newPage();
  await page.goto(origin);
  await isReady(page);
  return page;
}

/** Runs source text in a page with a user gesture. */
async function runIn(page, text) {
  const session = await page.context().newCDPSession(page);
  await withTimeout(session.send('Runtime.evaluate', { expression: text, userGesture: true, awaitPromise: true }));
  await withTimeout(session.detach());
}

const KINDS = {
  /** Tries all in one page, except those that need a separate one. */
  async page(place, probes) {
    let page = await open(place);
    const lost = () => page.isClosed() || page.url().replace(/[/#].*$/, '') === 'chrome-error:';
    for (const { run, alone, sink } of probes) {
      if (alone) {
        const own = await open(place);
        await runIn(own, code(run, sink.at));
        await sleep(ALONE_MS);
        for (const it of place.context.pages()) if (it !== page) await withTimeout(it.close());
      } else {
        if (lost()) page = await open(place);
        page.once('crash', () => { page.close().catch(() => {}); });
        await runIn(page, code(run, sink.at));
      }
    }
    return page;
  },
  async worker(place, probes) {
    const page = await open(place);
    const worker = page.workers()[0] ?? await page.waitForEvent('worker');
    // By then the worker has its program, and its script has run.
    await sleep(2_000);
    for (const { run, sink } of probes) await withTimeout(worker.evaluate(code(run, sink.at)));
    return page;
  },
  async service(place, probes) {
    const page = await open(place);
    for (const { run, sink } of probes) {
      const [worker] = place.context.serviceWorkers();
      await withTimeout(worker.evaluate(code(run, sink.at)));
    }
    return page;
  },
};

/** For each channel by name: the protocols by which data arrived, an empty list if none did. */
export async function tryAll(place, kind, channels) {
  const probes = [];
  for (const [number, channel] of channels.entries()) probes.push({ ...channel, sink: await new Sink(number).open() });
  const names = await new NameServer(probes.map((it) => it.sink)).open();
  try {
    const page = await KINDS[kind](place, probes);
    await sleep(ARRIVAL_MS);
    await withTimeout(page.close());
    return probes.map(({ sink }) => [...sink.arrived].sort());
  } finally {
    names.close();
    for (const { sink } of probes) sink.close();
  }
}
