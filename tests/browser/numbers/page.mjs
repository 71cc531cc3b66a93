// Functions that run in the test page. Each is sent as text, so it uses nothing outside itself.

/** Starts workers that prepare the models. */
export async function start({ workers, ...settings }) {
  window.crew = await Promise.all(Array.from({ length: workers }, async () => {
    const worker = new Worker('/worker.mjs', { type: 'module' });
    const ask = (...message) => new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.answer));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(message);
    });
    await ask('start', settings);
    return ask;
  }));
}

/** Embeds photos, in their order. The next free worker takes the next photo. */
export async function embed(photos) {
  const numbers = [];
  const left = [...photos.entries()];
  await Promise.all(window.crew.map(async (ask) => {
    while (left.length > 0) {
      const [at, photo] = left.shift();
      numbers[at] = await ask('embed', photo);
    }
  }));
  return numbers;
}

/** Whether the two embeddings of each pair match. */
export function decide(pairs) {
  return window.crew[0]('decide', pairs);
}
