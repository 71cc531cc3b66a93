// Runs the evaluation build of the worker in a real worker. Each message is one of these calls.
let evaluator;

const bytes = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const calls = {
  async start({ program, models, recogniser, networks }) {
    const { default: load, Evaluator } = await import(program);
    await load();
    evaluator = new Evaluator(models, recogniser, ...await Promise.all(networks.map(bytes)));
  },
  /** The embedding, or `null` where there is no face. */
  async embed(photo) {
    const numbers = evaluator.embed(await bytes(photo));
    return numbers ? [...numbers] : null;
  },
  decide: (pairs) => pairs.map((pair) => evaluator.same(...pair.map((it) => Float32Array.from(it)))),
};

self.onmessage = async ({ data: [call, argument] }) => {
  try {
    self.postMessage({ answer: await calls[call](argument) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
