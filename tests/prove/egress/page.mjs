// Outgoing channels of a page. Each is tried by script in the page, with a user gesture. `at` has a separate
// target for each channel: `at.http` and others by address, `at.named` by name. Channels that navigate or
// may break the page are tried in a separate page.

const channel = (group, name, run, alone = false) => ({ group, name, run, alone });

/** A channel that adds an element to the page: a tag, and attributes made from `at`. */
const element = (group, name, tag, attributes, alone) => channel(group, name, `(at) => {
  const it = document.createElement('${tag}');
  for (const [key, value] of Object.entries((${attributes})(at))) it.setAttribute(key, value);
  (['link', 'meta', 'base', 'style', 'script'].includes('${tag}') ? document.head : document.body).append(it);
}`, alone);

const requests = [
  channel('requests', 'fetch', (at) => fetch(`${at.http}/${at.secret}`)),
  channel('requests', 'fetch that sends a body', (at) => fetch(at.http, { method: 'POST', mode: 'no-cors', body: at.secret })),
  channel('requests', 'fetch without CORS', (at) => fetch(`${at.http}/${at.secret}`, { mode: 'no-cors' })),
  channel('requests', 'fetch that outlives the page', (at) => fetch(at.http, { method: 'POST', mode: 'no-cors', keepalive: true, body: at.secret })),
  channel('requests', 'fetch by a name', (at) => fetch(at.named, { mode: 'no-cors' })),
  channel('requests', 'fetch over TLS', (at) => fetch(at.https, { mode: 'no-cors' })),
  channel('requests', 'fetch of a Request object', (at) => fetch(new Request(at.http, { mode: 'no-cors' }))),
  channel('requests', 'fetchLater', (at) => { fetchLater(at.https, { activateAfter: 0 }); }),
  channel('requests', 'XMLHttpRequest', (at) => { const it = new XMLHttpRequest(); it.open('GET', at.http); it.send(); }),
  channel('requests', 'XMLHttpRequest, synchronous', (at) => { const it = new XMLHttpRequest(); it.open('POST', at.http, false); it.send(at.secret); }),
  channel('requests', 'sendBeacon', (at) => { navigator.sendBeacon(at.http, at.secret); }),
  channel('requests', 'EventSource', (at) => { new EventSource(at.http); }),
  channel('requests', 'WebSocket', (at) => { new WebSocket(at.ws); }),
  channel('requests', 'WebSocket over TLS', (at) => { new WebSocket(at.wss); }),
  channel('requests', 'WebSocket by a name', (at) => { new WebSocket(`ws://${at.name}:${at.port}`); }),
  channel('requests', 'WebSocketStream', (at) => { new WebSocketStream(at.ws); }),
  channel('requests', 'WebTransport', (at) => { new WebTransport(at.https).ready.catch(() => {}); }),
  channel('requests', 'WebTransport with a hash of its certificate', (at) => {
    new WebTransport(at.https, { serverCertificateHashes: [{ algorithm: 'sha-256', value: new Uint8Array(32) }] }).ready.catch(() => {});
  }),
  channel('requests', 'WebTransport by a name', (at) => { new WebTransport(`https://${at.name}:${at.port}`).ready.catch(() => {}); }),
  channel('requests', 'wasm compiled from a stream', (at) => WebAssembly.compileStreaming(fetch(at.http))),
];

