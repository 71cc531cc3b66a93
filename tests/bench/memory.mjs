// Measures the memory of a worker over many checks.
import { gangway } from './engines.mjs';
import { openBenchmarkPage } from './benchmark_page.mjs';

/** The numbers of checks after which the memory is measured. */
const AFTER = [50, 250, 500];
const MB = 1e6;

/** `{ engine: { program_mb, page_mb } }`, with one number for each of `after`. */
export async function measureMemory(browser, site) {
  const memory = { after: AFTER };
  for (const engine of gangway) {
    const stage = await openBenchmarkPage(browser, site);
    await stage.open(engine);
    await stage.ask(engine.name, 'show', '/document');
    const sizes = { program_mb: [], page_mb: [] };
    let done = 0;
    for (const count of AFTER) {
      await stage.race({ names: [engine.name], call: 'check', argument: 'film-0', warmUp: 0, runs: count - done, pause: 0 });
      done = count;
      const { answer } = await stage.ask(engine.name, 'size');
      sizes.program_mb.push(Math.round(answer / MB));
      sizes.page_mb.push(Math.round(await stage.page.evaluate(measure) / MB));
    }
    memory[engine.name] = sizes;
    await stage.close();
  }
  return memory;
}

/** The memory of page and worker, as the browser reports it. */
const measure = async () => (await performance.measureUserAgentSpecificMemory()).bytes;
