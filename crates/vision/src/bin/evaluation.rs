//! The vision worker's program as it is measured. It exports `vision::evaluation`, and does nothing by
//! itself.

use vision as _;

fn main() {}
