// @vladmandic/human on its wasm backend, without the features that a check does not need.
import { frame, picture } from './seen.mjs';

/** The similarity of a match in its documentation. */
const MATCH = 0.5;

let human;
let reference;

export async function prepare({ threads }) {
  await script('/human/dist/human.js');
  const off = { enabled: false };
  human = new globalThis.Human.default({
    backend: 'wasm',
    wasmPath: '/tfjs/',
    modelBasePath: '/human/models/',
    // Results of earlier frames must not be reused.
    cacheSensitivity: 0,
    cacheModels: false,
    validateModels: false,
    warmup: 'none',
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      detector: { rotation: false, maxDetected: 1, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: true },
      description: { enabled: true, skipFrames: 0, skipTime: 0 },
      iris: off,
      emotion: off,
      antispoof: off,
      liveness: off,
    },
  });
  human.tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
  if (threads > 1) human.tf.setThreadsCount(threads);
  await human.init();
  await human.load();
}

export async function show(document) {
  reference = await describe(await picture(document));
  if (!reference) throw new Error('there is no face in the document');
}

/** Whether the frame shows the document's face; `null` if it shows no face. */
export async function check(name) {
  const live = await describe(await frame(name));
  return live ? human.match.similarity(live, reference) >= MATCH : null;
}

async function describe(image) {
  const pixels = human.tf.browser.fromPixels(image);
  const { face } = await human.detect(pixels);
  human.tf.dispose(pixels);
  return face[0]?.embedding;
}

function script(address) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement('script'), { src: address, onload: resolve, onerror: reject }));
  });
}
