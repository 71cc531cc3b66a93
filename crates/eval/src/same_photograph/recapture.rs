//! Simulated ways to present the document's photograph to the camera.

use models::PictureSource;

/// Frames of an attempt: as many as are averaged in a live template.
pub const FRAMES: usize = 3;

/// One way to present the document's photograph to the camera.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// A short name, for tables.
    pub name: &'static str,
    /// A description of what is presented.
    pub about: &'static str,
    /// The treatment of the document's photograph; `None` for the file itself.
    pub document: Option<&'static str>,
    /// The camera's effect: a treatment with another random seed in each frame.
    pub frame: &'static str,
    /// Whether the attacker tries to avoid detection.
    pub is_harsh: bool,
}

/// A data page presented as the document: halftone print, small, slightly tilted.
pub const PAGE: &str = "halftone-60+eyes-60+cast-10+perspective-6+blur-1.5+noise-1.5";

/// The traveller a step back: a small face without print.
const STEP_BACK: &str = "eyes-60+cast-5+blur-1+noise-1.5";

/// The scenes for documents from `source`.
pub fn scenes(source: PictureSource) -> Vec<Scene> {
    let document = match source {
        PictureSource::File => None,
        PictureSource::Camera => Some(PAGE),
    };
    let presented = PRESENTED.map(|(name, about, frame, is_harsh)| Scene {
        name,
        about,
        document,
        frame,
        is_harsh,
    });
    let session = SESSION.map(|(name, about, frame)| Scene {
        name,
        about,
        document: Some(STEP_BACK),
        frame,
        is_harsh: false,
    });
    match source {
        PictureSource::File => presented.to_vec(),
        PictureSource::Camera => presented.into_iter().chain(session).collect(),
    }
}

/// Presentations of the photograph: name, description, treatment, whether it is harsh.
const PRESENTED: [(&str, &str, &str, bool); 9] = [
    (
        "print",
        "printed large, as a photo",
        "eyes-90+cast-15+perspective-10+blur-1.5+noise-2",
        false,
    ),
    (
        "page",
        "the portrait of a printed page, held close",
        "halftone-60+eyes-90+cast-15+perspective-10+blur-2+noise-2",
        false,
    ),
    (
        "telephone",
        "shown on a telephone's screen",
        "eyes-90+screen-300+cast-15+perspective-10+blur-1.5+noise-2",
        false,
    ),
    (
        "bent",
        "the print, bent by 40 degrees from eye to eye",
        "eyes-90+bend-40+cast-15+perspective-10+blur-1.5+noise-2",
        true,
    ),
    (
        "tilted",
        "the print, tilted by up to 30 degrees",
        "eyes-90+perspective-30+cast-15+blur-1.5+noise-2",
        true,
    ),
    (
        "glare",
        "the print, with the reflection of a lamp",
        "eyes-90+glare-70+cast-15+perspective-10+blur-1.5+noise-2",
        true,
    ),
    (
        "dim",
        "the print, in a fifth of the light",
        "eyes-90+cast-15+perspective-10+dark-80+blur-1.5+noise-3",
        true,
    ),
    ("soft", "the print, out of focus", "eyes-90+cast-15+perspective-10+blur-4+noise-2", true),
    ("grey", "the print, without colour", "eyes-90+grey+perspective-10+blur-1.5+noise-2", true),
];

/// Two photos of one session, simulated from one photograph.
const SESSION: [(&str, &str, &str); 2] = [
    (
        "step nearer",
        "no document: a step back, then close (stand-in)",
        "eyes-110+cast-5+perspective-5+blur-1+noise-1.5",
    ),
    (
        "other light",
        "no document: a step back, then close in other light (stand-in)",
        "eyes-110+gamma+cast-20+perspective-8+blur-1.5+noise-2",
    ),
];
