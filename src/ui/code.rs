//! A text as a QR code.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// Empty modules around a code: ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;

/// Draws `text`. A text that fits into no code is not drawn.
#[component]
pub fn Code(
    /// What a camera reads from it.
    text: String,
) -> impl IntoView {
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    Some(view! {
        <svg class="code" viewBox=format!("0 0 {side} {side}") role="img" aria-label=text>
            <rect width=side height=side fill="#fff"></rect>
            <path d=path(&code) fill="#000"></path>
        </svg>
    })
}

/// One square for each dark module.
fn path(code: &QrCode) -> String {
    let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = modules.filter(|&(x, y)| code.get_module(x, y));
    dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect()
}
