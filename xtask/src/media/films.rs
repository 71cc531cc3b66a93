//! Makes films of travellers for the fake camera.

use std::path::Path;

use image::{Rgb, RgbImage, imageops};

use super::{
    people::{PROFILE, Person, WOMAN_A},
    photo::open_photo,
    portrait::{PortraitLayout, wall},
    y4m::Film,
};
use crate::{Error, files};

/// The size of most films in pixels.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;
/// The size of films without a person in pixels.
const SMALL: [u32; 2] = [320, 240];
/// Frames per second of most films.
const RATE: u32 = 15;
/// Different frames per second: a person does not hold perfectly still.
const FRAMES: u16 = 5;

/// A traveller at the expected place and distance.
const GOOD: PortraitLayout =
    PortraitLayout { width: WIDTH, height: HEIGHT, eyes: [320.0, 200.0], side: 195.0 };

/// Makes all films in `folder` out of the photos in `samples`.
pub(super) fn make(samples: &Path, folder: &Path) -> Result<(), Error> {
    let photo = |person: &Person| open_photo(&samples.join(person.photo));
    let write = |name: &str, film: Film| files::write(&folder.join(name), &film.into_bytes());
    let woman = photo(&WOMAN_A)?;
    let same = |frame: RgbImage| frame;

    write("woman_a.y4m", film(&woman, &WOMAN_A, GOOD, same))?;
    // Nearer, because the eyes of a turned head are closer together in the picture.
    let turned = PortraitLayout { side: 270.0, ..GOOD };
    write("turned.y4m", film(&photo(&PROFILE)?, &PROFILE, turned, same))?;
    write("far.y4m", film(&woman, &WOMAN_A, PortraitLayout { side: 70.0, ..GOOD }, same))?;
    let aside = PortraitLayout { eyes: [110.0, 200.0], ..GOOD };
    write("off_centre.y4m", film(&woman, &WOMAN_A, aside, same))?;
    // A traveller in a wheelchair: the face is in the lowest third of the frame.
    let seated = PortraitLayout { eyes: [320.0, 366.0], side: 150.0, ..GOOD };
    write("seated.y4m", film(&woman, &WOMAN_A, seated, same))?;
    write("dark.y4m", film(&woman, &WOMAN_A, GOOD, |frame| scale_brightness(&frame, 0.15)))?;
    write("bright.y4m", film(&woman, &WOMAN_A, GOOD, |frame| scale_brightness(&frame, 2.6)))?;
    write("blurred.y4m", film(&woman, &WOMAN_A, GOOD, |frame| imageops::fast_blur(&frame, 7.0)))?;

    // Too near for the detector to find a face.
    let near = PortraitLayout { eyes: [320.0, 180.0], side: 560.0, ..GOOD };
    write("near.y4m", film(&woman, &WOMAN_A, near, same))?;
    write("flicker.y4m", flicker(&woman))?;
    for (name, colour) in [("black", [0; 3]), ("green", [0, 135, 0]), ("white", [255; 3])] {
        let picture = RgbImage::from_pixel(SMALL[0], SMALL[1], Rgb(colour));
        write(&format!("{name}.y4m"), still(&picture, RATE))?;
    }
    write("night.y4m", still(&scale_brightness(&table(SMALL[0], SMALL[1]), 0.05), RATE))?;

    // Two people on the photo whose faces have about the same size.
    let pair = imageops::crop_imm(&woman, 480, 150, 920, 690).to_image();
    write("two_faces.y4m", still(&resize(&pair, WIDTH, HEIGHT), RATE))?;
    write("no_face.y4m", still(&table(WIDTH, HEIGHT), RATE))
}

/// One second of a person who moves by less than a pixel.
fn film(
    photo: &RgbImage,
    person: &Person,
    layout: PortraitLayout,
    after: impl Fn(RgbImage) -> RgbImage,
) -> Film {
    let mut film = Film::new(layout.width, layout.height, RATE);
    for frame in 0..FRAMES {
        let phase = f32::from(frame) / f32::from(FRAMES) * std::f32::consts::TAU;
        let eyes = [layout.eyes[0] + 0.8 * phase.sin(), layout.eyes[1] + 0.4 * phase.cos()];
        let picture = after(PortraitLayout { eyes, ..layout }.compose(photo, person));
        film.add_frames(&picture, RATE as usize / usize::from(FRAMES));
    }
    film
}

/// Light that alternates between good and too dark, as from rotating lamps.
fn flicker(photo: &RgbImage) -> Film {
    let picture = GOOD.compose(photo, &WOMAN_A);
    let dark = scale_brightness(&picture, 0.15);
    let mut film = Film::new(WIDTH, HEIGHT, RATE);
    for picture in [&picture, &dark, &picture, &picture, &dark] {
        film.add_frames(picture, 1);
    }
    film
}

/// A third of a second of one picture.
pub(super) fn still(picture: &RgbImage, rate: u32) -> Film {
    let mut film = Film::new(picture.width(), picture.height(), rate);
    film.add_frames(picture, rate as usize / 3);
    film
}

/// Returns the photo in another size.
pub(super) fn resize(photo: &RgbImage, width: u32, height: u32) -> RgbImage {
    imageops::resize(photo, width, height, imageops::FilterType::CatmullRom)
}

/// A table in front of a wall, without a person.
pub(super) fn table(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if y < height / 2 {
            return Rgb(wall(y, height).map(|value| value as u8));
        }
        let grain = ((x as f32 * 0.11 + (y as f32 * 0.07).sin() * 3.0).sin() * 9.0) as i16;
        Rgb([128, 92, 60].map(|light: i16| (light + grain) as u8))
    })
}

/// Returns the picture with all values multiplied by `factor`.
fn scale_brightness(picture: &RgbImage, factor: f32) -> RgbImage {
    let mut picture = picture.clone();
    for value in picture.iter_mut() {
        *value = (f32::from(*value) * factor).min(255.0) as u8;
    }
    picture
}
