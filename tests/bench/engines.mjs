// The engines of the benchmark, each with its best settings.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, need } from '../browser/kiosk.mjs';

const EVALUATION = need('GANGWAY_EVALUATION');
const modules = (name) => path.join(ROOT, 'node_modules', name);

/** The folders that the site serves, by the first part of the path. */
export const folders = {
  bench: path.join(import.meta.dirname, 'page'),
  gangway: path.join(EVALUATION, 'flavours'),
  plans: path.join(EVALUATION, 'networks'),
  networks: path.join(ROOT, 'models'),
  'onnxruntime-web': modules('onnxruntime-web/dist'),
  human: modules('@vladmandic/human'),
  'face-api': modules('@vladmandic/face-api'),
  tfjs: modules('@tensorflow/tfjs-backend-wasm/dist'),
};

const models = readFileSync(path.join(EVALUATION, 'models.json'), 'utf8');
const isHere = (model) => existsSync(path.join(folders.networks, model.file));
const address = (model) => `/networks/${model.file}`;
/** The network as the browser gets it. */
const plan = (model) => `/plans/${model.name}.plan`;

/** Our networks whose file exists, with the fields that engines need. */
export const networks = JSON.parse(models).model.filter(isHere).map((it) => ({
  name: it.name, model: it.name, size: [it.input.side, it.input.side], sha256: it.sha256, address: address(it), plan: plan(it), input: it.input, outputs: it.outputs, role: Object.keys(it.role)[0],
}));
const withRole = (role) => networks.find((it) => it.role === role);
const checked = [withRole('detector'), withRole('landmarks'), withRole('recogniser')];

/**
 * The detector for a frame of 4:3. Ours looks at the frame's own shape, the others at a square with black
 * bars.
 */
export const framedDetector = { ...checked[0], name: `${checked[0].name}, frame of 4:3`, size: [256, 192] };

/** The networks of our check. The recogniser is the first one whose file exists. */
export const networksOfCheck = checked.map((it) => it.name);

/** The addresses of their plans. */
export const checkedPlans = checked.map((it) => it.plan);

/** The flavours of the worker's program for plans, the fastest first. */
export const flavours = readdirSync(folders.gangway).filter((name) => name !== 'tract').sort();

/** Our engine in each flavour, with one thread. */
export const gangway = flavours.map((flavour) => ({
  name: `gangway ${flavour}`,
  threads: 1,
  module: 'gangway',
  realm: 'worker',
  settings: { flavour, models, recogniser: checked[2].name, files: checkedPlans },
}));

const peers = (library, realm) => [1, 2].map((threads) => ({
  name: `${library} ${threads} thread${threads > 1 ? 's' : ''}`, threads, module: library, realm, settings: { threads },
}));

/** Engines that run our networks. */
export const runtimes = [...gangway, ...peers('onnxruntime-web', 'worker')];

/** Engines that check a face. The libraries are made for pages, so each runs in its own frame. */
export const checkers = [...gangway, ...peers('human', 'frame'), ...peers('face-api', 'frame')];