const pictures = [
  channel('elements', 'picture', (at) => { new Image().src = `${at.http}/${at.secret}`; }),
  channel('elements', 'picture by a name', (at) => { new Image().src = at.named; }),
  channel('elements', 'picture that is decoded', (at) => { const it = new Image(); it.src = at.http; return it.decode(); }),
  element('elements', 'picture of a set', 'img', (at) => ({ srcset: `${at.http}/1 1x, ${at.http}/2 2x` })),
  element('elements', 'picture with attribution', 'img', (at) => ({ attributionsrc: at.https, src: '/none.png' })),
  channel('elements', 'picture of a source', (at) => {
    const it = document.createElement('picture');
    it.append(Object.assign(document.createElement('source'), { srcset: at.http }), document.createElement('img'));
    document.body.append(it);
  }),
  element('elements', 'button that is a picture', 'input', (at) => ({ type: 'image', src: at.http })),
  element('elements', 'video', 'video', (at) => ({ src: at.http, preload: 'auto' })),
  element('elements', 'video\'s first picture', 'video', (at) => ({ poster: at.http })),
  element('elements', 'audio', 'audio', (at) => ({ src: at.http, preload: 'auto' })),
  channel('elements', 'audio that is not in the page', (at) => { new Audio(at.http).play().catch(() => {}); }),
  channel('elements', 'subtitles', (at) => {
    const it = document.createElement('video');
    it.append(Object.assign(document.createElement('track'), { src: at.http, default: true, kind: 'subtitles' }));
    document.body.append(it);
    it.textTracks[0].mode = 'showing';
  }),
  channel('elements', 'background of the body', (at) => { document.body.setAttribute('background', at.http); }),
  channel('elements', 'background of a table', (at) => { const it = document.createElement('table'); it.setAttribute('background', at.http); document.body.append(it); }),
  channel('elements', 'picture in a drawing', (at) => {
    const [svg, it] = ['svg', 'image'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
    it.setAttribute('href', at.http);
    svg.append(it);
    document.body.append(svg);
  }),
  channel('elements', 'drawing that is used in a drawing', (at) => {
    const [svg, it] = ['svg', 'use'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
    it.setAttribute('href', `${at.http}/a.svg#a`);
    svg.append(it);
    document.body.append(svg);
  }),
  channel('elements', 'picture in a filter', (at) => {
    const [svg, filter, it] = ['svg', 'filter', 'feImage'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
    it.setAttribute('href', at.http);
    filter.id = `f${at.port}`;
    filter.append(it);
    svg.append(filter);
    document.body.append(svg);
    document.body.style.filter = `url(#f${at.port})`;
  }),
  element('elements', 'script', 'script', (at) => ({ src: at.http })),
  element('elements', 'script that is a module', 'script', (at) => ({ src: at.http, type: 'module' })),
  channel('elements', 'import', (at) => import(at.http)),
  channel('elements', 'script with an import in it', (at) => { document.head.append(Object.assign(document.createElement('script'), { type: 'module', textContent: `import '${at.http}/a.js';` })); }),
  channel('elements', 'script that orders a page ahead', (at) => {
    document.head.append(Object.assign(document.createElement('script'), { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ urls: [`${at.http}/p`], eagerness: 'immediate' }] }) }));
  }),
  channel('elements', 'address of the document\'s own addresses', (at) => {
    document.head.append(Object.assign(document.createElement('base'), { href: at.http }));
    const it = document.createElement('img');
    it.setAttribute('src', 'relative.png');
    document.body.append(it);
  }, true),
];

const text = [
  channel('text', 'innerHTML', (at) => { document.body.appendChild(document.createElement('p')).innerHTML = `<img src="${at.http}">`; }),
  channel('text', 'insertAdjacentHTML', (at) => { document.body.insertAdjacentHTML('beforeend', `<img src="${at.http}">`); }),
  channel('text', 'setHTMLUnsafe', (at) => { document.body.appendChild(document.createElement('p')).setHTMLUnsafe(`<img src="${at.http}">`); }),
  channel('text', 'a range\'s fragment', (at) => { document.body.append(document.createRange().createContextualFragment(`<img src="${at.http}">`)); }),
  channel('text', 'DOMParser', (at) => { document.body.append(document.adoptNode(new DOMParser().parseFromString(`<img src="${at.http}">`, 'text/html').body.firstChild)); }),
  channel('text', 'insertion of a picture by command', (at) => { document.designMode = 'on'; document.body.focus(); getSelection().selectAllChildren(document.body); document.execCommand('insertImage', false, at.http); document.designMode = 'off'; }, true),
  channel('text', 'document.write', (at) => { document.open(); document.write(`<img src="${at.http}">`); document.close(); }, true),
  channel('text', 'an address of JavaScript', (at) => { location.href = `javascript:fetch('${at.http}', { mode: 'no-cors' })`; }, true),
  channel('text', 'eval', (at) => eval(`fetch('${at.http}', { mode: 'no-cors' })`)),
];

