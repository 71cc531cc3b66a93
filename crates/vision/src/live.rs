//! Captures the live face: from the moment the document has left the picture until there are enough
//! good frames of one face, none of which shows the document's own photograph.

use face::{
    Capture, Departure, Error, FacePosition, Pipeline, Track, Turn, embed::Template, image::Photo,
};
use models::{MAX_FRAMES, PictureSource};
use protocol::{ChipLevel, Hint};
use wire::DocumentSource;

use crate::{burst::CaptureBurst, upright::Upright, vocabulary::live_hint};

/// The document's portrait, which the live face is compared with.
pub(super) struct Document {
    /// What the recogniser sees in the portrait.
    pub(super) template: Template,
    /// How the picture came in.
    pub(super) source: DocumentSource,
    /// Where a camera saw the portrait.
    pub(super) position: Option<FacePosition>,
}

/// The search for one live face.
#[derive(Default)]
pub(super) struct LiveFace {
    /// Waits for the document to leave the picture, if a camera saw it.
    departure: Option<Departure>,
    /// How the camera is mounted.
    upright: Upright,
    /// The person in the last frame.
    track: Option<Track>,
    /// Good frames of one face, one right after the other.
    captures: CaptureBurst<Capture>,
    refusals: Refusals,
}

/// The outcome of one frame.
pub(super) enum LiveStep {
    /// More frames are needed, and this is what the traveller should do.
    Wait(Hint),
    /// From now on the camera's picture is turned by so much.
    Turned(Turn),
    /// The best frames of one face.
    Taken(Vec<Capture>),
    /// The document's own photograph was shown for too long.
    Refused,
}

/// Since when the document's own photograph has been shown instead of a face.
#[derive(Debug, Default)]
struct Refusals {
    /// When the first frame and the last one were refused, in milliseconds.
    span: Option<(f64, f64)>,
}

/// How long the document's own photograph may be shown before an officer helps: long enough to
/// read the sentence, which says what to do, and to do it.
const REFUSED_MS: f64 = 10_000.0;
/// After so long without a refused frame the traveller is taken to have followed the hint, and the
/// next refused frame counts as the first one.
const PAUSE_MS: f64 = 3_000.0;

impl LiveFace {
    /// Starts the search for the face that is compared with `document`. `turn` makes the camera's picture
    /// upright.
    pub(super) fn beside(document: Option<&Document>, turn: Turn) -> Self {
        let departure = document.and_then(|document| document.position).map(Departure::of);
        Self { departure, upright: Upright::as_known(turn), ..Self::default() }
    }

    /// Analyses one frame, which the camera gave at `now`, in milliseconds.
    pub(super) fn look(
        &mut self,
        pipeline: &mut Pipeline,
        document: &Document,
        frame: &Photo,
        now: f64,
    ) -> Result<LiveStep, Error> {
        let turn = self.upright.turn();
        if let Some(departure) = &mut self.departure {
            if !pipeline.has_left(frame, turn, departure, now)? {
                return Ok(LiveStep::Wait(Hint::PutDocumentDown));
            }
            self.departure = None;
        }
        let analysis = pipeline.analyse_live_frame(&*frame.upright(turn)?, self.track)?;
        self.track = analysis.track;
        if analysis.is_upright {
            self.upright.confirm();
        } else if let Some(turn) = self.try_other_way_up(pipeline, frame)? {
            self.track = None;
            self.captures.clear();
            return Ok(LiveStep::Turned(turn));
        }
        let candidate = match analysis.found {
            Ok(candidate) => candidate,
            // The face was tracked without a gap, so its earlier good frames may be used.
            Err(guidance) if analysis.is_followed => {
                self.captures.expire(now);
                return Ok(LiveStep::Wait(live_hint(guidance)));
            }
            Err(guidance) => return Ok(self.start_over(live_hint(guidance))),
        };
        let captured =
            pipeline.capture(&candidate, &document.template, document.picture_source())?;
        let Some(capture) = captured else {
            if self.refusals.add(now) {
                return Ok(LiveStep::Refused);
            }
            return Ok(self.start_over(Hint::SamePhotograph));
        };
        if !pipeline.shows_same_person(&capture, self.captures.frames())? {
            self.captures.clear();
        }
        if !self.captures.take(capture, now) {
            return Ok(LiveStep::Wait(Hint::HoldStill));
        }
        Ok(LiveStep::Taken(self.captures.best(MAX_FRAMES, Capture::quality)))
    }

    /// Handles a frame without a face: the next one starts a new burst.
    pub(super) fn lose_face(&mut self) {
        self.track = None;
        self.captures.clear();
    }

    /// Tests whether a face is upright at another turn. Returns the turn of the camera's picture once it
    /// is clear.
    fn try_other_way_up(
        &mut self,
        pipeline: &mut Pipeline,
        frame: &Photo,
    ) -> Result<Option<Turn>, Error> {
        let tried = self.upright.try_other();
        let is_upright = pipeline.analyse_live_frame(&*frame.upright(tried)?, None)?.is_upright;
        Ok(self.upright.tell(is_upright).then_some(tried))
    }

    /// The next face may be another one: no frame from before may mix with it.
    fn start_over(&mut self, hint: Hint) -> LiveStep {
        self.captures.clear();
        LiveStep::Wait(hint)
    }
}

impl Refusals {
    /// Counts a refused frame at `now`. Returns whether frames have been refused for too long.
    fn add(&mut self, now: f64) -> bool {
        let first = match self.span {
            Some((first, last)) if now - last <= PAUSE_MS => first,
            _ => now,
        };
        self.span = Some((first, now));
        now - first >= REFUSED_MS
    }
}

impl Document {
    /// Which thresholds and limits hold.
    pub(super) fn picture_source(&self) -> PictureSource {
        match self.source {
            DocumentSource::Camera => PictureSource::Camera,
            // A chip has a file of the portrait.
            DocumentSource::File
            | DocumentSource::ChipUnverified
            | DocumentSource::ChipSigned
            | DocumentSource::ChipGenuine => PictureSource::File,
        }
    }

    /// Whether the portrait is worth as much as the site asks for.
    pub(super) fn is_worth(&self, least: Option<ChipLevel>) -> bool {
        let worth = match self.source {
            DocumentSource::Camera | DocumentSource::File => None,
            DocumentSource::ChipUnverified => Some(ChipLevel::Unverified),
            DocumentSource::ChipSigned => Some(ChipLevel::Signed),
            DocumentSource::ChipGenuine => Some(ChipLevel::Genuine),
        };
        worth >= least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_the_documents_own_photograph_leads_to_an_officer_after_ten_seconds() {
        let mut refusals = Refusals::default();
        let times = [0.0, 2_500.0, 5_000.0, 7_500.0, 9_900.0, 10_000.0];
        assert_eq!(times.map(|now| refusals.add(now)), [false, false, false, false, false, true]);
    }

    #[test]
    fn s0_a_traveller_who_puts_the_photograph_down_has_all_the_time_again() {
        let mut refusals = Refusals::default();
        let times = [0.0, 3_000.0, 6_000.0, 9_001.0, 12_000.0, 15_000.0, 18_000.0];
        assert_eq!(times.map(|now| refusals.add(now)), [false; 7]);
        assert!(refusals.add(19_001.0));
    }
}
