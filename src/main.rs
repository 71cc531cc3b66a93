//! The page's program.

use gangway::{kiosk::Kiosk, ui::app::App};
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    #[cfg(feature = "gallery")]
    if gangway::gallery::is_asked_for() {
        return gangway::gallery::open();
    }
    leptos::mount::mount_to_body(|| view! { <App kiosk=Kiosk::start()/> });
}