const styled = (name, rule) => channel('styles', name, `(at) => { document.body.style.cssText += (${rule})(at); getComputedStyle(document.body).display; }`);
const styles = [
  styled('background', (at) => `background-image: url(${at.http})`),
  styled('background by a name', (at) => `background-image: url(${at.named})`),
  styled('background of a set', (at) => `background-image: image-set(url(${at.http}) 1x)`),
  styled('border', (at) => `border: 1px solid; border-image-source: url(${at.http})`),
  styled('cursor', (at) => `cursor: url(${at.http}), auto`),
  styled('mask', (at) => `mask-image: url(${at.http})`),
  styled('list', (at) => `display: list-item; list-style-image: url(${at.http})`),
  styled('shape', (at) => `float: left; shape-outside: url(${at.http})`),
  channel('styles', 'content', (at) => { const it = document.createElement('p'); it.style.content = `url(${at.http})`; document.body.append(it); }),
  channel('styles', 'sheet made by script', (at) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { background-image: url(${at.http}) }`);
    document.adoptedStyleSheets.push(sheet);
  }),
  channel('styles', 'sheet that imports', (at) => { document.head.append(Object.assign(document.createElement('style'), { textContent: `@import url(${at.http});` })); }),
  channel('styles', 'sheet elsewhere', (at) => { document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: at.http })); }),
  channel('styles', 'font', (at) => { const it = new FontFace('far', `url(${at.http})`); document.fonts.add(it); return it.load(); }),
  channel('styles', 'paint worklet', (at) => CSS.paintWorklet.addModule(at.http)),
  channel('styles', 'audio worklet', (at) => new AudioContext().audioWorklet.addModule(at.http)),
];

const link = (name, attributes) => element('links', name, 'link', attributes);
const links = [
  link('preconnect', (at) => ({ rel: 'preconnect', href: at.http })),
  link('preconnect by a name', (at) => ({ rel: 'preconnect', href: at.named })),
  link('dns-prefetch', (at) => ({ rel: 'dns-prefetch', href: at.named })),
  channel('links', 'one of the page\'s own links, changed to a preconnect', (at) => {
    const it = document.querySelector('link') ?? document.head.appendChild(document.createElement('link'));
    it.rel = 'preconnect';
    it.href = at.named;
    document.head.append(it);
  }, true),
  link('prefetch', (at) => ({ rel: 'prefetch', href: at.http })),
  link('prefetch by a name', (at) => ({ rel: 'prefetch', href: at.named })),
  link('prerender', (at) => ({ rel: 'prerender', href: at.http })),
  link('preload of a script', (at) => ({ rel: 'preload', as: 'script', href: at.http })),
  link('preload of a picture', (at) => ({ rel: 'preload', as: 'image', href: at.http })),
  link('preload of a font', (at) => ({ rel: 'preload', as: 'font', crossorigin: '', href: at.http })),
  link('preload for fetch', (at) => ({ rel: 'preload', as: 'fetch', crossorigin: '', href: at.http })),
  link('preload of a module', (at) => ({ rel: 'modulepreload', href: at.http })),
  link('icon', (at) => ({ rel: 'icon', href: at.http })),
  link('manifest', (at) => ({ rel: 'manifest', href: at.http })),
  link('dictionary', (at) => ({ rel: 'compression-dictionary', href: at.http })),
  channel('links', 'link whose name is looked up ahead', (at) => {
    document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'x-dns-prefetch-control', content: 'on' }));
    document.body.append(Object.assign(document.createElement('a'), { href: at.named, textContent: 'there' }));
  }),
];

const frames = [
  element('frames', 'frame', 'iframe', (at) => ({ src: at.http })),
  element('frames', 'frame by a name', 'iframe', (at) => ({ src: at.named })),
  channel('frames', 'frame from text', (at) => { document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: `<img src="${at.http}">` })); }),
  channel('frames', 'empty frame that fetches', (at) => { const it = document.createElement('iframe'); document.body.append(it); return it.contentWindow.fetch(at.http, { mode: 'no-cors' }); }),
  channel('frames', 'frame of data', (at) => { document.body.append(Object.assign(document.createElement('iframe'), { src: `data:text/html,<img src="${at.http}">` })); }),
  channel('frames', 'frame of a blob', (at) => {
    const src = URL.createObjectURL(new Blob([`<img src="${at.http}">`], { type: 'text/html' }));
    document.body.append(Object.assign(document.createElement('iframe'), { src }));
  }),
  channel('frames', 'frame of another namespace\'s document', (at) => {
    const it = document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'iframe').documentElement;
    it.setAttribute('src', at.http);
    document.body.append(it);
  }),
  channel('frames', 'frame that is an element of one\'s own', (at) => {
    const name = `x-${at.port}`;
    const Own = class extends HTMLIFrameElement {};
    customElements.define(name, Own, { extends: 'iframe' });
    document.body.append(Object.assign(new Own(), { src: at.http }));
  }),
  element('frames', 'object', 'object', (at) => ({ data: at.http, type: 'text/html' })),
  element('frames', 'embed', 'embed', (at) => ({ src: at.http, type: 'text/html' })),
  element('frames', 'fenced frame', 'fencedframe', (at) => ({ src: at.https })),
  channel('frames', 'frameset', (at) => {
    const set = document.createElement('frameset');
    set.append(Object.assign(document.createElement('frame'), { src: at.http }));
    document.body = set;
  }, true),
];

const leaving = [
  channel('leaving', 'location', (at) => { location.href = `${at.http}/${at.secret}`; }, true),
  channel('leaving', 'location by a name', (at) => { location.href = at.named; }, true),
  channel('leaving', 'location.replace', (at) => { location.replace(at.http); }, true),
  channel('leaving', 'navigation.navigate', (at) => { navigation.navigate(at.http).finished.catch(() => {}); }, true),
  channel('leaving', 'refresh', (at) => { document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${at.http}` })); }, true),
  channel('leaving', 'link that is touched', (at) => { const it = Object.assign(document.createElement('a'), { href: at.http }); document.body.append(it); it.click(); }, true),
  channel('leaving', 'link that is touched and pings', (at) => { const it = Object.assign(document.createElement('a'), { href: '#here', ping: at.http }); document.body.append(it); it.click(); }),
  channel('leaving', 'link that downloads', (at) => { const it = Object.assign(document.createElement('a'), { href: at.http, download: 'file' }); document.body.append(it); it.click(); }, true),
  channel('leaving', 'link to another window', (at) => { const it = Object.assign(document.createElement('a'), { href: at.http, target: '_blank' }); document.body.append(it); it.click(); }, true),
  channel('leaving', 'another window', (at) => { open(at.http); }, true),
  channel('leaving', 'another window by a name', (at) => { open(at.named); }, true),
  channel('leaving', 'an empty window that fetches', (at) => open('about:blank').fetch(at.http, { mode: 'no-cors' }), true),
  channel('forms', 'form', (at) => { const it = Object.assign(document.createElement('form'), { action: at.http }); document.body.append(it); it.submit(); }, true),
  channel('forms', 'form by a name', (at) => { const it = Object.assign(document.createElement('form'), { action: at.named }); document.body.append(it); it.submit(); }, true),
  channel('forms', 'form that posts', (at) => { const it = Object.assign(document.createElement('form'), { action: at.http, method: 'post' }); document.body.append(it); it.requestSubmit(); }, true),
  channel('forms', 'form to another window', (at) => { const it = Object.assign(document.createElement('form'), { action: at.http, target: 'other' }); document.body.append(it); it.submit(); }, true),
];

