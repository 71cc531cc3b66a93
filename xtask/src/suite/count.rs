//! Reads from the output of test programs how many tests they ran, and which of them failed.

use std::{fmt, ops::AddAssign, process::ExitStatus};

/// How many tests passed, failed, and were skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: usize,
    pub(super) failed: usize,
    /// Tests that need what this machine lacks.
    pub(super) skipped: usize,
    /// The failed tests whose names were printed, each once.
    pub(super) failures: Vec<String>,
}

impl Count {
    /// The count of a stage that is one check, which passed.
    pub(super) fn one_passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// The count of a stage that is one check, which failed.
    pub(super) fn one_failed() -> Self {
        Self { failed: 1, ..Self::default() }
    }

    /// Adds the numbers of a summary line, or the name of a failed test, of `cargo test`, `node --test`
    /// or `playwright test`.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(name) = failed_test(line) {
            if !self.failures.iter().any(|known| known == name) {
                self.failures.push(name.to_owned());
            }
        } else if let Some(result) = line.strip_prefix("test result: ") {
            // "ok. 3 passed; 1 failed; 0 ignored; ..."
            let counts = result.split_once(". ").map_or("", |(_, counts)| counts);
            for (number, word) in counts.split("; ").filter_map(|part| part.split_once(' ')) {
                self.add(word, number);
            }
        } else if let Some(summary) = line.strip_prefix("# ").or(line.strip_prefix("\u{2139} ")) {
            // "# pass 3" in TAP; the human-readable form has an i in place of the #.
            if let Some((word, number)) = summary.split_once(' ') {
                self.add(word, number);
            }
        } else if let Some((number, word)) = playwright_summary(line) {
            self.add(word, number);
        }
    }

    /// Counts at least one failure for a stage that fails, even if none of its tests ran.
    pub(super) fn ending_with(self, status: ExitStatus) -> Self {
        if status.success() { self } else { Self { failed: self.failed.max(1), ..self } }
    }

    fn add(&mut self, word: &str, number: &str) {
        let Ok(number) = number.parse::<usize>() else { return };
        match word {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" | "interrupted" | "did not run" => {
                self.failed += number
            }
            "skipped" | "ignored" => self.skipped += number,
            _ => {}
        }
    }
}

/// The name in `test server::starts ... FAILED`, in `✖ a browser starts (12.5ms)` or in
/// `  ✘  12 [kiosk] › a browser starts (12.5s)`.
fn failed_test(line: &str) -> Option<&str> {
    if let Some(test) = line.strip_prefix("test ") {
        return test.strip_suffix(" ... FAILED");
    }
    if let Some(test) = line.trim_start().strip_prefix("\u{2718} ") {
        let (_, name) = test.trim_start().split_once(' ')?;
        return Some(name.rsplit_once(" (").map_or(name, |(name, _)| name));
    }
    let (name, duration) = line.trim_start().strip_prefix("\u{2716} ")?.rsplit_once(" (")?;
    duration.ends_with("ms)").then_some(name)
}

/// Number and word of a line of Playwright's summary: two spaces, as in `  3 passed (1.2m)`.
fn playwright_summary(line: &str) -> Option<(&str, &str)> {
    let (number, word) = line.strip_prefix("  ")?.split_once(' ')?;
    Some((number, word.split_once(" (").map_or(word, |(word, _)| word)))
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.failures.extend(other.failures);
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(output: &str, passed: usize, failed: usize) {
        let mut count = Count::default();
        output.lines().for_each(|line| count.read(line));
        assert_eq!((count.passed, count.failed), (passed, failed));
    }

    #[test]
    fn a_failed_test_is_named_once() {
        let mut count = Count::default();
        let output = "test rules::hold ... ok\ntest rules::break ... FAILED\n\
             \u{2716} a browser starts (12.5ms)\n\u{2714} a browser stops (1.5ms)\n\
             \u{2716} failing tests:\n  \u{2716} a browser starts (12.5ms)\n\
             \x20 \u{2718}   12 [kiosk] \u{203a} a.test.mjs:3:1 \u{203a} a page opens (1.5s)";
        output.lines().for_each(|line| count.read(line));
        let page = "[kiosk] \u{203a} a.test.mjs:3:1 \u{203a} a page opens";
        assert_eq!(count.failures, ["rules::break", "a browser starts", page]);
    }

    #[test]
    fn the_summaries_of_several_cargo_test_programs_add_up() {
        check(
            "running 3 tests\ntest a ... ok\n\
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
             test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out",
            5,
            4,
        );
    }

    #[test]
    fn nodes_summary_is_read_in_both_of_its_forms() {
        check("# tests 4\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0", 2, 2);
        check("\u{2139} tests 2\n\u{2139} pass 2\n\u{2139} fail 0\n\u{2139} duration_ms 13", 2, 0);
    }

    #[test]
    fn playwrights_summary_is_read_and_tests_that_did_not_run_count_as_failed() {
        let output = "  2 failed\n    [kiosk] \u{203a} a.test.mjs:3:1 \u{203a} 7 passed \u{2500}\n\
                      \x20 3 did not run\n  4 skipped\n  5 passed (1.2m)";
        check(output, 5, 5);
    }

    #[test]
    fn skipped_tests_are_told() {
        let mut count = Count::default();
        count.read("  4 skipped");
        count.read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        assert_eq!(count.to_string(), "3 passed, 0 failed, 5 skipped");
        assert_eq!(Count::one_passed().to_string(), "1 passed, 0 failed");
    }

    #[test]
    fn what_a_test_prints_itself_is_not_counted() {
        check("3 passed; 1 failed\n# a comment\npass 7\nok 1 - # pass 3", 0, 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_stage_that_breaks_off_before_its_tests_is_a_failure() {
        use std::os::unix::process::ExitStatusExt;
        let failed = |failed, status| {
            let count = Count { passed: 2, failed, ..Count::default() };
            count.ending_with(ExitStatus::from_raw(status)).failed
        };
        assert_eq!(failed(0, 0), 0);
        assert_eq!(failed(0, 256), 1);
        assert_eq!(failed(3, 256), 3);
    }
}
