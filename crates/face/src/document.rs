//! Finds the portrait on a document in any orientation.

use models::{MAX_FRAMES, Side};

use crate::{
    Candidate, Error, Pipeline,
    detect::Face,
    eye_positions::EyePositions,
    face_size::{DOCUMENT_RIVAL, largest_face},
    guidance::{self, DocumentFault, FaceCount},
    image::Photo,
    landmarks::Mesh,
    page::{self, PageSide},
    quality::Quality,
    turn::Turn,
    verify::{Threshold, is_one_person},
};

/// The part of a photo in which the document's portrait is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PortraitArea {
    /// The photo is filled by a data page: the portrait is smaller than a living face before the
    /// camera, and usually in the left part.
    Page,
    /// The photo is a portrait, or a scan that contains one.
    Anywhere,
}

/// The search for a data page before the camera, upright or rotated by a multiple of 90 degrees.
///
/// Until it is found, each frame is also analysed at one other rotation, which changes from frame to
/// frame, so there are at most two analyses per frame.
#[derive(Clone, Copy, Debug)]
pub struct PageSearch {
    /// The rotation at which the last page was found.
    turn: Turn,
    /// The other rotation that is tried next.
    tried: Turn,
}

impl Default for PageSearch {
    fn default() -> Self {
        Self::starting_at(Turn::None)
    }
}

/// Margins with which a face in a document file is searched. A passport photo is a tight crop, in
/// which a face is detected more reliably with a margin; in a scanned page it is not.
pub(crate) const MARGINS: [f64; 2] = [0.25, 0.0];

/// A face in a document photo.
struct Portrait {
    candidate: Candidate,
    quality: Quality,
    eyes: EyePositions,
    /// See [`Mesh::confidence`].
    confidence: f64,
}

impl PageSearch {
    /// Starts the search with a camera whose frames are upright when rotated by `turn`.
    pub fn starting_at(turn: Turn) -> Self {
        Self { turn, tried: turn.next() }
    }

    /// The rotation at which the last page was found. When it changes, earlier captures show another
    /// page.
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// Analyses one frame of the camera.
    pub fn analyse_frame(
        &mut self,
        pipeline: &mut Pipeline,
        frame: &Photo,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        let fault = match pipeline.analyse_page(frame, self.turn)? {
            Ok(candidate) => return Ok(Ok(candidate)),
            Err(fault) => fault,
        };
        let other = pipeline.analyse_page(frame, self.tried)?;
        if other.is_ok() {
            std::mem::swap(&mut self.turn, &mut self.tried);
            return Ok(other);
        }
        // While a face is visible at the other rotation, keep that rotation and report its fault.
        let has_no_face = matches!(other, Err(DocumentFault::NoFace | DocumentFault::NotAPage));
        if has_no_face {
            self.tried = self.tried.next();
            if self.tried == self.turn {
                self.tried = self.tried.next();
            }
        }
        Ok(if fault == DocumentFault::NoFace { other } else { Err(fault) })
    }
}

impl Pipeline {
    /// Analyses a document photo. Returns the face to compare with, or the reason why there is none.
    /// Files may have any orientation.
    pub fn analyse_document(
        &mut self,
        photo: &Photo,
        area: PortraitArea,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        match area {
            PortraitArea::Page => self.analyse_page(photo, Turn::None),
            PortraitArea::Anywhere => self.analyse_file(photo),
        }
    }

    /// Finds the portrait in a file: the one with the higher confidence upright or at 180 degrees; if
    /// there is none, the one with the higher confidence at 90 or 270 degrees.
    fn analyse_file(&mut self, photo: &Photo) -> Result<Result<Candidate, DocumentFault>, Error> {
        let mut fault = None;
        for turns in [[Turn::None, Turn::Half], [Turn::Right, Turn::Left]] {
            let mut best: Option<Portrait> = None;
            for turn in turns {
                match self.only_portrait(&*photo.upright(turn)?)? {
                    Ok(portrait) => {
                        if best.as_ref().is_none_or(|best| best.confidence < portrait.confidence) {
                            best = Some(portrait);
                        }
                    }
                    // Several faces: no automatic choice, also not by rotation.
                    Err(DocumentFault::SeveralFaces) if turn == Turn::None => {
                        return Ok(Err(DocumentFault::SeveralFaces));
                    }
                    Err(found) => fault = fault.or(Some(found)),
                }
            }
            if let Some(portrait) = best {
                let check = guidance::check_document(&portrait.quality, guidance::MIN_EYES_IN_FILE);
                return Ok(check.map(|()| portrait.candidate));
            }
        }
        Ok(Err(fault.unwrap_or(DocumentFault::NoFace)))
    }

