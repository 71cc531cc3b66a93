//! Command line options of `gangway-eval`.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use models::{DOCUMENT_FRAMES, Mirroring};

use crate::{documents::DocumentTreatment, networks::Engine, treatment::Treatment};

/// Measures the error rates of the pipeline on a collection of labelled photos.
#[derive(Clone, Debug, Parser)]
#[command(name = "cargo xtask eval", bin_name = "cargo xtask eval")]
pub struct Options {
    /// The folder with the photos
    #[arg(long, value_name = "DIR")]
    pub images: PathBuf,
    /// The labelled pairs: tab-separated columns fold, left, right, same, and optionally group_left
    /// and group_right. The person in a photo is derived from its name, `Anna_Smith_0001.jpg`, from
    /// its folder, or from genuine pairs
    #[arg(long, value_name = "FILE.tsv")]
    pub pairs: PathBuf,
    /// The impostor pairs that are compared: those of the file, or all pairs of its photos
    #[arg(long, value_enum, default_value_t = Impostors::Pairs)]
    pub impostors: Impostors,
    /// The recogniser's name in models.toml; by default the first one that is available
    #[arg(long, value_name = "NAME")]
    pub recogniser: Option<String>,
    /// Compare one photo with the mean of this many others of the same person, for all people with
    /// four or more photos
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub probe_frames: Option<u8>,
    /// The damage applied to the reference photo, on the left of each pair, such as `blur-4`
    #[arg(long, value_name = "NAME")]
    pub degrade: Option<Treatment>,
    /// The frames that a camera takes of each damaged page: the damage of the print is the same in all of
    /// them, that of the camera differs. Also reports the plane of document frames and live frames
    #[arg(long, value_name = "1|3|5", value_parser = document_frames)]
    #[arg(requires = "degrade", requires = "probe_frames")]
    pub document_frames: Option<u8>,
    /// The preparation applied to the reference photo after the damage, such as `pad-25`
    #[arg(long, value_name = "NAME")]
    pub prepare: Option<Treatment>,
    /// Which embeddings are averaged with those of the mirrored crop; by default as in models.toml
    #[arg(long, value_enum)]
    pub mirrored: Option<Mirrored>,
    /// What runs the networks. Both make the same decisions; tract is faster on a computer
    #[arg(long, value_enum, default_value_t = Engine::Tract)]
    pub engine: Engine,
    /// Write the results as JSON to this file
    #[arg(long, value_name = "OUT")]
    pub json: Option<PathBuf>,
    /// Write the curves as SVG and PNG to this folder
    #[arg(long, value_name = "DIR")]
    pub plots: Option<PathBuf>,
    /// Measure the content of a model card, and write the card and the thresholds
    #[arg(long, conflicts_with_all = ["mirrored", "degrade", "prepare", "probe_frames", "document_frames"])]
    pub write_card: bool,
    /// Do not measure worn documents, which take five times as long as the rest, nor the limits for
    /// the same photograph if they were measured before. Earlier results are kept
    #[arg(long)]
    pub without_damage: bool,
    /// Also measure the similarity of recaptures of the same photograph, compared with different
    /// photographs of one person. With --write-card, only this is measured and written, on people
    /// with several photos
    #[arg(long, conflicts_with_all = ["degrade", "prepare", "probe_frames"])]
    pub same_photograph: bool,
    /// The number of photos that are recaptured for that, each of another person
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub recaptured: usize,
    /// The name of the collection on the card; by default the name of the pairs' folder
    #[arg(long, value_name = "NAME")]
    pub data: Option<String>,
    /// The folder with models.toml and the networks
    #[arg(long, value_name = "DIR", default_value = "models", overrides_with = "models")]
    pub models: PathBuf,
    /// The folder in which embeddings are cached between runs. They identify people: protect them
    /// like the photos
    #[arg(long, value_name = "DIR", default_value = "target/eval", overrides_with = "cache")]
    pub cache: PathBuf,
}

/// Which embeddings are averaged with those of the mirrored crop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mirrored {
    /// None
    Never,
    /// Those of documents
    Documents,
    /// All
    Always,
}

impl From<Mirrored> for Mirroring {
    fn from(mirrored: Mirrored) -> Self {
        match mirrored {
            Mirrored::Never => Self::Never,
            Mirrored::Documents => Self::Documents,
            Mirrored::Always => Self::Always,
        }
    }
}

/// The impostor pairs that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Impostors {
    /// The impostor pairs of the file
    Pairs,
    /// Every pair of photos of different people
    All,
}

impl Options {
    /// The treatment of the document photos: the damage, then the preparation.
    pub fn pages(&self) -> Option<DocumentTreatment> {
        let treatment = match (&self.degrade, &self.prepare) {
            (Some(damage), Some(preparation)) => {
                Some(damage.clone().followed_by(preparation.clone()))
            }
            (treatment, None) | (None, treatment) => treatment.clone(),
        };
        let frames = self.document_frames.unwrap_or(1);
        treatment.map(|treatment| DocumentTreatment { treatment, frames })
    }

    /// The name of the collection.
    pub fn data(&self) -> String {
        let folder = || {
            let folder = std::path::absolute(&self.pairs).ok()?;
            Some(folder.parent()?.file_name()?.to_string_lossy().into_owned())
        };
        self.data.clone().or_else(folder).unwrap_or_else(|| "unnamed".to_owned())
    }
}

/// A number of document frames for which there are thresholds.
fn document_frames(text: &str) -> Result<u8, String> {
    let known = DOCUMENT_FRAMES.iter().find(|frames| frames.to_string() == text);
    known.copied().ok_or_else(|| format!("there is {DOCUMENT_FRAMES:?}"))
}
