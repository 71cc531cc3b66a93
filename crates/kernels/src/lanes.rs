//! Four numbers at a time.

/// Four `f32` that are computed together.
pub(crate) trait Lanes: Copy {
    /// The same number four times.
    fn splat(value: f32) -> Self;

    /// `self + a * b`, rounded once or twice: that differs between machines.
    fn add_product(self, a: Self, b: Self) -> Self;

    /// Lane by lane.
    fn add(self, other: Self) -> Self;

    /// Lane by lane.
    fn mul(self, other: Self) -> Self;

    /// The greater one of each lane; `self` where `other` is not a number.
    fn max(self, other: Self) -> Self;

    /// The smaller one of each lane; `self` where `other` is not a number.
    fn min(self, other: Self) -> Self;

    /// Reads four numbers.
    ///
    /// # Safety
    ///
    /// `from` must be good for reading four `f32`.
    unsafe fn load(from: *const f32) -> Self;

    /// Reads one number, four times.
    ///
    /// # Safety
    ///
    /// `from` must be good for reading one `f32`.
    unsafe fn load_splat(from: *const f32) -> Self;

    /// Writes four numbers.
    ///
    /// # Safety
    ///
    /// `to` must be good for writing four `f32`.
    unsafe fn store(self, to: *mut f32);
}

/// The lanes that this build computes with.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) type Best = vector::Vector;
/// The lanes that this build computes with.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) type Best = Plain;

/// Without vector instructions of our own: what the compiler makes of it.
#[derive(Clone, Copy)]
#[cfg_attr(
    all(target_arch = "wasm32", target_feature = "simd128"),
    allow(dead_code, reason = "the vectors are there")
)]
pub(crate) struct Plain([f32; 4]);

impl Plain {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let ([a, b, c, d], [e, f_, g, h]) = (self.0, other.0);
        Self([f(a, e), f(b, f_), f(c, g), f(d, h)])
    }
}

impl Lanes for Plain {
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
        // SAFETY: the caller's promise; an array of `f32` is aligned as an `f32` is.
        Self(unsafe { from.cast::<[f32; 4]>().read() })
    }

    #[inline(always)]
    unsafe fn load_splat(from: *const f32) -> Self {
        // SAFETY: the caller's promise.
        Self::splat(unsafe { from.read() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller's promise; an array of `f32` is aligned as an `f32` is.
        unsafe { to.cast::<[f32; 4]>().write(self.0) }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vector {
    use core::arch::wasm32::*;

    use super::Lanes;

    /// One of wasm's vectors.
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
            // SAFETY: the caller's promise; wasm reads vectors at any address.
            Self(unsafe { v128_load(from.cast()) })
        }

        #[inline(always)]
        unsafe fn load_splat(from: *const f32) -> Self {
            // SAFETY: the caller's promise.
            Self(unsafe { v128_load32_splat(from.cast()) })
        }

        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: the caller's promise; wasm writes vectors at any address.
            unsafe { v128_store(to.cast(), self.0) }
        }
    }
}
