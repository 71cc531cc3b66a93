//! The page's program.

use gangway::{kiosk::Kiosk, ui::app};

fn main() {
    console_error_panic_hook::set_once();
    #[cfg(feature = "gallery")]
    if gangway::gallery::is_asked_for() {
        return gangway::gallery::open();
    }
    // Leptos is given no view of its own: what it mounts here is the life of all signals.
    leptos::mount::mount_to_body(|| app::open(Kiosk::start()));
}
