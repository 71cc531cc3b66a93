//! A data page before the camera: how many of its frames count, and when it is taken.

use image::{Rgb, RgbImage};
use specimen::{Background, Camera, Design, Format, Page, SeededRng};

use super::{
    fakes::{PAGE_SIZE, Scene, session},
    *,
};

/// How a page is held before the camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct View {
    /// The tilt around its vertical axis, in degrees.
    tilt: f64,
    /// How far to the right of the middle, in pixels.
    shift: f64,
    /// The part of the face's width under a reflection: where it begins and how wide it is.
    lamp: [f64; 2],
}

/// A page before a camera that gives ten frames a second.
struct Film {
    scene: Scene,
    session: Session,
    page: Page,
    now: f64,
    /// The last view, with its picture and the eyes in it.
    last: Option<(View, Vec<u8>, [[f64; 2]; 2])>,
}

impl Film {
    fn new() -> Self {
        let scene = Scene::default();
        scene.similarity.set(1.0);
        let mut session = session(&scene);
        session.watch(Task::Document, CameraTurn::None);
        let page = Page::print(&Design::plain(Format::Td3), None, &mut SeededRng::new(1));
        Self { scene, session, page, now: 0.0, last: None }
    }

    fn show(&mut self, view: View) -> Report {
        let last = self.last.take().filter(|(last, ..)| *last == view);
        let (_, picture, eyes) = self.last.insert(last.unwrap_or_else(|| {
            let camera = Camera {
                tilt: [view.tilt, 0.0],
                shift: [view.shift, 0.0],
                ..Camera::steady(PAGE_SIZE, &self.page)
            };
            let behind = Background::Plain([40, 40, 44]);
            let mut frame = camera.take(&self.page, behind, &mut SeededRng::new(2));
            reflect(&mut frame.picture, frame.eyes, view.lamp);
            (view, frame.picture.into_raw(), frame.eyes)
        }));
        self.scene.portrait.set(Some(*eyes));
        let [width, height] = PAGE_SIZE.map(|length| length as usize);
        let photo = Photo::new(width, height, picture.clone()).unwrap();
        let report = self.session.look(&photo, self.now);
        self.now += 100.0;
        report
    }

    /// How many frames the document's template was made of.
    fn counted(&self) -> Option<usize> {
        self.session.document.as_ref().map(|document| document.template.frames())
    }
}

/// Brightens a part of the face between the brows and the mouth.
fn reflect(picture: &mut RgbImage, [right, left]: [[f64; 2]; 2], [from, width]: [f64; 2]) {
    let apart = left[0] - right[0];
    let start = (left[0] + right[0]) / 2.0 - apart * (1.0 - 2.0 * from);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (x, y) = (f64::from(x), f64::from(y));
        let is_face = (right[1] - 0.5 * apart..right[1] + 1.5 * apart).contains(&y);
        if is_face && (start..start + 2.0 * apart * width).contains(&x) {
            *pixel = Rgb([225; 3]);
        }
    }
}

const WAIT: Report = Report::Hint(Hint::HoldStill);
const TILT: Report = Report::Hint(Hint::Glare);
const STILL: View = View { tilt: 0.0, shift: 0.0, lamp: [0.0; 2] };
const SHINY: View = View { lamp: [0.0, 0.35], ..STILL };

#[test]
fn a_page_that_is_held_still_is_taken_at_once_and_its_frames_count_as_one() {
    let mut film = Film::new();
    let reports: Vec<_> = (0..5).map(|_| film.show(STILL)).collect();
    assert_eq!(reports, [WAIT, WAIT, WAIT, WAIT, Report::PageTaken(AfterPage::Face)]);
    assert_eq!(film.counted(), Some(1));
}

#[test]
fn frames_between_which_the_reflection_moves_over_the_face_count_as_five() {
    let mut film = Film::new();
    let reports: Vec<_> = (0..5)
        .map(|at| {
            let at = f64::from(at);
            film.show(View { tilt: at - 2.0, shift: 5.0 * at, lamp: [0.05 + 0.13 * at, 0.3] })
        })
        .collect();
    assert_eq!(reports, [TILT, TILT, TILT, TILT, Report::PageTaken(AfterPage::Face)]);
    assert_eq!(film.counted(), Some(5));
}

#[test]
fn a_reflection_over_the_face_asks_to_tilt_the_page_until_it_is_gone() {
    let mut film = Film::new();
    for _ in 0..30 {
        assert_eq!(film.show(SHINY), TILT);
    }
    assert_eq!(film.show(View { tilt: 3.0, ..STILL }), Report::PageTaken(AfterPage::Face));
    assert_eq!(film.counted(), Some(2));
}

#[test]
fn a_reflection_that_stays_is_no_reason_to_wait_for_more_than_five_seconds() {
    let mut film = Film::new();
    let mut reports = 0;
    while film.show(SHINY) == TILT {
        reports += 1;
    }
    assert_eq!((reports, film.counted()), (50, Some(1)));
}

#[test]
fn frames_of_a_page_in_another_place_do_not_count() {
    let mut film = Film::new();
    for shift in [-100.0, 100.0] {
        for _ in 0..4 {
            assert_eq!(film.show(View { shift, ..STILL }), WAIT, "{shift}");
        }
    }
    assert_eq!(film.show(View { shift: 100.0, ..STILL }), Report::PageTaken(AfterPage::Face));
    assert_eq!(film.counted(), Some(1));
}
