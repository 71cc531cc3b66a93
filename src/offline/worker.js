// The service worker: keeps every file of one build, and answers with them whether there is a
// network or not. It is installed whole or not at all: each file must have the hash that the
// build gave it. Results, the desk and all else that is no file of the build pass it by.
import { addPlugins, addRoute, precache } from 'workbox-precaching';
import { files, headers } from 'site-files';

const SETTINGS = '/kiosk.json';
const KEPT_SETTINGS = 'gangway-settings';
/** A server that is silent for so long is away. */
const PATIENCE_MS = 3_000;

/** The address of a file of this build, as a page of this build asks for it by its hash. */
const byHash = (path) => `?${encodeURIComponent(files[path])}`;

/** The site's settings as the server has them now or, without it, as it had them last. */
async function settings(request) {
  const kept = await caches.open(KEPT_SETTINGS);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(request, { signal }).catch(() => null);
  // Settings that cannot be kept are good for now all the same.
  if (answer?.ok) await kept.put(SETTINGS, answer.clone()).catch(() => {});
  // That the server is away may be a proxy's word.
  if (answer && answer.status < 500) return answer;
  return await kept.match(SETTINGS) ?? answer ?? Response.error();
}

// Missing settings close the face lane; they are no reason to be without the page.
addEventListener('install', (event) => event.waitUntil(settings(SETTINGS)));

addEventListener('fetch', (event) => {
  const { origin, pathname, search } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (pathname === SETTINGS) event.respondWith(settings(event.request));
  // A page of another build must not be given a file of this one, nor of who knows which.
  const isOther = pathname in files && search.startsWith('?sha') && search !== byHash(pathname);
  if (isOther) event.respondWith(Response.error());
});

addEventListener('message', ({ data, source }) => {
  if (data === 'take over') skipWaiting();
  else if (data.program in files) clients.claim();
  else source.postMessage('another build');
});

// What the page has fetched already is asked for once more, not sent once more.
addPlugins([{
  requestWillFetch: async ({ request }) => new Request(request, { cache: 'no-cache' }),
}]);
// The vision worker's program is there twice; a browser runs one of them (`src/vision/simd.rs`).
const RELAXED = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
  65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11,
);
const unused = WebAssembly.validate(RELAXED) ? '/parts/vision.wasm' : '/parts/vision-relaxed.wasm';
// A file is kept with the headers that came with it, so other headers make it another file.
precache(Object.entries(files).filter(([url]) => url !== unused).map(([url, integrity]) => {
  return { url, integrity, revision: `${headers} ${integrity}` };
}));
addRoute({
  cleanURLs: false,
  directoryIndex: '',
  ignoreURLParametersMatching: [],
  urlManipulation({ url }) {
    if (url.pathname === '/') return [new URL('/index.html', url)];
    return url.search === byHash(url.pathname) ? [new URL(url.pathname, url)] : [];
  },
});
