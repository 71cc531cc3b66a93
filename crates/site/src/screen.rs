//! How large letters have to be on the site's screen.

use crate::fields::{Field, SettingsError};

/// The screen, and how far away a traveller stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// Its diagonal in inches, 3 to 100.
    pub diagonal_inches: f64,
    /// From the eyes to the screen in millimetres, 200 to 3000.
    pub distance_mm: f64,
}

/// The angle that a capital letter must fill at least: EN 301 549, 5.1.4.
const CAPITAL_DEGREES: f64 = 0.7;
/// The height of Noto Sans's capitals, in ems.
const CAPITAL_EMS: f64 = 0.714;
const MM_PER_INCH: f64 = 25.4;

impl Screen {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["diagonal_inches", "distance_mm"])?;
        Ok(Self {
            diagonal_inches: fields.get("diagonal_inches")?.number(3..=100)?,
            distance_mm: fields.get("distance_mm")?.number(200..=3000)?,
        })
    }

    /// The smallest font size in CSS pixels, on a screen of `width` x `height` of them, at which
    /// a capital letter fills 0.7 degrees at the stated distance.
    pub fn smallest_text(&self, width: f64, height: f64) -> f64 {
        let pixels_per_mm = width.hypot(height) / (self.diagonal_inches * MM_PER_INCH);
        let capital_mm = 2.0 * self.distance_mm * (CAPITAL_DEGREES.to_radians() / 2.0).tan();
        capital_mm * pixels_per_mm / CAPITAL_EMS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// U21. 27 inches in portrait: 336.2 mm for 1080 pixels. At half a metre 0.7 degrees are
    /// 6.109 mm, so 19.62 pixels of capital.
    #[test]
    fn u21_a_capital_letter_fills_seven_tenths_of_a_degree() {
        let screen = Screen { diagonal_inches: 27.0, distance_mm: 500.0 };
        let size = screen.smallest_text(1080.0, 1920.0);
        assert!((size * 0.714 - 19.62).abs() < 0.02, "{size}");
    }

    #[test]
    fn u21_letters_grow_with_the_distance_and_not_with_the_turn_of_the_screen() {
        let near = Screen { diagonal_inches: 27.0, distance_mm: 400.0 };
        let far = Screen { distance_mm: 800.0, ..near };
        let size = near.smallest_text(1080.0, 1920.0);
        assert_eq!(far.smallest_text(1080.0, 1920.0), 2.0 * size);
        assert_eq!(near.smallest_text(1920.0, 1080.0), size);
    }
}
