//! Data pages are detected by their zone and edges in any pose; other scenes are not.

use image::{Rgb, RgbImage, imageops};
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

use super::{
    MissingFeature, PageSide, find,
    negatives::SCENES,
    test_frames::{before_photos, eye_positions, eyes_at, lfw, open, photo},
};
use crate::image::Photo;

const FORMATS: [Format; 3] = [Format::Td3, Format::Td2, Format::Td1];

/// Searches a page in a frame that shows it.
fn find_in_frame(
    page: &Page,
    camera: &Camera,
    background: Background<'_>,
) -> Result<(), MissingFeature> {
    let frame = camera.take(page, background, &mut SeededRng::new(9));
    find(&photo(frame.picture), &eye_positions(frame.eyes), PageSide::Left)
}

/// Whether there is a page around these eyes, with the portrait on either side.
fn is_page(photo: &Photo, eyes: [[f64; 2]; 2]) -> bool {
    [PageSide::Left, PageSide::Right]
        .iter()
        .any(|side| find(photo, &eye_positions(eyes), *side).is_ok())
}

/// The same page with its portrait area moved to the right side.
fn mirrored(mut page: Page) -> Page {
    let width = page.picture.width();
    let [left, top, right, bottom] = [4.0, 3.0, 42.0, 63.0].map(|mm| (mm * Page::scale()) as u32);
    let [left_side, right_side] = [left, width - right]
        .map(|x| imageops::crop_imm(&page.picture, x, top, right - left, bottom - top).to_image());
    let shift = width - right - left;
    imageops::overlay(&mut page.picture, &right_side, i64::from(left), i64::from(top));
    imageops::overlay(&mut page.picture, &left_side, i64::from(left + shift), i64::from(top));
    let shift = f64::from(shift) / Page::scale();
    Page { eyes: page.eyes.map(|[x, y]| [x + shift, y]), ..page }
}

#[test]
fn k7_a_data_page_may_have_its_portrait_on_its_right_side() {
    for format in [Format::Td3, Format::Td2] {
        let page = mirrored(page(format));
        for turn in [0.0, 8.0] {
            let camera = Camera { turn, ..Camera::steady([1280, 720], &page) };
            let frame = camera.take(&page, Background::Plain([50; 3]), &mut SeededRng::new(9));
            let (photo, eyes) = (photo(frame.picture), eye_positions(frame.eyes));
            assert_eq!(find(&photo, &eyes, PageSide::Right), Ok(()), "{format:?} {turn}");
            assert!(find(&photo, &eyes, PageSide::Left).is_err(), "{format:?} {turn}");
        }
    }
}

fn page(format: Format) -> Page {
    Page::print(&Design::plain(format), None, &mut SeededRng::new(5))
}

#[test]
fn s0_a_data_page_of_each_size_passes_in_every_size_of_frame() {
    for format in FORMATS {
        let page = page(format);
        for size in [[640, 480], [1280, 720], [1920, 1080]] {
            let camera = Camera::steady(size, &page);
            let found = find_in_frame(&page, &camera, Background::Plain([50, 48, 60]));
            assert_eq!(found, Ok(()), "{format:?} in {size:?}");
        }
    }
}

#[test]
fn s0_a_data_page_passes_under_every_disturbance_of_a_kiosk() {
    type Change = fn(&mut Camera);
    let changes: [(&str, Change); 14] = [
        ("turned left", |camera| camera.turn = -10.0),
        ("turned right", |camera| camera.turn = 10.0),
        ("tilted to the side", |camera| camera.tilt = [10.0, 0.0]),
        ("tilted to the other side", |camera| camera.tilt = [-10.0, 0.0]),
        ("tilted backwards", |camera| camera.tilt = [0.0, 10.0]),
        ("turned and tilted", |camera| (camera.turn, camera.tilt) = (7.0, [-8.0, 8.0])),
        ("blurred", |camera| camera.blur = 1.8),
        ("noisy", |camera| camera.noise = 9.0),
        ("in uneven light", |camera| camera.light = [0.6, -0.5]),
        ("in weak light", |camera| camera.exposure = 0.5),
        ("compressed", |camera| camera.jpeg = Some(50)),
        ("farther away", |camera| camera.scale *= 0.8),
        ("larger than the frame", |camera| camera.scale *= 1.06),
        ("held by thumbs", |camera| camera.has_thumbs = true),
    ];
    let page = page(Format::Td3);
    for (name, change) in changes {
        let mut camera = Camera::steady([1280, 720], &page);
        change(&mut camera);
        assert_eq!(find_in_frame(&page, &camera, Background::Clutter), Ok(()), "{name}");
    }
}

