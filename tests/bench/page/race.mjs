// The page of the benchmark: opens each engine in its own worker or frame, and runs them in turn.
const asks = new Map();
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Opens an engine in a worker, or in a frame if its library is made for pages. */
export async function open({ name, module, realm }) {
  const { port1, port2 } = new MessageChannel();
  const [host, ...origin] = realm === 'worker' ? [new Worker('/bench/host.mjs', { type: 'module' })] : [await openFrame(), '*'];
  const failed = new Promise((_, reject) => { host.onerror = (event) => reject(new Error(event.message ?? `${name} fails`)); });
  host.postMessage(module, ...origin, [port2]);
  asks.set(name, (...message) => Promise.race([failed, new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data));
    port1.postMessage(message);
  })]));
}

/** Calls an engine, and returns the answer and its duration. */
export const ask = (name, ...message) => asks.get(name)(...message);

/** Runs the same call repeatedly in all engines, in turn. Returns the times in ms and the last answers. */
export async function race({ names, call, argument, warmUp, runs, pause }) {
  const times = Object.fromEntries(names.map((it) => [it, []]));
  const answers = {};
  for (let round = -warmUp; round < runs; round++) {
    // The order rotates, so that no engine always runs after the same one.
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + round + warmUp) % names.length];
      const { answer, ms } = await ask(name, call, argument);
      answers[name] = answer;
      if (round >= 0) times[name].push(ms);
      // Spinning threads must not slow down the next engine.
      await sleep(pause);
    }
  }
  return { times, answers };
}

/** Runs the same call repeatedly in one engine alone, then in two engines concurrently. */
export async function pair({ names, call, argument, warmUp, runs, pause }) {
  const times = { alone: [], together: [] };
  for (let round = -warmUp; round < runs; round++) {
    const alone = await ask(names[0], call, argument);
    await sleep(pause);
    const both = await Promise.all(names.map((it) => ask(it, call, argument)));
    await sleep(pause);
    if (round < 0) continue;
    times.alone.push(alone.ms);
    times.together.push(Math.max(...both.map((it) => it.ms)));
  }
  return times;
}

async function openFrame() {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  frame.src = '/host.html';
  document.body.append(frame);
  await loaded;
  return frame.contentWindow;
}
