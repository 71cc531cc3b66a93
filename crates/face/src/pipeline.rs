//! All stages in their order, for whoever has a photo and wants a verdict.

use crate::{
    Error,
    align::Crop,
    departure::{Departure, Place},
    detect::{Detector, Face},
    embed::{Embedding, Recogniser, Template},
    framing::Framing,
    guide::{self, Crowd, DocumentFault, Guidance, Stance},
    image::Photo,
    landmarks::{Landmarker, Mesh},
    model::Model,
    page,
    quality::Quality,
    spec::{self, PictureSource},
    track::{PRESENT, Track},
    verify::{self, Threshold, Verdict, verify},
};

/// Three networks and what is known of them.
pub struct Pipeline {
    pub(crate) detector: Detector,
    pub(crate) landmarker: Landmarker,
    pub(crate) recogniser: Recogniser,
}

/// What is known of the three networks.
#[derive(Clone, Copy, Debug)]
pub struct Specs<'a> {
    /// Of the detector.
    pub detector: &'a spec::Model,
    /// Of the landmark network.
    pub landmarks: &'a spec::Model,
    /// Of the recogniser.
    pub recogniser: &'a spec::Model,
}

/// A face that is good enough to be compared, cut out. Overwritten when dropped.
pub struct Candidate {
    pub(crate) crop: Crop,
    pub(crate) rank: f64,
    place: Place,
}

/// What one frame of the camera shows.
pub struct Look {
    /// The face, to be followed in the next look. `None` if nobody, or not one alone, is there.
    pub track: Option<Track>,
    /// The face, or what the traveller should do.
    pub found: Result<Candidate, Guidance>,
    /// Whether this is the face of the frame before, in nearly the same place: no other one can have
    /// come between.
    pub is_followed: bool,
}

/// Where in a photo the document's portrait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// The photo is a passport's data page that fills it: the portrait is in its left part, and
    /// smaller than a living face before the camera.
    Page,
    /// The photo is a portrait, or a scan that holds one.
    Anywhere,
}

/// Margins to look for a face in a document file with. A passport photo is a tight crop, which is
/// found more surely with a margin; a scanned page is not.
pub(crate) const MARGINS: [f64; 2] = [0.25, 0.0];

/// The margin with which a live face is looked for that is too near to be found without: the
/// detector knows no faces that are larger than the frame.
const NEAR_MARGIN: f64 = 0.5;

impl Pipeline {
    /// Puts the networks together. Fails if a spec describes another role.
    pub fn new(
        detector: Box<dyn Model>,
        landmarks: Box<dyn Model>,
        recogniser: Box<dyn Model>,
        specs: Specs<'_>,
    ) -> Result<Self, Error> {
        Ok(Self {
            detector: Detector::new(detector, specs.detector)?,
            landmarker: Landmarker::new(landmarks, specs.landmarks)?,
            recogniser: Recogniser::new(recogniser, specs.recogniser)?,
        })
    }

    /// Looks at one frame of the camera. `before` is whom the last look saw.
    ///
    /// The traveller is the face in the oval, and is followed by the landmark network. The
    /// detector looks again when the face is lost, and every fifth time. A face that was lost is
    /// not the same one any more: the frame in which it is found again is its first one. Never
    /// runs the recogniser, so that guidance is quick.
    pub fn look_live(&mut self, photo: &Photo, before: Option<Track>) -> Result<Look, Error> {
        let is_due = before.is_none_or(|track| !track.can_go_on());
        if let Some(track) = before.filter(|_| !is_due)
            && let Some(look) = self.follow(photo, track)?
        {
            return Ok(look);
        }
        let before = before.filter(|_| is_due);
        let faces = self.detector.detect(photo, 0.0)?;
        let face = match guide::traveller(&faces, photo) {
            Ok(face) => face,
            Err(crowd) => return Ok(Look::of_nobody(self.why(photo, crowd)?)),
        };
        let mesh = self.landmarker.locate(photo, face)?;
        let Some((candidate, quality, eyes)) = self.examine(photo, &mesh)? else {
            return Ok(Look::of_nobody(Guidance::NoFace));
        };
        let motion = before.map(|before| eyes.motion(&before.stance()));
        let word = guide::live(&quality, &Framing::of(photo, face), motion);
        Ok(Look {
            track: Some(Track::new(*face, eyes)),
            found: word.map(|()| candidate),
            is_followed: motion.is_some_and(guide::is_still),
        })
    }

    /// Why there is not one face alone. Of one that is too near the detector finds nothing, or
    /// several that are none.
    fn why(&mut self, photo: &Photo, crowd: Crowd) -> Result<Guidance, Error> {
        let faces = self.detector.detect(photo, NEAR_MARGIN)?;
        let is_near = faces.iter().any(|face| guide::is_too_near(&Framing::of(photo, face)));
        Ok(match crowd {
            _ if is_near => Guidance::TooNear,
            Crowd::Nobody => Guidance::NoFace,
            Crowd::Several => Guidance::SeveralFaces,
        })
    }

