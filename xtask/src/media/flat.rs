//! Makes films of data pages, prints and screens in front of the camera, alone and with travellers.
//!
//! A mark in each frame identifies the part of the film, so that a test knows which frames were
//! compared: see [`mark`].

use std::path::Path;

use image::{Rgb, RgbImage, imageops};
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

use super::{
    data_page,
    documents::{apply_gamma, encode},
    films::{resize, still, table},
    people::{OTHER, Person, WOMAN_A, WOMAN_A_AGAIN},
    photo::open_photo,
    portrait::{PortraitLayout, wall},
    y4m::Film,
};
use crate::{Error, files};

/// Frames per second of films with parts, which are long.
const SLOW: u32 = 4;
/// Side of the square at the bottom left that identifies the part, in pixels.
const MARK: u32 = 48;

/// The frame of films with a data page, and a traveller in it.
const LARGE: PortraitLayout = PortraitLayout {
    width: data_page::WIDTH,
    height: data_page::HEIGHT,
    eyes: [640.0, 300.0],
    side: 290.0,
};
/// The size of films of one flat object in pixels.
const SMALL: [u32; 2] = [640, 480];

/// Makes all these films in `folder` from the photos in `samples`.
pub(super) fn make(samples: &Path, folder: &Path) -> Result<(), Error> {
    let photo = |person: &Person| open_photo(&samples.join(person.photo));
    let write = |name: &str, film: Film| files::write(&folder.join(name), &film.into_bytes());
    let (woman, again, other) = (photo(&WOMAN_A)?, photo(&WOMAN_A_AGAIN)?, photo(&OTHER)?);
    let page = data_page::draw(&again);
    let face = LARGE.compose(&woman, &WOMAN_A);
    let others_face = LARGE.compose(&other, &OTHER);
    let empty = table(LARGE.width, LARGE.height);

    write("page.y4m", still(&page, 15))?;
    let file = folder.join("page.jpg");
    files::write(&file, &encode("page.jpg", &page, 92).map_err(Error::content(&file))?)?;
    // The key to the chip of that passport.
    files::write(&folder.join("page.mrz"), data_page::zone().join("\n").as_bytes())?;
    write("page_expired.y4m", still(&data_page::draw_expired(&again), 15))?;
    write("page_without_zone.y4m", still(&data_page::draw_without_zone(&again), 30))?;
    write("page_with_reflection.y4m", still(&data_page::draw_with_reflection(&again), 30))?;
    write("page_upside_down.y4m", still(&imageops::rotate180(&page), 15))?;
    write("page_far.y4m", still(&far(&page), 15))?;
    write("page_tilted.y4m", still(&tilted(&again), 15))?;
    write("page_small.y4m", still(&resize(&page, 640, 360), 15))?;
    write("page_then_face.y4m", parts(&[(&page, 6), (&face, 8)]))?;
    write("page_then_other.y4m", parts(&[(&page, 6), (&others_face, 8)]))?;
    write("face_then_page.y4m", parts(&[(&face, 5), (&empty, 1), (&page, 6)]))?;
    let beside = |face: &RgbImage| {
        let mut picture = face.clone();
        let held = imageops::crop_imm(&page, 171, 30, 938, 660).to_image();
        imageops::overlay(&mut picture, &resize(&held, 440, 310), 20, 390);
        picture
    };
    write("page_beside_face.y4m", parts(&[(&page, 6), (&beside(&face), 8)]))?;
    write("page_beside_other.y4m", parts(&[(&page, 6), (&beside(&others_face), 8)]))?;
    // A film without a document: a step back and to the left, then in the middle.
    let aside = PortraitLayout { eyes: [290.0, 300.0], side: 130.0, ..LARGE };
    write("no_document.y4m", parts(&[(&aside.compose(&woman, &WOMAN_A), 6), (&face, 6)]))?;

    write("photo_large.y4m", still(&printed_large(&again), 15))?;
    write("telephone.y4m", still(&on_telephone(&again), 15))
}

/// A film with parts, each with its duration in seconds.
fn parts(parts: &[(&RgbImage, u32)]) -> Film {
    let mut film = Film::new(LARGE.width, LARGE.height, SLOW);
    for (number, (picture, seconds)) in parts.iter().enumerate() {
        let mut picture = (*picture).clone();
        mark(&mut picture, number);
        film.add_frames(&picture, (SLOW * seconds) as usize);
    }
    film
}

