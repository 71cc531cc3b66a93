//! Runs other programs, and turns a failure into an error of one sentence.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

use crate::Error;

/// The cargo that runs this tool, so that a chosen toolchain stays chosen.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

/// Runs `command` and shows its output. `what` names the command in the error.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<(), Error> {
    check_status(command.status().map_err(cannot_start(command))?, what)
}

/// Returns what `command` prints, trimmed, without showing it. `what` names the command in the error.
pub(crate) fn capture(command: &mut Command, what: &str) -> Result<String, Error> {
    let bytes = capture_bytes(command.stderr(Stdio::null()), what)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// Returns the standard output of `command`, and shows its standard error.
pub(crate) fn capture_bytes(command: &mut Command, what: &str) -> Result<Vec<u8>, Error> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let output =
        child.and_then(std::process::Child::wait_with_output).map_err(cannot_start(command))?;
    check_status(output.status, what)?;
    Ok(output.stdout)
}

/// The CPU time in seconds that all finished programs have taken which this process has started. `None`
/// where the system does not tell it in `/proc`.
pub(crate) fn cpu_seconds() -> Option<f32> {
    /// Linux counts in hundredths of a second there, on every architecture.
    const TICKS: f32 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the name in parentheses, may contain spaces.
    let (_, fields) = stat.rsplit_once(')')?;
    // Fields 16 and 17: user and system time of the children that were waited for.
    let times = fields.split_whitespace().skip(13).take(2);
    times.map(|ticks| ticks.parse::<f32>().ok()).sum::<Option<f32>>().map(|ticks| ticks / TICKS)
}

/// Whether `command` can be run and succeeds. Its output is not shown.
pub(crate) fn works(command: &mut Command) -> bool {
    capture(command, "a probe").is_ok()
}

/// Runs `command`, shows its output, and calls `on_line` with each line of it.
pub(crate) fn watch(
    command: &mut Command,
    mut on_line: impl FnMut(&str),
) -> Result<ExitStatus, Error> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot_start(command))?;
    if let Some(output) = child.stdout.take() {
        let mut terminal = std::io::stdout();
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            // A closed terminal must not stop the count of tests.
            let _ = writeln!(terminal, "{line}");
            on_line(&line);
        }
    }
    child.wait().map_err(cannot_start(command))
}

/// The search path of this process with `folders` before everything else.
pub(crate) fn path_with(folders: &[PathBuf]) -> OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&inherited));
    // Joining fails only for a folder with a separator in its name, which no search path can contain.
    env::join_paths(all).unwrap_or(inherited)
}

/// The first program called `name` on the search path.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let inherited = env::var_os("PATH")?;
    env::split_paths(&inherited).map(|folder| folder.join(name)).find(|program| program.is_file())
}

fn check_status(status: ExitStatus, what: &str) -> Result<(), Error> {
    if status.success() { Ok(()) } else { Err(Error::Failed { what: what.to_owned(), status }) }
}

fn cannot_start(command: &Command) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    |source| Error::CannotStart { program, source, remedy: "run `cargo xtask setup`" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watched_program_shows_every_line_and_its_exit_code() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; printf two; exit 3"]);
        let status = watch(&mut command, |line| lines.push(line.to_owned())).unwrap();
        assert_eq!((lines, status.code()), (vec!["one".into(), "two".into()], Some(3)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_time_of_a_program_is_counted_once_it_has_ended() {
        let before = cpu_seconds().unwrap();
        let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        run(Command::new("sh").args(["-c", busy]), "a loop").unwrap();
        assert!(cpu_seconds().unwrap() > before);
    }

    #[test]
    fn a_program_that_is_not_there_is_named_in_the_error() {
        let error = run(&mut Command::new("no-such-program"), "nothing").unwrap_err();
        assert!(error.to_string().starts_with("`no-such-program` cannot be started"), "{error}");
    }
}
