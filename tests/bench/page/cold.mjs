// A page that starts one engine and asks it for its first answer. `cold` says which; `answered`
// is when it came, in milliseconds since the navigation.
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
