// A page that starts one engine and asks it for its first answer. `cold` says which; `answered`
// is when it came, in milliseconds since the navigation.
import { ask, open } from './race.mjs';

const { engine, steps } = window.cold;
await open(engine);
for (const [call, argument] of steps) await ask(engine.name, call, argument);
window.answered = performance.now();
