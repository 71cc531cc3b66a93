// Measures a first visit of the real kiosk with an empty cache: the time until it is ready, and the
// transferred bytes.
import { launch } from '../browser/kiosk.mjs';
import { summary } from './statistics.mjs';

const RUNS = 9;

/** `{ first_paint_ms, lane_open_ms, models_ready_ms, bytes }`. */
export async function measureFirstVisit(server) {
  const browser = await launch();
  const times = { first_paint: [], lane_open: [], models_ready: [] };
  let bytes = 0;
  for (let turn = 0; turn < RUNS; turn++) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const requests = [];
    page.on('requestfinished', (it) => requests.push(it));
    await page.addInitScript(hurry);
    await page.goto(server.origin);
    await page.waitForFunction((names) => names.every((it) => window.moments[it]), Object.keys(times), { timeout: 60_000 });
    const moments = await page.evaluate(() => window.moments);
    for (const [name, list] of Object.entries(times)) list.push(moments[name]);
    const sizes = await Promise.all(requests.map((it) => it.sizes()));
    bytes = sizes.reduce((sum, it) => sum + it.responseBodySize, 0);
    await context.close();
  }
  await browser.close();
  const summaries = Object.entries(times).map(([name, list]) => [`${name}_ms`, summary(list)]);
  return { ...Object.fromEntries(summaries), bytes };
}

/** Runs in the page: chooses as soon as possible, and records times. */
function hurry() {
  window.moments = {};
  const reach = (name, at = performance.now()) => { window.moments[name] ??= at; };
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') reach('first_paint', startTime);
  }).observe({ type: 'paint', buffered: true });
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => data === 'Ready' && reach('models_ready'));
    }
  };
  // Once a frame: a click that the page refuses, because its screen is not yet painted, changes the screen,
  // and an observer of changes would click again before anything is painted.
  const choose = () => {
    document.querySelector('.welcome button[lang=en]')?.click();
    if (document.querySelector('main section:not(.welcome, [aria-busy])')) reach('lane_open');
    else requestAnimationFrame(choose);
  };
  requestAnimationFrame(choose);
}
