// A page that tries what a kiosk's page must not be able to do, and reports it to its own server.
// Tests cannot inspect a kiosk's browser, so the page has to report.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Permissions that the browser decides on, by the names that pages know them by. */
export const PERMISSIONS = [
  'camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'idle-detection',
  'local-fonts', 'window-management', 'accelerometer',
];

/** What a kiosk must never ask for: the officers' desk here; a frame and a page elsewhere. */
export const FORBIDDEN = ['/desk/list', '/frame', '/away'];

/** What a kiosk cannot ask for, because it finds no other host by its name. */
export const NAMED = '/named';

/** Keeps a text as the kiosk keeps results. Gives what was kept before. */
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

/** Serves the page at `origin`; writes down what was asked for. */
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

  /** Waits for what the page tells, and another moment for it to go where it must not. */
  async report() {
    for (let i = 0; i < 300 && !this.told; i++) await sleep(100);
    if (!this.told) throw new Error('the page does not report');
    await sleep(3_000);
  }

  /** Forgets what it was told and asked. */
  forget() {
    this.told = undefined;
    this.asked.length = 0;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
