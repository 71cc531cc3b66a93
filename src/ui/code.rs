//! The receipt of a ticket as a QR code.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment};
use wire::Receipt;

use super::element::{El, drawn};

/// Empty modules around a code: ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;

/// Draws the receipt: its text or, where telephones reach the server at the address `follow`, the
/// address of the ticket's page there. A text that fits into no code is not drawn.
pub fn code(receipt: &Receipt, follow: Option<&str>) -> Option<El> {
    let receipt = receipt.to_string();
    let text = &*follow.map_or(receipt.clone(), |server| format!("{server}/t#{receipt}"));
    // A receipt is made for the alphanumeric mode; to look which mode fits would cost a kilobyte of program.
    let segment = match follow {
        None => QrSegment::make_alphanumeric(text),
        Some(_) => QrSegment::make_bytes(text.as_bytes()),
    };
    let code = QrCode::encode_segments(&[segment], QrCodeEcc::Medium).ok()?;
    let side = (code.size() + 2 * QUIET).to_string();
    let ground = drawn("rect").set("width", &side).set("height", &side).set("fill", "#fff");
    let drawing = drawn("svg")
        .class("code")
        .set("viewBox", &format!("0 0 {side} {side}"))
        .set("role", "img")
        .set("aria-label", text);
    Some(drawing.with(ground).with(drawn("path").set("d", &path(&code)).set("fill", "#000")))
}

/// One square for each dark module.
fn path(code: &QrCode) -> String {
    let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = modules.filter(|&(x, y)| code.get_module(x, y));
    dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect()
}