#[test]
fn s0_data_pages_of_many_designs_pass() {
    let mut rng = SeededRng::new(31);
    for format in FORMATS {
        for at in 0..6 {
            let design = Design::draw(format, &mut rng);
            let page = Page::print(&design, None, &mut rng);
            let steady = Camera::steady([1280, 720], &page);
            let camera = Camera { turn: rng.uniform(-8.0..8.0), noise: 5.0, ..steady };
            let found = find_in_frame(&page, &camera, Background::Clutter);
            assert_eq!(found, Ok(()), "{format:?}, {at}: {design:?}");
        }
    }
}

#[test]
fn s0_a_page_without_a_zone_or_with_half_of_it_is_none() {
    let whole = page(Format::Td3);
    let millimetres = |length: f64| (length * Page::scale()) as u32;
    // Left, top, right and bottom of the covered area, in mm: all, the upper line, the right half.
    let cases = [[0.0, 65.0, 125.0, 88.0], [0.0, 66.0, 125.0, 73.0], [60.0, 65.0, 125.0, 88.0]];
    for [left, top, right, bottom] in cases {
        let mut page = page(Format::Td3);
        let paper = Rgb(Design::plain(Format::Td3).paper);
        for row in millimetres(top)..millimetres(bottom) {
            for column in millimetres(left)..millimetres(right) {
                page.picture.put_pixel(column, row, paper);
            }
        }
        let camera = Camera::steady([1280, 720], &whole);
        let found = find_in_frame(&page, &camera, Background::Plain([50; 3]));
        assert_eq!(found, Err(MissingFeature::Zone), "covered from {left}, {top}");
    }
}

#[test]
fn s0_a_zone_at_another_scale_than_the_portrait_is_none() {
    let page = page(Format::Td3);
    let camera = Camera::steady([1280, 720], &page);
    let frame = camera.take(&page, Background::Plain([50; 3]), &mut SeededRng::new(9));
    let [x, y] = [0, 1].map(|axis| (frame.eyes[0][axis] + frame.eyes[1][axis]) / 2.0);
    let apart = frame.eyes[1][0] - frame.eyes[0][0];
    let photo = photo(frame.picture);
    // The portrait itself, then faces of other sizes, then a face at the other end of the page.
    let find_at =
        |x: f64, apart| find(&photo, &eye_positions(eyes_at(x, y, apart, 0.0)), PageSide::Left);
    assert_eq!(find_at(x, apart), Ok(()));
    for (x, apart) in [(x, 0.6 * apart), (x, 1.8 * apart), (x + 8.0 * apart, apart)] {
        assert!(find_at(x, apart).is_err(), "{x}, {apart}");
    }
}

#[test]
fn s0_a_zone_without_any_edge_is_no_page() {
    // A page without edges: the background has the colour of the paper, and the portrait is erased.
    let design = Design { has_edge: false, pattern: 0.0, ..Design::plain(Format::Td3) };
    let mut page = Page::print(&design, None, &mut SeededRng::new(5));
    let paper = design.paper;
    let until = (64.0 * Page::scale()) as u32;
    for (_, row, pixel) in page.picture.enumerate_pixels_mut() {
        if row < until {
            *pixel = Rgb(paper);
        }
    }
    let camera = Camera { noise: 0.0, ..Camera::steady([1280, 720], &page) };
    assert_eq!(find_in_frame(&page, &camera, Background::Plain(paper)), Err(MissingFeature::Edges));
}

#[test]
fn s0_stripes_rows_and_lines_of_text_are_no_page() {
    for scene in SCENES {
        let mut rng = SeededRng::new(17);
        for at in 0..5 {
            let blur = rng.uniform(0.3..1.5) as f32;
            let picture = imageops::blur(&scene.draw(&mut rng), blur);
            let photo = photo(picture);
            for _ in 0..4 {
                let [x, y] = [160.0..560.0, 100.0..400.0].map(|range| rng.uniform(range));
                let apart = rng.uniform(45.0..82.0);
                let eyes = eyes_at(x, y, apart, rng.uniform(-8.0..8.0));
                assert!(!is_page(&photo, eyes), "{scene:?} {at}: {eyes:?}");
            }
        }
    }
}

#[test]
fn s0_no_photo_of_a_person_is_a_page() {
    let files = lfw();
    let mut rng = SeededRng::new(3);
    for file in files.iter().step_by(20) {
        let person = open(file);
        let others: Vec<RgbImage> = (0..4).map(|_| open(&files[rng.below(files.len())])).collect();
        for size in [[1280u32, 720], [640, 480]] {
            let shorter = f64::from(size[1]);
            let x = f64::from(size[0]) * rng.uniform(0.12..0.44);
            let y = shorter * rng.uniform(0.2..0.5);
            let apart = rng.uniform(45.0..f64::max(0.115 * shorter, 46.0));
            let eyes = eyes_at(x, y, apart, rng.uniform(-6.0..6.0));
            let frame = photo(before_photos(&person, &others, size, 250, eyes));
            assert!(!is_page(&frame, eyes), "{file:?} in {size:?}");
        }
    }
}
