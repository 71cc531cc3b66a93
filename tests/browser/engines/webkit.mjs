// Drives WebKitGTK by its WebDriver, on a virtual screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort, media } from '../kiosk.mjs';
import { readFilm } from './film.mjs';
import { playFilm, watch } from './in_page.mjs';
import { BrowserBroke, TIMEOUT_MS, until } from './wait.mjs';

/** The key codes of WebDriver. */
const KEYS = { Tab: '\uE004', Enter: '\uE007' };

/** WebKitGTK's MiniBrowser, whose fake camera shows a pattern. */
export const webkit = {
  name: 'WebKitGTK',
  variable: 'WEBKIT_DRIVER',
  canCover: false,
  // In automation it grants all permissions.
  canForbid: false,
  async launch({ film }) {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const children = [screen];
    const end = async () => {
      for (const child of children) {
        if (child.exitCode === null && child.kill()) await once(child, 'exit');
      }
    };
    try {
      const port = await freePort();
      const env = { ...process.env, GDK_BACKEND: 'x11', DISPLAY: await displayOf(screen) };
      // The virtual screen ends last, because the browser needs it.
      children.unshift(spawn(process.env.WEBKIT_DRIVER, [`--port=${port}`], { stdio: 'ignore', env }));
      const origin = `http://127.0.0.1:${port}`;
      await until(() => fetch(`${origin}/status`).then((it) => it.ok, () => false), 'the driver answers');
      return await Session.start(origin, await readFilm(media(film)), end);
    } catch (error) {
      await end();
      throw error;
    }
  },
};

/** The display number that the virtual screen has chosen. It prints the number when it is ready. */
async function displayOf(screen) {
  const ended = once(screen, 'exit').then(([code]) => { throw new Error(`Xvfb ends with ${code}`); });
  const [number] = await Promise.race([once(screen.stdio[3], 'data'), ended]);
  return `:${String(number).trim()}`;
}

class Session {
  constructor(address, film, end) {
    Object.assign(this, { address, film, end });
  }

  static async start(origin, film, end) {
    const args = ['--automation', '--enable-media-stream=true', '--enable-mock-capture-devices=true'];
    const alwaysMatch = { pageLoadStrategy: 'none', 'webkitgtk:browserOptions': { args } };
    const { sessionId } = await ask(`${origin}/session`, { capabilities: { alwaysMatch } });
    return new Session(`${origin}/session/${sessionId}`, film, end);
  }

  async open(address) {
    await this.#post('url', { url: address });
    // The driver cannot run scripts before the page's, so they run while the page loads.
    await until(() => this.run((it) => location.href.startsWith(it), address), `${address} opens`);
    await this.run(watch);
    await this.run(playFilm, this.film);
  }

  run(steps, ...args) {
    return this.#post('execute/sync', { script: `return (${steps})(...arguments);`, args });
  }

  async click(selector) {
    await this.#post(`element/${await this.#find(selector)}/click`, {});
  }

  async press(key) {
    const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] }));
    await this.#post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async upload(selector, file) {
    await this.#post(`element/${await this.#find(selector)}/value`, { text: file });
  }

  errors() {
    return this.run(() => seen.errors);
  }

  async close() {
    await fetch(this.address, { method: 'DELETE', signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => {});
    await this.end();
  }

  async #find(selector) {
    await until(() => this.run((it) => document.querySelector(it) !== null, selector), selector);
    return Object.values(await this.#post('element', { using: 'css selector', value: selector }))[0];
  }

  #post(command, body) {
    return ask(`${this.address}/${command}`, body);
  }
}

async function ask(address, body) {
  const response = await fetch(address, {
    method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(2 * TIMEOUT_MS),
  });
  const { value } = await response.json();
  // The driver reports this error for failures that neither page nor test can cause.
  if (value?.error === 'unknown error') throw new BrowserBroke(value.message);
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
