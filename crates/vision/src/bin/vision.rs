//! The vision worker's program.

fn main() {
    vision::worker::run();
}
