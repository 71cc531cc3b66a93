//! Which of the worker's programs the browser can run.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/worker/simd.js")]
extern "C" {
    fn runs(flavour: &str) -> bool;
}

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
    /// Whether the browser can run such a program.
    pub fn runs(self) -> bool {
        runs(match self {
            Self::Relaxed => "relaxed",
            Self::Simd128 => "simd128",
        })
    }
}
