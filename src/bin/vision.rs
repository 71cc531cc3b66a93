//! The vision worker's program.

fn main() {
    gangway::vision::worker::run();
}
