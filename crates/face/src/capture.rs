//! A captured live frame: the embedding and the quality that are kept until frames are averaged.

use models::{PictureSource, Side};

use crate::{
    Candidate, Error, Pipeline,
    embed::{Embedding, Template},
    verify::{Threshold, is_one_person},
};

/// The embedding of a live frame with its quality. As secret as its [`Embedding`].
pub struct Capture {
    embedding: Embedding,
    rank: f64,
}

impl Capture {
    /// Quality of the image, 0 to 1, by which the best of several frames are chosen.
    pub fn quality(&self) -> f64 {
        self.rank
    }
}

impl Pipeline {
    /// Embeds a live frame. `None` if it is more similar to the document than any live face: it
    /// shows the document's own photograph, or one of the same session.
    pub fn capture(
        &mut self,
        candidate: &Candidate,
        document: &Template,
        source: PictureSource,
    ) -> Result<Option<Capture>, Error> {
        let embedding = self.embed(candidate, Side::Live)?;
        let is_same = self.is_same_photograph(&embedding, document, source)?;
        Ok((!is_same).then_some(Capture { embedding, rank: candidate.quality() }))
    }

    /// Whether a capture shows the person of all of `others`, at the threshold for one frame.
    pub fn shows_same_person<'a>(
        &self,
        capture: &Capture,
        others: impl IntoIterator<Item = &'a Capture>,
    ) -> Result<bool, Error> {
        let threshold = Threshold::of(self.recogniser.spec(), 1)?;
        Ok(others
            .into_iter()
            .all(|other| is_one_person(&capture.embedding, &other.embedding, threshold)))
    }

    /// Averages 1 to [`MAX_FRAMES`](models::MAX_FRAMES) captures of one person, weighted by
    /// their quality.
    pub fn average_captures(&self, captures: Vec<Capture>) -> Result<Template, Error> {
        let frames: Vec<_> =
            captures.into_iter().map(|capture| (capture.embedding, capture.rank)).collect();
        Template::new(&frames, self.recogniser.spec().metric())
    }
}
