//! `gangway-server site`: the settings of a new site.

mod defaults;
mod questions;
mod sign;

use std::{
    fs,
    io::{self, BufReader, Write},
    path::PathBuf,
};

use clap::{Args, Subcommand};
use jiff::Timestamp;
use site::{Profile, Site};

use crate::Error;

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum SiteCommand {
    /// Ask for the settings of a site, and write them and the wall sign
    New(NewSite),
}

/// Where the files go.
#[derive(Args, Clone, Debug)]
pub struct NewSite {
    /// The settings, for the folder of the built kiosk
    #[arg(long, default_value = "kiosk.json", value_name = "FILE")]
    out: PathBuf,

    /// The wall sign in all languages of the site, a page each, for a browser that prints it
    #[arg(long, default_value = "sign.html", value_name = "FILE")]
    sign: PathBuf,

    /// Write over files that are there
    #[arg(long)]
    force: bool,
}

impl SiteCommand {
    /// Asks on standard output, and reads answers from standard input, a line each.
    pub fn run(self) -> Result<(), Error> {
        let Self::New(NewSite { out, sign, force }) = self;
        if let Some(there) = [&out, &sign].into_iter().find(|path| !force && path.exists()) {
            return Err(Error::FileExists(there.clone()));
        }
        let (mut input, mut output) = (BufReader::new(io::stdin()), io::stdout());
        let today = Timestamp::now().strftime("%Y-%m-%d").to_string();
        let profile = questions::profile(&mut input, &mut output)?;
        let mut settings = defaults::of(profile, &today);
        questions::ask(&mut settings, &mut input, &mut output)?;
        let text = format!("{settings:#}\n");
        let site = Site::parse(&text)
            .map_err(|source| Error::KioskSettings { file: out.clone(), source })?;
        fs::write(&out, text).map_err(|_| Error::Out(out.clone()))?;
        fs::write(&sign, sign::draw(&site).into_string()).map_err(|_| Error::Out(sign.clone()))?;
        let [out, sign] = [out, sign].map(|path| path.display().to_string());
        // A closed standard output does not undo it.
        let _ = writeln!(output, "\nThe settings are in {out}, the sign is in {sign}.");
        let _ = writeln!(
            output,
            "Check `retention` and `photo_rules`: they say what documents of these dates say, and the law changes."
        );
        if profile == Profile::SmallPort {
            let _ = writeln!(output, "docs/server.md says how results are carried by hand.");
        }
        Ok(())
    }
}
