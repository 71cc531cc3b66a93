//! Prints a page to PDF with the Chromium of the tests, which can lay out every script.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

use crate::{Error, Project, files, process as programs, setup::browser};

/// Options of a browser that only prints one page.
const PRINT_OPTIONS: [&str; 7] = [
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
];

/// Prints `page`, a complete HTML document, to the file `out`.
pub(super) fn to_pdf(project: &Project, page: &str, out: &Path) -> Result<(), Error> {
    // A folder for this run only: two browsers cannot share a profile.
    let folder = project.at("target/sign").join(process::id().to_string());
    let printed = print(project, page, &folder);
    fs::remove_dir_all(&folder).ok();
    files::write(out, &printed?)
}

fn print(project: &Project, page: &str, folder: &Path) -> Result<Vec<u8>, Error> {
    let (source, printed) = (folder.join("sign.html"), folder.join("sign.pdf"));
    files::write(&source, page.as_bytes())?;
    let mut chromium = Command::new(chromium(project)?);
    chromium.args(PRINT_OPTIONS);
    if is_root() {
        // Chromium's sandbox does not start for root. The page is our own, and fetches nothing.
        chromium.arg("--no-sandbox");
    }
    chromium.arg(with("--user-data-dir=", &folder.join("profile")));
    chromium.arg(with("--print-to-pdf=", &printed)).arg(&source);
    programs::capture(&mut chromium, "printing with Chromium")?;
    if printed.is_file() { files::read(&printed) } else { Err(Error::NotBuilt(printed)) }
}

fn chromium(project: &Project) -> Result<PathBuf, Error> {
    let browser = browser::ALL.iter().find(|candidate| candidate.variable == "CHROMIUM");
    let found = browser.map(|browser| browser.find_or_install(project)).transpose()?.flatten();
    found.ok_or(Error::NoBrowser { name: "Chromium", variable: "CHROMIUM" })
}

/// An option with a path, which may be invalid Unicode.
fn with(option: &str, path: &Path) -> std::ffi::OsString {
    let mut whole = std::ffi::OsString::from(option);
    whole.push(path);
    whole
}

fn is_root() -> bool {
    programs::capture(Command::new("id").arg("-u"), "id").is_ok_and(|user| user == "0")
}
