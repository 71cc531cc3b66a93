// Hosts one engine in a worker or a frame, and measures its calls.
self.onmessage = ({ data: module, ports: [port] }) => {
  const engine = import(`/bench/${module}.mjs`);
  port.onmessage = async ({ data: [call, argument] }) => {
    try {
      const run = (await engine)[call];
      const start = performance.now();
      const answer = await run(argument);
      port.postMessage({ answer, ms: performance.now() - start });
    } catch (error) {
      port.postMessage({ error: `${module}.${call}: ${error?.stack ?? error}` });
    }
  };
};
