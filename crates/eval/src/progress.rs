//! Progress bars.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `count` photos. It is hidden if standard error is no terminal.
pub(crate) fn progress_bar(what: &str, count: usize) -> ProgressBar {
    let bar = ProgressBar::new(count as u64).with_message(what.to_owned());
    match ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} photos, {per_sec}, {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
