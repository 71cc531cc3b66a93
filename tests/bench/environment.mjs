// The machine and the versions of a benchmark.
import { readFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform } from 'node:os';
import path from 'node:path';
import { ROOT } from '../browser/kiosk.mjs';

const PEERS = ['onnxruntime-web', '@vladmandic/human', '@vladmandic/face-api', '@tensorflow/tfjs-backend-wasm'];

/** `{ what: text }`, in the order of the report. */
export async function about(browser) {
  const [{ model }] = cpus();
  const lock = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const versions = PEERS.map((it) => [it, lock.packages[`node_modules/${it}`].version]);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${model.trim()}, ${cpus().length} cores, ${platform()}, ${arch()}`,
    'load before': loadavg()[0].toFixed(1),
    Chromium: browser.version(),
    ...Object.fromEntries(versions),
  };
}
