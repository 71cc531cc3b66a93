//! The stored part of a good live frame: its embedding, once it is known that it may be averaged.

use crate::{
    Candidate, Error, Pipeline,
    embed::{Embedding, Template},
    spec::PictureSource,
    verify::{Threshold, is_one_person},
};

/// A live frame that was embedded. As secret as its [`Embedding`].
pub struct Capture {
    embedding: Embedding,
    rank: f64,
}

impl Capture {
    /// How good the picture is, 0 to 1: to choose the best of several frames.
    pub fn quality(&self) -> f64 {
        self.rank
    }
}

impl Pipeline {
    /// Embeds a good live frame. `None` if it is the document's own photograph, or one of the same
    /// session: then it is no live face.
    pub fn capture(
        &mut self,
        candidate: &Candidate,
        document: &Template,
        source: PictureSource,
    ) -> Result<Option<Capture>, Error> {
        let embedding = self.embed(candidate)?;
        let is_same = self.is_same_photograph(&embedding, document, source)?;
        Ok((!is_same).then_some(Capture { embedding, rank: candidate.rank }))
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

    /// Averages 1 to [`MAX_FRAMES`](crate::spec::MAX_FRAMES) captures of one person by their
    /// quality.
    pub fn mean(&self, captures: Vec<Capture>) -> Result<Template, Error> {
        let frames: Vec<_> = captures.into_iter().map(|it| (it.embedding, it.rank)).collect();
        Template::new(&frames, self.recogniser.spec().metric())
    }
}
