//! A memory limit for the parsers of a document's files. Exceeding it ends the fuzzer, however short the input is.

use std::alloc::System;

use cap::Cap;

/// In bytes. The files of the seeds have less than 2 kB, and the fuzzer's inputs at most 8 kB.
const MEMORY: usize = 16 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MEMORY);
