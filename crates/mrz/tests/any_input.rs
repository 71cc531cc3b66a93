//! No frame and no network makes the reader panic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use mrz::{
    CLASSES, COLUMNS, GreyFrame, INPUT, MrzError, PageOrientation, StripModel, ZoneAgreement,
    ZoneReader,
};
use zeroize::Zeroizing;

/// A sequence of numbers that look random.
struct Sequence(u32);

impl Sequence {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }
}

/// A network that answers with arbitrary scores, some of which are no numbers.
struct Arbitrary(Sequence);

impl StripModel for Arbitrary {
    fn scores(&mut self, input: &[f32]) -> Result<Zeroizing<Vec<f32>>, MrzError> {
        assert_eq!(input.len(), INPUT);
        assert!(input.iter().all(|value| value.is_finite()));
        let special = self.0.below(8);
        let score = |sequence: &mut Sequence| match (special, sequence.below(50)) {
            (0, 0) => f32::NAN,
            (1, 0) => f32::INFINITY,
            (2, 0) => f32::NEG_INFINITY,
            (_, value) => value as f32 - 20.0,
        };
        Ok((0..CLASSES * COLUMNS).map(|_| score(&mut self.0)).collect::<Vec<_>>().into())
    }
}

/// Rows of strokes, blocks, noise, or nothing, in a frame of arbitrary size.
fn frame(sequence: &mut Sequence) -> (usize, usize, Vec<u8>) {
    let (width, height) = (16 + sequence.below(700), 16 + sequence.below(400));
    let kind = sequence.below(4);
    let (period, top) = (2 + sequence.below(20), 4 + sequence.below(30));
    let pixel = |at: usize, sequence: &mut Sequence| {
        let (column, row) = (at % width, at / width);
        match kind {
            0 => sequence.next() as u8,
            1 if row % (2 * top) < top && column % period < 1 + period / 3 => 20,
            2 if (column / 40 + row / 12) % 2 == 0 => 90,
            3 => 0,
            _ => 220,
        }
    };
    let pixels = (0..width * height).map(|at| pixel(at, sequence)).collect();
    (width, height, pixels)
}

#[test]
fn no_frame_and_no_scores_make_the_reader_panic() {
    let mut sequence = Sequence(7);
    let mut reader = ZoneReader::new(Arbitrary(Sequence(3)));
    let mut agreement = ZoneAgreement::default();
    let mut with_lines = 0;
    for round in 0..48 {
        let (width, height, pixels) = frame(&mut sequence);
        let frame = GreyFrame::new(width, height, &pixels).unwrap();
        let orientation =
            if round % 3 == 0 { PageOrientation::Quarter } else { PageOrientation::Level };
        let sighting = reader.look(&frame, orientation).unwrap();
        assert!(sighting.zone.is_some() != sighting.guidance.is_some());
        with_lines += usize::from(!sighting.lines.is_empty());
        if let Some(zone) = sighting.zone {
            agreement.add(zone);
        }
        assert!(agreement.likely_zones(3).len() <= 3);
    }
    assert!(with_lines > 2, "the network must have had something to read");
}

/// A network of another shape.
struct Broken;

impl StripModel for Broken {
    fn scores(&mut self, _: &[f32]) -> Result<Zeroizing<Vec<f32>>, MrzError> {
        Err(MrzError::NetworkShape)
    }
}

#[test]
fn a_network_of_another_shape_is_an_error_and_blank_paper_never_reaches_it() {
    let blank = vec![230; 640 * 360];
    let blank = GreyFrame::new(640, 360, &blank).unwrap();
    let mut reader = ZoneReader::new(Broken);
    assert!(reader.look(&blank, PageOrientation::Level).unwrap().zone.is_none());
    let strokes: Vec<u8> = (0..640 * 360)
        .map(|at| (at % 640, at / 640))
        .map(|(column, row)| {
            let is_row = (250..261).contains(&row) || (280..291).contains(&row);
            if is_row && (60..580).contains(&column) && column % 12 < 4 { 30 } else { 220 }
        })
        .collect();
    let strokes = GreyFrame::new(640, 360, &strokes).unwrap();
    let error = reader.look(&strokes, PageOrientation::Level).err();
    assert_eq!(error, Some(MrzError::NetworkShape));
}
