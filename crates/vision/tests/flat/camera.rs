//! Frames of the camera: people of the sample photos before a wall, pages, prints and screens.
#![allow(dead_code, reason = "each test program uses a part")]

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, imageops};
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

use super::kiosk::repository;

/// A face on a sample photo of the npm package `@vladmandic/face-api`, in pixels of that photo.
pub(crate) struct Person {
    photo: &'static str,
    right_eye: [f64; 2],
    left_eye: [f64; 2],
}

pub(crate) const WOMAN: Person =
    Person { photo: "sample3.jpg", right_eye: [1120.0, 320.0], left_eye: [1220.0, 341.0] };
/// The same woman on another day.
pub(crate) const WOMAN_AGAIN: Person =
    Person { photo: "sample1.jpg", right_eye: [1556.0, 281.0], left_eye: [1617.0, 339.0] };
pub(crate) const OTHER: Person =
    Person { photo: "sample6.jpg", right_eye: [1536.0, 375.0], left_eye: [1629.0, 396.0] };

/// Size of what the camera sees.
const SIZE: [u32; 2] = [1280, 720];
const WALL: [u8; 3] = [176, 180, 186];
/// Half the extent of what is kept of a person, in eye distances, and how far below the eyes the
/// middle of it is.
const KEPT: [f64; 2] = [2.3, 2.9];
const BELOW_EYES: f64 = 0.7;

/// A person whose eyes are `eyes` pixels apart around `x`.
pub(crate) fn person(person: &Person, x: f64, eyes: f64) -> RgbImage {
    let mut picture = cut(person, SIZE, [x, 300.0], eyes);
    for (column, row, pixel) in picture.enumerate_pixels_mut() {
        let (dx, dy) = ((f64::from(column) - x) / eyes, (f64::from(row) - 300.0) / eyes);
        if (dx / KEPT[0]).hypot((dy - BELOW_EYES) / KEPT[1]) > 1.0 {
            *pixel = Rgb(WALL);
        }
    }
    picture
}

/// The wall without a person in front of it.
pub(crate) fn empty_scene() -> RgbImage {
    RgbImage::from_pixel(SIZE[0], SIZE[1], Rgb(WALL))
}

/// A passport's data page with the photo of `person`, held up so that it fills the picture.
pub(crate) fn page(person: &Person) -> RgbImage {
    let mut rng = SeededRng::new(1);
    let photo = portrait(person);
    let page = Page::print(&Design::plain(Format::Td3), Some((&photo, PORTRAIT_EYES)), &mut rng);
    Camera::steady(SIZE, &page).take(&page, Background::Plain([40, 40, 44]), &mut rng).picture
}

/// A picture with the page of `person` held up in a corner of it, further away.
pub(crate) fn beside(picture: &RgbImage, person: &Person) -> RgbImage {
    let mut picture = picture.clone();
    let page = imageops::crop_imm(&page(person), 171, 30, 938, 660).to_image();
    let small = imageops::resize(&page, 440, 310, imageops::FilterType::Triangle);
    imageops::overlay(&mut picture, &small, 20, 390);
    picture
}

/// The photo of `person` on paper, as large as a face.
pub(crate) fn printed_large(person: &Person) -> RgbImage {
    let print = imageops::fast_blur(&cut(person, [520, 660], [260.0, 290.0], 116.0), 0.8);
    let mut paper = RgbImage::from_pixel(568, 708, Rgb([246, 245, 240]));
    imageops::overlay(&mut paper, &print, 24, 24);
    in_the_middle(&paper)
}

/// The photo of `person` on the screen of a telephone that is held near.
pub(crate) fn telephone(person: &Person) -> RgbImage {
    let mut screen = cut(person, [450, 600], [225.0, 255.0], 110.0);
    for (column, row, pixel) in screen.enumerate_pixels_mut() {
        let dim = if column % 3 == 0 || row % 3 == 0 { 0.94 } else { 1.0 };
        let tint = [1.02, 1.06, 1.14];
        pixel.0 = [0, 1, 2].map(|at| (f64::from(pixel.0[at]) * tint[at] * dim).min(255.0) as u8);
    }
    let mut telephone = RgbImage::from_pixel(486, 714, Rgb([18, 18, 20]));
    imageops::overlay(&mut telephone, &imageops::fast_blur(&screen, 0.8), 18, 57);
    in_the_middle(&telephone)
}

