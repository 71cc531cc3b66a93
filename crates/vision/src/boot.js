// Start and end of the worker. The page sends the compiled program first; after 'forget' the whole memory
// of the program is overwritten, whatever state it is in, and the worker ends.
import './lockdown.js';
import { initSync } from 'vision-program';

/** @type {{ memory: WebAssembly.Memory } | undefined} */
let program;
self.addEventListener('message', (/** @type {MessageEvent} */ event) => {
  if (event.data instanceof WebAssembly.Module) {
    program = initSync({ module: event.data });
    event.stopImmediatePropagation();
  } else if (event.data === 'forget') {
    if (program) new Uint8Array(program.memory.buffer).fill(0);
    event.stopImmediatePropagation();
    self.postMessage('forgotten');
    self.close();
  }
});
