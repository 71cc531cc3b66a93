//! What the worker knows of one traveller, and what it does with it. Knows no browser.

use face::{
    Candidate, Pipeline, Specs, Zone,
    decode::decode,
    embed::Template,
    guide::{DocumentFault, Guidance, Stance},
    image::Photo,
    model::{Model, Onnx},
    spec::{Fmr, MAX_FRAMES, Models},
    verify::Verdict,
};
use wire::DocumentSource;

use crate::vision::protocol::{Answer, Hint, Report, TargetFmr};

/// One traveller's visit to the worker.
#[derive(Default)]
pub struct Session {
    pipeline: Option<Pipeline>,
    task: Task,
    /// Good frames of the present task, one right after the other.
    good: Vec<Candidate>,
    stance: Option<Stance>,
    document: Option<Template>,
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
}

/// How many good frames of a data page in a row are taken; the best one is used.
const PAGES: usize = 3;
/// How many good frames of a face in a row are taken; the best [`MAX_FRAMES`] are used.
const FACES: usize = 5;

impl Session {
    /// Makes the models ready: the ONNX files of detector, landmarks and the named recogniser,
    /// which matches at the rate `fmr`.
    pub fn prepare(&mut self, recogniser: &str, fmr: TargetFmr, files: [&[u8]; 3]) -> Report {
        self.pipeline = pipeline(recogniser, fmr, files).ok();
        if self.pipeline.is_some() { Report::Ready } else { Report::BadModels }
    }

    /// Takes the document photo from an image file.
    pub fn read_document(&mut self, file: &[u8]) -> Report {
        let photo = match decode(file) {
            Ok(photo) => photo,
            Err(error) => return refusal(error).map_or(Report::Failed, Report::DocumentRefused),
        };
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        match pipeline.look_document(&photo, Zone::Anywhere) {
            Ok(Ok(candidate)) => self.keep_document(DocumentSource::File, &[candidate]),
            Ok(Err(fault)) => Report::DocumentRefused(fault.into()),
            Err(error) => refusal(error).map_or(Report::Failed, Report::DocumentRefused),
        }
    }

    /// What the next frames are for.
    pub fn watch(&mut self, task: Task) {
        self.task = task;
        self.good.clear();
        self.stance = None;
    }

    /// What the frames are for now.
    pub fn task(&self) -> Task {
        self.task
    }

    /// Looks at one frame of the camera.
    pub fn look(&mut self, photo: &Photo) -> Report {
        match self.task {
            Task::Rest => Report::Failed,
            Task::Document => self.look_for_document(photo),
            Task::Face { attempt } => self.look_for_face(photo, attempt),
        }
    }

    /// Compares the live face with the document photo.
    pub fn compare(&mut self, attempt: u8) -> Report {
        let good = std::mem::take(&mut self.good);
        let (Some(pipeline), Some(document)) = (&mut self.pipeline, &self.document) else {
            return Report::Failed;
        };
        let verdict = pipeline.template(&good).and_then(|live| pipeline.verify(&live, document));
        Report::Compared { attempt, answer: verdict.into() }
    }

    fn look_for_document(&mut self, photo: &Photo) -> Report {
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        match pipeline.look_document(photo, Zone::Page) {
            Ok(Ok(candidate)) => self.good.push(candidate),
            Ok(Err(fault)) => {
                self.good.clear();
                return Report::Hint(fault.into());
            }
            Err(_) => return Report::Failed,
        }
        if self.good.len() < PAGES {
            return Report::Hint(Hint::HoldStill);
        }
        let best = best(std::mem::take(&mut self.good), 1);
        self.watch(Task::Rest);
        self.keep_document(DocumentSource::Camera, &best)
    }

    fn look_for_face(&mut self, photo: &Photo, attempt: u8) -> Report {
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        let Ok(look) = pipeline.look_live(photo, self.stance) else { return Report::Failed };
        self.stance = look.stance;
        match look.found {
            Ok(candidate) => self.good.push(candidate),
            Err(guidance) => {
                // The next face may be somebody else's: no frame from before may mix with it.
                self.good.clear();
                return Report::Hint(guidance.into());
            }
        }
        if self.good.len() < FACES {
            return Report::Hint(Hint::HoldStill);
        }
        let best = best(std::mem::take(&mut self.good), MAX_FRAMES);
        self.watch(Task::Rest);
        self.good = best;
        Report::FaceTaken { attempt }
    }

