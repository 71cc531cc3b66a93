// Outgoing channels of the service worker, which may contact its site at any time.

const channel = (group, name, run) => ({ group, name, run, alone: false });

export default [
  channel('requests', 'fetch', (at) => fetch(`${at.http}/${at.secret}`)),
  channel('requests', 'fetch without CORS', (at) => fetch(at.http, { mode: 'no-cors' })),
  channel('requests', 'fetch that sends a body', (at) => fetch(at.http, { method: 'POST', mode: 'no-cors', body: at.secret })),
  channel('requests', 'fetch that outlives it', (at) => fetch(at.http, { method: 'POST', mode: 'no-cors', keepalive: true, body: at.secret })),
  channel('requests', 'fetch by a name', (at) => fetch(at.named, { mode: 'no-cors' })),
  channel('requests', 'fetch over TLS', (at) => fetch(at.https, { mode: 'no-cors' })),
  channel('requests', 'WebSocket', (at) => { new WebSocket(at.ws); }),
  channel('requests', 'WebSocket over TLS', (at) => { new WebSocket(at.wss); }),
  channel('requests', 'WebSocket by a name', (at) => { new WebSocket(`ws://${at.name}:${at.port}`); }),
  channel('requests', 'WebSocketStream', (at) => { new WebSocketStream(at.ws); }),
  channel('requests', 'WebTransport', (at) => { new WebTransport(at.https).ready.catch(() => {}); }),
  channel('requests', 'WebTransport by a name', (at) => { new WebTransport(`https://${at.name}:${at.port}`).ready.catch(() => {}); }),
  channel('requests', 'EventSource', (at) => { new EventSource(at.http); }),
  channel('scripts', 'importScripts', (at) => { importScripts(at.http); }),
  channel('scripts', 'import', (at) => import(at.http)),
  channel('places', 'cache', async (at) => { const it = await caches.open('out'); await it.add(new Request(at.http, { mode: 'no-cors' })); }),
  channel('places', 'font', (at) => { const it = new FontFace('far', `url(${at.http})`); self.fonts.add(it); return it.load(); }),
  channel('places', 'the page, led away', async (at) => { const [it] = await clients.matchAll(); await it.navigate(at.http); }),
  channel('places', 'another window', (at) => clients.openWindow(at.http)),
  channel('places', 'notification with a picture', (at) => registration.showNotification('out', { icon: at.http, image: at.http })),
  channel('places', 'push', (at) => registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: at.key })),
  channel('places', 'background fetch', (at) => registration.backgroundFetch.fetch('out', at.http)),
];
