// What wasm-bindgen writes for the worker's program: see `xtask/src/build/vision.rs`.
declare module 'vision-program' {
  export function initSync(source: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
}
