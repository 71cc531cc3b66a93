//! The QR code that leads to the notice.

use std::path::Path;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::Error;

/// The width of the quiet zone in modules (ISO/IEC 18004).
const QUIET_ZONE: i32 = 4;

/// Draws `address` as SVG with error correction level Q: a quarter of the code may be damaged.
pub(super) fn draw(address: &str) -> Result<Markup, Error> {
    let code = QrCode::encode_text(address, QrCodeEcc::Quartile)
        .map_err(Error::content(Path::new("notice.address")))?;
    let side = code.size() + 2 * QUIET_ZONE;
    Ok(html! {
        svg.code xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(address) {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(squares(&code)) fill="#000" {}
        }
    })
}

/// One square for each dark module.
fn squares(code: &QrCode) -> String {
    let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = modules.filter(|&(x, y)| code.get_module(x, y));
    dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE)).collect()
}

#[cfg(test)]
mod tests {
    use resvg::{
        tiny_skia::{Pixmap, Transform},
        usvg::{Options, Tree},
    };

    use super::*;

    /// Pixels of a module, when a test looks at a code.
    const MODULE: u32 = 8;

    /// Reads the text of a picture with one code, as a camera does.
    fn read(svg: &str) -> String {
        let drawing = Tree::from_str(svg, &Options::default()).unwrap();
        let side = MODULE * drawing.size().width() as u32;
        let mut picture = Pixmap::new(side, side).unwrap();
        let scale = Transform::from_scale(MODULE as f32, MODULE as f32);
        resvg::render(&drawing, scale, &mut picture.as_mut());
        let grey = |x, y| picture.pixel(x as u32, y as u32).unwrap().red();
        let mut seen =
            rqrr::PreparedImage::prepare_from_greyscale(side as usize, side as usize, grey);
        let [code] = &seen.detect_grids()[..] else { panic!("not one code") };
        code.decode().unwrap().1
    }

    #[test]
    fn u30_the_code_on_the_sign_is_read_as_the_address_of_the_notice() {
        for address in ["https://port.example/notice", "https://a.example/é?q=1", &long()] {
            assert_eq!(read(&draw(address).unwrap().into_string()), address);
        }
    }

    #[test]
    fn an_address_that_fits_into_no_code_is_refused() {
        assert!(draw(&"x".repeat(3000)).is_err());
    }

    /// An address of the maximum length in the settings.
    fn long() -> String {
        format!("https://{}", "x".repeat(112))
    }
}
