//! What the worker knows of one traveller, and what it does with it. Knows no browser.

use face::{
    Candidate, Capture, FacePosition, PageSearch, Pipeline, PortraitArea, Specs, Turn,
    blank::is_blank, decode::decode, guidance::DocumentFault, image::Photo, model,
};
use models::{Fmr, Models};
use protocol::{AfterPage, CameraTurn, DocumentRule, Hint, Report, fits_page};
use wire::DocumentSource;
use zeroize::Zeroizing;

use crate::{
    chip::{self, ChipReading, ChipStep, ReaderMessage},
    live::{Document, LiveFace, LiveStep},
    page_burst::{PageBurst, PageStep},
    page_zone::{PageZone, ZoneState},
    vocabulary::{camera_turn, document_hint, file_hint, pipeline_turn, worker_answer},
};

/// One traveller's visit to the worker.
#[derive(Default)]
pub struct Session {
    pipeline: Option<Pipeline>,
    task: Task,
    /// Good frames of the document, with at most one bad one between two of them.
    pages: PageBurst<Candidate>,
    /// Where the document was in its last good frame.
    page_position: Option<FacePosition>,
    /// Whether the last frame of the document was bad.
    is_page_bad: bool,
    /// The machine-readable zone of the page that is shown.
    zone: PageZone,
    /// The frames of the page's portrait, taken while its zone is still being read.
    portrait: Option<Vec<Candidate>>,
    /// The search for the document.
    search: PageSearch,
    document: Option<Document>,
    /// The document's chip, while it is read.
    chip: Option<ChipReading>,
    /// The search for the live face.
    live: LiveFace,
    /// The live face, taken and not yet compared.
    taken: Vec<Capture>,
}

/// What the frames of the camera are looked at for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Task {
    /// Nothing.
    #[default]
    Rest,
    /// The document photo.
    Document,
    /// The live face.
    Face {
        /// Which try.
        attempt: u8,
    },
    /// Whether there is anything to see.
    Test,
}

impl Session {
    /// Makes the models ready: the files of detector, landmarks and the named recogniser,
    /// which matches at the rate `fmr`.
    pub fn prepare(&mut self, recogniser: &str, fmr: Fmr, files: [&[u8]; 3]) -> Report {
        self.pipeline = pipeline(recogniser, fmr, files).ok();
        if self.pipeline.is_some() { Report::Ready } else { Report::BadModels }
    }

    /// Takes the document photo from an image file, in place of the one that was taken before.
    pub fn read_document(&mut self, bytes: &[u8], file: u8) -> Report {
        self.document = None;
        self.zone.forget_page();
        let refused = |error: face::Error| match file_hint(error) {
            Some(hint) => Report::FileRefused { file, hint },
            None => Report::Failed,
        };
        let photo = match decode(bytes) {
            Ok(photo) => photo,
            Err(error) => return refused(error),
        };
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        match pipeline.analyse_document(&photo, PortraitArea::Anywhere) {
            Ok(Ok(candidate)) => {
                if self.zone.rule().reads_chips {
                    self.zone.look_at_file(&photo);
                }
                let next = self.after_page();
                if next == AfterPage::Face && self.zone.rule().least.is_some() {
                    return Report::FileRefused { file, hint: Hint::ZoneUnreadable };
                }
                let taken = Report::FileTaken { file, next };
                self.keep_document(DocumentSource::File, None, &[candidate], taken)
            }
            Ok(Err(fault)) => Report::FileRefused { file, hint: document_hint(fault) },
            Err(error) => refused(error),
        }
    }

    /// Which documents count from now on.
    pub fn accept_documents(&mut self, rule: DocumentRule) {
        self.zone.set_rule(rule);
    }

    /// What comes after the page, whose zone may have the key to a chip.
    fn after_page(&self) -> AfterPage {
        if self.zone.keys().is_empty() { AfterPage::Face } else { AfterPage::Chip }
    }

