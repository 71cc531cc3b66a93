// Measures our networks in every engine, and the share of the machine's peak performance.
import { framedDetector, gangway, networks, runtimes } from './engines.mjs';
import { round, summary } from './statistics.mjs';

/**
 * Millions of multiply-adds of one run, for convolutions and matrix products, counted from the shapes in
 * the ONNX file whose hash starts with this key.
 */
const WORK = {
  blazeface: ['33ec74fb', 188.75],
  facemesh: ['d360955b', 34.98],
  mobilefacenet: ['b7120c09', 233.81],
  'mobilefacenet-sirius': ['e777e7f4', 234.11],
  dlib: ['c7cfde9e', 270.85],
};
/** The tolerance between engines: they add in different order, and our large weights have half precision. */
const TOLERANCE = 2e-2;
/** Steps of the loop that only multiplies and adds: a few milliseconds. */
export const LIMIT_ROUNDS = 2_000_000;
const TURNS = { warmUp: 15, runs: 40, pause: 20 };

/** `{ model: { engine: { median_ms, min_ms } } }`, and `limit` for each of our flavours. */
export async function measureNetworks(stage) {
  for (const engine of runtimes) await stage.open(engine);
  const models = {};
  for (const network of [...networks, framedDetector]) {
    for (const { name } of runtimes) await stage.ask(name, 'prepareNetwork', network);
    const { times, answers } = await stage.race({ names: runtimes.map((it) => it.name), call: 'run', argument: network.name, ...TURNS });
    if (network !== framedDetector) compare(network.name, answers);
    models[network.name] = summaries(times);
  }
  return { models, limit: await limit(stage, models) };
}

/** The peak performance of each flavour, and the share of it that each network reaches. */
async function limit(stage, models) {
  const names = gangway.map((it) => it.name);
  const { times, answers } = await stage.race({ names, call: 'limit', argument: LIMIT_ROUNDS, ...TURNS });
  return Object.fromEntries(names.map((name) => {
    const perSecond = answers[name] / (Math.min(...times[name]) / 1000);
    const share = ([model, engines]) => [model, round((2e6 * work(model)) / perSecond / (engines[name].median_ms / 1000))];
    return [name, { gflops: round(perSecond / 1e9), share: Object.fromEntries(Object.entries(models).map(share)) }];
  }));
}

function work(name) {
  const { model, sha256, input, size: [width, height] } = [...networks, framedDetector].find((it) => it.name === name);
  const [hash, millions] = WORK[model] ?? [];
  if (!hash || !sha256.startsWith(hash)) throw new Error(`count the multiply-adds of ${model} again`);
  return (millions * width * height) / input.side ** 2;
}

function compare(model, answers) {
  const [[first, wanted], ...others] = Object.entries(answers);
  for (const [name, sum] of others) {
    if (!(Math.abs(sum - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted)))) {
      throw new Error(`${name} and ${first} do not agree on ${model}: ${sum} and ${wanted}`);
    }
  }
}

const summaries = (times) => Object.fromEntries(Object.entries(times).map(([name, list]) => [name, summary(list)]));
