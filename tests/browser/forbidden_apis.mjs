// Finds the browser APIs that a built program could call: in its import table, in its script, and in the
// names in its data.
import './relaxed.mjs';

/** APIs that read the pixels of a picture. The page uses none of them. */
export const PIXELS = [
  'getImageData', 'readPixels', 'toBlob', 'toDataURL', 'copyTo', 'drawImage', 'convertToBlob',
  'getContext', 'OffscreenCanvas', 'transferToImageBitmap', 'ImageCapture', 'ImageDecoder',
  'VideoFrame', 'captureStream', 'MediaRecorder', 'RTCPeerConnection', 'texImage2D',
  'importExternalTexture', 'copyExternalImageToTexture', 'arrayBuffer', 'FileReader',
  'createObjectURL',
];

/** APIs with which a worker could send or store data. The worker uses only `postMessage`. */
export const EXITS = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource',
  'sendBeacon', 'RTCPeerConnection', 'RTCDataChannel', 'BroadcastChannel', 'Worker',
  'SharedWorker', 'importScripts', 'import', 'indexedDB', 'caches', 'cookieStore', 'localStorage',
  'sessionStorage', 'webkitRequestFileSystem', 'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL', 'webkitResolveLocalFileSystemSyncURL', 'getDirectory', 'FileSystemSyncAccessHandle', 'Notification', 'navigator',
  'console', 'document', 'location', 'createSyncAccessHandle', 'createObjectURL',
];

/** APIs that the service worker must not use: it only fetches files of its site and compares their hashes. */
export const SERVICE = [
  ...PIXELS.filter((it) => it !== 'arrayBuffer'), 'importScripts', 'import', 'WebSocket',
  'WebSocketStream', 'WebTransport', 'EventSource', 'XMLHttpRequest', 'indexedDB', 'cookieStore', 'navigate',
  'openWindow', 'showNotification', 'pushManager', 'backgroundFetch',
];

/**
 * Copies a stream, track or frame; the copy continues when the original has ended. In Rust the call looks
 * like a copied handle, so none of our programs may use it.
 */
export const COPIES = ['clone'];

/** Returns each place in `wasm` or `script` that names one of `apis`. */
export function found({ wasm, script }, apis) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm))
    .flatMap(({ name }) => apis.filter((api) => new RegExp(`(^|_)${api}(_|$)`).test(name)))
    .map((api) => `import ${api}`);
  const code = withoutComments(script);
  const named = apis.filter((api) => new RegExp(`\\b${api}\\b`).test(code)).map((api) => `script ${api}`);
  const data = Buffer.from(wasm).toString('latin1');
  // Names of lower-case letters are also English words; all others must not be in the data.
  const carried = apis.filter((api) => /[A-Z]/.test(api) && api !== 'Worker' && data.includes(api))
    .map((api) => `data ${api}`);
  return [...imports, ...named, ...carried];
}

/** A script without its comments, and without its lists of APIs to remove. */
function withoutComments(script) {
  return script.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, ' ').replace(/(DOORS|MEMBERS|ADDRESSES) = \[[^;]*\];/g, ' ');
}
