//! A pipeline of fake networks: a test says what they see, whatever the pixels are.

use std::{cell::Cell, rc::Rc};

use face::{
    Error, Pipeline, Specs,
    image::Photo,
    model::{Model, Outputs},
};
use models::{Fmr, Models};

use super::Session;

/// What the networks see in every frame. Copies share it.
#[derive(Clone, Default)]
pub(super) struct Scene {
    /// How many faces there are. All have the same size.
    pub(super) faces: Rc<Cell<usize>>,
    /// The right and the left eye of a portrait on a page, in pixels of a frame of [`PAGE_SIZE`].
    pub(super) portrait: Rc<Cell<Option<[[f64; 2]; 2]>>>,
    /// The cosine of the person's embedding and that of the document's portrait.
    pub(super) similarity: Rc<Cell<f32>>,
    /// Whether the recogniser fails.
    pub(super) is_broken: Rc<Cell<bool>>,
}

struct Detector(Scene);
struct Landmarks;
struct Recogniser(Scene);

/// Numbers in a row of the detector, and rows of its two grids.
const ROW: usize = 16;
const ROWS: [usize; 2] = [512, 384];
/// Rows of the finer grid, with the offset in pixels from the row's anchor to a face's centre: one face is
/// in the middle, the other one in a corner.
const PLACES: [(usize, f32); 2] = [(238, 8.0), (68, 10.0)];
/// The distance of the fake eyes, and how far above the middle of a face they are, in sides of its
/// bounding box: the landmark network sees one and a half sides in 192 pixels.
const EYES_IN_FACE: f64 = 1.5 * 60.0 / 192.0;
const EYES_ABOVE_MIDDLE: f64 = 1.5 * 20.0 / 192.0;
/// Width and height of a frame with a page.
pub(super) const PAGE_SIZE: [u32; 2] = [1280, 720];
/// The embedding's length: `dimensions` of the recogniser.
const DIMENSIONS: usize = 128;

impl Model for Detector {
    fn run(&mut self, _: &[f32]) -> Result<Outputs, Error> {
        let mut scores = vec![-9.0; ROWS[0]];
        let mut rows = vec![0.0; ROWS[0] * ROW];
        let faces = PLACES.into_iter().take(self.0.faces.get());
        let faces = faces.map(|(row, to_centre)| (row, [to_centre; 2], 80.0));
        for (row, [x, y], side) in faces.chain(self.0.portrait.get().map(portrait)) {
            scores[row] = 9.0;
            let at = |dx: f32, dy: f32| [x + side * dx, y + side * dy];
            let face = [
                at(0.0, 0.0),
                [side; 2],
                at(-0.25, -0.1875),
                at(0.25, -0.1875),
                at(0.0, 0.0625),
                at(0.0, 0.25),
                at(-0.4375, 0.0),
                at(0.4375, 0.0),
            ];
            rows[row * ROW..(row + 1) * ROW].copy_from_slice(face.as_flattened());
        }
        let coarse = [vec![-9.0; ROWS[1]], vec![0.0; ROWS[1] * ROW]];
        let [coarse_scores, coarse_rows] = coarse;
        Ok([scores, coarse_scores, rows, coarse_rows].map(Into::into).into())
    }
}

/// The row of a portrait, the offset from the row's anchor to its centre, and its side, such that the
/// fake landmarks lie on its eyes.
fn portrait([right, left]: [[f64; 2]; 2]) -> (usize, [f32; 2], f32) {
    // The detector sees the frame in a square of 256 pixels, the anchor of row 0 is at (8, 8).
    let [width, height] = PAGE_SIZE.map(f64::from);
    let scale = 256.0 / width;
    let side = (left[0] - right[0]) / EYES_IN_FACE;
    let x = (right[0] + left[0]) / 2.0;
    let y = (right[1] + left[1]) / 2.0 + side * EYES_ABOVE_MIDDLE + (width - height) / 2.0;
    (0, [x, y].map(|length| (length * scale - 8.0) as f32), (side * scale) as f32)
}

impl Model for Landmarks {
    fn run(&mut self, _: &[f32]) -> Result<Outputs, Error> {
        let mut points = vec![[96.0, 96.0, 0.0]; 468];
        let mut put = |places: &[usize], x, y| {
            places.iter().for_each(|&place| points[place] = [x, y, 0.0]);
        };
        // As in `face::landmarks`: the eyes' contours, nose, mouth, and the outline.
        put(
            &[33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
            66.0,
            76.0,
        );
        put(
            &[263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
            126.0,
            76.0,
        );
        put(&[4, 2], 96.0, 110.0);
        put(&[61], 76.0, 135.0);
        put(&[291], 116.0, 135.0);
        put(&[234], 40.0, 100.0);
        put(&[454], 152.0, 100.0);
        put(&[10], 96.0, 30.0);
        put(&[152], 96.0, 170.0);
        Ok(vec![points.as_flattened().to_vec().into(), vec![0.99].into()])
    }
}

impl Model for Recogniser {
    fn run(&mut self, _: &[f32]) -> Result<Outputs, Error> {
        if self.0.is_broken.get() {
            return Err(Error::Model);
        }
        let cosine = self.0.similarity.get();
        let mut embedding = vec![0.0; DIMENSIONS];
        embedding[..2].copy_from_slice(&[cosine, (1.0 - cosine * cosine).sqrt()]);
        Ok(vec![embedding.into()])
    }
}

/// A session whose networks see `scene`.
pub(super) fn session(scene: &Scene) -> Session {
    let text = include_str!(concat!(env!("OUT_DIR"), "/models.json"));
    let models: Models = serde_json::from_str(text).unwrap();
    let recogniser = models.named("mobilefacenet").unwrap().clone().at(Fmr::default()).unwrap();
    let specs = Specs {
        detector: models.detector().unwrap(),
        landmarks: models.landmarks().unwrap(),
        recogniser: &recogniser,
    };
    let pipeline = Pipeline::new(
        Box::new(Detector(scene.clone())),
        Box::new(Landmarks),
        Box::new(Recogniser(scene.clone())),
        specs,
    );
    Session { pipeline: Some(pipeline.unwrap()), ..Session::default() }
}

/// A sharp and well-lit frame without any meaning.
pub(super) fn frame() -> Photo {
    let rgba: Vec<u8> = noise().flat_map(|grey| [grey, grey, grey, 255]).collect();
    Photo::from_rgba(SIDE, SIDE, &rgba).unwrap()
}

/// A file with such a picture.
pub(super) fn file() -> Vec<u8> {
    let picture = image::GrayImage::from_vec(SIDE as u32, SIDE as u32, noise().collect()).unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A frame that shows nothing.
pub(super) fn blank_frame() -> Photo {
    Photo::from_rgba(SIDE, SIDE, &[128; SIDE * SIDE * 4]).unwrap()
}

const SIDE: usize = 640;

/// Grey values of squares of 4 pixels, the same in each run.
fn noise() -> impl Iterator<Item = u8> {
    (0..SIDE * SIDE).map(|pixel| {
        let [x, y] = [pixel % SIDE / 4, pixel / SIDE / 4];
        let mixed = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca6b);
        60 + (mixed.wrapping_mul(0xc2b2_ae35) >> 25) as u8
    })
}
