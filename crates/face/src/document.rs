//! Finds the portrait on a document, whichever way up the document is.

use crate::{
    Candidate, Error, Pipeline,
    detect::Face,
    guide::{self, Crowd, DOCUMENT_RIVAL, DocumentFault, Stance},
    image::Photo,
    landmarks::Mesh,
    page::{self, PageSide},
    quality::Quality,
    spec::MAX_FRAMES,
    turn::Turn,
    verify::{Threshold, is_one_person},
};

/// Where in a photo the document's portrait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// The photo is a passport's data page that fills it: the portrait is in its left part, and
    /// smaller than a living face before the camera.
    Page,
    /// The photo is a portrait, or a scan that holds one.
    Anywhere,
}

/// The search for a data page before the camera, upright or turned by a quarter or a half.
///
/// Until it is found, each frame is also analysed at one other turn, which changes from frame to frame:
/// at most two analyses a frame.
#[derive(Clone, Copy, Debug)]
pub struct PageSearch {
    /// The turn at which the last page was found.
    turn: Turn,
    /// The other one that is tried next.
    tried: Turn,
}

impl Default for PageSearch {
    fn default() -> Self {
        Self::starting_at(Turn::None)
    }
}

/// Margins to look for a face in a document file with. A passport photo is a tight crop, which is
/// found more surely with a margin; a scanned page is not.
pub(crate) const MARGINS: [f64; 2] = [0.25, 0.0];

/// A face that was found.
struct Portrait {
    candidate: Candidate,
    quality: Quality,
    eyes: Stance,
    /// See [`Mesh::sureness`].
    sureness: f64,
}

impl PageSearch {
    /// Begins with a camera whose picture is upright when it is turned by `turn`.
    pub fn starting_at(turn: Turn) -> Self {
        Self { turn, tried: turn.next() }
    }

    /// By how much the frame was turned in which there was a page last. When it changes, what
    /// was seen before is another page.
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// Analyses one frame of the camera.
    pub fn look(
        &mut self,
        pipeline: &mut Pipeline,
        frame: &Photo,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        let fault = match pipeline.look_page(frame, self.turn)? {
            Ok(candidate) => return Ok(Ok(candidate)),
            Err(fault) => fault,
        };
        let other = pipeline.look_page(frame, self.tried)?;
        if other.is_ok() {
            std::mem::swap(&mut self.turn, &mut self.tried);
            return Ok(other);
        }
        // Where there is a face, what is wrong with it is told, for as long as it is there.
        let is_none = matches!(other, Err(DocumentFault::NoFace | DocumentFault::NotAPage));
        if is_none {
            self.tried = self.tried.next();
            if self.tried == self.turn {
                self.tried = self.tried.next();
            }
        }
        Ok(if fault == DocumentFault::NoFace { other } else { Err(fault) })
    }
}

impl Pipeline {
    /// Analyses a document photo: a face to compare with, or the reason why there is none. A file may be
    /// turned.
    pub fn look_document(
        &mut self,
        photo: &Photo,
        zone: Zone,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        match zone {
            Zone::Page => self.look_page(photo, Turn::None),
            Zone::Anywhere => self.look_file(photo),
        }
    }

    /// Finds the portrait in a file: the one with the higher score, upright or turned by a half; if there
    /// is none, the one with the higher score at a quarter turn.
    fn look_file(&mut self, photo: &Photo) -> Result<Result<Candidate, DocumentFault>, Error> {
        let mut fault = None;
        for turns in [[Turn::None, Turn::Half], [Turn::Right, Turn::Left]] {
            let mut best: Option<Portrait> = None;
            for turn in turns {
                match self.only_portrait(&*photo.upright(turn)?)? {
                    Ok(portrait) => {
                        if best.as_ref().is_none_or(|best| best.sureness < portrait.sureness) {
                            best = Some(portrait);
                        }
                    }
                    // We do not choose for the traveller, not even by turning.
                    Err(DocumentFault::SeveralFaces) if turn == Turn::None => {
                        return Ok(Err(DocumentFault::SeveralFaces));
                    }
                    Err(found) => fault = fault.or(Some(found)),
                }
            }
            if let Some(portrait) = best {
                let word = guide::document(&portrait.quality, guide::MIN_EYES_IN_FILE);
                return Ok(word.map(|()| portrait.candidate));
            }
        }
        Ok(Err(fault.unwrap_or(DocumentFault::NoFace)))
    }

