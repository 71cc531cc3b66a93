// Tries every channel of a kind in a place, each with a sink of its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { NameServer, Sink } from './network.mjs';

/** What was begun is given this long to arrive. */
const ARRIVAL_MS = 6_000;
/** A channel that leads its page away has arrived by then. */
const ALONE_MS = 2_500;
/** A probe may wait for an answer that never comes. */
const PATIENCE_MS = 2_000;

/** A probe as text that runs by itself, says nothing, and fails quietly. */
const code = (run, at) => `(async () => { try { await (${run})(${JSON.stringify(at)}); } catch { } })()`;
const patience = (promise) => Promise.race([promise.catch(() => {}), sleep(PATIENCE_MS)]);

async function open({ context, origin, isReady }) {
  const page = await context.newPage();
  await page.goto(origin);
  await isReady(page);
  return page;
}

/** Runs text in a page as after a touch. */
async function runIn(page, text) {
  const session = await page.context().newCDPSession(page);
  await patience(session.send('Runtime.evaluate', { expression: text, userGesture: true, awaitPromise: true }));
  await patience(session.detach());
}

const KINDS = {
  /** All in one page, but for those that need one of their own. */
  async page(place, probes) {
    let page = await open(place);
    const lost = () => page.isClosed() || page.url().replace(/[/#].*$/, '') === 'chrome-error:';
    for (const { run, alone, sink } of probes) {
      if (alone) {
        const own = await open(place);
        await runIn(own, code(run, sink.at));
        await sleep(ALONE_MS);
        for (const it of place.context.pages()) if (it !== page) await patience(it.close());
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
    // It has its program, and its script has run.
    await sleep(2_000);
    for (const { run, sink } of probes) await patience(worker.evaluate(code(run, sink.at)));
    return page;
  },
  async service(place, probes) {
    const page = await open(place);
    for (const { run, sink } of probes) {
      const [worker] = place.context.serviceWorkers();
      await patience(worker.evaluate(code(run, sink.at)));
    }
    return page;
  },
};

/** By the name of each channel: how something arrived elsewhere, an empty list if nothing did. */
export async function tryAll(place, kind, channels) {
  const probes = [];
  for (const [number, channel] of channels.entries()) probes.push({ ...channel, sink: await new Sink(number).open() });
  const names = await new NameServer(probes.map((it) => it.sink)).open();
  try {
    const page = await KINDS[kind](place, probes);
    await sleep(ARRIVAL_MS);
    await patience(page.close());
    return probes.map(({ sink }) => [...sink.arrived].sort());
  } finally {
    names.close();
    for (const { sink } of probes) sink.close();
  }
}
