//! The sheets, and how far off their letters can be read.
//!
//! **The rule: a capital is at least 1/200 of the distance high**, 15 mm at 3 m. It is then 17
//! minutes of arc high. Sight of 6/6 resolves a letter of 5, so sight of 6/18 resolves one of 15:
//! a reader with no more than a mild impairment (ICD-11, 9D90) can read it. Table 703.5.5 of the 2010
//! ADA Standards asks for 5/8 inch (15.9 mm) where one can come within 72 inches, as one can here;
//! that is what the letters of A3 are made by. They are not the 0.7 degrees that EN 301 549 asks of
//! the screen: from 3 m those would need capitals of 37 mm, and no sheet has room for the words.

use clap::ValueEnum;

/// A sheet, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    /// 297 x 420 mm, read from 3 m
    A3,
    /// 8.5 x 11 inches, read from 2 m
    Letter,
}

impl Paper {
    /// Width and height in millimetres.
    pub(super) fn size(self) -> [f64; 2] {
        match self {
            Self::A3 => [297.0, 420.0],
            Self::Letter => [215.9, 279.4],
        }
    }

    /// How long a millimetre of the design, which is made for A3, is on this sheet.
    pub(super) fn scale(self) -> f64 {
        let ([width, height], [wide, high]) = (self.size(), Self::A3.size());
        (width / wide).min(height / high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_design_fits_on_every_sheet_and_fills_its_height() {
        for paper in [Paper::A3, Paper::Letter] {
            let ([width, height], scale) = (paper.size(), paper.scale());
            assert!(297.0 * scale <= width + 1e-9 && (420.0 * scale - height).abs() < 1e-9);
        }
    }
}