    /// Finds a data page in a frame of the camera that is turned by `turn`.
    pub fn look_page(
        &mut self,
        frame: &Photo,
        turn: Turn,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        let photo = frame.upright(turn)?;
        let faces = self.detector.detect(&photo, 0.0)?;
        // A page on the left as most have it, then all others.
        let places = [
            (page::portrait(&faces, &photo), &[PageSide::Left][..]),
            (page::portrait_aside(&faces, &photo), &[PageSide::Right, PageSide::Left][..]),
        ];
        let mut fault = DocumentFault::NoFace;
        for (face, sides) in places {
            let Some(face) = face else { continue };
            let Some(portrait) = self.portrait(&photo, &face)? else { continue };
            let word = guide::document(&portrait.quality, guide::MIN_EYES);
            // Last, as it is looked for in detail: a portrait alone may be a person.
            let is_page = |side: &PageSide| page::find(&photo, &portrait.eyes, *side).is_ok();
            let found = match word {
                Ok(()) if sides.iter().any(is_page) => {
                    let place = portrait.candidate.place.before(turn, &photo);
                    return Ok(Ok(Candidate { place, ..portrait.candidate }));
                }
                Ok(()) => DocumentFault::NotAPage,
                Err(found) => found,
            };
            if fault == DocumentFault::NoFace {
                fault = found;
            }
        }
        Ok(Err(fault))
    }

    /// The only person in a file.
    fn only_portrait(&mut self, photo: &Photo) -> Result<Result<Portrait, DocumentFault>, Error> {
        for margin in MARGINS {
            let mut faces = self.detector.detect(photo, margin)?;
            faces.retain(Face::is_upright);
            match guide::alone(&faces, DOCUMENT_RIVAL) {
                Ok(face) => {
                    let portrait = self.portrait(photo, face)?;
                    return Ok(portrait.ok_or(DocumentFault::NoFace));
                }
                Err(Crowd::Several) => return self.one_person(photo, &faces),
                Err(Crowd::Nobody) => {}
            }
        }
        Ok(Err(DocumentFault::NoFace))
    }

    /// A card may repeat its portrait in the same size: then the better of them is taken. Anybody
    /// else in the picture is another person, and we do not choose for the traveller.
    fn one_person(
        &mut self,
        photo: &Photo,
        faces: &[Face],
    ) -> Result<Result<Portrait, DocumentFault>, Error> {
        let several = Ok(Err(DocumentFault::SeveralFaces));
        let Some(largest) = guide::largest(faces) else { return several };
        let least = DOCUMENT_RIVAL * largest.area.side();
        let rivals: Vec<_> = faces.iter().filter(|it| it.area.side() >= least).collect();
        if rivals.len() > MAX_FRAMES {
            return several;
        }
        let threshold = Threshold::of(self.recogniser.spec(), 1)?;
        let mut best: Option<Portrait> = None;
        let mut embeddings = Vec::new();
        for face in rivals {
            let Some(portrait) = self.portrait(photo, face)? else { return several };
            let embedding = self.embed(&portrait.candidate)?;
            if !embeddings.iter().all(|other| is_one_person(&embedding, other, threshold)) {
                return several;
            }
            embeddings.push(embedding);
            if best.as_ref().is_none_or(|best| best.candidate.rank < portrait.candidate.rank) {
                best = Some(portrait);
            }
        }
        Ok(best.ok_or(DocumentFault::SeveralFaces))
    }

    /// Examines one face. `None` if it turns out to be none, or not the right way up.
    fn portrait(&mut self, photo: &Photo, face: &Face) -> Result<Option<Portrait>, Error> {
        let mesh: Mesh = self.landmarker.locate(photo, face)?;
        if !mesh.is_upright() {
            return Ok(None);
        }
        let sureness = mesh.sureness(face);
        let examined = self.examine(photo, &mesh)?;
        Ok(examined.map(|(candidate, quality, eyes)| Portrait {
            candidate,
            quality,
            eyes,
            sureness,
        }))
    }
}