    /// Reads the chip of the document whose page was taken. `trust_list` is a file of `gangway-trust`;
    /// `seed` is secret and random.
    pub fn start_chip(&mut self, trust_list: &[u8], seed: Zeroizing<[u8; 32]>) -> Report {
        let (keys, rule) = (self.zone.keys(), self.zone.rule());
        if self.document.is_none() || keys.is_empty() {
            return Report::Failed;
        }
        self.chip = Some(ChipReading::new(keys, trust_list, rule.today, rule.least, seed));
        Report::Hint(Hint::LayDown)
    }

    /// Hears the reader: the next command for the chip, and what changes for the traveller.
    pub(crate) fn hear_reader(
        &mut self,
        message: ReaderMessage,
    ) -> (Option<Vec<u8>>, Option<Report>) {
        // A late message of a reader whose chip was read, or is not wanted any more.
        let Some(chip) = &mut self.chip else { return (None, None) };
        let report = match chip.on(message) {
            ChipStep::Wait => return (None, None),
            ChipStep::Tell(hint) => return (None, Some(Report::Hint(hint))),
            ChipStep::Transmit(command, tenths) => {
                return (Some(command), tenths.map(|tenths| Report::ReadingChip { tenths }));
            }
            ChipStep::Unread => Report::ChipUnread,
            ChipStep::Refused => Report::DocumentRefused,
            ChipStep::Taken(level, picture) => {
                let taken = Report::ChipTaken(level);
                self.take_chip_photo(&picture, chip::source(level), taken)
            }
        };
        self.chip = None;
        (None, Some(report))
    }

    /// The photo of the chip takes the place of the page's.
    fn take_chip_photo(&mut self, picture: &[u8], source: DocumentSource, taken: Report) -> Report {
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        let candidate = decode(picture)
            .and_then(|photo| pipeline.analyse_document(&photo, PortraitArea::Anywhere));
        match candidate {
            Ok(Ok(candidate)) => {
                let page = self.document.as_ref().and_then(|document| document.position);
                self.keep_document(source, page, &[candidate], taken)
            }
            // A picture without a usable face is no better than none.
            _ if self.zone.rule().least.is_none() => Report::ChipUnread,
            _ => Report::DocumentRefused,
        }
    }

    /// What the next frames are for, which are upright when they are turned by `turn`.
    pub fn watch(&mut self, task: Task, turn: CameraTurn) {
        let turn = pipeline_turn(turn);
        self.task = task;
        self.chip = None;
        if task == Task::Document {
            self.zone.forget_page();
        }
        self.forget_frames();
        self.search = PageSearch::starting_at(turn);
        self.taken.clear();
        self.live = LiveFace::beside(self.document.as_ref(), turn);
    }

    /// Forgets the frames of a page: the next one may be another page.
    fn forget_page(&mut self) {
        self.forget_frames();
        self.zone.forget_page();
    }

    fn forget_frames(&mut self) {
        self.pages.clear();
        self.page_position = None;
        self.portrait = None;
    }

    /// Looks at no more frames.
    pub fn pause(&mut self) {
        self.watch(Task::Rest, CameraTurn::None);
    }

    /// What the frames are for now.
    pub fn task(&self) -> Task {
        self.task
    }

    /// Looks at one frame of the camera, taken at `now`: milliseconds of any clock that never
    /// goes back.
    pub fn look(&mut self, photo: &Photo, now: f64) -> Report {
        if is_blank(photo) {
            // Whatever comes next may be another page, or another face.
            self.forget_page();
            self.live.lose_face();
            return Report::Hint(Hint::NothingSeen);
        }
        match self.task {
            Task::Rest => Report::Failed,
            Task::Document => self.look_for_document(photo, now),
            Task::Face { attempt } => self.look_for_face(photo, attempt, now),
            Task::Test => {
                self.pause();
                Report::CameraWorks
            }
        }
    }

    /// Compares the live face with the document photo.
    pub fn compare(&mut self, attempt: u8) -> Report {
        let live = std::mem::take(&mut self.taken);
        let (Some(pipeline), Some(document)) = (&self.pipeline, &self.document) else {
            return Report::Failed;
        };
        let verdict = pipeline
            .average_captures(live)
            .and_then(|live| pipeline.verify(&live, &document.template, document.picture_source()));
        Report::Compared { attempt, answer: worker_answer(verdict) }
    }

