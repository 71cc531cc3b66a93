//! All stages in their order: from a photo to a verdict.

use crate::{
    Error,
    align::Crop,
    departure::{Departure, Place},
    detect::Detector,
    embed::{Embedding, Recogniser, Template},
    framing::Framing,
    guide::{self, Crowd, Guidance, Stance},
    image::Photo,
    landmarks::{Landmarker, Mesh},
    model::Model,
    quality::Quality,
    spec::{self, PictureSource},
    track::{PRESENT, Track},
    turn::Turn,
    verify::{self, Threshold, Verdict, verify},
};

/// The three networks and their specifications.
pub struct Pipeline {
    pub(crate) detector: Detector,
    pub(crate) landmarker: Landmarker,
    pub(crate) recogniser: Recogniser,
}

/// The specifications of the three networks.
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
    pub(crate) place: Place,
}

/// The analysis of one frame of the camera.
pub struct Look {
    /// The face, to be tracked in the next frame. `None` if there is no face, or more than one.
    pub track: Option<Track>,
    /// The face, or the hint for the traveller.
    pub found: Result<Candidate, Guidance>,
    /// Whether this is the face of the frame before, in nearly the same place: no other one can have
    /// come between.
    pub is_followed: bool,
    /// Whether there is a face that is the right way up.
    pub is_upright: bool,
}

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

    /// Analyses one frame of the camera. `before` is the track of the last frame.
    ///
    /// The traveller is the face in the oval, which the landmark network tracks. The detector runs again
    /// when the face is lost, and in every fifth frame. A face that was lost counts as another one: the
    /// frame in which it is found again is its first one. Never runs the recogniser, so that guidance is
    /// quick.
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
        let is_new = before.is_none();
        if is_new && mesh.is_upright() && self.lies_on_its_head(photo, mesh.sureness(face))? {
            return Ok(Look::of_nobody(Guidance::NoFace));
        }
        let is_upright = mesh.is_upright();
        let motion = before.map(|before| eyes.motion(&before.stance()));
        let word = guide::live(&quality, &Framing::of(photo, face), motion);
        Ok(Look {
            track: Some(Track::new(*face, eyes)),
            found: word.map(|()| candidate),
            is_followed: motion.is_some_and(guide::is_still),
            is_upright,
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

    /// Whether an upright face is surer than `sureness` when the photo is turned by a half.
    fn lies_on_its_head(&mut self, photo: &Photo, sureness: f64) -> Result<bool, Error> {
        let turned = photo.upright(Turn::Half)?;
        let faces = self.detector.detect(&turned, 0.0)?;
        let Some(face) = guide::largest(&faces) else { return Ok(false) };
        let mesh = self.landmarker.locate(&turned, face)?;
        Ok(mesh.is_upright() && mesh.sureness(face) > sureness)
    }

    /// Finds a tracked face near its last position. `None` if it is not there.
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
        Ok(Some(Look {
            track: Some(track),
            found: word.map(|()| candidate),
            is_followed: guide::is_still(motion),
            is_upright: mesh.is_upright(),
        }))
    }

    /// Whether the document has left the picture that the camera took at `now`, in milliseconds of
    /// any clock that never goes back. Travellers are upright when the frame is turned by `turn`;
    /// the document may have been seen another way up, and is looked for that way as well.
    pub fn has_left(
        &mut self,
        frame: &Photo,
        turn: Turn,
        departure: &mut Departure,
        now: f64,
    ) -> Result<bool, Error> {
        let mut faces = self.places(frame, turn)?;
        if departure.turn() != turn {
            faces.extend(self.places(frame, departure.turn())?);
        }
        Ok(departure.is_over(&faces, now))
    }

    /// Where in the frame there are faces that are upright when it is turned by `turn`.
    fn places(&mut self, frame: &Photo, turn: Turn) -> Result<Vec<Place>, Error> {
        let turned = frame.upright(turn)?;
        let faces = self.detector.detect(&turned, 0.0)?;
        Ok(faces.iter().map(|face| Place::of_face(&turned, face).before(turn, &turned)).collect())
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

    /// Whether a live frame shows the document's own photograph (a recapture) and no live face. `source`
    /// is the source of the document's picture.
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

    /// Cuts one face out and measures it. `None` if it turns out to be none.
    pub(crate) fn examine(
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
        Self { track: None, found: Err(word), is_followed: false, is_upright: false }
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
