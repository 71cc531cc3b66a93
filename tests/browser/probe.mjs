// A page that tries what a kiosk's page must not be able to do, and reports the results to its server:
// a test cannot inspect a kiosk's browser.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The names of permissions that the browser decides on. */
export const PERMISSIONS = [
  'camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'idle-detection',
  'local-fonts', 'window-management', 'accelerometer',
];

/** Requests that a kiosk must never make: to the desk, and to a frame and a page at another address. */
export const FORBIDDEN = ['/desk/list', '/frame', '/away'];

/** A request that a kiosk cannot make, because it resolves no host names. */
export const NAMED = '/named';

/** Stores a text as the kiosk stores results. Returns the text that was stored before. */
function keep(text) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('probe', 1);
    request.onerror = reject;
    request.onupgradeneeded = () => request.result.createObjectStore('kept');
    request.onsuccess = () => {
      const transaction = request.result.transaction('kept', 'readwrite', { durability: 'strict' });
      const before = transaction.objectStore('kept').get('text');
      transaction.objectStore('kept').put(text, 'text');
      transaction.oncomplete = () => resolve(before.result ?? null);
      transaction.onabort = reject;
    };
  });
}

async function tryAll({ permissions, elsewhere }) {
  const report = { kept: await keep('a result that waits'), permissions: {} };
  for (const name of permissions) {
    report.permissions[name] = (await navigator.permissions.query({ name })).state;
  }
  const media = (wish) => navigator.mediaDevices.getUserMedia(wish).then(() => 'opened', (error) => error.name);
  report.camera = await media({ video: true });
  report.microphone = await media({ audio: true });
  const { port } = new URL(elsewhere);
  await fetch(`http://localhost:${port}/named`, { mode: 'no-cors' }).catch(() => {});
  for (const place of [`${elsewhere}/frame`, '/desk/list']) {
    const frame = document.createElement('iframe');
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    frame.src = place;
    document.body.append(frame);
    await loaded;
  }
  const link = document.createElement('a');
  Object.assign(link, { href: '/file', download: 'file' });
  document.body.append(link);
  link.click();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await fetch('/report', { method: 'POST', body: JSON.stringify(report) });
  location.href = `${elsewhere}/away`;
}

/** Serves the page at `origin`, and records the requests. */
export class Probe {
  async open({ elsewhere = this.origin } = {}) {
    this.asked = [];
    this.elsewhere = elsewhere;
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async answer(request, response) {
    this.asked.push(request.url);
    if (request.method === 'POST') {
      let body = '';
      for await (const part of request) body += part;
      this.told = JSON.parse(body);
    }
    response.setHeader('content-type', 'text/html');
    if (request.url === '/file') response.setHeader('content-type', 'application/octet-stream');
    const settings = { permissions: PERMISSIONS, elsewhere: this.elsewhere };
    const script = `${keep}\n(${tryAll})(${JSON.stringify(settings)})`;
    response.end(request.url === '/' ? `<body><script type="module">${script}</script>` : 'here');
  }

  /** Waits for the report of the page, and then for forbidden navigations. */
  async report() {
    for (let i = 0; i < 300 && !this.told; i++) await sleep(100);
    if (!this.told) throw new Error('the page does not report');
    await sleep(3_000);
  }

  /** Clears the report and the recorded requests. */
  forget() {
    this.told = undefined;
    this.asked.length = 0;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
