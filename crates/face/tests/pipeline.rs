//! The whole pipeline with the real networks: who matches, and what is said of bad pictures.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use face::{
    Candidate, Pipeline, Zone,
    guide::{DocumentFault, Guidance},
    verify::Verdict,
};
use image::{RgbImage, imageops};
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

/// A woman who is in two photos: her golden face is number 1, counted from 0, in both. In the
/// second one she looks straight ahead.
const WOMAN: [(&str, usize); 2] = [("sample1.jpg", 1), ("sample3.jpg", 1)];

/// A portrait cut out of a sample photo: a golden face, 2.2 boxes wide.
fn portrait((name, at): (&str, usize)) -> RgbImage {
    let golden = support::golden("npm-samples.json");
    let golden = golden.iter().find(|it| it.photo == name).unwrap();
    support::around(&support::sample(name), &golden.faces[at], 2.2)
}

fn document(pipeline: &mut Pipeline, image: RgbImage) -> Result<Candidate, DocumentFault> {
    pipeline.look_document(&support::photo(image), Zone::Anywhere).unwrap()
}

/// Shows the camera the same picture twice.
fn live(pipeline: &mut Pipeline, image: RgbImage) -> Result<Candidate, Guidance> {
    let photo = support::photo(image);
    let first = pipeline.look_live(&photo, None).unwrap();
    pipeline.look_live(&photo, first.track).unwrap().found
}

#[track_caller]
fn verdict(pipeline: &mut Pipeline, live: Candidate, document: Candidate) -> Verdict {
    let live = pipeline.template(&[live]).unwrap();
    let document = pipeline.template(&[document]).unwrap();
    pipeline.verify(&live, &document).unwrap()
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
fn the_first_frame_is_never_taken() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let photo = support::photo(portrait(WOMAN[1]));
    let look = pipeline.look_live(&photo, None).unwrap();
    assert_eq!(look.found.err(), Some(Guidance::HoldStill));
    assert!(look.track.is_some());
}

#[test]
fn the_camera_says_what_is_wrong() {
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
        image.pixels_mut().for_each(|it| it.0 = it.0.map(|byte| (f32::from(byte) * gain) as u8));
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
        assert_eq!(found.map(|it| it.quality()).err(), Some(word));
    }
}

#[test]
fn k12_a_face_that_is_too_near_to_be_seen_whole_is_told_to_move_back() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let good = portrait(WOMAN[1]);
    let (width, height) = good.dimensions();
    for part in [0.55, 0.5, 0.45, 0.4, 0.35] {
        let near = support::around(&good, &whole(width, height), part);
        let look = pipeline.look_live(&support::photo(near), None).unwrap();
        assert_eq!(look.found.err(), Some(Guidance::TooNear), "{part} of the portrait");
        assert!(!look.is_followed, "{part}: a face so near cannot be compared");
    }
}

/// Light that changes from frame to frame.
#[test]
fn k12_a_frame_in_bad_light_is_no_gap_and_one_without_the_face_is() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let good = portrait(WOMAN[1]);
    let mut dark = good.clone();
    dark.pixels_mut().for_each(|it| it.0 = it.0.map(|byte| byte / 6));
    let empty = RgbImage::from_pixel(good.width(), good.height(), image::Rgb([120; 3]));
    let mut track = None;
    let mut look = |picture: &RgbImage| {
        let look = pipeline.look_live(&support::photo(picture.clone()), track).unwrap();
        track = look.track;
        (look.found.err(), look.is_followed)
    };
    assert_eq!(look(&good), (Some(Guidance::HoldStill), false));
    for _ in 0..4 {
        assert_eq!(look(&good), (None, true));
        assert_eq!(look(&dark), (Some(Guidance::TooDark), true));
    }
    assert_eq!(look(&empty), (Some(Guidance::NoFace), false));
    assert_eq!(look(&good), (Some(Guidance::HoldStill), false), "it may be another face");
    // A face that moved too far may be another person's.
    let shift = good.width() / 4;
    let moved = RgbImage::from_fn(good.width(), good.height(), |x, y| {
        *good.get_pixel_checked(x + shift, y).unwrap_or(&image::Rgb([120; 3]))
    });
    assert_eq!(look(&moved), (Some(Guidance::HoldStill), false));
}

/// The whole of a picture as if it were a face.
fn whole(width: u32, height: u32) -> support::GoldenFace {
    let golden = support::golden("npm-samples.json").swap_remove(0).faces.swap_remove(0);
    let area = [0.0, 0.0, f64::from(width), f64::from(height)];
    support::GoldenFace { area, ..golden }
}

/// The head tilted by 40 degrees, the corners black.
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
        assert_eq!(found.map(|it| it.quality()).err(), Some(fault));
    }
}

/// The data page of a specimen with this portrait.
fn data_page((name, at): (&str, usize), format: Format) -> Page {
    let golden = support::golden("npm-samples.json");
    let face = &golden.iter().find(|it| it.photo == name).unwrap().faces[at];
    let [left, top, right, bottom] = face.area;
    let half = 2.2 * (right - left).max(bottom - top) / 2.0;
    let corner = [(left + right) / 2.0 - half, (top + bottom) / 2.0 - half];
    let eyes = [0, 1].map(|eye| [0, 1].map(|axis| face.keypoints[eye][axis] - corner[axis]));
    let design = Design::plain(format);
    Page::print(&design, Some((&portrait((name, at)), eyes)), &mut SeededRng::new(1))
}

