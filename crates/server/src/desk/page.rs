//! The desk's first page, as HTML.

use maud::{Markup, html};

use super::{
    accuracy,
    action_notice::ActionNotice,
    frame::{self, DeskPage},
    list,
    place::OfficerPlace,
    session::Session,
    view::DeskView,
};
use crate::Recognisers;

/// The whole page.
pub(super) fn page(
    view: &DeskView,
    recognisers: &Recognisers,
    session: &Session,
    place: &OfficerPlace,
    notice: Option<ActionNotice>,
) -> Markup {
    let tools = html! {
        p #connection .connection data-state="start" role="status" {
            noscript { "Reload the page to see new tickets." }
        }
        button #sound .plain type="button" aria-pressed="false" hidden { "Sound is off" }
    };
    let main = html! {
        @if let Some(weaker) = recognisers.weaker() {
            p.banner {
                "This kiosk compares with the fallback recogniser " (weaker.title)
                "; its error rates are weaker. See models/" (weaker.name) ".md."
            }
        }
        p #alarm .spoken role="alert" {}
        p #arrival .arrival role="status" { @if let Some(notice) = notice { (notice.text()) } }
        (place.form(session))
        div #tickets tabindex="-1" { (list::list(view, recognisers, session)) }
        (accuracy::section(recognisers))
        script type="module" src="/desk/desk.js" {}
        script type="module" src="/desk/acts.js" {}
        footer {
            p {
                "Tickets of the last two hours. A call for help is shown until an officer answers "
                "it, ten minutes at most. No picture, name or score leaves the kiosk."
            }
        }
    };
    frame::signed(session, DeskPage::Tickets, &list::title(view), &tools, &main)
}