    fn look_for_document(&mut self, photo: &Photo, now: f64) -> Report {
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        let turn = self.search.turn();
        let found = self.search.analyse_frame(pipeline, photo);
        let turned = self.search.turn();
        if turned != turn {
            self.forget_page();
        }
        let candidate = match found {
            Ok(Ok(candidate)) => candidate,
            Ok(Err(fault)) => {
                // After more than one, the next page may be another one.
                if std::mem::replace(&mut self.is_page_bad, true) {
                    self.forget_page();
                }
                return Report::Hint(match fault {
                    // It cannot be held near enough.
                    DocumentFault::TooSmall if !fits_page(size(photo, turn)) => {
                        Hint::CameraTooSmall
                    }
                    fault => document_hint(fault),
                });
            }
            Err(_) => return Report::Failed,
        };
        self.is_page_bad = false;
        let position = candidate.position();
        let last = self.page_position.replace(position);
        if last.is_some_and(|before| !position.is_near(&before)) {
            self.forget_page();
            self.page_position = Some(position);
        }
        self.zone.look(photo, turned);
        let portrait = match self.portrait.take() {
            Some(portrait) => portrait,
            None => match self.pages.take(candidate, now) {
                PageStep::Wait => return Report::Hint(Hint::HoldStill),
                PageStep::Tilt => return Report::Hint(Hint::Glare),
                PageStep::Taken(frames) => frames,
            },
        };
        match self.zone.state() {
            ZoneState::Unread(hint) => {
                self.portrait = Some(portrait);
                Report::Hint(hint)
            }
            ZoneState::Expired => {
                self.pause();
                Report::DocumentRefused
            }
            ZoneState::Accepted => {
                self.pause();
                let taken = Report::PageTaken(self.after_page());
                self.keep_document(DocumentSource::Camera, Some(position), &portrait, taken)
            }
        }
    }

    fn look_for_face(&mut self, photo: &Photo, attempt: u8, now: f64) -> Report {
        let least = self.zone.rule().least;
        let document = self.document.as_ref().filter(|document| document.is_worth(least));
        let (Some(pipeline), Some(document)) = (&mut self.pipeline, document) else {
            return Report::Failed;
        };
        match self.live.look(pipeline, document, photo, now) {
            Ok(LiveStep::Wait(hint)) => Report::Hint(hint),
            Ok(LiveStep::Turned(turn)) => Report::CameraTurned(camera_turn(turn)),
            Ok(LiveStep::Taken(captures)) => {
                self.pause();
                self.taken = captures;
                Report::FaceTaken { attempt }
            }
            Ok(LiveStep::Refused) => {
                self.pause();
                Report::FaceRefused { attempt }
            }
            Err(_) => Report::Failed,
        }
    }

    fn keep_document(
        &mut self,
        source: DocumentSource,
        position: Option<FacePosition>,
        frames: &[Candidate],
        taken: Report,
    ) -> Report {
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        let template = pipeline.page_template(frames).ok();
        self.document = template.map(|template| Document { template, source, position });
        if self.document.is_some() { taken } else { Report::Failed }
    }
}

fn pipeline(recogniser: &str, fmr: Fmr, files: [&[u8]; 3]) -> Result<Pipeline, face::Error> {
    let text = include_str!(concat!(env!("OUT_DIR"), "/models.json"));
    let models: Models = serde_json::from_str(text).map_err(|_| face::Error::Spec)?;
    let recogniser = models.named(recogniser).ok_or(face::Error::Spec)?.clone().at(fmr)?;
    let specs = Specs {
        detector: models.detector()?,
        landmarks: models.landmarks()?,
        recogniser: &recogniser,
    };
    let [detector, landmarks, recogniser] = files;
    Pipeline::new(
        model::load(detector, specs.detector)?,
        model::load(landmarks, specs.landmarks)?,
        model::load(recogniser, specs.recogniser)?,
        specs,
    )
}

/// Width and height of a frame, in pixels, once it is turned.
fn size(frame: &Photo, turn: Turn) -> [u32; 2] {
    let [width, height] = [frame.width() as u32, frame.height() as u32];
    match turn {
        Turn::None | Turn::Half => [width, height],
        Turn::Right | Turn::Left => [height, width],
    }
}

#[cfg(test)]
mod fakes;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod tests;
