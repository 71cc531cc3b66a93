// Drives Chromium by its own protocol, and Firefox by WebDriver BiDi.
import puppeteer from 'puppeteer-core';
import { media } from '../kiosk.mjs';
import { readFilm } from './film.mjs';
import { playFilm, watch } from './in_page.mjs';
import { TIMEOUT_MS } from './wait.mjs';

/** Chromium, whose fake camera plays films. */
export const chromium = {
  name: 'Chromium',
  variable: 'CHROMIUM',
  canForbid: true,
  canCover: true,
  async launch({ film, forbidden = false }) {
    const args = [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
      '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${media(film)}`,
      ...(forbidden ? [] : ['--use-fake-ui-for-media-stream']),
    ];
    return start({ browser: 'chrome', executablePath: process.env.CHROMIUM, args }, null);
  },
};

/** Firefox, whose fake camera shows coloured bars. */
export const firefox = {
  name: 'Firefox',
  variable: 'FIREFOX',
  canForbid: true,
  canCover: true,
  async launch({ film, forbidden = false }) {
    const extraPrefsFirefox = {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': !forbidden,
      // 2 is the value for "block".
      'permissions.default.camera': forbidden ? 2 : 1,
    };
    const options = { browser: 'firefox', executablePath: process.env.FIREFOX, extraPrefsFirefox };
    return start(options, await readFilm(media(film)));
  },
};

async function start(options, film) {
  const browser = await puppeteer.launch({
    ...options,
    defaultViewport: { width: 1280, height: 800 },
    timeout: TIMEOUT_MS,
    protocolTimeout: 2 * TIMEOUT_MS,
  });
  const page = await browser.newPage();
  const errors = [];
  page.on('console', (it) => {
    if (it.type() === 'error') errors.push(`${it.text()} at ${it.location()?.url}`);
  });
  page.on('pageerror', (it) => errors.push(String(it)));
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.evaluateOnNewDocument(watch);
  if (film) await page.evaluateOnNewDocument(playFilm, film);
  return {
    open: (address) => page.goto(address),
    run: (steps, ...args) => page.evaluate(steps, ...args),
    async click(selector) {
      await page.waitForSelector('html:not([data-input-guard])');
      await page.locator(selector).click();
    },
    press: (key) => page.keyboard.press(key),
    async upload(selector, file) {
      await (await page.waitForSelector(selector)).uploadFile(file);
    },
    /** Opens another tab over the page, which hides it. */
    async cover() {
      const other = await browser.newPage();
      await other.bringToFront();
      await page.waitForFunction(() => document.hidden, { polling: 20 });
    },
    async uncover() {
      await page.bringToFront();
      await page.waitForFunction(() => !document.hidden, { polling: 20 });
    },
    errors: async () => [...errors, ...await page.evaluate(() => seen.errors)],
    close: () => browser.close(),
  };
}
