// @vladmandic/face-api on tfjs's wasm backend, with the faster one of its detectors.
import * as faceapi from '/face-api/dist/face-api.esm.js';
import { frame, picture } from './seen.mjs';

/** The distance below which its matcher reports a match. */
const MATCH = 0.6;

const { tf, nets } = faceapi;
// The default input size of the detector. With 320 it misses the face on a passport photo.
const options = new faceapi.TinyFaceDetectorOptions({ inputSize: 416 });

let reference;

export async function prepare({ threads }) {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
  if (threads > 1) tf.setThreadsCount(threads);
  tf.setWasmPaths('/tfjs/');
  await tf.setBackend('wasm');
  await tf.ready();
  tf.enableProdMode();
  const networks = [nets.tinyFaceDetector, nets.faceLandmark68Net, nets.faceRecognitionNet];
  await Promise.all(networks.map((it) => it.loadFromUri('/face-api/model')));
}

export async function show(document) {
  reference = await describe(await picture(document));
  if (!reference) throw new Error('there is no face in the document');
}

/** Whether the frame shows the document's face; `null` if it shows no face. */
export async function check(name) {
  const live = await describe(await frame(name));
  return live ? faceapi.euclideanDistance(live, reference) < MATCH : null;
}

async function describe(image) {
  const pixels = tf.browser.fromPixels(image);
  const found = await faceapi.detectSingleFace(pixels, options).withFaceLandmarks().withFaceDescriptor();
  tf.dispose(pixels);
  return found?.descriptor;
}
