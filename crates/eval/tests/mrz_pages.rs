//! The product's network reads drawn pages in every format and orientation.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use mrz::{
    Day, Evidence, GreyFrame, PageOrientation, StripModel, ZoneAgreement, ZoneFormat, ZoneGuidance,
    ZoneReader,
};
use network::Network;
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

/// The network, compiled as for the worker.
fn network() -> Network {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/mrz/mrz.onnx");
    let onnx = fs::read(file).unwrap();
    let outputs = ["scores".to_owned()];
    Network::new(compile::compile_shape(&onnx, [1, 32, 768], &outputs).unwrap())
}

/// A page that a camera sees, in grey, and its lines.
struct Scene {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    lines: Vec<String>,
}

impl Scene {
    /// A page of this format; `change` alters the camera.
    fn draw(format: Format, seed: u64, change: impl Fn(&mut Camera)) -> Self {
        let mut rng = SeededRng::new(seed);
        let design = Design::plain(format);
        let page = Page::print(&design, None, &mut rng);
        let mut camera = Camera::steady([1280, 720], &page);
        change(&mut camera);
        let background = Background::Plain([90, 84, 80]);
        let picture = camera.take(&page, background, &mut rng).picture;
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let luma = |pixel: &[u8]| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            ((299 * red + 587 * green + 114 * blue) / 1000) as u8
        };
        let pixels = picture.as_raw().chunks_exact(3).map(luma).collect();
        Self { width, height, pixels, lines: page.lines }
    }

    fn frame(&self) -> GreyFrame<'_> {
        GreyFrame::new(self.width, self.height, &self.pixels).unwrap()
    }

    /// The scene, turned clockwise by a quarter.
    fn turned(&self) -> Self {
        let at =
            |column: usize, row: usize| self.pixels[(self.height - 1 - column) * self.width + row];
        let pixels = (0..self.width)
            .flat_map(|row| (0..self.height).map(move |column| at(column, row)))
            .collect();
        let lines = self.lines.clone();
        Self { width: self.height, height: self.width, pixels, lines }
    }
}

const FORMATS: [(Format, ZoneFormat); 3] = [
    (Format::Td3, ZoneFormat::Td3),
    (Format::Td2, ZoneFormat::Td2),
    (Format::Td1, ZoneFormat::Td1),
];

fn reader() -> ZoneReader<impl StripModel> {
    ZoneReader::new(network())
}

#[test]
fn pages_of_every_format_are_read_straight_tilted_and_upside_down() {
    let mut reader = reader();
    let (mut right, mut all) = (0, 0);
    for (format, expected) in FORMATS {
        for seed in 0..4 {
            for turn in [0.0, 4.0, 180.0] {
                let scene = Scene::draw(format, seed, |camera| {
                    camera.turn = turn;
                    camera.tilt = [3.0, -4.0];
                });
                let sighting = reader.look(&scene.frame(), PageOrientation::Level).unwrap();
                all += 1;
                let Some(zone) = sighting.zone else { continue };
                assert_eq!(zone.format(), expected);
                assert_eq!(sighting.lines.len(), expected.lines());
                right += usize::from(zone.lines() == scene.lines);
            }
        }
    }
    assert!(right + 1 >= all, "{right} of {all} pages are read exactly");
}

#[test]
fn a_page_on_its_side_is_read_where_the_caller_says_so() {
    let scene = Scene::draw(Format::Td3, 9, |_| {}).turned();
    let mut reader = reader();
    let sighting = reader.look(&scene.frame(), PageOrientation::Quarter).unwrap();
    assert_eq!(sighting.zone.unwrap().lines(), scene.lines);
    // The places are those of the frame as it is.
    let inside = |point: &mrz::ZonePoint| point.x < 720.0 && point.y < 1280.0;
    assert!(sighting.lines.iter().flatten().all(inside));
    assert!(reader.look(&scene.frame(), PageOrientation::Level).unwrap().zone.is_none());
}

#[test]
fn two_frames_of_an_expired_page_are_evidence_that_it_expired() {
    let mut reader = reader();
    let mut agreement = ZoneAgreement::default();
    for shift in [0.0, 7.0] {
        let scene = Scene::draw(Format::Td3, 3, |camera| camera.shift = [shift, shift]);
        let sighting = reader.look(&scene.frame(), PageOrientation::Level).unwrap();
        agreement.add(sighting.zone.unwrap());
    }
    assert_eq!(agreement.evidence(), Evidence::TwoFrames);
    let on = |year| Day { year, month: 1, day: 1 };
    assert_eq!(agreement.is_expired(on(2026)), Some(false));
    assert_eq!(agreement.is_expired(on(2038)), Some(true));
}

#[test]
fn what_is_wrong_with_a_frame_is_said() {
    let mut reader = reader();
    let mut told = |change: &dyn Fn(&mut Camera)| {
        let scene = Scene::draw(Format::Td3, 5, change);
        let sighting = reader.look(&scene.frame(), PageOrientation::Level).unwrap();
        assert!(sighting.zone.is_none(), "it was read");
        sighting.guidance.unwrap()
    };
    let lost = [ZoneGuidance::NoLines, ZoneGuidance::CutOff];
    assert!(lost.contains(&told(&|camera| camera.shift = [330.0, 0.0])));
    let far = [ZoneGuidance::TooSmall, ZoneGuidance::NoLines, ZoneGuidance::Blurred];
    assert!(far.contains(&told(&|camera| camera.scale *= 0.2)));
    let blurred = [ZoneGuidance::Blurred, ZoneGuidance::NoLines];
    assert!(blurred.contains(&told(&|camera| camera.blur = 7.0)));
    let empty = vec![120; 1280 * 720];
    let empty = GreyFrame::new(1280, 720, &empty).unwrap();
    let sighting = reader.look(&empty, PageOrientation::Level).unwrap();
    assert_eq!(sighting.guidance, Some(ZoneGuidance::NoLines));
}
