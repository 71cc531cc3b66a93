//! What the person at the terminal reads.
#![expect(clippy::print_stderr, reason = "talking to the terminal is what this tool is for")]

/// Progress. Goes to standard error, so that standard output stays that of the programs run.
pub(crate) fn line(text: &str) {
    eprintln!("xtask: {text}");
}

/// Something that is not as it should be, and does not stop the work.
pub(crate) fn warning(text: &str) {
    eprintln!("xtask: WARNING: {text}");
}

/// What the command was called for. The only thing that goes to standard output.
#[expect(clippy::print_stdout, reason = "scripts read this line")]
pub(crate) fn result(text: &str) {
    println!("{text}");
}
