// Enables relaxed vector instructions in Node.js 20, so that it can read the worker's fastest program. Later
// versions do not need the flag.
import v8 from 'node:v8';

if (process.versions.node.startsWith('20.')) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
