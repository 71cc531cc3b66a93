//! The worker's session with the real networks, before a camera that gives ten frames a second.
#![allow(dead_code, reason = "each test program uses a part")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use face::image::Photo;
use image::RgbImage;
use models::Fmr;
use protocol::{AfterPage, CameraTurn, Report, WorkerAnswer};
use vision::session::{Session, Task};

use super::camera::{Person, passport_photo};

pub(crate) struct Kiosk {
    pub(crate) name: &'static str,
    session: Session,
    /// The camera's turn, as the page has stored it.
    pub(crate) turn: CameraTurn,
    frames: u32,
}

const FRAME_MS: f64 = 100.0;

/// One kiosk for each available recogniser.
pub(crate) fn kiosks() -> Vec<Kiosk> {
    let ours = ["mobilefacenet", "mobilefacenet-sirius", "dlib"];
    let found: Vec<_> = ours.into_iter().filter_map(kiosk).collect();
    assert!(!found.is_empty(), "models/ lacks a recogniser: run `cargo xtask models`");
    found
}

fn kiosk(name: &'static str) -> Option<Kiosk> {
    let model = |name: &str| fs::read(repository().join(format!("models/{name}.onnx"))).ok();
    let Some(recogniser) = model(name) else {
        eprintln!("SKIPPED: {name} is not there");
        return None;
    };
    let others = ["blazeface", "facemesh"]
        .map(|name| model(name).expect("models/ lacks a network: run `cargo xtask models`"));
    let mut session = Session::default();
    let files = [&others[0][..], &others[1], &recogniser];
    // The last one misses too many at a rarer false match rate for a test to tell anything.
    let fmr = if name == "dlib" { Fmr::OneInThousand } else { Fmr::default() };
    assert_eq!(session.prepare(name, fmr, files), Report::Ready);
    Some(Kiosk { name, session, turn: CameraTurn::None, frames: 0 })
}

impl Kiosk {
    pub(crate) fn watch_document(&mut self) {
        self.session.watch(Task::Document, self.turn);
    }

    pub(crate) fn watch_face(&mut self) {
        self.session.watch(Task::Face { attempt: 1 }, self.turn);
    }

    /// Reads the photo of `person` from a file.
    pub(crate) fn read_document(&mut self, person: &Person) {
        assert_eq!(
            self.read_file(&passport_photo(person)),
            Report::FileTaken { file: 1, next: AfterPage::Face }
        );
    }

    /// Reads a document from the bytes of a file.
    pub(crate) fn read_file(&mut self, bytes: &[u8]) -> Report {
        self.session.read_document(bytes, 1)
    }

    /// Milliseconds since the kiosk started.
    pub(crate) fn now(&self) -> f64 {
        f64::from(self.frames) * FRAME_MS
    }

    /// Shows `picture` to the camera for so long, or until the session is finished. Returns the report of
    /// each frame, with its time.
    pub(crate) fn film(&mut self, picture: &RgbImage, seconds: f64) -> Vec<(f64, Report)> {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut reports = Vec::new();
        for _ in 0..(seconds * 1e3 / FRAME_MS).round() as u32 {
            if self.session.task() == Task::Rest {
                break;
            }
            let photo = Photo::new(width, height, picture.as_raw().clone()).unwrap();
            let now = self.now();
            reports.push((now, self.session.look(&photo, now)));
            self.frames += 1;
        }
        reports
    }

    pub(crate) fn compare(&mut self) -> WorkerAnswer {
        match self.session.compare(1) {
            Report::Compared { answer, .. } => answer,
            other => panic!("{other:?}"),
        }
    }
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
