//! Whether the browser can run the worker's program.

use js_sys::{Uint8Array, WebAssembly};

/// Asks the browser to validate the smallest program with a vector in it.
pub fn is_there() -> bool {
    // (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt))
    const PROGRAM: [u8; 31] = [
        0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0,
        253, 15, 253, 98, 11,
    ];
    WebAssembly::validate(&Uint8Array::from(PROGRAM.as_slice())).unwrap_or(false)
}
