//! The whole pipeline with the real networks: verdicts, and hints for bad photos.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use face::{
    Candidate, Pipeline, PortraitArea,
    guidance::{DocumentFault, Guidance},
    verify::Verdict,
};
use image::{RgbImage, imageops};
use models::PictureSource;
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

/// A woman in two photos: her golden face has index 1 in both. In the second one she looks straight
/// ahead.
const WOMAN: [(&str, usize); 2] = [("sample1.jpg", 1), ("sample3.jpg", 1)];

/// A portrait cut out of a sample photo: a golden face, 2.2 boxes wide.
fn portrait((name, at): (&str, usize)) -> RgbImage {
    let golden = support::golden("npm-samples.json");
    let golden = golden.iter().find(|sample| sample.photo == name).unwrap();
    support::around(&support::sample(name), &golden.faces[at], 2.2)
}

fn document(pipeline: &mut Pipeline, image: RgbImage) -> Result<Candidate, DocumentFault> {
    pipeline.analyse_document(&support::photo(image), PortraitArea::Anywhere).unwrap()
}

/// Analyses the same image as two live frames.
fn live(pipeline: &mut Pipeline, image: RgbImage) -> Result<Candidate, Guidance> {
    let photo = support::photo(image);
    let first = pipeline.analyse_live_frame(&photo, None).unwrap();
    pipeline.analyse_live_frame(&photo, first.track).unwrap().found
}

#[track_caller]
fn verdict(pipeline: &mut Pipeline, live: Candidate, document: Candidate) -> Verdict {
    let live = pipeline.template(&[live]).unwrap();
    let document = pipeline.template(&[document]).unwrap();
    pipeline.verify(&live, &document, PictureSource::File).unwrap()
}

#[test]
fn one_person_in_two_photos_matches_and_two_persons_do_not() {
    for name in support::recognisers() {
        let mut pipeline = support::pipeline(name);
        let cases = [
            (portrait(WOMAN[1]), portrait(WOMAN[0]), Verdict::Match),
            (portrait(WOMAN[1]), portrait(("sample1.jpg", 0)), Verdict::NoMatch),
            (portrait(("sample6.jpg", 0)), portrait(WOMAN[0]), Verdict::NoMatch),
        ];
        for (at, (face, paper, expected)) in cases.into_iter().enumerate() {
            let face = live(&mut pipeline, face).unwrap();
            let paper = document(&mut pipeline, paper).unwrap();
            assert_eq!(verdict(&mut pipeline, face, paper), expected, "{name}, case {at}");
        }
    }
}

#[test]
fn the_first_frame_is_never_captured() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let photo = support::photo(portrait(WOMAN[1]));
    let analysis = pipeline.analyse_live_frame(&photo, None).unwrap();
    assert_eq!(analysis.found.err(), Some(Guidance::HoldStill));
    assert!(analysis.track.is_some());
}

#[test]
fn every_fault_of_a_live_frame_has_its_hint() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let good = || portrait(WOMAN[1]);
    let (width, height) = good().dimensions();
    let frame = |scale: f64, x: f64, y: f64| {
        let mut frame = RgbImage::from_pixel(640, 480, image::Rgb([128; 3]));
        let side = (width as f64 * scale) as u32;
        let face = imageops::resize(&good(), side, side, imageops::FilterType::Triangle);
        imageops::overlay(&mut frame, &face, (640.0 * x) as i64, (480.0 * y) as i64);
        frame
    };
    let lit = |gain: f32| {
        let mut image = good();
        image
            .pixels_mut()
            .for_each(|pixel| pixel.0 = pixel.0.map(|byte| (f32::from(byte) * gain) as u8));
        image
    };
    let cases = [
        (RgbImage::new(640, 480), Guidance::NoFace),
        (support::sample("sample1.jpg"), Guidance::SeveralFaces),
        (frame(0.4, 0.3, 0.2), Guidance::TooFar),
        (support::around(&good(), &whole(width, height), 0.55), Guidance::TooNear),
        (frame(0.5, 0.0, 0.2), Guidance::OffCentre),
        (tilted(&good()), Guidance::Turned),
        (lit(0.2), Guidance::TooDark),
        (lit(2.5), Guidance::TooBright),
        (imageops::blur(&good(), 8.0), Guidance::Blurred),
    ];
    for (image, word) in cases {
        let found = live(&mut pipeline, image);
        assert_eq!(found.map(|candidate| candidate.quality()).err(), Some(word));
    }
}

#[test]
fn k12_a_face_too_close_to_fit_into_the_frame_is_told_to_move_back() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let good = portrait(WOMAN[1]);
    let (width, height) = good.dimensions();
    for part in [0.55, 0.5, 0.45, 0.4, 0.35] {
        let near = support::around(&good, &whole(width, height), part);
        let analysis = pipeline.analyse_live_frame(&support::photo(near), None).unwrap();
        assert_eq!(analysis.found.err(), Some(Guidance::TooNear), "{part} of the portrait");
        assert!(!analysis.is_followed, "{part}: a face so close cannot be compared");
    }
}

