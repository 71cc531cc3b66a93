//! Views that are built anew.

use leptos::{either::Either, prelude::*};

/// A dynamic view that shares no element with the one before it, even where both have one type. The
/// new one's heading takes the focus, and nothing that the traveller did to the old one remains.
pub fn renewed(view: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(view);
    let mut is_left = false;
    // Leptos updates elements in place only within one variant.
    move || {
        is_left = !is_left;
        if is_left { Either::Left(view()) } else { Either::Right(view()) }
    }
}
