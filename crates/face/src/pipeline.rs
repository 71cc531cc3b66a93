//! All stages of the pipeline, from a photo to a verdict.

use models::{ComparedFrames, PictureSource, Side};

use crate::{
    Error,
    align::Crop,
    departure::{Departure, FacePosition},
    detect::FaceDetector,
    embed::{Embedding, FaceRecogniser, Template},
    eye_positions::EyePositions,
    face_size::largest_face,
    framing::Framing,
    guidance::{self, FaceCount, Guidance},
    image::Photo,
    landmarks::{Landmarker, Mesh},
    model::Model,
    quality::Quality,
    track::{MIN_PRESENCE, Track},
    turn::Turn,
    verify::{self, Threshold, Verdict, verify},
};

/// The three networks and their specifications.
pub struct Pipeline {
    pub(crate) detector: FaceDetector,
    pub(crate) landmarker: Landmarker,
    pub(crate) recogniser: FaceRecogniser,
}

/// The specifications of the three networks.
#[derive(Clone, Copy, Debug)]
pub struct Specs<'a> {
    /// Of the detector.
    pub detector: &'a models::Model,
    /// Of the landmark network.
    pub landmarks: &'a models::Model,
    /// Of the recogniser.
    pub recogniser: &'a models::Model,
}

/// The crop of a face that is good enough to be compared. Overwritten when dropped.
pub struct Candidate {
    pub(crate) crop: Crop,
    pub(crate) quality: Quality,
    pub(crate) position: FacePosition,
}

/// The analysis of one frame of the camera.
pub struct FrameAnalysis {
    /// The face, to be tracked in the next frame. `None` if there is no face, or more than one.
    pub track: Option<Track>,
    /// The face, or the hint for the traveller.
    pub found: Result<Candidate, Guidance>,
    /// Whether this is the face of the previous frame at nearly the same position, so it cannot be
    /// another person's.
    pub is_followed: bool,
    /// Whether the face is upright.
    pub is_upright: bool,
}

/// The margin with which faces are searched that are too close: the detector does not find faces
/// that are larger than its input.
const NEAR_MARGIN: f64 = 0.5;

impl Pipeline {
    /// Combines the networks. Fails if a specification describes another role.
    pub fn new(
        detector: Box<dyn Model>,
        landmarks: Box<dyn Model>,
        recogniser: Box<dyn Model>,
        specs: Specs<'_>,
    ) -> Result<Self, Error> {
        Ok(Self {
            detector: FaceDetector::new(detector, specs.detector)?.without_bars(),
            landmarker: Landmarker::new(landmarks, specs.landmarks)?,
            recogniser: FaceRecogniser::new(recogniser, specs.recogniser)?,
        })
    }

    /// Analyses one frame of the camera. `before` is the track of the last frame.
    ///
    /// The traveller is the face in the oval. The landmark network tracks it; the detector runs when
    /// the face is lost and in every fifth frame. A face that was lost and found again counts as a
    /// new one. The recogniser does not run here, so that guidance is fast.
    pub fn analyse_live_frame(
        &mut self,
        photo: &Photo,
        before: Option<Track>,
    ) -> Result<FrameAnalysis, Error> {
        let is_due = before.is_none_or(|track| track.needs_detection());
        if let Some(track) = before.filter(|_| !is_due)
            && let Some(analysis) = self.track_face(photo, track)?
        {
            return Ok(analysis);
        }
        let before = before.filter(|_| is_due);
        let faces = self.detector.detect(photo, 0.0)?;
        let face = match guidance::find_traveller(&faces, photo) {
            Ok(face) => face,
            Err(count) => {
                return Ok(FrameAnalysis::without_face(self.explain_face_count(photo, count)?));
            }
        };
        let mesh = self.landmarker.locate(photo, face)?;
        let Some((candidate, quality, eyes)) = self.examine(photo, &mesh)? else {
            return Ok(FrameAnalysis::without_face(Guidance::NoFace));
        };
        let is_new = before.is_none();
        if is_new && mesh.is_upright() && self.is_upside_down(photo, mesh.confidence(face))? {
            return Ok(FrameAnalysis::without_face(Guidance::NoFace));
        }
        let is_upright = mesh.is_upright();
        let motion = before.map(|before| eyes.motion(&before.eye_positions()));
        let check = guidance::check_live(&quality, &Framing::of(photo, face), motion);
        Ok(FrameAnalysis {
            track: Some(Track::new(*face, eyes)),
            found: check.map(|()| candidate),
            is_followed: motion.is_some_and(guidance::is_still),
            is_upright,
        })
    }

    /// The hint for a frame without a single face. If a face is too close, the detector finds none, or
    /// several false ones.
    fn explain_face_count(&mut self, photo: &Photo, count: FaceCount) -> Result<Guidance, Error> {
        let faces = self.detector.detect(photo, NEAR_MARGIN)?;
        let is_near = faces.iter().any(|face| guidance::is_too_near(&Framing::of(photo, face)));
        Ok(match count {
            _ if is_near => Guidance::TooNear,
            FaceCount::None => Guidance::NoFace,
            FaceCount::Several => Guidance::SeveralFaces,
        })
    }

