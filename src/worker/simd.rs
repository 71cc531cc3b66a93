//! Which of the worker's programs the browser can run.

use js_sys::{Uint8Array, WebAssembly};
use serde::Deserialize;

/// What a program was compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flavour {
    /// Vectors with fused multiply-add.
    Relaxed,
    /// The vectors that every current browser has.
    Simd128,
}

impl Flavour {
    /// Asks the browser to validate the smallest program with such an instruction in it.
    pub fn runs(self) -> bool {
        let program: &[u8] = match self {
            // (module (func (result v128) i32.const 0 i8x16.splat, three times,
            //   f32x4.relaxed_madd))
            Self::Relaxed => &[
                0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
                65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11,
            ],
            // (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt))
            Self::Simd128 => &[
                0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0,
                65, 0, 253, 15, 253, 98, 11,
            ],
        };
        WebAssembly::validate(&Uint8Array::from(program)).unwrap_or(false)
    }
}
