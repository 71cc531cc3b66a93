// Uses the kiosk as a traveller does.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from './engines/wait.mjs';
import { SCREENS, SITE } from './paths.mjs';
import { Signer } from './signer.mjs';

export { launch } from './chromium.mjs';
export { ROOT, SCREENS, SITE, media, need } from './paths.mjs';
export { freePort, startServer } from './server.mjs';

/** The build, recogniser and notice in the results of the site's kiosk. */
export async function served() {
  const read = async (name) => JSON.parse(await readFile(path.join(SITE, name), 'utf8'));
  const models = await read('parts/models.json');
  return {
    build: (await read('build.json')).build,
    model: models.find((it) => it.role === 'recogniser').sha256.slice(0, 8),
    notice: (await read('kiosk.json')).notice.version,
  };
}

/** Records what a page does, from its start. Runs in the page. */
function spy(ticket) {
  localStorage['gangway.ticket'] ??= ticket;
  const seen = { opened: 0, wishes: [], tracks: [], stops: [], workers: [], heard: [], times: [], clicks: [] };
  window.seen = seen;
  addEventListener('click', () => seen.clicks.push(performance.now()), { capture: true });
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    seen.opened += 1;
    seen.wishes.push(constraints.video);
    const stream = await open(constraints);
    for (const track of stream.getTracks()) {
      const stop = track.stop.bind(track);
      track.stop = () => {
        seen.stops.push(performance.now());
        stop();
      };
      seen.tracks.push(track);
    }
    return stream;
  };
  // A copy of a track continues when the original has stopped, so it is recorded as well.
  for (const { prototype } of [MediaStreamTrack, MediaStream]) {
    const { clone } = prototype;
    prototype.clone = function () {
      const copy = clone.call(this);
      seen.tracks.push(...copy.getTracks?.() ?? [copy]);
      return copy;
    };
  }
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      seen.workers.push(this);
      this.addEventListener('message', ({ data }) => seen.heard.push(data));
    }
  };
  new MutationObserver(() => {
    const word = document.querySelector('main .hint')?.textContent ?? '';
    const screen = document.querySelector('main section')?.className ?? '';
    const first = document.querySelector('main section p')?.textContent ?? '';
    seen.times.push([performance.now(), screen, word, first]);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/**
 * Lets results leave at once: they leave at full ten seconds of the system's clock (src/delivery/slot.rs), and
 * this clock always shows the last moment before. Runs in the page.
 */
export function hurrySlots() {
  const { now } = Date;
  Date.now = () => Math.floor(now.call(Date) / 10_000) * 10_000 + 9_900;
}

/** The default settings with a change, for the `route` of a visit. */
export const settings = (change) => async (page) => {
  const site = JSON.parse(await readFile(path.join(SITE, 'kiosk.json'), 'utf8'));
  change(site);
  await page.route('**/kiosk.json', (route) => route.fulfill({ json: site }));
};

const plain = (text) => text.replace(/[\u2066-\u2069]/g, '');

/** Set on the page's root while a screen accepts no input (`src/ui/input_guard.rs`), and its duration. */
const GUARD = 'html[data-input-guard]';
const GUARD_MS = 700;

/** For each page the function that waits until its screen accepts input. */
const settles = new WeakMap();

/** Makes clicks wait for the input guard. Playwright does not export the class of its locators. */
function patchClick(page) {
  const { prototype } = page.locator('html').constructor;
  if (prototype.clickAtOnce) return;
  prototype.clickAtOnce = prototype.click;
  prototype.click = async function (options) {
    const [page, settle] = [this.page(), settles.get(this.page())];
    if (!settle) return this.clickAtOnce(options);
    const guard = page.locator(GUARD);
    // Checked until the click: the screen may change while the click waits for its element.
    await page.addLocatorHandler(guard, settle);
    try {
      return await this.clickAtOnce(options);
    } finally {
      await page.removeLocatorHandler(guard).catch(() => {});
    }
  };
}

/**
 * Makes every click and key of a test wait until the screen accepts input. `touch_input.mjs` sends events
 * that are too early.
 */
export function waitForGuard(page, { hasClock = false } = {}) {
  const settle = async () => {
    // A stopped clock must be advanced.
    if (hasClock && await page.locator(GUARD).count() > 0) await page.clock.runFor(GUARD_MS);
    await page.locator(GUARD).waitFor({ state: 'detached' });
  };
  settles.set(page, settle);
  patchClick(page);
  for (const [device, name] of [[page.keyboard, 'press'], [page.mouse, 'click']]) {
    const act = device[name].bind(device);
    device[name] = async (...words) => {
      await settle();
      return act(...words);
    };
  }
  return settle;
}

let visits = 0;

/**
 * Opens a kiosk for a traveller. Each kiosk has different ticket numbers. With a `time`, the page's clock
 * starts there and the test controls it; with `hasSlots`, results wait for their slot.
 */
export async function visit(browser, server, options = {}) {
  const { viewport = { width: 1280, height: 800 }, init, route, time, hasSlots = false, serviceWorkers = 'block', hasTouch = false } = options;
  // `route` does not see requests that a service worker answers, so only its own tests allow it.
  const context = await browser.newContext({ viewport, serviceWorkers, hasTouch });
  const page = await context.newPage();
  const requests = [];
  const answered = [];
  const errors = [];
  page.on('request', (it) => requests.push({
    url: it.url(), method: it.method(), body: it.postData(), type: it.resourceType(),
  }));
  // A quarantined result is answered with 202 and not stored.
  page.on('response', (it) => it.url().endsWith('/v1/results') && [200, 201].includes(it.status()) && answered.push(it.request().postData()));
  page.on('console', (it) => it.type() === 'error' && errors.push(it.text()));
  page.on('pageerror', (it) => errors.push(String(it)));
  visits += 1;
  if (time) await page.clock.install({ time });
  const settled = waitForGuard(page, { hasClock: time !== undefined });
  await page.addInitScript(spy, visits * 10);
  if (!time && !hasSlots) await page.addInitScript(hurrySlots);
  if (init) await page.addInitScript(init);
  if (route) await route(page);
  await page.goto(server.origin);
  await page.locator('.welcome').waitFor();
  return Object.assign(new Visit(page, context, server, requests, answered, errors), { settled });
}

export class Visit {
  constructor(page, context, server, requests, answered, errors) {
    Object.assign(this, { page, context, server, requests, answered, errors });
  }

  async begin(language = 'en') {
    await this.page.locator(`.welcome button[lang=${language}]`).click();
    // The choice is shown when the state of the face lane is known.
    await this.page.locator('main section:not(.welcome, [aria-busy])').waitFor();
  }

  async agree() {
    await this.page.locator('.choice:has(.icon-face)').click();
    await this.screen('document');
  }

  async officer() {
    await this.page.locator('footer .officer').click();
    await this.screen('done');
  }

  /** Opens a panel by its button in the footer: `call`, `tongue` or `ease`. */
  async foot(name) {
    const panels = { call: 'help', tongue: 'language', ease: 'access' };
    await this.page.locator(`footer .${name}`).click();
    await this.panel(panels[name]);
  }

  async panel(name) {
    await this.page.locator(`.panel.${name}`).waitFor();
  }

  async closePanel() {
    await this.page.locator('.panel .close').click();
    await this.page.locator('.panel').waitFor({ state: 'detached' });
  }

  /** Ends the visit, and waits for the first screen. */
  async finish() {
    await this.leave(() => this.page.locator('.done button.action').click());
  }

  /**
   * Calls `act`, which ends the visit, and waits for the first screen. A page that had a picture is
   * reloaded, and its record is empty then.
   */
  async leave(act) {
    const hadPicture = await this.page.evaluate(() => {
      window.isOld = true;
      return window.seen?.times.some(([, screen]) => screen.startsWith('document'));
    });
    await act();
    if (hadPicture) await this.page.waitForFunction(() => !window.isOld);
    await this.screen('welcome');
  }

  /** Waits until every worker has its models ready. */
  async ready() {
    const areReady = () => seen.workers.length > 0
      && seen.heard.filter((it) => it === 'Ready').length === seen.workers.length;
    await this.page.waitForFunction(areReady);
  }

  /** Waits until the worker has answered `count` more pictures. */
  async pictures(count) {
    const before = await this.page.evaluate(() => seen.heard.length);
    await this.page.waitForFunction((enough) => seen.heard.length >= enough, before + count);
  }

  async useFile() {
    await this.page.locator('.document button:has(.icon-file)').click();
    await this.page.locator('.drop').waitFor();
  }

  async show(file) {
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  /** Goes from the first screen to the face screen, with the document photo from a file. */
  async toFace(file) {
    await this.begin();
    await this.agree();
    await this.useFile();
    await this.show(file);
    // With a good film the face screen may be over already.
    await this.page.locator('main section:is(.face, .comparing, .done)').waitFor();
  }

  async screen(name, timeout) {
    await this.page.locator(`main section.${name}`).waitFor({ timeout });
  }

  async hint(pattern) {
    await this.page.locator('.hint', { hasText: pattern }).waitFor();
  }

  /** The visible text of an element, without direction marks. */
  async text(selector) {
    return plain(await this.page.locator(selector).innerText());
  }

  /** The visible texts of all matching elements. */
  async texts(selector) {
    return (await this.page.locator(selector).allInnerTexts()).map(plain);
  }

  /** All results that the server has acknowledged. */
  results() {
    return this.answered;
  }

  /** Waits for the result of a finished check. */
  async result(count = 1) {
    await until(() => this.results().length >= count, () => `${this.results().length} of ${count} results arrived`);
    return JSON.parse(this.results().at(-1));
  }

  /** Whether a camera track of this page is live. */
  cameraRuns() {
    return this.page.evaluate(() => seen.tracks.some((it) => it.readyState === 'live'));
  }

  opened() {
    return this.page.evaluate(() => seen.opened);
  }

  async photograph(name) {
    await mkdir(SCREENS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
  }

  async close() {
    await this.context.close();
  }
}

/** Whether the server has exactly this result: sent again, it is acknowledged as a duplicate. */
export async function isStored(server, body) {
  const { kiosk } = JSON.parse(body);
  // One signer for each kiosk: a kiosk has at most two keys, and the page has the other one. A later page
  // may have replaced its key; then a new signer is needed.
  server.signers ??= {};
  const ask = async () => (await (server.signers[kiosk] ??= Signer.known(server, kiosk))).post('/v1/results', body);
  let answer = await ask();
  if (answer.status === 401) {
    delete server.signers[kiosk];
    answer = await ask();
  }
  return answer.status === 200;
}

export async function desk(server) {
  return (await fetch(`${server.deskOrigin}/desk/list`)).text();
}