/// Light that changes between frames.
#[test]
fn k12_tracking_survives_a_frame_in_bad_light_but_not_one_without_the_face() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let good = portrait(WOMAN[1]);
    let mut dark = good.clone();
    dark.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(|byte| byte / 6));
    let empty = RgbImage::from_pixel(good.width(), good.height(), image::Rgb([120; 3]));
    let mut track = None;
    let mut analyse = |frame: &RgbImage| {
        let analysis = pipeline.analyse_live_frame(&support::photo(frame.clone()), track).unwrap();
        track = analysis.track;
        (analysis.found.err(), analysis.is_followed)
    };
    assert_eq!(analyse(&good), (Some(Guidance::HoldStill), false));
    for _ in 0..4 {
        assert_eq!(analyse(&good), (None, true));
        assert_eq!(analyse(&dark), (Some(Guidance::TooDark), true));
    }
    assert_eq!(analyse(&empty), (Some(Guidance::NoFace), false));
    assert_eq!(analyse(&good), (Some(Guidance::HoldStill), false), "it may be another face");
    // A face that moved too far may be another person's.
    let shift = good.width() / 4;
    let moved = RgbImage::from_fn(good.width(), good.height(), |x, y| {
        *good.get_pixel_checked(x + shift, y).unwrap_or(&image::Rgb([120; 3]))
    });
    assert_eq!(analyse(&moved), (Some(Guidance::HoldStill), false));
}

/// A face whose box is the whole image.
fn whole(width: u32, height: u32) -> support::GoldenFace {
    let golden = support::golden("npm-samples.json").swap_remove(0).faces.swap_remove(0);
    let bounding_box = [0.0, 0.0, f64::from(width), f64::from(height)];
    support::GoldenFace { bounding_box, ..golden }
}

/// The image rotated by 40 degrees, with black corners.
fn tilted(image: &RgbImage) -> RgbImage {
    let (sin, cos) = (-40f64).to_radians().sin_cos();
    let half = f64::from(image.width()) / 2.0;
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let (x, y) = (f64::from(x) - half, f64::from(y) - half);
        let (x, y) = (cos * x - sin * y + half, sin * x + cos * y + half);
        let inside = x >= 0.0 && y >= 0.0;
        let pixel = image.get_pixel_checked(x as u32, y as u32).filter(|_| inside);
        pixel.copied().unwrap_or(image::Rgb([0; 3]))
    })
}

#[test]
fn a_document_photo_is_refused_with_its_reason() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let good = || portrait(WOMAN[1]);
    let small = good().width() / 7;
    let cases = [
        (RgbImage::from_pixel(600, 600, image::Rgb([255; 3])), DocumentFault::NoFace),
        (support::sample("sample6.jpg"), DocumentFault::SeveralFaces),
        (
            imageops::resize(&good(), small, small, imageops::FilterType::Triangle),
            DocumentFault::TooSmall,
        ),
        (imageops::blur(&good(), 8.0), DocumentFault::Blurred),
    ];
    for (image, fault) in cases {
        let found = document(&mut pipeline, image);
        assert_eq!(found.map(|candidate| candidate.quality()).err(), Some(fault));
    }
}

/// The data page of a specimen with this portrait.
fn data_page((name, at): (&str, usize), format: Format) -> Page {
    let golden = support::golden("npm-samples.json");
    let face = &golden.iter().find(|sample| sample.photo == name).unwrap().faces[at];
    let [left, top, right, bottom] = face.bounding_box;
    let half = 2.2 * (right - left).max(bottom - top) / 2.0;
    let corner = [(left + right) / 2.0 - half, (top + bottom) / 2.0 - half];
    let eyes = [0, 1].map(|eye| [0, 1].map(|axis| face.keypoints[eye][axis] - corner[axis]));
    let design = Design::plain(format);
    Page::print(&design, Some((&portrait((name, at)), eyes)), &mut SeededRng::new(1))
}

/// A camera whose frame of 1280 x 720 is filled by the page.
fn steady_camera(page: &Page) -> Camera {
    Camera::steady([1280, 720], page)
}

/// The camera's frame of a page before a background.
fn frame_of(camera: &Camera, page: &Page, background: Background<'_>) -> RgbImage {
    camera.take(page, background, &mut SeededRng::new(2)).picture
}

/// A portrait whose eyes are `eyes` pixels apart; they are `has` pixels apart in it.
fn scaled(image: &RgbImage, eyes: f64, has: f64) -> RgbImage {
    let side = (f64::from(image.width()) * eyes / has) as u32;
    imageops::resize(image, side, side, imageops::FilterType::Triangle)
}

const WALL: Background<'_> = Background::Plain([60, 58, 64]);

#[test]
fn on_a_data_page_only_the_portrait_zone_counts() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let page = data_page(WOMAN[1], Format::Td3);
    let with_ghost = |x: i64| {
        let mut frame = frame_of(&steady_camera(&page), &page, WALL);
        imageops::overlay(&mut frame, &scaled(&portrait(WOMAN[1]), 36.0, 102.0), x, 100);
        frame
    };
    let cases = [frame_of(&steady_camera(&page), &page, WALL), with_ghost(600), with_ghost(880)];
    for (at, frame) in cases.into_iter().enumerate() {
        let found = pipeline.analyse_document(&support::photo(frame), PortraitArea::Page).unwrap();
        assert_eq!(found.map(|candidate| candidate.quality()).err(), None, "page {at}");
    }
}

