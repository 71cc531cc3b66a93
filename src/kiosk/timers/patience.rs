//! How long a traveller may do nothing.

use std::time::Duration;

use site::Patience;

use crate::flow::{Time, Timer};

/// After so long without a touch the first screen is reset.
const WELCOME: Duration = Duration::from_secs(90);
/// Longer than any comparison takes.
const COMPARING: Duration = Duration::from_secs(10);
/// Staff may be some way off.
const HELP: Duration = Duration::from_secs(300);

/// How long a timer runs, with the patience that the site has set.
pub(super) fn patience(of_site: &Patience, timer: Timer) -> Duration {
    match timer {
        Timer::Answer => Duration::from_secs(Time::ANSWER_SECONDS.into()),
        Timer::Comparing => COMPARING,
        Timer::Help | Timer::HelpWhenDone => HELP,
        Timer::Welcome => WELCOME,
        Timer::Notice => of_site.notice,
        Timer::Document => of_site.document,
        Timer::Face => of_site.face,
        Timer::Done => of_site.done,
    }
}
