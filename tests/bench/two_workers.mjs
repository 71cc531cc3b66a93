// Measures two concurrent workers: the gain of a second core is the maximum gain of a second thread.
import { gangway, networks } from './engines.mjs';
import { LIMIT_ROUNDS } from './networks.mjs';
import { round, summary } from './statistics.mjs';

const TURNS = { warmUp: 15, runs: 40, pause: 20 };
const [ours] = gangway;
const PAIR = [{ ...ours, name: 'one' }, { ...ours, name: 'another' }];

/** `{ what: { alone, together, gain } }`: times as in the other measurements, and the ratio of throughputs. */
export async function measureTwoWorkers(stage) {
  const names = PAIR.map((it) => it.name);
  for (const engine of PAIR) {
    await stage.open(engine);
    await stage.ask(engine.name, 'show', '/document');
    for (const network of networks) await stage.ask(engine.name, 'prepareNetwork', network);
  }
  const works = [
    ['nothing but multiply and add', 'limit', LIMIT_ROUNDS],
    ...networks.map((it) => [it.name, 'run', it.name]),
    ['whole check', 'check', 'film-0'],
  ];
  const pair = {};
  for (const [what, call, argument] of works) {
    const times = await stage.pair({ names, call, argument, ...TURNS });
    const [alone, together] = [summary(times.alone), summary(times.together)];
    pair[what] = { alone, together, gain: round((2 * alone.median_ms) / together.median_ms) };
  }
  return pair;
}