    /// Looks for a followed face where it must be. `None` if it is not there.
    fn follow(&mut self, photo: &Photo, track: Track) -> Result<Option<Look>, Error> {
        let Ok(expected) = track.face() else { return Ok(None) };
        let mesh = self.landmarker.locate(photo, &expected)?;
        if mesh.presence() < PRESENT {
            return Ok(None);
        }
        let Some((candidate, quality, eyes)) = self.examine(photo, &mesh)? else {
            return Ok(None);
        };
        let motion = eyes.motion(&track.stance());
        let track = track.moved(eyes);
        let word = guide::live(&quality, &Framing::of(photo, &track.face()?), Some(motion));
        let is_followed = guide::is_still(motion);
        Ok(Some(Look { track: Some(track), found: word.map(|()| candidate), is_followed }))
    }

    /// Whether the document has left the picture that the camera took at `now`, in milliseconds of
    /// any clock that never goes back.
    pub fn has_left(
        &mut self,
        photo: &Photo,
        departure: &mut Departure,
        now: f64,
    ) -> Result<bool, Error> {
        Ok(departure.is_over(photo, &self.detector.detect(photo, 0.0)?, now))
    }

    /// Looks at a document photo: a face to compare with, or why there is none.
    pub fn look_document(
        &mut self,
        photo: &Photo,
        zone: Zone,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        let face = match zone {
            Zone::Page => page::portrait(&self.detector.detect(photo, 0.0)?, photo)
                .ok_or(DocumentFault::NoFace),
            Zone::Anywhere => self.only_face(photo)?,
        };
        let face = match face {
            Ok(face) => face,
            Err(fault) => return Ok(Err(fault)),
        };
        let mesh = self.landmarker.locate(photo, &face)?;
        let Some((candidate, quality, eyes)) = self.examine(photo, &mesh)? else {
            return Ok(Err(DocumentFault::NoFace));
        };
        let (min_eyes, must_be_page) = match zone {
            Zone::Page => (guide::MIN_EYES, true),
            Zone::Anywhere => (guide::MIN_EYES_IN_FILE, false),
        };
        let mut word = guide::document(&quality, min_eyes);
        // Last, as it is looked for in detail: a portrait alone may be a person.
        if word.is_ok() && must_be_page && page::find(photo, &eyes).is_err() {
            word = Err(DocumentFault::NotAPage);
        }
        Ok(word.map(|()| candidate))
    }

    /// Embeds 1 to [`MAX_FRAMES`](spec::MAX_FRAMES) candidates of one person, and averages them by
    /// their quality.
    pub fn template(&mut self, candidates: &[Candidate]) -> Result<Template, Error> {
        if !(1..=spec::MAX_FRAMES).contains(&candidates.len()) {
            return Err(Error::Frames);
        }
        let frames: Result<Vec<_>, Error> =
            candidates.iter().map(|it| Ok((self.recogniser.embed(&it.crop)?, it.rank))).collect();
        Template::new(&frames?, self.recogniser.spec().metric())
    }

    /// Embeds one candidate.
    pub fn embed(&mut self, candidate: &Candidate) -> Result<Embedding, Error> {
        self.recogniser.embed(&candidate.crop)
    }

    /// Whether a live frame is the document's own photograph, shot anew: then it is no live face.
    /// `source` says how the document's picture came in.
    pub fn is_same_photograph(
        &self,
        frame: &Embedding,
        document: &Template,
        source: PictureSource,
    ) -> Result<bool, Error> {
        let limit = Threshold::of_same_photograph(self.recogniser.spec(), source)?;
        Ok(verify::is_same_photograph(frame, document, limit))
    }

    /// Compares the live face with the document photo, at the threshold for its number of frames.
    pub fn verify(&self, live: &Template, document: &Template) -> Result<Verdict, Error> {
        let threshold = Threshold::of(self.recogniser.spec(), live.frames())?;
        Ok(verify(live, document, threshold))
    }

    fn only_face(&mut self, photo: &Photo) -> Result<Result<Face, DocumentFault>, Error> {
        for margin in MARGINS {
            let faces = self.detector.detect(photo, margin)?;
            match guide::alone(&faces, guide::DOCUMENT_RIVAL) {
                Ok(face) => return Ok(Ok(*face)),
                Err(guide::Crowd::Several) => return Ok(Err(DocumentFault::SeveralFaces)),
                Err(guide::Crowd::Nobody) => {}
            }
        }
        Ok(Err(DocumentFault::NoFace))
    }

    /// Cuts one face out and measures it. `None` if it turns out to be none.
    fn examine(
        &mut self,
        photo: &Photo,
        mesh: &Mesh,
    ) -> Result<Option<(Candidate, Quality, Stance)>, Error> {
        let examined = Quality::measure(photo, mesh)
            .and_then(|quality| Ok((quality, self.recogniser.crop(photo, mesh)?)));
        match examined {
            Ok((quality, crop)) => {
                let stance = Stance::new(mesh.right_eye(), mesh.left_eye());
                let place = Place::of(photo, &stance);
                Ok(Some((Candidate { crop, rank: quality.rank(), place }, quality, stance)))
            }
            Err(Error::DegenerateLandmarks) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Look {
    /// There is not one face alone.
    fn of_nobody(word: Guidance) -> Self {
        Self { track: None, found: Err(word), is_followed: false }
    }
}

impl Candidate {
    /// How good the picture is, 0 to 1: to choose the best of several frames.
    pub fn quality(&self) -> f64 {
        self.rank
    }

    /// Where the face is in what the camera sees.
    pub fn place(&self) -> Place {
        self.place
    }
}
