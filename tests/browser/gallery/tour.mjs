// Visits the exhibits of `/gallery`, several in parallel.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser } from '../fixtures.mjs';
import { startServer } from '../kiosk.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const folder = process.env.GANGWAY_GALLERY;
if (!folder) throw new Error('GANGWAY_GALLERY is not set: run `cargo xtask test`');
const GALLERY = path.resolve(ROOT, folder);

export const LANGUAGES = (await readdir(path.join(ROOT, 'locales'))).sort();
export const KIOSK = { width: 1080, height: 1920 };
export const LAPTOP = { width: 1280, height: 800 };
export const TABLET = { width: 800, height: 1280 };
export const PHONE = { width: 390, height: 844 };

/** Pages in parallel. A page that waits for its next frame uses no processor. */
const PAGES = 3;

/** A browser that shows the gallery. */
export class Gallery {
  static async open() {
    const server = await startServer({ site: GALLERY });
    const browser = await openBrowser();
    const gallery = new Gallery(server, browser);
    const { page } = await gallery.page();
    await page.goto(`${server.origin}/gallery`);
    const lines = page.locator('li[data-exhibit]');
    await lines.first().waitFor();
    gallery.exhibits = await lines.evaluateAll((all) => all.map((it) => it.dataset.exhibit));
    await page.context().close();
    return gallery;
  }

  constructor(server, browser) {
    Object.assign(this, { server, browser });
  }

  /** Opens a page. `options` are those of Playwright's contexts. */
  async page(options = {}) {
    const context = await this.browser.newContext({ viewport: KIOSK, serviceWorkers: 'block', ...options });
    return new Hall(await context.newPage(), this.server.origin);
  }

  /** Calls `look(hall, stop)` for each of `stops`, `{ exhibit, language, ease }`. */
  async tour(stops, look, options) {
    const left = [...stops];
    const walk = async () => {
      const hall = await this.page(options);
      for (let stop = left.shift(); stop; stop = left.shift()) {
        await hall.show(stop);
        await look(hall, stop);
      }
      await hall.page.context().close();
    };
    await Promise.all(Array.from({ length: PAGES }, walk));
  }

  async close() {
    await this.browser.close();
    await this.server.close();
  }
}

/** A page that shows one exhibit after another. */
class Hall {
  constructor(page, origin) {
    Object.assign(this, { page, origin, isOpen: false });
  }

  async show({ exhibit, language = 'en', ease = '' }) {
    const address = `${this.origin}/gallery?${new URLSearchParams({ exhibit, language, ease })}`;
    if (this.isOpen) {
      await this.page.evaluate((it) => {
        history.replaceState(null, '', it);
        dispatchEvent(new PopStateEvent('popstate'));
      }, address);
    } else {
      await this.page.goto(address);
      this.isOpen = true;
    }
    await this.page.locator('footer').waitFor();
    await this.settled();
  }

  /** As if the page had been loaded on a screen of this size. */
  async resize(size) {
    const { width, height } = this.page.viewportSize();
    await this.page.setViewportSize(size);
    // The smallest text size depends on the screen's diagonal (crates/site/src/screen.rs).
    await this.page.evaluate((scale) => {
      const { style } = document.documentElement;
      style.setProperty('--smallest', `${scale * parseFloat(style.getPropertyValue('--smallest'))}px`);
    }, Math.hypot(size.width, size.height) / Math.hypot(width, height));
  }

  /** Waits for fonts, pictures, and the page's work in the next frame. */
  async settled() {
    await this.page.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      await document.fonts.ready;
      await frame();
      await frame();
    });
  }
}

/** All pairs of exhibits and languages. */
export function stops(exhibits, languages = ['en'], ease = '') {
  return exhibits.flatMap((exhibit) => languages.map((language) => ({ exhibit, language, ease })));
}

/** The name of a stop. */
export function nameOf({ exhibit, language, ease }) {
  return [exhibit, language, ease].filter(Boolean).join(' ');
}
