// Measures the cost of guidance, and the page's responsiveness during a capture.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, launch, media, visit } from '../browser/kiosk.mjs';
import { round } from './statistics.mjs';
import { trace } from './trace.mjs';

const DOCUMENT = 'woman_a_doc.jpg';
/** A film of a person who is too far away, so that guidance continues. */
const FAR = 'far.y4m';
const GOOD = 'woman_a.y4m';
/** Frames per second of a camera. */
const CAMERA = 30;
/** Duration of the measurement of guidance, after a warm-up. */
const WATCHED_MS = 10_000;
const WARM_MS = 3_000;
/** The duration from which a task delays the response to a touch. */
const LONG_MS = 50;

/** `{ camera, frames_per_second, worker_cpu, page_cpu }`. The last two are shares of one core. */
export async function measureGuidance(server) {
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

/** `{ longest_task_ms, long_tasks }` of the page, from the start of the camera to the verdict. */
export async function measureCapture(server) {
  return before(media(GOOD), server, async (browser, kiosk) => {
    const { main } = await trace(browser, kiosk.page, async () => {
      await kiosk.show(media(DOCUMENT));
      await kiosk.screen('done');
    });
    const tasks = main.map((it) => it.wall_ms);
    return { longest_task_ms: round(Math.max(...tasks)), long_tasks: tasks.filter((it) => it > LONG_MS).length };
  });
}

/** Opens a kiosk whose camera plays `film`, at the document screen. */
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

/** The same film with the frame rate of a current camera. */
async function faster(name) {
  const film = await readFile(media(name));
  const end = film.indexOf('\n');
  const header = film.subarray(0, end).toString().replace(/ F\d+:1/, ` F${CAMERA}:1`);
  const file = path.join(ROOT, 'target/bench', name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, Buffer.concat([Buffer.from(header), film.subarray(end)]));
  return file;
}