/// Paints the square at the bottom left: dark in the first part, lighter in each later one.
fn mark(picture: &mut RgbImage, part: usize) {
    let light = 20 + 80 * part.min(2) as u8;
    for row in picture.height() - MARK..picture.height() {
        for column in 0..MARK {
            picture.put_pixel(column, row, Rgb([light; 3]));
        }
    }
}

/// The frame of a page that is held too far away.
fn far(page: &RgbImage) -> RgbImage {
    let mut picture = table(page.width(), page.height());
    imageops::overlay(&mut picture, &resize(page, page.width() / 3, page.height() / 3), 430, 240);
    picture
}

/// A page that is held askew.
fn tilted(photo: &RgbImage) -> RgbImage {
    let mut rng = SeededRng::new(4);
    let portrait = PortraitLayout { width: 420, height: 540, eyes: [210.0, 227.0], side: 218.0 };
    let person = portrait.compose(photo, &WOMAN_A_AGAIN);
    let half = portrait.side / 4.0;
    let eyes =
        [-half, half].map(|side| [f64::from(portrait.eyes[0] + side), f64::from(portrait.eyes[1])]);
    let page = Page::print(&Design::plain(Format::Td3), Some((&person, eyes)), &mut rng);
    let mut camera = Camera::steady([LARGE.width, LARGE.height], &page);
    (camera.turn, camera.tilt, camera.scale) = (5.0, [8.0, 6.0], 0.92 * camera.scale);
    camera.take(&page, Background::Plain([40, 40, 44]), &mut rng).picture
}

/// The document's photograph, printed as large as a face with a white margin.
fn printed_large(photo: &RgbImage) -> RgbImage {
    let layout = PortraitLayout { width: 344, height: 440, eyes: [172.0, 190.0], side: 195.0 };
    let print = apply_gamma(imageops::fast_blur(&layout.compose(photo, &WOMAN_A_AGAIN), 0.7), 0.85);
    let mut paper = RgbImage::from_pixel(376, 472, Rgb([246, 245, 240]));
    imageops::overlay(&mut paper, &print, 16, 16);
    on_wall(&paper)
}

/// The document's photograph on the screen of a telephone near the camera.
fn on_telephone(photo: &RgbImage) -> RgbImage {
    let layout = PortraitLayout { width: 300, height: 400, eyes: [150.0, 170.0], side: 185.0 };
    let mut screen = apply_gamma(layout.compose(photo, &WOMAN_A_AGAIN), 1.2);
    for (column, row, pixel) in screen.enumerate_pixels_mut() {
        // Bright and a little blue, with the rows and columns of the screen.
        let dim = if column % 3 == 0 || row % 3 == 0 { 0.94 } else { 1.0 };
        let tint = [1.02, 1.06, 1.14];
        pixel.0 = [0, 1, 2].map(|at| (f32::from(pixel.0[at]) * tint[at] * dim).min(255.0) as u8);
    }
    let mut telephone = RgbImage::from_pixel(324, 476, Rgb([18, 18, 20]));
    imageops::overlay(&mut telephone, &imageops::fast_blur(&screen, 0.6), 12, 40);
    on_wall(&telephone)
}

/// A flat object in the middle of the frame.
fn on_wall(flat: &RgbImage) -> RgbImage {
    let [width, height] = SMALL;
    let mut picture =
        RgbImage::from_fn(width, height, |_, row| Rgb(wall(row, height).map(|value| value as u8)));
    let at = [width - flat.width(), height - flat.height()].map(|free| i64::from(free / 2));
    imageops::overlay(&mut picture, flat, at[0], at[1]);
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_each_part_of_a_film_has_a_mark_of_its_own() {
        let marks = [0, 1, 2].map(|part| {
            let mut picture = RgbImage::new(100, 100);
            mark(&mut picture, part);
            assert_eq!(picture.get_pixel(MARK, 99).0, [0; 3]);
            picture.get_pixel(0, 99).0[0]
        });
        assert_eq!(marks, [20, 100, 180]);
    }
}
