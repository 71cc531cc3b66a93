//! Output for the user of the command.
#![expect(clippy::print_stderr, reason = "the output of a command-line tool")]

/// Prints progress to standard error: standard output belongs to the programs that are run.
pub(crate) fn line(text: &str) {
    eprintln!("xtask: {text}");
}

/// Prints a warning, which does not stop the command.
pub(crate) fn warning(text: &str) {
    eprintln!("xtask: WARNING: {text}");
}

/// Prints the result of the command, the only output on standard output.
#[expect(clippy::print_stdout, reason = "scripts read this line")]
pub(crate) fn result(text: &str) {
    println!("{text}");
}
