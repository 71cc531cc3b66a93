//! Prints the wall sign: the same choice, in the same sentences, as on the screen.
//!
//! It stands where travellers queue, so that they learn of the choice before they reach the kiosk.
//! It shows no seal, no flag and no name but those of the site and its operator.

mod code;
mod page;
mod paper;
mod print;
mod settings;
mod style;
mod words;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{Error, Project, files, say, setup};
use {paper::Paper, words::Words};

/// Options of `cargo xtask sign`.
#[derive(Args)]
pub(crate) struct SignOptions {
    /// Language: the name of its folder in locales/
    #[arg(long)]
    lang: String,
    /// Paper size
    #[arg(long, value_enum, default_value_t = Paper::A3)]
    paper: Paper,
    /// The site's settings [default: public/kiosk.json]
    #[arg(long)]
    settings: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Pdf)]
    format: Format,
    /// Output file
    #[arg(long)]
    out: PathBuf,
}

/// Output format of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Ready for the printer
    Pdf,
    /// The page that the PDF is printed from, complete in one file
    Html,
}

/// Writes the sign. Installs missing tools first: the fonts, the icons, and a browser that prints.
pub(crate) fn run(project: &Project, options: &SignOptions) -> Result<(), Error> {
    setup::prepare(project)?;
    let settings = options.settings.clone().unwrap_or_else(|| project.at("public/kiosk.json"));
    let settings = settings::read(&settings)?;
    let words = Words::read(project, &options.lang)?;
    let page = page::draw(project, &words, &settings, options.paper)?;
    match options.format {
        Format::Html => files::write(&options.out, page.as_bytes())?,
        Format::Pdf => print::to_pdf(project, &page, &options.out)?,
    }
    say::line(&format!("the sign is in {}", options.out.display()));
    Ok(())
}