    /// Whether the photo rotated by 180 degrees shows an upright face with a higher confidence.
    fn is_upside_down(&mut self, photo: &Photo, confidence: f64) -> Result<bool, Error> {
        let turned = photo.upright(Turn::Half)?;
        let faces = self.detector.detect(&turned, 0.0)?;
        let Some(face) = largest_face(&faces) else { return Ok(false) };
        let mesh = self.landmarker.locate(&turned, face)?;
        Ok(mesh.is_upright() && mesh.confidence(face) > confidence)
    }

    /// Finds a tracked face near its last position. `None` if it was lost.
    fn track_face(&mut self, photo: &Photo, track: Track) -> Result<Option<FrameAnalysis>, Error> {
        let Ok(expected) = track.face() else { return Ok(None) };
        let mesh = self.landmarker.locate(photo, &expected)?;
        if mesh.presence() < MIN_PRESENCE {
            return Ok(None);
        }
        let Some((candidate, quality, eyes)) = self.examine(photo, &mesh)? else {
            return Ok(None);
        };
        let motion = eyes.motion(&track.eye_positions());
        let track = track.moved(eyes);
        let check =
            guidance::check_live(&quality, &Framing::of(photo, &track.face()?), Some(motion));
        Ok(Some(FrameAnalysis {
            track: Some(track),
            found: check.map(|()| candidate),
            is_followed: guidance::is_still(motion),
            is_upright: mesh.is_upright(),
        }))
    }

    /// Whether the document has left the frame that was taken at `now`, in milliseconds of a
    /// monotonic clock. Travellers are upright in the frame rotated by `turn`; the document is also
    /// searched at the rotation at which it was detected.
    pub fn has_left(
        &mut self,
        frame: &Photo,
        turn: Turn,
        departure: &mut Departure,
        now: f64,
    ) -> Result<bool, Error> {
        let mut faces = self.face_positions(frame, turn)?;
        if departure.turn() != turn {
            faces.extend(self.face_positions(frame, departure.turn())?);
        }
        Ok(departure.is_over(&faces, now))
    }

    /// The positions in the frame of all faces that the detector finds when it is rotated by `turn`.
    fn face_positions(&mut self, frame: &Photo, turn: Turn) -> Result<Vec<FacePosition>, Error> {
        let turned = frame.upright(turn)?;
        let faces = self.detector.detect(&turned, 0.0)?;
        Ok(faces
            .iter()
            .map(|face| FacePosition::of_face(&turned, face).in_original(turn, &turned))
            .collect())
    }

    /// Embeds 1 to [`MAX_FRAMES`](models::MAX_FRAMES) pictures of a document and averages them,
    /// weighted by their quality.
    pub fn template(&mut self, candidates: &[Candidate]) -> Result<Template, Error> {
        if !(1..=models::MAX_FRAMES).contains(&candidates.len()) {
            return Err(Error::Frames);
        }
        let frames: Result<Vec<_>, Error> = candidates
            .iter()
            .map(|candidate| {
                Ok((self.recogniser.embed(&candidate.crop, Side::Document)?, candidate.quality()))
            })
            .collect();
        Template::new(&frames?, self.recogniser.spec().metric())
    }

    /// Embeds one candidate.
    pub fn embed(&mut self, candidate: &Candidate, side: Side) -> Result<Embedding, Error> {
        self.recogniser.embed(&candidate.crop, side)
    }

    /// Whether a live frame shows the document's own photograph (a recapture) instead of a live face.
    /// `source` is the source of the document's image.
    pub fn is_same_photograph(
        &self,
        frame: &Embedding,
        document: &Template,
        source: PictureSource,
    ) -> Result<bool, Error> {
        let limit = Threshold::of_same_photograph(self.recogniser.spec(), source)?;
        Ok(verify::is_same_photograph(frame, document, limit))
    }

    /// Compares the live face with the document photo, at the threshold for the document's source and
    /// for both numbers of frames.
    pub fn verify(
        &self,
        live: &Template,
        document: &Template,
        source: PictureSource,
    ) -> Result<Verdict, Error> {
        let frames = ComparedFrames { source, document: document.frames(), live: live.frames() };
        let threshold = Threshold::of_frames(self.recogniser.spec(), frames)?;
        Ok(verify(live, document, threshold))
    }

    /// Aligns one face and measures its quality. `None` if its landmarks are degenerate.
    pub(crate) fn examine(
        &mut self,
        photo: &Photo,
        mesh: &Mesh,
    ) -> Result<Option<(Candidate, Quality, EyePositions)>, Error> {
        let examined = Quality::measure(photo, mesh)
            .and_then(|quality| Ok((quality, self.recogniser.crop(photo, mesh)?)));
        match examined {
            Ok((quality, crop)) => {
                let eyes = EyePositions::new(mesh.right_eye(), mesh.left_eye());
                let position = FacePosition::of(photo, &eyes);
                Ok(Some((Candidate { crop, quality, position }, quality, eyes)))
            }
            Err(Error::DegenerateLandmarks) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl FrameAnalysis {
    /// A frame without a single face.
    fn without_face(hint: Guidance) -> Self {
        Self { track: None, found: Err(hint), is_followed: false, is_upright: false }
    }
}

impl Candidate {
    /// Quality of the image, 0 to 1, by which the best of several frames are chosen.
    pub fn quality(&self) -> f64 {
        self.quality.rank()
    }

    /// The position of the face in the camera's field of view.
    pub fn position(&self) -> FacePosition {
        self.position
    }
}
