// Reads the tasks of a page's threads from the browser's trace.

const CATEGORIES = ['disabled-by-default-devtools.timeline'];
/** The trace event of a task. All work of a thread is in tasks. */
const TASK = 'RunTask';
const NAMES = { main: 'CrRendererMain', worker: 'DedicatedWorker thread' };

/** Traces `page` while `during` runs. Returns the tasks of its main thread and of its busiest worker. */
export async function trace(browser, page, during) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const start = performance.now();
  const result = await during();
  const seconds = (performance.now() - start) / 1000;
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  return { result, seconds, ...tasks(traceEvents) };
}

/** The durations of tasks in milliseconds, by thread. */
export function tasks(events) {
  const id = ({ pid, tid }) => `${pid}/${tid}`;
  const named = (name) => events.filter((it) => it.name === 'thread_name' && it.args.name === name);
  const lists = new Map();
  for (const event of events) {
    if (event.ph !== 'X' || event.name !== TASK) continue;
    if (!lists.has(id(event))) lists.set(id(event), []);
    lists.get(id(event)).push({ wall_ms: event.dur / 1000, cpu_ms: (event.tdur ?? event.dur) / 1000 });
  }
  const busiest = (threads) => {
    const all = threads.map((it) => ({ ...it, tasks: lists.get(id(it)) ?? [] }));
    const load = (it) => it.tasks.reduce((sum, task) => sum + task.cpu_ms, 0);
    return all.sort((a, b) => load(b) - load(a))[0];
  };
  const worker = busiest(named(NAMES.worker));
  // There may be a spare page. Ours is the one with the worker.
  const main = busiest(named(NAMES.main).filter((it) => it.pid === worker?.pid));
  return { main: main?.tasks ?? [], worker: worker?.tasks ?? [] };
}
