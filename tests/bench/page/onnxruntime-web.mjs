// onnxruntime-web with its wasm execution provider. It only runs networks and has no check.
import * as ort from '/onnxruntime-web/ort.wasm.min.mjs';
import { bytes, tensor } from './seen.mjs';

const networks = new Map();

export function prepare({ threads }) {
  ort.env.wasm.wasmPaths = '/onnxruntime-web/';
  ort.env.wasm.numThreads = threads;
}

export async function prepareNetwork({ name, address, input, outputs }) {
  const session = await ort.InferenceSession.create(await bytes(address), {
    executionProviders: ['wasm'], graphOptimizationLevel: 'all',
  });
  const feeds = { [session.inputNames[0]]: new ort.Tensor('float32', tensor(input, [input.side, input.side]), [1, 3, input.side, input.side]) };
  networks.set(name, { session, feeds, outputs });
}

/** Runs the network, and returns the sum of all outputs, as our engine does. */
export async function run(name) {
  const { session, feeds, outputs } = networks.get(name);
  const said = await session.run(feeds, outputs);
  let sum = 0;
  for (const output of outputs) for (const value of said[output].data) sum += value;
  return sum;
}
