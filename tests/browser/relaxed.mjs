// Lets Node.js read the worker's fastest program: version 20 knows relaxed vector instructions, but
// only when it is asked to. Later versions know them without.
import v8 from 'node:v8';

if (process.versions.node.startsWith('20.')) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
