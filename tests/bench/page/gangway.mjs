// Our engine: the evaluation build of the worker.
import { bytes, frame, tensor } from './seen.mjs';

let program;
let memory;
let registry;
let evaluator;
const networks = new Map();

export async function prepare({ flavour, models, recogniser, files }) {
  const folder = `/gangway/${flavour}`;
  // In parallel, as the kiosk does.
  const parts = [import(`${folder}/evaluation.js`), ...files.map(bytes)];
  const compiled = WebAssembly.compileStreaming(fetch(`${folder}/evaluation_bg.wasm`));
  const [module, ...networkFiles] = await Promise.all(parts);
  program = module;
  ({ memory } = await program.default({ module_or_path: await compiled }));
  registry = models;
  evaluator = new program.Evaluator(models, recogniser, ...networkFiles);
}

export async function prepareNetwork({ name, model, plan, input, size: [width, height] }) {
  const file = await bytes(plan);
  networks.set(name, new program.Network(registry, model, file, tensor(input, [width, height]), height, width));
}

export const run = (name) => networks.get(name).run();

export async function show(document) {
  if (!evaluator.set_document(await bytes(document))) throw new Error('there is no face in the document');
}

/** Whether the frame shows the document's face; `null` if the kiosk would require a better frame. */
export async function check(name) {
  const { data, width, height } = await frame(name);
  return evaluator.check(data, width, height) ?? null;
}

/** Runs `rounds` steps that only multiply and add, and returns the number of floating-point operations. */
export const limit = (rounds) => program.multiply_and_add(rounds);

/** Bytes of the program's memory. */
export const size = () => memory.buffer.byteLength;
