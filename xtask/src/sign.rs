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
use {paper::Paper, settings::Settings, words::Words};

/// What is to be printed.
#[derive(Args)]
pub(crate) struct Order {
    /// The language, as its folder in locales/ is called
    #[arg(long)]
    lang: String,
    /// The sheet
    #[arg(long, value_enum, default_value_t = Paper::A3)]
    paper: Paper,
    /// The site's settings, if not public/kiosk.json
    #[arg(long)]
    settings: Option<PathBuf>,
    /// What is written
    #[arg(long, value_enum, default_value_t = Format::Pdf)]
    format: Format,
    /// Where to
    #[arg(long)]
    out: PathBuf,
}

/// What a sign is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Ready for the printer
    Pdf,
    /// The page that the PDF is printed from, complete in one file
    Html,
}

/// Writes the sign. Sets up what is missing for it: the fonts, the icons, a browser that prints.
pub(crate) fn run(project: &Project, order: &Order) -> Result<(), Error> {
    setup::prepare(project)?;
    let settings = order.settings.clone().unwrap_or_else(|| project.at("public/kiosk.json"));
    let settings = Settings::read(&settings)?;
    let words = Words::read(project, &order.lang)?;
    let page = page::draw(project, &words, &settings, order.paper)?;
    match order.format {
        Format::Html => files::write(&order.out, page.as_bytes())?,
        Format::Pdf => print::to_pdf(project, &page, &order.out)?,
    }
    say::line(&format!("the sign is in {}", order.out.display()));
    Ok(())
}