#[test]
fn k7_a_page_that_is_held_to_the_right_is_a_page() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let page = data_page(WOMAN[1], Format::Td3);
    let aside = Camera { shift: [250.0, 0.0], ..steady_camera(&page) };
    let frame = support::photo(frame_of(&aside, &page, WALL));
    assert!(pipeline.analyse_document(&frame, PortraitArea::Page).unwrap().is_ok());
}

/// The face of a traveller who stands back and to the left may be where a page has its portrait.
#[test]
fn s0_without_a_data_page_before_the_camera_no_document_is_taken() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let mut analyse = |frame: RgbImage| {
        let found = pipeline.analyse_document(&support::photo(frame), PortraitArea::Page).unwrap();
        found.map(|candidate| candidate.quality()).err()
    };
    let page = data_page(WOMAN[1], Format::Td3);
    let turned = Camera { turn: 8.0, tilt: [6.0, -6.0], noise: 5.0, ..steady_camera(&page) };
    let small = data_page(WOMAN[1], Format::Td2);
    for (name, camera, page) in [
        ("held", steady_camera(&page), &page),
        ("turned", turned, &page),
        ("smaller", steady_camera(&small), &small),
    ] {
        assert_eq!(analyse(frame_of(&camera, page, Background::Clutter)), None, "{name}");
    }
    // The same portrait without its page.
    for (x, y) in [(60, 120), (200, 60), (330, 180)] {
        for shade in [90, 180] {
            let mut frame = RgbImage::from_pixel(1280, 720, image::Rgb([shade; 3]));
            imageops::overlay(&mut frame, &scaled(&portrait(WOMAN[1]), 64.0, 102.0), x, y);
            assert_eq!(analyse(frame), Some(DocumentFault::NotAPage), "at {x}, {y} on {shade}");
        }
    }
    // The same page without its zone.
    let mut bare = data_page(WOMAN[1], Format::Td3);
    let zone = (64.5 * Page::scale()) as u32;
    let paper = image::Rgb(Design::plain(Format::Td3).paper);
    bare.picture
        .enumerate_pixels_mut()
        .filter(|(_, row, _)| *row > zone)
        .for_each(|(.., pixel)| *pixel = paper);
    assert_eq!(
        analyse(frame_of(&steady_camera(&bare), &bare, WALL)),
        Some(DocumentFault::NotAPage)
    );
}

#[test]
fn s0_a_file_may_be_a_portrait_without_a_page() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    assert!(document(&mut pipeline, portrait(WOMAN[1])).is_ok());
}

/// A living face must not become the document, because it would match itself.
#[test]
fn beside_a_data_page_a_living_face_is_not_taken_for_its_portrait() {
    let name = support::recognisers()[0];
    let mut pipeline = support::pipeline(name);
    let other = ("sample6.jpg", 0);
    // A living face and a face in the portrait zone, given by their eye distances in pixels.
    let frame = |living: (f64, i64), behind: Option<f64>| {
        let mut frame = RgbImage::from_pixel(1280, 720, image::Rgb([180; 3]));
        imageops::overlay(&mut frame, &scaled(&portrait(WOMAN[1]), living.0, 102.0), living.1, 60);
        if let Some(eyes) = behind {
            imageops::overlay(&mut frame, &scaled(&portrait(other), eyes, 95.0), 0, 150);
        }
        frame
    };
    let mut analyse =
        |photo| pipeline.analyse_document(&support::photo(photo), PortraitArea::Page).unwrap();
    let refused = [
        frame((112.0, 40), None),
        frame((95.0, 100), None),
        // Another person behind the traveller.
        frame((112.0, 620), Some(46.0)),
    ];
    for (at, photo) in refused.into_iter().enumerate() {
        let fault = analyse(photo).map(|candidate| candidate.quality()).err();
        assert_eq!(fault, Some(DocumentFault::NoFace), "frame {at}");
    }
    // The page at the left, the living face behind its right edge.
    let page = data_page(other, Format::Td3);
    let aside = Camera { shift: [-170.0, 0.0], ..steady_camera(&page) };
    let person = frame((112.0, 820), None);
    let portrait_found = analyse(frame_of(&aside, &page, Background::Photo(&person))).unwrap();
    let same = document(&mut pipeline, portrait(other)).unwrap();
    assert_eq!(verdict(&mut pipeline, same, portrait_found), Verdict::Match);
}

#[test]
fn invalid_networks_are_refused() {
    let models = support::models();
    let spec = models.landmarks().unwrap();
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let [plan, onnx] = [support::plan("facemesh"), support::half_precision("facemesh")].map(half);
    for bytes in [&b""[..], b"not a network", &[0xff; 4096], &plan, &onnx] {
        assert!(face::model::load(bytes, spec).is_err());
    }
    let another = support::plan("blazeface");
    assert!(face::model::load(&another, spec).is_err(), "a network of another input");
}
