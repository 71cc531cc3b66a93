// Every flavour of the worker's program gives the embeddings of the native pipeline, so native measurements
// apply to the browser.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import './relaxed.mjs';
import { openBrowser, skipIf, test } from './fixtures.mjs';
import { ROOT, SITE, media } from './kiosk.mjs';
import { FLAVOURS, networkFile, openBench, registry } from './numbers/bench.mjs';
import { decideNatively, embedNatively } from './numbers/native.mjs';

const COSINE = 0.9999;
const PHOTOS = 20;

const flavours = readdirSync(FLAVOURS).filter((it) => it !== 'tract');
const recognisers = registry.model.filter((it) => 'recogniser' in it.role);
const [best] = recognisers.filter((it) => existsSync(networkFile(it)));

const lfw = path.resolve(ROOT, '../shared/data/lfw-dev');
const noLfw = existsSync(path.join(lfw, 'pairs.tsv')) ? false : 'lfw-dev is not there';
if (noLfw) console.log(`# A WHOLE FOLD IS NOT DECIDED IN THE BROWSER: ${noLfw}`);

const collections = [
  ['portraits', media('portraits'), false],
  ['photos of lfw-dev', path.join(lfw, 'images'), noLfw],
];

function cosine(a, b) {
  const dot = (x, y) => x.reduce((sum, value, at) => sum + value * y[at], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** The smallest cosine between two lists of embeddings, which must have the same faces. */
function closeness(ours, native) {
  const cosines = ours.map((it, at) => {
    assert.equal(it === null, native[at] === null, `photo ${at} has a face in only one of both`);
    return it === null ? 1 : cosine(it, native[at]);
  });
  return Math.min(...cosines);
}

/** The decisions of the native pipeline, which are the same for every flavour. */
let foldNatively;

const seconds = (start) => ((performance.now() - start) / 1000).toFixed(1);

let browser;
test.beforeAll(async () => { browser = await openBrowser(); });
test.afterAll(() => browser.close());

/** Closes the pages and servers of a test. */
const closing = [];
test.afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const note = (text) => console.log(`# ${text}`);

test('every flavour of the worker is measured, with at least one recogniser', () => {
  assert.ok(flavours.length > 0);
  assert.ok(best);
});

test('the native pipeline gives the same numbers with plans as with tract', async () => {
  const images = media('portraits');
  const names = readdirSync(images).sort().slice(0, PHOTOS);
  const [plans, tract] = [await embedNatively(best.name, { images, names, engine: 'plan' }), await embedNatively(best.name, { images, names })];
  assert.equal(plans.filter(Boolean).length, PHOTOS, 'a photo has no face');
  const smallest = closeness(plans, tract);
  note(`${PHOTOS} photos, the smallest cosine is ${smallest}`);
  assert.ok(smallest >= COSINE, `${smallest}`);
});

for (const flavour of flavours) {
  test.describe(`the worker's program for ${flavour}`, () => {
    for (const recogniser of recognisers) {
      const noNetwork = existsSync(networkFile(recogniser)) ? false : `${recogniser.file} is not there`;
      for (const [name, images, missing] of collections) {
        test(`embeds ${PHOTOS} ${name} with ${recogniser.name} as the native pipeline does`, async () => {
          skipIf(noNetwork || missing);
          const names = readdirSync(images).sort().slice(0, PHOTOS);
          const native = await embedNatively(recogniser.name, { images, names });
          assert.equal(native.filter(Boolean).length, PHOTOS, 'a photo has no face');
          const bench = await openBench(browser, { flavour, recogniser: recogniser.name });
          closing.push(bench.close);
          const smallest = closeness(await bench.embed(names.map((it) => path.join(images, it))), native);
          note(`${PHOTOS} photos, the smallest cosine is ${smallest}`);
          assert.ok(smallest >= COSINE, `${smallest}`);
        });
      }
    }

    test('decides a whole fold as the native pipeline does', async () => {
      skipIf(noLfw);
      const list = { pairs: path.join(lfw, 'pairs.tsv'), images: path.join(lfw, 'images'), fold: 1 };
      test.setTimeout(1_800_000);
      const native = await (foldNatively ??= decideNatively(best.name, list));
      const start = performance.now();
      const names = Object.keys(native.photos);
      const bench = await openBench(browser, { flavour, recogniser: best.name });
      closing.push(bench.close);
      const numbers = await bench.embed(names.map((it) => path.join(list.images, it)));
      const ours = Object.fromEntries(names.map((it, at) => [it, numbers[at]]));
      const isWhole = ({ left, right }) => ours[left] && ours[right];
      const decided = await bench.decide(native.pairs.filter(isWhole).map((it) => [ours[it.right], ours[it.left]]));
      const decisions = native.pairs.map((it) => (isWhole(it) ? decided.shift() : null));
      const other = native.pairs.filter((it, at) => it.match !== decisions[at]);
      const right = native.pairs.filter((it) => it.match === it.same);
      const smallest = closeness(numbers, Object.values(native.photos));
      note(`${native.pairs.length} pairs of ${names.length} photos: ${native.pairs.length - other.length} decisions are the same, ${right.length} are right; the smallest cosine is ${smallest}`);
      note(`${seconds(start)} s in ${bench.workers} workers`);
      assert.equal(native.pairs.length, 600);
      assert.ok(right.length > 550, 'the native pipeline decides badly');
      assert.deepEqual(other, []);
      assert.ok(smallest >= COSINE, `${smallest}`);
    });
  });
}

test.describe('a network that cannot be compiled', () => {
  const gabor = path.join(ROOT, 'crates/eval/tests/data/gabor.onnx');
  /** `models.toml` with the example of docs/recogniser.md, in a folder with all networks. */
  async function modelsWithGabor() {
    const folder = await mkdtemp(path.join(tmpdir(), 'gangway-models-'));
    closing.push(() => rm(folder, { recursive: true }));
    for (const { file } of registry.model) {
      const from = path.join(ROOT, 'models', file);
      if (existsSync(from)) await symlink(from, path.join(folder, file));
    }
    await copyFile(gabor, path.join(folder, 'gabor.onnx'));
    const [, entry] = (await readFile(path.join(ROOT, 'docs/recogniser.md'), 'utf8')).match(/```toml\n([^]*?)```/);
    const toml = await readFile(path.join(ROOT, 'models/models.toml'), 'utf8');
    await writeFile(path.join(folder, 'models.toml'), toml.includes('name = "gabor"') ? toml : `${toml}\n${entry}`);
    return folder;
  }
  /** The same entry for the browser. */
  const entry = {
    name: 'gabor', title: 'Gabor filters, 64 px', file: 'gabor.onnx', sha256: createHash('sha256').update(readFileSync(gabor)).digest('hex'),
    licence: 'Apache-2.0', sources: [], input: { side: 64, mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] }, outputs: ['embedding'],
    role: { recogniser: {
      landmarks: 'eyes_nose_mouth', template: [[15.8, 17.5], [48.0, 17.3], [32.0, 35.9], [18.8, 54.7], [45.5, 54.6]],
      dimensions: 256, metric: 'euclidean', mirrored: 'always',
    } },
  };

  test('is run by tract in the browser as natively, and by no other flavour', async () => {
    const images = media('portraits');
    const names = readdirSync(images).sort().slice(0, PHOTOS);
    const native = await embedNatively('gabor', { images, names, models: await modelsWithGabor() });
    assert.equal(native.filter(Boolean).length, PHOTOS, 'a photo has no face');
    const settings = {
      recogniser: 'gabor',
      models: { model: [...registry.model.filter((it) => it.name !== 'gabor'), entry] },
      fileOf: (model) => (model.name === 'gabor' ? gabor : networkFile(model)),
    };
    const bench = await openBench(browser, { ...settings, flavour: 'tract' });
    closing.push(bench.close);
    const smallest = closeness(await bench.embed(names.map((it) => path.join(images, it))), native);
    note(`${PHOTOS} photos, the smallest cosine is ${smallest}`);
    assert.ok(smallest >= COSINE, `${smallest}`);
    await assert.rejects(openBench(browser, { ...settings, flavour: flavours[0] }), /model cannot be used/);
  });
});

test.describe('what is served', () => {
  const parts = path.join(SITE, 'parts');
  const served = (ending) => readdirSync(parts).filter((it) => it.endsWith(ending)).map((it) => path.join(parts, it));
  /** The exports of a program, without those of wasm-bindgen. */
  const calls = async (file) => {
    const names = WebAssembly.Module.exports(await WebAssembly.compile(await readFile(file))).map((it) => it.name);
    const common = /^(memory|main|__abort_handler|__instance_terminated|__wbindgen_\w+|__externref_\w+|wasm_bindgen__convert__closures_\w+)$/;
    return names.filter((it) => !common.test(it));
  };
  const named = async (file) => /evaluat/i.test(await readFile(file, 'utf8'));

  test('are programs without a call that gives numbers out', async () => {
    assert.equal(served('.wasm').length, flavours.length);
    for (const file of served('.wasm')) assert.deepEqual(await calls(file), [], file);
    for (const file of served('.js')) assert.ok(!await named(file), file);
  });

  test('is read with eyes that see such a call', async () => {
    for (const flavour of flavours) {
      const found = await calls(path.join(FLAVOURS, flavour, 'evaluation_bg.wasm'));
      assert.deepEqual(found.sort(), [
        '__wbg_evaluator_free', '__wbg_network_free', 'evaluator_check', 'evaluator_embed', 'evaluator_new',
        'evaluator_same', 'evaluator_set_document', 'multiply_and_add', 'network_new', 'network_run',
      ]);
      assert.ok(await named(path.join(FLAVOURS, flavour, 'evaluation.js')));
    }
  });
});
