// Finds what a built program could reach: in its import table, in the script beside it, and in the
// names that it carries as data.
import './relaxed.mjs';

/** Ways to read a picture's pixels: the page has none of them. */
export const PIXELS = [
  'getImageData', 'readPixels', 'toBlob', 'toDataURL', 'copyTo', 'drawImage', 'convertToBlob',
  'getContext', 'OffscreenCanvas', 'transferToImageBitmap', 'ImageCapture', 'ImageDecoder',
  'VideoFrame', 'captureStream', 'MediaRecorder', 'RTCPeerConnection', 'texImage2D',
  'importExternalTexture', 'copyExternalImageToTexture', 'arrayBuffer', 'FileReader',
  'createObjectURL',
];

/** Ways out of a worker but `postMessage`: the worker has none of them. */
export const EXITS = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource',
  'sendBeacon', 'RTCPeerConnection', 'RTCDataChannel', 'BroadcastChannel', 'Worker',
  'SharedWorker', 'importScripts', 'import', 'indexedDB', 'caches', 'cookieStore', 'localStorage',
  'sessionStorage', 'webkitRequestFileSystem', 'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL', 'webkitResolveLocalFileSystemSyncURL', 'getDirectory', 'FileSystemSyncAccessHandle', 'Notification', 'navigator',
  'console', 'document', 'location', 'createSyncAccessHandle', 'createObjectURL',
];

/** What the service worker may not do either: it asks its site for files, and reads them to compare their hashes. */
export const SERVICE = [
  ...PIXELS.filter((it) => it !== 'arrayBuffer'), 'importScripts', 'import', 'WebSocket',
  'WebSocketStream', 'WebTransport', 'EventSource', 'XMLHttpRequest', 'indexedDB', 'cookieStore', 'navigate',
  'openWindow', 'showNotification', 'pushManager', 'backgroundFetch',
];

/**
 * Makes another stream, track or frame of one that there is: it goes on when the first has ended. In
 * Rust it looks like a copied handle, so no program of ours may have it.
 */
export const COPIES = ['clone'];

/** Everything in `wasm` or `script` that names one of `doors`. */
export function found({ wasm, script }, doors) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm))
    .flatMap(({ name }) => doors.filter((door) => new RegExp(`(^|_)${door}(_|$)`).test(name)))
    .map((door) => `import ${door}`);
  const code = withoutComments(script);
  const named = doors.filter((door) => new RegExp(`\\b${door}\\b`).test(code)).map((door) => `script ${door}`);
  const data = Buffer.from(wasm).toString('latin1');
  // Words of small letters alone are ordinary English; the others have no business in the data.
  const carried = doors.filter((door) => /[A-Z]/.test(door) && door !== 'Worker' && data.includes(door))
    .map((door) => `data ${door}`);
  return [...imports, ...named, ...carried];
}

/** A script without its comments, and without the lists of names that worker or page are rid of. */
function withoutComments(script) {
  return script.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, ' ').replace(/(DOORS|MEMBERS|ADDRESSES) = \[[^;]*\];/g, ' ');
}
