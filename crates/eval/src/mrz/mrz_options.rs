//! Command line options of `gangway-eval-mrz`.

use std::path::PathBuf;

use clap::Parser;

/// Measures how well the machine-readable zone is read in pictures of pages or of single lines.
#[derive(Clone, Debug, Parser)]
#[command(name = "cargo xtask eval mrz", bin_name = "cargo xtask eval mrz")]
pub struct MrzOptions {
    /// The folder with the pictures (JPEG, PNG). Names that end in _f1, _f2, ... are frames of one page
    #[arg(long, value_name = "DIR")]
    pub images: PathBuf,
    /// Tab-separated: name of the picture or page, then its lines, each in a column or all in one
    #[arg(long, value_name = "FILE.tsv")]
    pub truth: Option<PathBuf>,
    /// Write the results as JSON to this file, with what was read in each picture
    #[arg(long, value_name = "OUT")]
    pub json: Option<PathBuf>,
    /// Each picture shows one line and nothing else; no check digit helps
    #[arg(long)]
    pub lines: bool,
    /// Also measure PassportEye, fastmrz and rapidocr on the same pictures (downloads them)
    #[arg(long)]
    pub race: bool,
    /// The folder with mrz/mrz.onnx
    #[arg(long, value_name = "DIR", default_value = "models")]
    pub models: PathBuf,
    /// The folder for the environments of the other readers
    #[arg(long, value_name = "DIR", default_value = "target/eval")]
    pub cache: PathBuf,
}
