//! Documents, cameras and files that are turned: the worker's session with the real networks.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that skips says so aloud")]

mod flat {
    pub(super) mod camera;
    pub(super) mod kiosk;
}

use flat::{
    camera::{
        OTHER, WOMAN, WOMAN_AGAIN, before_camera, file, held_up, person, portrait, two_portraits,
    },
    kiosk::{Kiosk, kiosks},
};
use image::{RgbImage, imageops};
use protocol::{AfterPage, CameraTurn, Hint, Report, WorkerAnswer};

const TAKEN: Report = Report::FaceTaken { attempt: 1 };

/// The same picture turned by a quarter, a half and three quarters.
fn turned(picture: &RgbImage) -> [RgbImage; 3] {
    [imageops::rotate90(picture), imageops::rotate180(picture), imageops::rotate270(picture)]
}

fn last(reports: &[(f64, Report)]) -> Report {
    reports.last().unwrap().1
}

/// Shows the traveller's face until it is taken, and compares it.
fn compare(kiosk: &mut Kiosk, face: &RgbImage) -> WorkerAnswer {
    let reports = kiosk.film(face, 4.0);
    assert_eq!(last(&reports), TAKEN, "{}: {reports:?}", kiosk.name);
    kiosk.compare()
}

#[test]
fn k7_a_page_is_taken_whichever_way_up_it_is_held_and_must_be_put_down() {
    let face = person(&WOMAN, 640.0, 116.0);
    for mut kiosk in kiosks() {
        for page in turned(&held_up(&WOMAN_AGAIN, false)) {
            let frame = before_camera(&page);
            kiosk.watch_document();
            let reports = kiosk.film(&frame, 3.0);
            assert_eq!(last(&reports), Report::PageTaken(AfterPage::Face), "{}", kiosk.name);
            kiosk.watch_face();
            let held_up = kiosk.film(&frame, 3.0);
            let is_waiting = |report: &Report| *report == Report::Hint(Hint::PutDocumentDown);
            assert!(
                held_up.iter().all(|(_, report)| is_waiting(report)),
                "{}: {held_up:?}",
                kiosk.name
            );
            assert_eq!(compare(&mut kiosk, &face), WorkerAnswer::Match, "{}", kiosk.name);
        }
    }
}

#[test]
fn k7_a_page_may_have_its_portrait_on_its_right_side() {
    let page = held_up(&WOMAN_AGAIN, true);
    let mut kiosk = kiosks().swap_remove(0);
    for page in turned(&page).iter().chain([&page]) {
        kiosk.watch_document();
        assert_eq!(
            last(&kiosk.film(&before_camera(page), 3.0)),
            Report::PageTaken(AfterPage::Face)
        );
    }
}

#[test]
fn k7_a_file_is_read_whichever_way_up_it_was_scanned() {
    let face = person(&WOMAN, 640.0, 116.0);
    for mut kiosk in kiosks() {
        for scan in [portrait(&WOMAN_AGAIN), held_up(&WOMAN_AGAIN, false)] {
            for scan in turned(&scan) {
                assert_eq!(
                    kiosk.read_file(&file(&scan)),
                    Report::FileTaken { file: 1, next: AfterPage::Face }
                );
                kiosk.watch_face();
                assert_eq!(compare(&mut kiosk, &face), WorkerAnswer::Match, "{}", kiosk.name);
            }
        }
    }
}

#[test]
fn k7_a_camera_that_is_mounted_another_way_up_is_found_out_once() {
    // The part that a camera on its side sees.
    let scene = person(&WOMAN, 640.0, 116.0);
    let scene = imageops::crop_imm(&scene, 280, 0, 720, 720).to_image();
    let turns = [CameraTurn::Left, CameraTurn::Half, CameraTurn::Right];
    let mut kiosk = kiosks().swap_remove(0);
    kiosk.read_document(&WOMAN_AGAIN);
    for (seen, turn) in turned(&scene).iter().zip(turns) {
        kiosk.turn = CameraTurn::None;
        kiosk.watch_face();
        let reports = kiosk.film(seen, 6.0);
        assert_eq!(last(&reports), TAKEN, "{turn:?}: {reports:?}");
        let found =
            reports.iter().position(|(_, report)| *report == Report::CameraTurned(turn)).unwrap();
        assert!(found <= 10, "{turn:?}: {reports:?}");
        // An upside-down face does not count as a face, and the only hint says so.
        let is_none =
            |report: &Report| [Hint::NoFace, Hint::Turned].map(Report::Hint).contains(report);
        assert!(
            reports[..found].iter().all(|(_, report)| is_none(report)),
            "{turn:?}: {reports:?}"
        );
        assert_eq!(kiosk.compare(), WorkerAnswer::Match, "{turn:?}");
        // The next traveller's worker gets the turn.
        kiosk.turn = turn;
        kiosk.watch_face();
        let reports = kiosk.film(seen, 3.0);
        assert_eq!((reports.len(), last(&reports)), (6, TAKEN), "{turn:?}: {reports:?}");
        // The camera was mounted again, or an upside-down picture was held in front of it.
        kiosk.watch_face();
        let reports = kiosk.film(&scene, 6.0);
        assert!(
            reports.iter().any(|(_, report)| *report == Report::CameraTurned(CameraTurn::None))
        );
        assert_eq!(last(&reports), TAKEN, "{turn:?}: {reports:?}");
    }
}

#[test]
fn k7_an_upright_camera_stays_as_it_is() {
    let mut kiosk = kiosks().swap_remove(0);
    kiosk.read_document(&WOMAN_AGAIN);
    kiosk.watch_face();
    let empty = RgbImage::from_pixel(1280, 720, image::Rgb([176, 180, 186]));
    for scene in [empty, person(&OTHER, 300.0, 90.0), person(&WOMAN, 640.0, 60.0)] {
        let reports = kiosk.film(&scene, 3.0);
        let is_hint = |report: &Report| matches!(report, Report::Hint(_));
        assert!(reports.iter().all(|(_, report)| is_hint(report)), "{reports:?}");
    }
}

#[test]
fn two_portraits_of_one_person_on_one_card_are_one_and_two_persons_are_not() {
    for mut kiosk in kiosks() {
        let card = file(&two_portraits(&WOMAN_AGAIN, &WOMAN_AGAIN));
        assert_eq!(
            kiosk.read_file(&card),
            Report::FileTaken { file: 1, next: AfterPage::Face },
            "{}",
            kiosk.name
        );
        let card = file(&two_portraits(&WOMAN_AGAIN, &OTHER));
        let refused = Report::FileRefused { file: 1, hint: Hint::SeveralFaces };
        assert_eq!(kiosk.read_file(&card), refused, "{}", kiosk.name);
    }
}
