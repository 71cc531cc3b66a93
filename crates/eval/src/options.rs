//! The command line options.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::treatment::Treatment;

/// Measures how often the pipeline is wrong, on a collection of labelled photos.
#[derive(Clone, Debug, Parser)]
#[command(name = "cargo xtask eval", bin_name = "cargo xtask eval")]
pub struct Options {
    /// The folder with the photos
    #[arg(long, value_name = "DIR")]
    pub images: PathBuf,
    /// The labelled pairs: tab-separated columns fold, left, right, same, and perhaps group_left
    /// and group_right. Who is in a photo is told from its name, `Anna_Smith_0001.jpg`, from its
    /// folder, or from rows that say same
    #[arg(long, value_name = "FILE.tsv")]
    pub pairs: PathBuf,
    /// Which pairs of different people count: those of the file, or every pair of photos in it
    #[arg(long, value_enum, default_value_t = Impostors::Pairs)]
    pub impostors: Impostors,
    /// The recogniser's name in models.toml; the first one whose file is there if not given
    #[arg(long, value_name = "NAME")]
    pub recogniser: Option<String>,
    /// Compare one photo with the mean of this many others of one person, of everybody who has
    /// four photos or more
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3))]
    #[arg(conflicts_with_all = ["degrade", "prepare"])]
    pub probe_frames: Option<u8>,
    /// What is done to the reference photo, on the left of each pair, such as `blur-4`
    #[arg(long, value_name = "NAME")]
    pub degrade: Option<Treatment>,
    /// What is done to the reference photo after that, to undo some of it, such as `pad-25`
    #[arg(long, value_name = "NAME")]
    pub prepare: Option<Treatment>,
    /// Whether each crop's mirror image counts as well; as in models.toml if not given
    #[arg(long, value_name = "BOOL")]
    pub mirrored: Option<bool>,
    /// Where to write the figures as JSON
    #[arg(long, value_name = "OUT")]
    pub json: Option<PathBuf>,
    /// Where to write the curves, as SVG and PNG
    #[arg(long, value_name = "DIR")]
    pub plots: Option<PathBuf>,
    /// Measure everything that a model card tells, and write card and thresholds
    #[arg(long, conflicts_with_all = ["mirrored", "degrade", "prepare", "probe_frames"])]
    pub write_card: bool,
    /// Leave worn documents out of the card, or as they were: they take five times as long as all
    /// else. The same photograph stays as it was measured before, if it was
    #[arg(long)]
    pub without_damage: bool,
    /// Measure as well how alike the same photograph stays when it is shot anew, against different
    /// photographs of one person. With --write-card that alone is measured, on those who have
    /// several photos, and written
    #[arg(long, conflicts_with_all = ["degrade", "prepare", "probe_frames"])]
    pub same_photograph: bool,
    /// How many photos are shot anew for that, each of another person
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub recaptured: usize,
    /// What the collection is called on the card; the name of the pairs' folder if not given
    #[arg(long, value_name = "NAME")]
    pub data: Option<String>,
    /// The folder with models.toml and the networks
    #[arg(long, value_name = "DIR", default_value = "models", overrides_with = "models")]
    pub models: PathBuf,
    /// Where embeddings are kept between runs. They identify people: keep them as safe as the
    /// photos
    #[arg(long, value_name = "DIR", default_value = "target/eval", overrides_with = "cache")]
    pub cache: PathBuf,
}

/// Which comparisons of different people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Impostors {
    /// The pairs of the file that say so
    Pairs,
    /// Every pair of photos of different people
    All,
}

impl Options {
    /// What is done to the document photos: damage, then what may undo some of it.
    pub fn treatment(&self) -> Option<Treatment> {
        match (&self.degrade, &self.prepare) {
            (Some(damage), Some(preparation)) => {
                Some(damage.clone().followed_by(preparation.clone()))
            }
            (treatment, None) | (None, treatment) => treatment.clone(),
        }
    }

    /// What the collection is called.
    pub fn data(&self) -> String {
        let folder = || {
            let folder = std::path::absolute(&self.pairs).ok()?;
            Some(folder.parent()?.file_name()?.to_string_lossy().into_owned())
        };
        self.data.clone().or_else(folder).unwrap_or_else(|| "unnamed".to_owned())
    }
}
