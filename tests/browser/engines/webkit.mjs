// WebKitGTK by its WebDriver, on a virtual screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort, media } from '../kiosk.mjs';
import { readFilm } from './film.mjs';
import { playFilm, watch } from './in_page.mjs';
import { BrowserBroke, PATIENCE_MS, until } from './patience.mjs';

/** As WebDriver writes them. */
const KEYS = { Tab: '\uE004', Enter: '\uE007' };

/** WebKitGTK's own small browser. Its camera for tests shows a pattern. */
export const webkit = {
  name: 'WebKitGTK',
  variable: 'WEBKIT_DRIVER',
  canCover: false,
  // In automation it grants whatever is asked for.
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
      // The screen ends last: without it the browser would only complain.
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

/** The number that the screen chose for itself. It says so when it is ready. */
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
    // The driver puts nothing before a page's scripts, so what is put in comes while they load.
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
    await fetch(this.address, { method: 'DELETE', signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {});
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
    method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(2 * PATIENCE_MS),
  });
  const { value } = await response.json();
  // So the driver calls what neither the page nor the test can have done.
  if (value?.error === 'unknown error') throw new BrowserBroke(value.message);
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
