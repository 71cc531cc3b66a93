//! Output for the user of the command.
#![expect(clippy::print_stderr, reason = "talking to the terminal is what this tool is for")]

/// Progress. Goes to standard error, so that standard output stays that of the programs run.
pub(crate) fn line(text: &str) {
    eprintln!("xtask: {text}");
}

/// A warning, which does not stop the command.
pub(crate) fn warning(text: &str) {
    eprintln!("xtask: WARNING: {text}");
}

/// The result of the command: the only output on standard output.
#[expect(clippy::print_stdout, reason = "scripts read this line")]
pub(crate) fn result(text: &str) {
    println!("{text}");
}