const threads = [
  channel('threads', 'worker elsewhere', (at) => { new Worker(at.http); }),
  channel('threads', 'worker of data', (at) => { new Worker(`data:text/javascript,fetch('${at.http}', { mode: 'no-cors' })`); }),
  channel('threads', 'worker of a blob', (at) => { new Worker(URL.createObjectURL(new Blob([`fetch('${at.http}', { mode: 'no-cors' })`], { type: 'text/javascript' }))); }),
  channel('threads', 'worker of a blob that is a module', (at) => { new Worker(URL.createObjectURL(new Blob([`import '${at.http}/a.js'`], { type: 'text/javascript' })), { type: 'module' }); }),
  channel('threads', 'shared worker of a blob', (at) => { new SharedWorker(URL.createObjectURL(new Blob([`fetch('${at.http}', { mode: 'no-cors' })`], { type: 'text/javascript' }))); }),
  channel('threads', 'service worker elsewhere', (at) => navigator.serviceWorker.register(at.http)),
  channel('threads', 'cache', async (at) => { const it = await caches.open('out'); await it.add(new Request(at.http, { mode: 'no-cors' })); }),
  channel('threads', 'shared storage', (at) => sharedStorage.createWorklet(at.https)),
];

const services = [
  channel('browser', 'push', async (at) => (await navigator.serviceWorker.ready).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: at.key })),
  channel('browser', 'background fetch', async (at) => (await navigator.serviceWorker.ready).backgroundFetch.fetch('out', at.http)),
  channel('browser', 'notification with a picture', async (at) => { await Notification.requestPermission(); new Notification('out', { icon: at.http, image: at.http }); }),
  channel('browser', 'payment', (at) => new PaymentRequest([{ supportedMethods: at.https }], { total: { label: 'x', amount: { currency: 'USD', value: '1' } } }).show()),
  channel('browser', 'federated sign-in', (at) => navigator.credentials.get({ identity: { providers: [{ configURL: `${at.http}/c.json`, clientId: at.secret }] } })),
  channel('browser', 'passkey of a related site', (at) => navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), rpId: at.name } })),
  channel('browser', 'presentation', (at) => new PresentationRequest(at.https).start()),
  channel('browser', 'interest group', (at) => navigator.joinAdInterestGroup({ owner: at.https, name: 'x', updateURL: at.https, biddingLogicURL: at.https }, 60)),
  channel('browser', 'picture of what plays', (at) => { navigator.mediaSession.metadata = new MediaMetadata({ title: at.secret, artwork: [{ src: at.http }] }); }),
  channel('browser', 'handler of a protocol', (at) => { navigator.registerProtocolHandler('web+out', `${at.http}/%s`); }),
];