    /// Finds a data page in a frame of the camera, rotated by `turn`.
    pub fn analyse_page(
        &mut self,
        frame: &Photo,
        turn: Turn,
    ) -> Result<Result<Candidate, DocumentFault>, Error> {
        let photo = frame.upright(turn)?;
        let faces = self.detector.detect(&photo, 0.0)?;
        // A portrait on the left first, which most pages have, then all others.
        let candidates = [
            (page::portrait(&faces, &photo), &[PageSide::Left][..]),
            (page::portrait_outside_zone(&faces, &photo), &[PageSide::Right, PageSide::Left][..]),
        ];
        let mut fault = DocumentFault::NoFace;
        for (face, sides) in candidates {
            let Some(face) = face else { continue };
            let Some(portrait) = self.portrait(&photo, &face)? else { continue };
            let check = guidance::check_document(&portrait.quality, guidance::MIN_EYES);
            // Checked last because it is expensive. Without a page, the portrait may be a person.
            let is_page = |side: &PageSide| page::find(&photo, &portrait.eyes, *side).is_ok();
            let found = match check {
                Ok(()) if sides.iter().any(is_page) => {
                    let position = portrait.candidate.position.in_original(turn, &photo);
                    return Ok(Ok(Candidate { position, ..portrait.candidate }));
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

    /// Finds the only person in a file.
    fn only_portrait(&mut self, photo: &Photo) -> Result<Result<Portrait, DocumentFault>, Error> {
        for margin in MARGINS {
            let mut faces = self.detector.detect(photo, margin)?;
            faces.retain(Face::is_upright);
            match guidance::sole_face(&faces, DOCUMENT_RIVAL) {
                Ok(face) => {
                    let portrait = self.portrait(photo, face)?;
                    return Ok(portrait.ok_or(DocumentFault::NoFace));
                }
                Err(FaceCount::Several) => return self.repeated_portrait(photo, &faces),
                Err(FaceCount::None) => {}
            }
        }
        Ok(Err(DocumentFault::NoFace))
    }

    /// Chooses the best of several faces if all show one person: a card may repeat its portrait in
    /// the same size. If there are several persons, none is chosen.
    fn repeated_portrait(
        &mut self,
        photo: &Photo,
        faces: &[Face],
    ) -> Result<Result<Portrait, DocumentFault>, Error> {
        let several = Ok(Err(DocumentFault::SeveralFaces));
        let Some(largest) = largest_face(faces) else { return several };
        let min_side = DOCUMENT_RIVAL * largest.bounding_box.side();
        let rivals: Vec<_> =
            faces.iter().filter(|face| face.bounding_box.side() >= min_side).collect();
        if rivals.len() > MAX_FRAMES {
            return several;
        }
        let threshold = Threshold::of(self.recogniser.spec(), 1)?;
        let mut best: Option<Portrait> = None;
        let mut embeddings = Vec::new();
        for face in rivals {
            let Some(portrait) = self.portrait(photo, face)? else { return several };
            let embedding = self.embed(&portrait.candidate, Side::Document)?;
            if !embeddings.iter().all(|other| is_one_person(&embedding, other, threshold)) {
                return several;
            }
            embeddings.push(embedding);
            if best.as_ref().is_none_or(|best| best.quality.rank() < portrait.quality.rank()) {
                best = Some(portrait);
            }
        }
        Ok(best.ok_or(DocumentFault::SeveralFaces))
    }

    /// Examines one face. `None` if the landmarks show no face, or none that is upright.
    fn portrait(&mut self, photo: &Photo, face: &Face) -> Result<Option<Portrait>, Error> {
        let mesh: Mesh = self.landmarker.locate(photo, face)?;
        if !mesh.is_upright() {
            return Ok(None);
        }
        let confidence = mesh.confidence(face);
        let examined = self.examine(photo, &mesh)?;
        Ok(examined.map(|(candidate, quality, eyes)| Portrait {
            candidate,
            quality,
            eyes,
            confidence,
        }))
    }
}
