// Which of the vision worker's programs this browser can run: for the page, and for the service worker, which
// stores only that one.

/** For each flavour the smallest program with such an instruction. */
const PROBES = {
  // (module (func (result v128) i32.const 0 i8x16.splat, three times, f32x4.relaxed_madd))
  relaxed: [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
    65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11,
  ],
  // (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt))
  simd128: [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0,
    65, 0, 253, 15, 253, 98, 11,
  ],
};

/**
 * Whether the browser runs a program of this flavour.
 * @param {keyof typeof PROBES} flavour
 */
export function runs(flavour) {
  try {
    return WebAssembly.validate(Uint8Array.from(PROBES[flavour]));
  } catch {
    return false;
  }
}
