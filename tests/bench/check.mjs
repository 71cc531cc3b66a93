// Measures a complete check of one frame in every engine that supports it, and whether the verdict is right.
import { checkers } from './engines.mjs';
import { summary } from './statistics.mjs';

const TURNS = { warmUp: 15, runs: 40, pause: 40 };
/** The frame that is timed: the traveller at the expected position. */
const TIMED = 'film-0';

/** `{ engine: { median_ms, min_ms, right, undecided, wrong } }`. The verdicts are those of all frames. */
export async function measureChecks(stage, frames) {
  for (const engine of checkers) {
    await stage.open(engine);
    await stage.ask(engine.name, 'show', '/document');
  }
  const { times } = await stage.race({ names: checkers.map((it) => it.name), call: 'check', argument: TIMED, ...TURNS });
  const check = {};
  for (const { name } of checkers) check[name] = { ...summary(times[name]), ...await verdicts(stage, name, frames) };
  return check;
}

async function verdicts(stage, engine, frames) {
  const count = { right: 0, undecided: 0, wrong: 0 };
  for (const { name, same } of frames) {
    const { answer } = await stage.ask(engine, 'check', name);
    if (answer === null) count.undecided += 1;
    else if (answer === same) count.right += 1;
    else count.wrong += 1;
  }
  return count;
}