    fn keep_document(&mut self, source: DocumentSource, candidates: &[Candidate]) -> Report {
        let Some(pipeline) = &mut self.pipeline else { return Report::Failed };
        self.document = pipeline.template(candidates).ok();
        if self.document.is_some() { Report::DocumentTaken { source } } else { Report::Failed }
    }
}

/// The `count` best of some candidates.
fn best(mut candidates: Vec<Candidate>, count: usize) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.quality().total_cmp(&a.quality()));
    candidates.truncate(count);
    candidates
}

fn pipeline(recogniser: &str, fmr: TargetFmr, files: [&[u8]; 3]) -> Result<Pipeline, face::Error> {
    let text = include_str!(concat!(env!("OUT_DIR"), "/models.json"));
    let models: Models = serde_json::from_str(text).map_err(|_| face::Error::Spec)?;
    let recogniser = models.named(recogniser).ok_or(face::Error::Spec)?.clone().at(fmr.into())?;
    let specs = Specs {
        detector: models.detector()?,
        landmarks: models.landmarks()?,
        recogniser: &recogniser,
    };
    let load = |file: &[u8], spec| -> Result<Box<dyn Model>, face::Error> {
        Ok(Box::new(Onnx::load(file, spec)?))
    };
    let [detector, landmarks, recogniser] = files;
    Pipeline::new(
        load(detector, specs.detector)?,
        load(landmarks, specs.landmarks)?,
        load(recogniser, specs.recogniser)?,
        specs,
    )
}

/// What is wrong with a file, or `None` if the fault is ours.
fn refusal(error: face::Error) -> Option<Hint> {
    match error {
        face::Error::NotAnImage => Some(Hint::NotAnImage),
        face::Error::TooLarge => Some(Hint::TooLarge),
        face::Error::Empty => Some(Hint::Empty),
        face::Error::Corrupt => Some(Hint::Corrupt),
        face::Error::DegenerateLandmarks => Some(Hint::NoFace),
        face::Error::WrongLength
        | face::Error::Model
        | face::Error::Spec
        | face::Error::Uncalibrated
        | face::Error::Frames => None,
    }
}

impl From<Result<Verdict, face::Error>> for Answer {
    fn from(result: Result<Verdict, face::Error>) -> Self {
        match result {
            Ok(Verdict::Match) => Self::Match,
            Ok(Verdict::NoMatch) => Self::NoMatch,
            Err(_) => Self::Retry,
        }
    }
}

impl From<TargetFmr> for Fmr {
    fn from(fmr: TargetFmr) -> Self {
        match fmr {
            TargetFmr::OneInThousand => Self::OneInThousand,
            TargetFmr::OneInTenThousand => Self::OneInTenThousand,
            TargetFmr::OneInHundredThousand => Self::OneInHundredThousand,
        }
    }
}

impl From<Guidance> for Hint {
    fn from(guidance: Guidance) -> Self {
        match guidance {
            Guidance::NoFace => Self::NoFace,
            Guidance::SeveralFaces => Self::SeveralFaces,
            Guidance::TooFar => Self::TooFar,
            Guidance::TooNear => Self::TooNear,
            Guidance::OffCentre => Self::OffCentre,
            Guidance::Turned => Self::Turned,
            Guidance::TooDark => Self::TooDark,
            Guidance::TooBright => Self::TooBright,
            Guidance::Blurred => Self::Blurred,
            Guidance::HoldStill => Self::HoldStill,
        }
    }
}

impl From<DocumentFault> for Hint {
    fn from(fault: DocumentFault) -> Self {
        match fault {
            DocumentFault::NoFace => Self::NoFace,
            DocumentFault::SeveralFaces => Self::SeveralFaces,
            DocumentFault::TooSmall => Self::TooSmall,
            DocumentFault::Blurred => Self::Blurred,
            DocumentFault::TooDark => Self::TooDark,
            DocumentFault::TooBright => Self::TooBright,
        }
    }
}
