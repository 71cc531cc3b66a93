//! How fast this machine multiplies and adds in the vectors that this program was compiled for.

use std::hint::black_box;

use wasm_bindgen::prelude::*;

/// Numbers in a vector.
const LANES: usize = 4;

/// Multiplies and adds for as long as `rounds` says, and does nothing else: no engine can be
/// faster. Gives the number of floating-point operations, two for each lane of each step.
#[wasm_bindgen]
pub fn multiply_and_add(rounds: u32) -> f64 {
    2.0 * LANES as f64 * spin(rounds) as f64 * f64::from(rounds)
}

/// Defines `spin`, which does `rounds` steps in each of the named vectors and gives their number.
///
/// They do not wait for each other: enough to keep every unit busy, few enough for the registers of
/// x86-64. Written out, because the program is compiled small, with loops that are not unrolled.
macro_rules! define_spin {
    ($($chain:ident)*) => {
        // The instruction is only used in place where the function around it asks for it as well.
        #[cfg_attr(
            all(target_arch = "wasm32", feature = "relaxed"),
            target_feature(enable = "relaxed-simd")
        )]
        fn spin(rounds: u32) -> usize {
            let (factor, summand) = (lanes::splat(black_box(0.5)), lanes::splat(black_box(1.0)));
            $(let mut $chain = lanes::splat(black_box(3.0));)*
            for _ in 0..rounds {
                $($chain = lanes::multiply_and_add($chain, factor, summand);)*
            }
            black_box([$($chain),*]).len()
        }
    };
}

define_spin!(a b c d e f g h i j k l);

/// The vectors of the browser.
#[cfg(target_feature = "simd128")]
mod lanes {
    use std::arch::wasm32::{f32x4_splat, v128};

    pub(super) fn splat(value: f32) -> v128 {
        f32x4_splat(value)
    }

    #[cfg(feature = "relaxed")]
    #[inline(always)]
    pub(super) fn multiply_and_add(a: v128, factor: v128, summand: v128) -> v128 {
        std::arch::wasm32::f32x4_relaxed_madd(a, factor, summand)
    }

    #[cfg(not(feature = "relaxed"))]
    #[inline(always)]
    pub(super) fn multiply_and_add(a: v128, factor: v128, summand: v128) -> v128 {
        use std::arch::wasm32::{f32x4_add, f32x4_mul};
        f32x4_add(f32x4_mul(a, factor), summand)
    }
}

/// The same in plain numbers, where the program is compiled without vectors.
#[cfg(not(target_feature = "simd128"))]
mod lanes {
    use super::LANES;

    pub(super) fn splat(value: f32) -> [f32; LANES] {
        [value; LANES]
    }

    pub(super) fn multiply_and_add(
        a: [f32; LANES],
        factor: [f32; LANES],
        summand: [f32; LANES],
    ) -> [f32; LANES] {
        std::array::from_fn(|lane| a[lane] * factor[lane] + summand[lane])
    }
}
