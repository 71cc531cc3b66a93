//! Pages, prints and screens before the camera, and travellers beside them: the worker's session, frame by
//! frame, with the real networks.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test that skips says so aloud")]

mod flat {
    pub(super) mod camera;
    pub(super) mod kiosk;
}

use flat::{
    camera::{
        OTHER, WOMAN, WOMAN_AGAIN, beside, empty_scene, page, person, printed_large, telephone,
    },
    kiosk::{Kiosk, kiosks},
};
use image::RgbImage;
use protocol::{AfterPage, Hint, Report, WorkerAnswer};

const TAKEN: Report = Report::PageTaken(AfterPage::Face);

/// Shows the page to the camera until it is captured, and starts the search for the live face.
fn page_taken(kiosk: &mut Kiosk) {
    kiosk.watch_document();
    let reports = kiosk.film(&page(&WOMAN_AGAIN), 3.0);
    assert_eq!(reports.last().map(|report| report.1), Some(TAKEN));
    kiosk.watch_face();
}

fn hints(reports: &[(f64, Report)]) -> Vec<Hint> {
    let hint = |report: &Report| if let Report::Hint(hint) = report { Some(*hint) } else { None };
    reports.iter().filter_map(|(_, report)| hint(report)).collect()
}

#[test]
fn s0_a_page_alone_is_the_document_and_never_the_face_beside_it() {
    for mut kiosk in kiosks() {
        page_taken(&mut kiosk);
        let reports = kiosk.film(&page(&WOMAN_AGAIN), 8.0);
        assert_eq!(reports.len(), 80, "{}: {:?}", kiosk.name, reports.last());
        assert!(hints(&reports).iter().all(|hint| *hint == Hint::PutDocumentDown));
    }
}

#[test]
fn s0_after_a_page_the_person_is_compared_and_none_but_frames_of_the_person() {
    for mut kiosk in kiosks() {
        for (who, expected) in [(&WOMAN, WorkerAnswer::Match), (&OTHER, WorkerAnswer::NoMatch)] {
            page_taken(&mut kiosk);
            let held_up = kiosk.film(&page(&WOMAN_AGAIN), 3.0);
            assert!(hints(&held_up).iter().all(|hint| *hint == Hint::PutDocumentDown));
            let begun = kiosk.now();
            let reports = kiosk.film(&person(who, 640.0, 116.0), 3.0);
            let (taken, last) = *reports.last().unwrap();
            assert_eq!(last, Report::FaceTaken { attempt: 1 }, "{}", kiosk.name);
            // Everything that led to it came after the page: one frame to find the face, five more.
            assert_eq!(hints(&reports), [Hint::HoldStill; 5]);
            assert!(taken - begun >= 500.0);
            assert_eq!(kiosk.compare(), expected, "{}", kiosk.name);
        }
    }
}

#[test]
fn s0_a_page_beside_the_face_does_not_count() {
    for mut kiosk in kiosks() {
        for (who, expected) in [(&WOMAN, WorkerAnswer::Match), (&OTHER, WorkerAnswer::NoMatch)] {
            page_taken(&mut kiosk);
            let reports = kiosk.film(&beside(&person(who, 640.0, 116.0), &WOMAN_AGAIN), 3.0);
            let last = reports.last().map(|report| report.1);
            assert_eq!(last, Some(Report::FaceTaken { attempt: 1 }), "{}", kiosk.name);
            assert_eq!(kiosk.compare(), expected, "{}", kiosk.name);
        }
    }
}

#[test]
fn s0_who_shows_no_document_is_taken_for_none_wherever_they_stand() {
    for mut kiosk in kiosks() {
        kiosk.watch_document();
        for (x, eyes) in [(290.0, 52.0), (340.0, 66.0), (300.0, 80.0), (640.0, 116.0)] {
            let reports = kiosk.film(&person(&WOMAN, x, eyes), 2.0);
            assert!(
                !reports.iter().any(|(_, report)| *report == TAKEN),
                "{}: {x} {eyes}",
                kiosk.name
            );
            assert_eq!(reports.len(), 20, "{}: {x} {eyes}: {:?}", kiosk.name, reports.last());
        }
    }
}

#[test]
fn s0_the_very_photograph_of_the_document_is_no_live_face() {
    let ways: [(&str, RgbImage); 3] = [
        ("printed large", printed_large(&WOMAN_AGAIN)),
        ("on a telephone", telephone(&WOMAN_AGAIN)),
        ("as if it were alive", person(&WOMAN_AGAIN, 640.0, 116.0)),
    ];
    for mut kiosk in kiosks() {
        for (how, picture) in &ways {
            // Whether a file of it was read, or the camera saw it on its page.
            for is_file in [true, false] {
                if is_file {
                    kiosk.read_document(&WOMAN_AGAIN);
                    kiosk.watch_face();
                } else {
                    page_taken(&mut kiosk);
                    kiosk.film(&empty_scene(), 1.0);
                }
                let said = hints(&kiosk.film(picture, 1.0));
                // Each frame but the one that finds the face.
                let name = format!("{}, {how}, file: {is_file}: {said:?}", kiosk.name);
                assert!(said[1..].iter().all(|hint| *hint == Hint::SamePhotograph), "{name}");
                assert_eq!(said.len(), 10, "{name}");
            }
        }
    }
}

#[test]
fn s0_the_documents_own_photograph_leads_to_an_officer_after_ten_seconds() {
    let mut kiosk = kiosks().swap_remove(0);
    kiosk.read_document(&WOMAN_AGAIN);
    kiosk.watch_face();
    let reports = kiosk.film(&printed_large(&WOMAN_AGAIN), 15.0);
    // A frame to find the face, and one more than a hundred.
    let refused = (reports.len(), reports.last().map(|report| report.1));
    assert_eq!(refused, (102, Some(Report::FaceRefused { attempt: 1 })));
}

#[test]
fn s0_frames_of_two_faces_never_come_together() {
    for mut kiosk in kiosks() {
        kiosk.read_document(&WOMAN_AGAIN);
        kiosk.watch_face();
        // Four good frames of one person, then another one in the very same place.
        let before = kiosk.film(&person(&OTHER, 640.0, 116.0), 0.5);
        assert_eq!(hints(&before), [Hint::HoldStill; 5], "{}", kiosk.name);
        let reports = kiosk.film(&person(&WOMAN, 640.0, 116.0), 3.0);
        assert_eq!(reports.last().map(|report| report.1), Some(Report::FaceTaken { attempt: 1 }));
        assert!(reports.len() >= 5, "{}: {} frames of her", kiosk.name, reports.len());
        assert_eq!(kiosk.compare(), WorkerAnswer::Match, "{}", kiosk.name);
    }
}

#[test]
fn s0_a_face_that_was_lost_is_another_one() {
    for mut kiosk in kiosks() {
        kiosk.read_document(&WOMAN_AGAIN);
        kiosk.watch_face();
        let face = person(&WOMAN, 640.0, 116.0);
        assert_eq!(hints(&kiosk.film(&face, 0.5)), [Hint::HoldStill; 5]);
        // One frame without a face resets the capture.
        assert_eq!(hints(&kiosk.film(&empty_scene(), 0.1)), [Hint::NothingSeen]);
        let reports = kiosk.film(&face, 3.0);
        assert_eq!(hints(&reports), [Hint::HoldStill; 5], "{}", kiosk.name);
        assert_eq!(reports.last().map(|report| report.1), Some(Report::FaceTaken { attempt: 1 }));
    }
}
