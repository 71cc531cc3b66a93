// The kiosk before a traveller: what guidance costs, and whether the page stays quick at a capture.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, launch, media, visit } from '../browser/kiosk.mjs';
import { round } from './statistics.mjs';
import { trace } from './trace.mjs';

const DOCUMENT = 'woman_a_doc.jpg';
/** A person who stands too far away is guided for as long as the film runs. */
const FAR = 'far.y4m';
const GOOD = 'woman_a.y4m';
/** As many as a camera gives in a second. */
const CAMERA = 30;
/** Guidance is watched for this long, after it has become warm. */
const WATCHED_MS = 10_000;
const WARM_MS = 3_000;
/** A longer task keeps a page from answering a touch at once. */
const LONG_MS = 50;

/** `{ camera, frames_per_second, worker_cpu, page_cpu }`; the last two are shares of one core. */
export async function watchGuidance(server) {
  return before(await faster(FAR), server, async (browser, kiosk) => {
    const { page } = kiosk;
    await kiosk.show(media(DOCUMENT));
    await page.locator('.face .hint').waitFor();
    await sleep(WARM_MS);
    const hints = () => page.evaluate(() => window.seen.heard.filter((it) => it?.Hint).length);
    const { result, seconds, main, worker } = await trace(browser, page, async () => {
      const start = await hints();
      await sleep(WATCHED_MS);
      return await hints() - start;
    });
    const share = (tasks) => round(tasks.reduce((sum, it) => sum + it.cpu_ms, 0) / 1000 / seconds);
    return { camera: CAMERA, frames_per_second: round(result / seconds), worker_cpu: share(worker), page_cpu: share(main) };
  });
}

/** `{ longest_task_ms, long_tasks }` of the page, from the open camera to the verdict. */
export async function watchCapture(server) {
  return before(media(GOOD), server, async (browser, kiosk) => {
    const { main } = await trace(browser, kiosk.page, async () => {
      await kiosk.show(media(DOCUMENT));
      await kiosk.screen('done');
    });
    const tasks = main.map((it) => it.wall_ms);
    return { longest_task_ms: round(Math.max(...tasks)), long_tasks: tasks.filter((it) => it > LONG_MS).length };
  });
}

/** A kiosk whose camera plays `film`, with the document still to be shown. */
async function before(film, server, watch) {
  const browser = await launch({ film: path.relative(media('.'), film) });
  try {
    const kiosk = await visit(browser, server);
    await kiosk.ready();
    await kiosk.begin();
    await kiosk.agree();
    await kiosk.useFile();
    return await watch(browser, kiosk);
  } finally {
    await browser.close();
  }
}

/** The same film, as a camera of today would give it. */
async function faster(name) {
  const film = await readFile(media(name));
  const end = film.indexOf('\n');
  const header = film.subarray(0, end).toString().replace(/ F\d+:1/, ` F${CAMERA}:1`);
  const file = path.join(ROOT, 'target/bench', name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, Buffer.concat([Buffer.from(header), film.subarray(end)]));
  return file;
}
