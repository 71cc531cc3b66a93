//! What a frame in which no zone is read says to the traveller.

use mrz::{
    CLASSES, COLUMNS, GreyFrame, MrzError, PageOrientation, StripModel, ZoneGuidance, ZoneReader,
};
use zeroize::Zeroizing;

/// A network that knows no character.
struct Blank;

impl StripModel for Blank {
    fn scores(&mut self, _: &[f32]) -> Result<Zeroizing<Vec<f32>>, MrzError> {
        Ok(Zeroizing::new(vec![0.0; CLASSES * COLUMNS]))
    }
}

/// Two lines of strokes from column 60 to 580, of which the columns `hidden` are white, with all around
/// them.
fn guidance(hidden: std::ops::Range<usize>) -> Option<ZoneGuidance> {
    let mut pixels = vec![190; 640 * 360];
    for row in [250, 280].iter().flat_map(|top| *top..top + 11) {
        for column in (60..580).filter(|column| column % 12 < 3 || column % 12 == 7) {
            pixels[row * 640 + column] = 40;
        }
    }
    for row in 210..330 {
        pixels[row * 640..][hidden.clone()].fill(255);
    }
    let frame = GreyFrame::new(640, 360, &pixels).unwrap();
    ZoneReader::new(Blank).look(&frame, PageOrientation::Level).unwrap().guidance
}

#[test]
fn a_reflection_over_a_part_of_the_lines_is_told_wherever_it_is() {
    for hidden in [60..420, 230..420, 220..580] {
        assert_eq!(guidance(hidden.clone()), Some(ZoneGuidance::Glare), "{hidden:?}");
    }
}

#[test]
fn lines_without_a_reflection_are_unreadable() {
    assert_eq!(guidance(0..0), Some(ZoneGuidance::Unreadable));
    // Something white beside the page.
    assert_eq!(guidance(625..640), Some(ZoneGuidance::Unreadable));
}
