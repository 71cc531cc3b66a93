//! The vision worker's program as it is measured. What it exports is in
//! `gangway::vision::evaluation`; it does nothing by itself.

use gangway as _;

fn main() {}
