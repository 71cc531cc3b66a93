// Who races, each with its best settings.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, need } from '../browser/kiosk.mjs';

const EVALUATION = need('GANGWAY_EVALUATION');
const modules = (name) => path.join(ROOT, 'node_modules', name);

/** What the site serves, by the first part of the address. */
export const folders = {
  bench: path.join(import.meta.dirname, 'page'),
  gangway: EVALUATION,
  networks: path.join(ROOT, 'models'),
  'onnxruntime-web': modules('onnxruntime-web/dist'),
  human: modules('@vladmandic/human'),
  'face-api': modules('@vladmandic/face-api'),
  tfjs: modules('@tensorflow/tfjs-backend-wasm/dist'),
};

const models = readFileSync(path.join(EVALUATION, 'models.json'), 'utf8');
const isHere = (model) => existsSync(path.join(folders.networks, model.file));
const address = (model) => `/networks/${model.file}`;

/** Every network of ours that is here, as an engine is told of it. */
export const networks = JSON.parse(models).model.filter(isHere).map((it) => ({
  name: it.name, sha256: it.sha256, address: address(it), input: it.input, outputs: it.outputs, role: Object.keys(it.role)[0],
}));
const withRole = (role) => networks.find((it) => it.role === role);
const checked = [withRole('detector'), withRole('landmarks'), withRole('recogniser')];

/** The networks that a check of ours runs: the recogniser is the first one that is here. */
export const networksOfCheck = checked.map((it) => it.name);

const folder = readdirSync(EVALUATION, { withFileTypes: true });
/** Every way in which the worker's program was compiled, the best one first. */
export const flavours = folder.filter((it) => it.isDirectory()).map((it) => it.name).sort();

/** Ours, one for each flavour. One thread each. */
export const gangway = flavours.map((flavour) => ({
  name: `gangway ${flavour}`,
  threads: 1,
  module: 'gangway',
  realm: 'worker',
  settings: { flavour, models, recogniser: checked[2].name, files: checked.map((it) => it.address) },
}));

const peers = (library, realm) => [1, 2].map((threads) => ({
  name: `${library} ${threads} thread${threads > 1 ? 's' : ''}`, threads, module: library, realm, settings: { threads },
}));

/** What runs our networks. */
export const runtimes = [...gangway, ...peers('onnxruntime-web', 'worker')];

/** What checks a face. The libraries are documented for a page, so each has one of its own. */
export const checkers = [...gangway, ...peers('human', 'frame'), ...peers('face-api', 'frame')];
