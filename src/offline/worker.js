// The service worker: stores every file of one build, and serves them with or without a network. It is
// installed completely or not at all: each file must have its hash of the build. It does not handle
// requests for other addresses, such as results and the desk. The settings and the list of issuing states that
// they name are stored as well.
//
// Script in the page could write into the cache, and the cache outlives the page. So the cache is not
// trusted: a file is served only after its hash has been checked, and every header comes from this
// script.
import { files, headers, sets } from 'site-files';
import { runs } from '../worker/simd.js';

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

const PAGE = '/index.html';
const RELAXED = '/parts/vision-relaxed.wasm';
const SETTINGS = '/kiosk.json';
const KEPT_FILES = 'gangway-files';
const KEPT_SETTINGS = 'gangway-settings';
const TRUST_LIST = '/trust.bin';
const KEPT_TRUST_LIST = 'gangway-trust-list';
/** Settings have no hash. They have a maximum length, and the page validates them. */
const SETTINGS_BYTES = 65_536;
/** Fields that settings always have. JSON without them is from another server. */
const FIELDS = [
  'kiosk', 'site', 'operator', 'places', 'complaints', 'officer_first', 'languages', 'notice', 'retention', 'patience',
  'screen', 'document_sources',
];
/** The problem type (RFC 9457) with which the server says that there is no such file. */
const GONE = 'urn:gangway:problem:not-found';
/** Timeout for the server. */
const PATIENCE_MS = 3_000;

/** @param {string} path */
const has = (path) => Object.hasOwn(files, path);

/** Where the vision worker's program is there twice, the one that this browser does not run. */
const unused = has(RELAXED) && runs('relaxed') ? '/parts/vision.wasm' : RELAXED;
/**
 * The address of a file of this build, as a page of this build asks for it by its hash.
 * @param {string} path
 */
const byHash = (path) => `?${encodeURIComponent(files[path])}`;
/**
 * The cache key of a file: with its hash, so that the next build finds unchanged files.
 * @param {string} path
 */
const place = (path) => path + byHash(path);
/** @param {string} path @param {BodyInit} body */
const answer = (path, body) => new Response(body, { headers: sets[headers[path]] });

/**
 * Whether bytes have a hash, as `integrity` of a request writes it.
 * @param {string} integrity
 * @param {ArrayBuffer} bytes
 */
async function hasHash(integrity, bytes) {
  const [, size] = /^sha(256|384)-/.exec(integrity) ?? [];
  if (!size) return false;
  const hash = new Uint8Array(await crypto.subtle.digest(`SHA-${size}`, bytes));
  return integrity === `sha${size}-${btoa(String.fromCharCode(...hash))}`;
}

/**
 * The bytes of an address from the cache, if their hash is right.
 * @param {Cache} cache
 * @param {string} address
 * @param {string} integrity
 */