/// How a page is held that fills a frame of 1280 x 720.
fn held(page: &Page) -> Camera {
    Camera::steady([1280, 720], page)
}

/// What the camera sees of a page before a background.
fn seen(camera: &Camera, page: &Page, background: Background<'_>) -> RgbImage {
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
        let mut frame = seen(&held(&page), &page, WALL);
        imageops::overlay(&mut frame, &scaled(&portrait(WOMAN[1]), 36.0, 102.0), x, 100);
        frame
    };
    let cases = [seen(&held(&page), &page, WALL), with_ghost(600), with_ghost(880)];
    for (at, frame) in cases.into_iter().enumerate() {
        let found = pipeline.look_document(&support::photo(frame), Zone::Page).unwrap();
        assert_eq!(found.map(|it| it.quality()).err(), None, "page {at}");
    }
}

#[test]
fn k7_a_page_that_is_held_to_the_right_is_a_page() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let page = data_page(WOMAN[1], Format::Td3);
    let aside = Camera { shift: [250.0, 0.0], ..held(&page) };
    let frame = support::photo(seen(&aside, &page, WALL));
    assert!(pipeline.look_document(&frame, Zone::Page).unwrap().is_ok());
}

/// A traveller who stands a step back and to the left has a face where a page has its portrait.
#[test]
fn s0_without_a_data_page_before_the_camera_no_document_is_taken() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    let mut look = |frame: RgbImage| {
        let found = pipeline.look_document(&support::photo(frame), Zone::Page).unwrap();
        found.map(|it| it.quality()).err()
    };
    let page = data_page(WOMAN[1], Format::Td3);
    let turned = Camera { turn: 8.0, tilt: [6.0, -6.0], noise: 5.0, ..held(&page) };
    let small = data_page(WOMAN[1], Format::Td2);
    for (name, camera, page) in
        [("held", held(&page), &page), ("turned", turned, &page), ("smaller", held(&small), &small)]
    {
        assert_eq!(look(seen(&camera, page, Background::Clutter)), None, "{name}");
    }
    // The same portrait without its page.
    for (x, y) in [(60, 120), (200, 60), (330, 180)] {
        for shade in [90, 180] {
            let mut frame = RgbImage::from_pixel(1280, 720, image::Rgb([shade; 3]));
            imageops::overlay(&mut frame, &scaled(&portrait(WOMAN[1]), 64.0, 102.0), x, y);
            assert_eq!(look(frame), Some(DocumentFault::NotAPage), "at {x}, {y} on {shade}");
        }
    }
    // The same page without its zone.
    let mut bare = data_page(WOMAN[1], Format::Td3);
    let zone = (64.5 * Page::scale()) as u32;
    let paper = image::Rgb(Design::plain(Format::Td3).paper);
    bare.picture.enumerate_pixels_mut().filter(|it| it.1 > zone).for_each(|it| *it.2 = paper);
    assert_eq!(look(seen(&held(&bare), &bare, WALL)), Some(DocumentFault::NotAPage));
}

#[test]
fn s0_a_file_may_be_a_portrait_without_a_page() {
    let mut pipeline = support::pipeline(support::recognisers()[0]);
    assert!(document(&mut pipeline, portrait(WOMAN[1])).is_ok());
}

/// A living face must never be the document: it would match itself.
#[test]
fn beside_a_data_page_a_living_face_is_not_taken_for_its_portrait() {
    let name = support::recognisers()[0];
    let mut pipeline = support::pipeline(name);
    let other = ("sample6.jpg", 0);
    // A living face and a face in the portrait zone, by the pixels between their eyes.
    let frame = |living: (f64, i64), behind: Option<f64>| {
        let mut frame = RgbImage::from_pixel(1280, 720, image::Rgb([180; 3]));
        imageops::overlay(&mut frame, &scaled(&portrait(WOMAN[1]), living.0, 102.0), living.1, 60);
        if let Some(eyes) = behind {
            imageops::overlay(&mut frame, &scaled(&portrait(other), eyes, 95.0), 0, 150);
        }
        frame
    };
    let mut look = |photo| pipeline.look_document(&support::photo(photo), Zone::Page).unwrap();
    let refused = [
        frame((112.0, 40), None),
        frame((95.0, 100), None),
        // Another person behind the traveller.
        frame((112.0, 620), Some(46.0)),
    ];
    for (at, photo) in refused.into_iter().enumerate() {
        let fault = look(photo).map(|it| it.quality()).err();
        assert_eq!(fault, Some(DocumentFault::NoFace), "frame {at}");
    }
    // The page at the left, the living face behind its right edge.
    let page = data_page(other, Format::Td3);
    let aside = Camera { shift: [-170.0, 0.0], ..held(&page) };
    let person = frame((112.0, 820), None);
    let portrait_found = look(seen(&aside, &page, Background::Photo(&person))).unwrap();
    let same = document(&mut pipeline, portrait(other)).unwrap();
    assert_eq!(verdict(&mut pipeline, same, portrait_found), Verdict::Match);
}

#[test]
fn garbage_is_no_network() {
    let models = support::models();
    let bytes = support::model_bytes("facemesh").expect("run `cargo xtask models`");
    let spec = models.landmarks().unwrap();
    for bytes in [&b""[..], b"not a network", &[0xff; 4096], &bytes[..bytes.len() / 2]] {
        assert!(face::model::Onnx::load(bytes, spec).is_err());
    }
}