/// The photo of `person` as a file of a document.
pub(crate) fn passport_photo(person: &Person) -> Vec<u8> {
    file(&portrait(person))
}

const PORTRAIT_EYES: [[f64; 2]; 2] = [[163.0, 225.0], [249.0, 225.0]];

/// A passport photo of 35 x 45 mm at 300 dots to the inch.
pub(crate) fn portrait(person: &Person) -> RgbImage {
    let [right, left] = PORTRAIT_EYES;
    cut(person, [413, 531], [(right[0] + left[0]) / 2.0, right[1]], left[0] - right[0])
}

fn in_the_middle(flat: &RgbImage) -> RgbImage {
    let mut picture = empty_scene();
    let at = [SIZE[0] - flat.width(), SIZE[1] - flat.height()].map(|free| i64::from(free / 2));
    imageops::overlay(&mut picture, flat, at[0], at[1]);
    picture
}

/// A part of the photo of `person`, turned so that the eyes are level, `eyes` pixels apart around
/// `at`.
fn cut(person: &Person, [width, height]: [u32; 2], at: [f64; 2], eyes: f64) -> RgbImage {
    let path = repository().join("node_modules/@vladmandic/face-api/demo").join(person.photo);
    let photo = image::open(path).expect("node_modules lacks the sample photos: run `npm ci`");
    let apart = [0, 1].map(|axis| person.left_eye[axis] - person.right_eye[axis]);
    let middle = [0, 1].map(|axis| (person.left_eye[axis] + person.right_eye[axis]) / 2.0);
    let scale = apart[0].hypot(apart[1]) / eyes;
    let [cos, sin] = apart.map(|length| length / apart[0].hypot(apart[1]) * scale);
    // Nothing flickers when it is made smaller.
    let photo = imageops::fast_blur(&photo.into_rgb8(), (0.5 * scale).max(0.3) as f32);
    RgbImage::from_fn(width, height, |column, row| {
        let (dx, dy) = (f64::from(column) + 0.5 - at[0], f64::from(row) + 0.5 - at[1]);
        let place = [middle[0] + cos * dx - sin * dy, middle[1] + sin * dx + cos * dy];
        let inside =
            |axis: usize, size: u32| (place[axis] - 0.5).clamp(0.0, f64::from(size) - 1.001) as f32;
        let (x, y) = (inside(0, photo.width()), inside(1, photo.height()));
        imageops::interpolate_bilinear(&photo, x, y).unwrap_or(Rgb(WALL))
    })
}

/// The page of `person`, held up in the middle of what a camera with 1080 rows sees, so that it fits
/// whichever way up it is; on its left side or on its right one is the portrait.
pub(crate) fn held_up(person: &Person, is_right: bool) -> RgbImage {
    let photo = portrait(person);
    let design = Design::plain(Format::Td3);
    let mut flat =
        Page::print(&design, Some((&photo, PORTRAIT_EYES)), &mut SeededRng::new(1)).picture;
    if is_right {
        let [left, top, right, bottom] =
            [4.0, 3.0, 42.0, 64.0].map(|mm| (mm * Page::scale()) as u32);
        let far = flat.width() - right;
        let [portrait, rest] = [left, far]
            .map(|x| imageops::crop_imm(&flat, x, top, right - left, bottom - top).to_image());
        imageops::overlay(&mut flat, &rest, i64::from(left), i64::from(top));
        imageops::overlay(&mut flat, &portrait, i64::from(far), i64::from(top));
    }
    imageops::resize(&flat, 1000, 704, imageops::FilterType::Triangle)
}

/// What a camera with 1920 columns and 1080 rows sees of something that is held before it.
pub(crate) fn before_camera(thing: &RgbImage) -> RgbImage {
    let mut frame = RgbImage::from_pixel(1920, 1080, Rgb([40, 40, 44]));
    let at = [1920 - thing.width(), 1080 - thing.height()].map(|free| i64::from(free / 2));
    imageops::overlay(&mut frame, thing, at[0], at[1]);
    frame
}

/// A card with two portraits of one size.
pub(crate) fn two_portraits(one: &Person, other: &Person) -> RgbImage {
    let mut card = RgbImage::from_pixel(1000, 640, Rgb([228, 222, 210]));
    imageops::overlay(&mut card, &portrait(one), 40, 50);
    imageops::overlay(&mut card, &portrait(other), 540, 50);
    card
}

/// A picture as a file.
pub(crate) fn file(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}
