//! Whether a camera has enough pixels for a document's page.

/// The least distance between the eyes of a portrait on a page, in pixels: `face::guidance::MIN_EYES`.
pub const MIN_EYES: f64 = 45.0;
/// The distance between the eyes of a small portrait, in mm: `face` has measured 7.6 to 10.
const EYES_MM: f64 = 7.6;
/// The largest page, in mm: TD3 of ICAO 9303 part 4.
const PAGE_MM: [f64; 2] = [125.0, 88.0];
/// How much of a frame's width or height a page fills that is held by hand.
const FILLED: f64 = 0.9;

/// Whether frames of so many pixels across and down can show a page well enough that all of it is in the
/// frame. At 640 x 480, and with most cameras that stand upright, they cannot.
pub fn fits_page([width, height]: [u32; 2]) -> bool {
    let scale = (f64::from(width) / PAGE_MM[0]).min(f64::from(height) / PAGE_MM[1]);
    FILLED * scale * EYES_MM >= MIN_EYES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k12_a_small_or_upright_camera_cannot_see_a_page() {
        for (width, height) in [(1280, 720), (1920, 1080), (1024, 768), (1080, 1920)] {
            assert!(fits_page([width, height]), "{width} x {height}");
        }
        for (width, height) in [(640, 480), (640, 360), (480, 640), (720, 1280), (0, 0)] {
            assert!(!fits_page([width, height]), "{width} x {height}");
        }
    }
}
