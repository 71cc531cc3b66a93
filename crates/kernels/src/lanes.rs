//! SIMD vectors of four numbers, and their scalar replacement.

/// Four `f32` that are processed together.
pub(crate) trait Lanes: Copy {
    /// The same number in all four lanes.
    fn splat(value: f32) -> Self;

    /// `self + a * b`, rounded once or twice, depending on the machine.
    fn add_product(self, a: Self, b: Self) -> Self;

    /// Element-wise.
    fn add(self, other: Self) -> Self;

    /// Element-wise.
    fn mul(self, other: Self) -> Self;

    /// Element-wise maximum; `self` where `other` is NaN.
    fn max(self, other: Self) -> Self;

    /// Element-wise minimum; `self` where `other` is NaN.
    fn min(self, other: Self) -> Self;

    /// Reads four numbers.
    ///
    /// # Safety
    ///
    /// `from` must be valid for reading four `f32`.
    unsafe fn load(from: *const f32) -> Self;

    /// Reads one number into all four lanes.
    ///
    /// # Safety
    ///
    /// `from` must be valid for reading one `f32`.
    unsafe fn load_splat(from: *const f32) -> Self;

    /// Writes four numbers.
    ///
    /// # Safety
    ///
    /// `to` must be valid for writing four `f32`.
    unsafe fn store(self, to: *mut f32);
}

/// The implementation that this build uses.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) type Best = vector::Vector;
/// The implementation that this build uses.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) type Best = Scalar;

/// Scalar implementation, which the compiler may vectorise.
#[derive(Clone, Copy)]
#[cfg_attr(
    all(target_arch = "wasm32", target_feature = "simd128"),
    allow(dead_code, reason = "this build uses the vectors")
)]
pub(crate) struct Scalar([f32; 4]);

impl Scalar {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (self.0, other.0);
        Self([f(a0, b0), f(a1, b1), f(a2, b2), f(a3, b3)])
    }
}

impl Lanes for Scalar {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; 4])
    }

    #[inline(always)]
    fn add_product(self, a: Self, b: Self) -> Self {
        self.add(a.mul(b))
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a < b { b } else { a })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.zip(other, |a, b| if b < a { b } else { a })
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: guaranteed by the caller; an array of `f32` is aligned as an `f32` is.
        Self(unsafe { from.cast::<[f32; 4]>().read() })
    }

    #[inline(always)]
    unsafe fn load_splat(from: *const f32) -> Self {
        // SAFETY: guaranteed by the caller.
        Self::splat(unsafe { from.read() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: guaranteed by the caller; an array of `f32` is aligned as an `f32` is.
        unsafe { to.cast::<[f32; 4]>().write(self.0) }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vector {
    use core::arch::wasm32::*;

    use super::Lanes;

    /// A 128-bit vector of WebAssembly.
    #[derive(Clone, Copy)]
    pub(crate) struct Vector(v128);

    impl Lanes for Vector {
        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self(f32x4_splat(value))
        }

        #[inline(always)]
        fn add_product(self, a: Self, b: Self) -> Self {
            #[cfg(feature = "relaxed")]
            return Self(f32x4_relaxed_madd(a.0, b.0, self.0));
            #[cfg(not(feature = "relaxed"))]
            return Self(f32x4_add(self.0, f32x4_mul(a.0, b.0)));
        }

        #[inline(always)]
        fn add(self, other: Self) -> Self {
            Self(f32x4_add(self.0, other.0))
        }

        #[inline(always)]
        fn mul(self, other: Self) -> Self {
            Self(f32x4_mul(self.0, other.0))
        }

        #[inline(always)]
        fn max(self, other: Self) -> Self {
            Self(f32x4_pmax(self.0, other.0))
        }

        #[inline(always)]
        fn min(self, other: Self) -> Self {
            Self(f32x4_pmin(self.0, other.0))
        }

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: guaranteed by the caller; wasm reads vectors at any address.
            Self(unsafe { v128_load(from.cast()) })
        }

        #[inline(always)]
        unsafe fn load_splat(from: *const f32) -> Self {
            // SAFETY: guaranteed by the caller.
            Self(unsafe { v128_load32_splat(from.cast()) })
        }

        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: guaranteed by the caller; wasm writes vectors at any address.
            unsafe { v128_store(to.cast(), self.0) }
        }
    }
}
