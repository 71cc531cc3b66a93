// The worker's programs give the numbers of the native pipeline on an ARM processor, which many tablets
// have. The processor is emulated: numbers are checked, speed is not.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const need = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set: run \`cargo xtask test --only arm64\``);
  return path.resolve(ROOT, process.env[name]);
};
const EVALUATION = need('GANGWAY_EVALUATION');
/** The emulator with its arguments, and Node.js for arm64. */
const EMULATED_NODE = JSON.parse(process.env.GANGWAY_ARM64_NODE);
const COSINE = 0.9999;
const PORTRAITS = 6;
const PAIRS = 200;

const models = JSON.parse(readFileSync(path.join(EVALUATION, 'models.json'), 'utf8'));
const plan = ({ name }) => path.join(EVALUATION, 'networks', `${name}.plan`);
const withRole = (role) => models.model.find((model) => role in model.role && existsSync(plan(model)));
const networks = ['detector', 'landmarks', 'recogniser'].map(withRole);
const recogniser = networks[2].name;

const lfw = path.resolve(ROOT, '../shared/data/lfw-dev');
const noLfw = existsSync(path.join(lfw, 'pairs.tsv')) ? false : 'lfw-dev is not there';
if (noLfw) console.log(`# NO PAIRS ARE DECIDED ON ARM64: ${noLfw}`);

async function emulated(flavour, { photos, pairs = [] }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gangway-arm64-'));
  try {
    const task = path.join(folder, 'task.json');
    const program = path.join(EVALUATION, 'flavours', flavour);
    await writeFile(task, JSON.stringify({ program, models, recogniser, networks: networks.map(plan), photos, pairs }));
    const [emulator, ...settings] = EMULATED_NODE;
    const script = path.join(import.meta.dirname, 'program.mjs');
    const { stdout } = await run(emulator, [...settings, script, task], { maxBuffer: 2 ** 28 });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function native(...options) {
  const { stdout } = await run(need('GANGWAY_EMBED'), ['--recogniser', recogniser, ...options], { cwd: ROOT, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout);
}

function cosine(a, b) {
  const dot = (x, y) => x.reduce((sum, value, at) => sum + value * y[at], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

for (const flavour of ['relaxed', 'simd128']) {
  describe(`on arm64 the program for ${flavour}`, () => {
    test('embeds portraits as the native pipeline does', async (t) => {
      const images = path.join(need('GANGWAY_MEDIA'), 'portraits');
      const names = readdirSync(images).sort().slice(0, PORTRAITS);
      const expected = await native('--images', images, '--photos', ...names);
      const { architecture, embeddings } = await emulated(flavour, { photos: names.map((name) => path.join(images, name)) });
      assert.equal(architecture, 'arm64');
      const cosines = names.map((name) => cosine(embeddings[name], expected.photos[name]));
      t.diagnostic(`the smallest cosine of ${cosines.length} is ${Math.min(...cosines)}`);
      assert.equal(cosines.length, PORTRAITS);
      assert.ok(Math.min(...cosines) >= COSINE, cosines.join(' '));
    });
  });
}

test(`on arm64 ${PAIRS} pairs of a fold are decided as natively`, { skip: noLfw }, async (t) => {
  const images = path.join(lfw, 'images');
  const { pairs } = await native('--pairs', path.join(lfw, 'pairs.tsv'), '--images', images, '--fold', '1');
  // As many pairs of one person as of two.
  const chosen = [true, false].flatMap((same) => pairs.filter((pair) => pair.same === same).slice(0, PAIRS / 2));
  const photos = [...new Set(chosen.flatMap(({ left, right }) => [left, right]))].map((name) => path.join(images, name));
  const { decisions } = await emulated('relaxed', { photos, pairs: chosen });
  const others = chosen.filter((pair, at) => pair.match !== decisions[at]);
  t.diagnostic(`${chosen.length - others.length} of ${chosen.length} decisions are the same`);
  assert.equal(chosen.length, PAIRS);
  assert.deepEqual(others, []);
});
