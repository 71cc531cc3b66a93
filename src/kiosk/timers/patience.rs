//! How long a traveller may do nothing.

use std::time::Duration;

use site::Patience;

use crate::flow::{Flow, Panel, Step, Time};

/// After so long without a touch the first screen is reset.
const WELCOME: Duration = Duration::from_secs(90);
/// Longer than any comparison takes.
const COMPARING: Duration = Duration::from_secs(10);
/// Staff may be some way off.
const HELP: Duration = Duration::from_secs(300);

/// How long nothing may happen in this state, with the patience that the site has set.
pub(super) fn patience(of_site: &Patience, flow: Flow) -> Duration {
    if flow.time.is_short {
        return Duration::from_secs(Time::ANSWER_SECONDS.into());
    }
    match flow.step {
        Step::Comparing(..) => COMPARING,
        _ if flow.panel == Some(Panel::Help) => HELP,
        Step::Welcome => WELCOME,
        Step::Notice => of_site.notice,
        Step::Document(_) => of_site.document,
        Step::Face(..) => of_site.face,
        Step::Done(_) => of_site.done,
    }
}
