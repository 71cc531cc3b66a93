// A page that starts one engine and requests its first answer. `cold` selects the engine; `answered` is the
// time of the answer, in milliseconds since the navigation.
import { ask, open } from './race.mjs';

const { engine, steps } = window.cold;
if (engine.realm === 'worker') {
  await open(engine);
  for (const step of steps) await ask(engine.name, ...step);
} else {
  const library = await import(`./${engine.module}.mjs`);
  for (const [call, argument] of steps) await library[call](argument);
}
window.answered = performance.now();
