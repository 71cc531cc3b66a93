//! Writes `build.json`, which tells the server the build id of the site. The id is read from the page's
//! program.

use std::path::Path;

use crate::{Error, files};

/// The text before the build id in the page's program: the beginning of `parts.json`, which the page's
/// build script writes.
const BEFORE: &[u8] = br#"{"build":""#;
/// The text after the build id.
const AFTER: &[u8] = br#"","models":["#;
const DIGITS: usize = 8;

/// Writes `build.json` into the finished site.
pub(super) fn write(site: &Path) -> Result<(), Error> {
    let programs = files::below(site)?.into_iter().filter(|file| is_page(site, file));
    for program in programs {
        if let Some(build) = find(&files::read(&program)?) {
            let text = format!("{{\"build\":\"{build}\"}}\n");
            return files::write_if_changed(&site.join("build.json"), text.as_bytes());
        }
    }
    Err(Error::NotBuilt(site.join("build.json")))
}

/// Whether a file is the page's program, which is next to `index.html`. The worker's are in `parts`.
fn is_page(site: &Path, file: &Path) -> bool {
    file.parent() == Some(site) && file.extension().is_some_and(|extension| extension == "wasm")
}

/// Returns the build id in a program.
fn find(program: &[u8]) -> Option<String> {
    let length = BEFORE.len() + DIGITS + AFTER.len();
    program.windows(length).find_map(|window| {
        let digits = window.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
        let is_hex = |digit: &u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(digit);
        let text = digits.iter().all(is_hex).then(|| String::from_utf8_lossy(digits));
        text.map(Into::into)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    #[test]
    fn s4_the_build_is_the_one_that_the_pages_program_names() {
        let program =
            b"\0asm{\"build\":\"zz\"}{\"build\":\"00c0ffee\",\"models\":[{\"build\":\"12345678\"}]";
        assert_eq!(find(program).as_deref(), Some("00c0ffee"));
        assert_eq!(find(b"\0asm{\"build\":\"00C0FFEE\",\"models\":["), None);
        let site = Scratch::new("build_id");
        assert!(write(site.path()).is_err(), "a site without a program has no build");
        files::write(&site.path().join("parts/vision.wasm"), program).unwrap();
        assert!(write(site.path()).is_err(), "the worker's program is not asked");
        files::write(&site.path().join("gangway_bg.wasm"), program).unwrap();
        write(site.path()).unwrap();
        let text = files::read_text(&site.path().join("build.json")).unwrap();
        assert_eq!(text, "{\"build\":\"00c0ffee\"}\n");
    }
}