async function kept(cache, address, integrity) {
  try {
    const bytes = await (await cache.match(address))?.arrayBuffer();
    return bytes && await hasHash(integrity, bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A file's bytes from the network. What the page has fetched is asked for once more, not sent once more.
 * @param {string} path
 */
async function fetched(path) {
  const response = await fetch(path, { integrity: files[path], cache: 'no-cache' });
  if (!response.ok) throw new TypeError(`${path}: ${response.status}`);
  return response.arrayBuffer();
}

/** @param {string} path */
async function keep(path) {
  const cache = await caches.open(KEPT_FILES);
  if (await kept(cache, place(path), files[path])) return;
  await cache.put(place(path), new Response(await fetched(path)));
}

/**
 * A file of this build: from the cache or, where that is empty or was changed, from the network.
 * @param {string} path
 */
async function file(path) {
  const cache = await caches.open(KEPT_FILES);
  const found = await kept(cache, place(path), files[path]);
  if (found) return answer(path, found);
  const bytes = await fetched(path);
  // If the cache cannot be written, the file is served all the same.
  await cache.put(place(path), new Response(bytes.slice(0))).catch(() => {});
  return answer(path, bytes);
}

/** Whether this build's page is no longer available, so that the server's is shown. */
let isAside = false;

/**
 * The page; of another build, if the server already has that.
 * @param {Request} request
 */
async function page(request) {
  try {
    return await file(PAGE);
  } catch {
    isAside = true;
    scope.registration.update().catch(() => {});
    return fetch(request);
  }
}

/**
 * The value of an answer that is JSON of this media type.
 * @param {Response} response
 * @param {string} type
 */
async function json(response, type) {
  if (response.headers.get('content-type')?.split(';')[0].trim() !== type) return null;
  return response.clone().json().catch(() => null);
}

/**
 * Whether an answer can be settings. A captive portal answers with a page of its own, and with 200.
 * @param {Response} response
 */
async function areSettings(response) {
  const value = response.status === 200 ? await json(response, 'application/json') : null;
  return FIELDS.every((field) => Object.hasOwn(value ?? {}, field));
}

/**
 * Whether the server itself says that it has no settings.
 * @param {Response} response
 */
async function isGone(response) {
  return response.status === 404 && (await json(response, 'application/problem+json'))?.type === GONE;
}

/** The text of the settings that the server gave last. @type {string | undefined} */
let given;

/**
 * Stores settings. An error of the cache is ignored: they are used all the same.
 * @param {Cache} cache
 * @param {string} text
 */
const keepSettings = (cache, text) => cache.put(SETTINGS, new Response(text)).catch(() => {});

/**
 * The settings that were kept last, with headers of our own.
 * @param {Cache} cache
 */
async function lastSettings(cache) {
  const found = await (await cache.match(SETTINGS))?.arrayBuffer();
  return found && found.byteLength <= SETTINGS_BYTES ? answer(SETTINGS, found) : undefined;
}

/**
 * The site's present settings or, without the server, the last ones. The first ones are stored at once,
 * later ones after the page has validated them, so that wrong settings do not replace good ones.
 * @param {RequestInfo} request
 */
async function settings(request) {
  const cache = await caches.open(KEPT_SETTINGS);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  // A redirected answer is not the server's.
  const now = await fetch(request, { signal, redirect: 'error' }).catch(() => null);
  const last = await lastSettings(cache);
  if (now && await areSettings(now)) {
    given = await now.clone().text();
    if (!last) await keepSettings(cache, given);
    return now;
  }
  if (now && await isGone(now)) return now;
  return last ?? Response.error();
}

/**
 * The list of issuing states with the hash in this address, from the cache or from the network. Only the last
 * one is stored.
 * @param {URL} address
 */
async function trustList(address) {
  const { pathname, search } = address;
  const integrity = decodeURIComponent(search.slice(1));
  const cache = await caches.open(KEPT_TRUST_LIST);
  const found = await kept(cache, pathname + search, integrity);
  if (found) return answer(TRUST_LIST, found);
  const response = await fetch(pathname + search, { integrity, cache: 'no-cache' });
  if (!response.ok) return response;
  const bytes = await response.arrayBuffer();
  const isKept = await cache.put(pathname + search, new Response(bytes.slice(0))).then(() => true, () => false);
  if (isKept) for (const { url } of await cache.keys()) if (url !== address.href) await cache.delete(url);
  return answer(TRUST_LIST, bytes);
}

async function install() {
  // Missing settings close the face lane, but the page is installed all the same.
  await settings(SETTINGS).catch(() => {});
  for (const path of Object.keys(files)) if (path !== unused) await keep(path);
}

/** Deletes every cache entry but this build's files, the settings and the list that they name. */
async function tidy() {
  for (const name of await caches.keys()) {
    if (![KEPT_FILES, KEPT_SETTINGS, KEPT_TRUST_LIST].includes(name)) await caches.delete(name);
  }
  const cache = await caches.open(KEPT_FILES);
  const own = new Set(Object.keys(files).map((path) => new URL(place(path), location.href).href));
  for (const request of await cache.keys()) {
    if (!own.has(request.url)) await cache.delete(request, { ignoreVary: true });
  }
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(tidy()));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const { origin, pathname, search } = address;
  if (origin !== location.origin || request.method !== 'GET') return;
  if (pathname === SETTINGS) event.respondWith(settings(request));
  else if (pathname === TRUST_LIST) event.respondWith(trustList(address).catch(() => Response.error()));
  else if (isAside) return;
  else if (pathname === '/') event.respondWith(page(request));
  else if (!has(pathname)) return;
  // A page of another build must not get a file of this one.
  else if (search.startsWith('?sha') && search !== byHash(pathname)) event.respondWith(Response.error());
  else if (pathname !== unused && (!search || search === byHash(pathname))) {
    event.respondWith(file(pathname).catch(() => Response.error()));
  }
});

scope.addEventListener('message', (event) => {
  const { data, source } = event;
  if (data === 'take over') scope.skipWaiting();
  // Script in the page can only store settings that the server has sent.
  else if (data.settings !== undefined) {
    const { settings } = data;
    if (settings === given) event.waitUntil(caches.open(KEPT_SETTINGS).then((cache) => keepSettings(cache, settings)));
  }
  else if (has(data.program)) scope.clients.claim();
  else source?.postMessage('another build');
});