/** A channel that opens an RTCPeerConnection with `config`, and with a remote candidate if given. */
const rtc = (name, config, candidate = 'null', owner = 'globalThis', alone = false) => channel('webrtc', name, `async (at) => {
  const owner = ${owner};
  const config = (${config})(at);
  const peer = new owner.RTCPeerConnection(config);
  peer.createDataChannel('d');
  await peer.setLocalDescription(await peer.createOffer());
  const candidate = (${candidate});
  if (!candidate) return;
  const sdp = peer.localDescription.sdp.replace(/a=setup:actpass/g, 'a=setup:active')
    .replace(/a=ice-ufrag:.*\\r\\n/g, 'a=ice-ufrag:' + at.secret + '\\r\\n')
    .replace(/a=ice-pwd:.*\\r\\n/g, 'a=ice-pwd:' + 'B'.repeat(24) + '\\r\\n').replace(/a=candidate.*\\r\\n/g, '');
  await peer.setRemoteDescription({ type: 'answer', sdp });
  await peer.addIceCandidate({ candidate: candidate(at), sdpMid: '0', sdpMLineIndex: 0 });
}`, alone);
const none = () => ({});
const stun = (at) => ({ iceServers: [{ urls: `stun:${at.host}:${at.port}` }] });
const turn = (at) => ({ iceServers: [{ urls: `turn:${at.host}:${at.port}?transport=tcp`, username: at.secret, credential: 'b' }] });
const frame = `(() => { const it = document.createElement('iframe'); document.body.append(it); return it.contentWindow; })()`;
const nested = `(() => { const it = Object.assign(document.createElement('iframe'), { srcdoc: '<p>' }); document.body.append(it); return it.contentWindow; })()`;
const webrtc = [
  rtc('WebRTC: names in connectivity checks, UDP', none, (at) => `candidate:1 1 udp 2113937151 ${at.host} ${at.port} typ host`),
  rtc('WebRTC: connectivity checks, TCP', none, (at) => `candidate:1 1 tcp 1518280447 ${at.host} ${at.port} typ host tcptype passive`),
  rtc('WebRTC: STUN', stun),
  rtc('WebRTC: TURN by UDP', (at) => ({ iceServers: [{ urls: `turn:${at.host}:${at.port}`, username: at.secret, credential: 'b' }] })),
  rtc('WebRTC: TURN by TCP', turn),
  rtc('WebRTC: TURN by TLS', (at) => ({ iceServers: [{ urls: `turns:${at.host}:${at.port}?transport=tcp`, username: at.secret, credential: 'b' }] })),
  rtc('WebRTC: STUN server by a name', (at) => ({ iceServers: [{ urls: `stun:${at.name}:${at.port}` }] })),
  rtc('WebRTC: TURN server by a name', (at) => ({ iceServers: [{ urls: `turn:${at.name}:${at.port}?transport=tcp`, username: 'a', credential: 'b' }] })),
  rtc('WebRTC: other side by a name', none, (at) => `candidate:1 1 udp 2113937151 ${at.name} ${at.port} typ host`),
  rtc('WebRTC: by its older name', stun, 'null', '{ RTCPeerConnection: webkitRTCPeerConnection }'),
  rtc('WebRTC: of an empty frame', turn, 'null', frame, true),
  rtc('WebRTC: of a frame from text', turn, 'null', nested, true),
  rtc('WebRTC: of another window', turn, 'null', `open('about:blank')`, true),
];

export default [...requests, ...pictures, ...text, ...styles, ...links, ...frames, ...leaving, ...threads, ...services, ...webrtc];
