// Starts the page. If it does not start, or fails, the officer lane is still open: the camera goes off,
// two sentences are shown, and the page is reloaded as soon as it is available.
const RETRY_MS = 10_000;
/** Timeout for the start of the page, and for an answer. */
const [START_MS, ANSWER_MS] = [30_000, 20_000];

/** Whether the page has failed. Its program may still react to events, and would open the camera again. */
let isBroken = false;
/** The active camera streams. @type {MediaStream[]} */
let streams = [];

/** Records every camera stream, so that all of them can be stopped if the page fails. */
function watchCamera() {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    if (isBroken) throw new DOMException('the page has failed', 'InvalidStateError');
    const stream = await open(constraints);
    streams = [...streams.filter((earlier) => earlier.active), stream];
    if (isBroken) stopCamera();
    return stream;
  };
}

function stopCamera() {
  for (const stream of streams) {
    for (const track of stream.getTracks()) track.stop();
  }
}

function officerOnly() {
  isBroken = true;
  document.documentElement.dataset.step = 'broken';
  stopCamera();
  for (const child of document.body.children) child.toggleAttribute('hidden', child.id !== 'no-page');
  setTimeout(startAgain, RETRY_MS);
  try {
    globalThis.speechSynthesis?.cancel();
  } catch {
    // It says nothing then.
  }
}

async function startAgain() {
  const late = new Promise((resolve) => { setTimeout(resolve, ANSWER_MS); });
  const answer = await Promise.race([fetch(location.href, { cache: 'no-store' }).catch(() => null), late]);
  if (answer?.ok) location.reload();
  else setTimeout(startAgain, RETRY_MS);
}

try {
  watchCamera();
} catch {
  // This browser has no camera interface.
}
addEventListener('error', (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) officerOnly();
});
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) officerOnly();
});
// A page with an `unload` listener is not kept in the back/forward cache (see `src/kiosk/reload.rs`).
addEventListener('unload', () => {});
// A file that is dropped beside its target must not be opened by the browser. A long touch opens no menu,
// and a pinch does not zoom (`gesturestart` is Safari's).
for (const name of ['dragover', 'drop', 'contextmenu', 'gesturestart']) {
  addEventListener(name, (event) => event.preventDefault(), { passive: false });
}

/** The addresses of the page's program and of its script, which the build writes into this element. */
const { js, wasm } = /** @type {HTMLElement} */ (document.querySelector('script[data-wasm]')).dataset;
const late = setTimeout(officerOnly, START_MS);
try {
  // A page without its first script, the lockdown, would have all channels again.
  if (/** @type {any} */ (globalThis).isLockedDown !== true) throw new Error('lockdown.js did not run');
  const { default: init } = await import(String(js));
  await init({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  officerOnly();
}
clearTimeout(late);

// A page that has failed needs updates most of all.
try {
  const { keep } = await import('./update.js');
  await keep(wasm);
} catch (error) {
  console.warn('This kiosk cannot do without its network:', error);
}
