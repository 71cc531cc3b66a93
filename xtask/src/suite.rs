//! Runs the test suite stage by stage, and counts the tests.

mod count;
mod stage;

use std::{panic, thread, time::Instant};

use crate::{Error, Project, media, process, say, setup};
use count::Count;
pub(crate) use stage::Stage;

/// The outcome of some stages: a line for each of them and for each failed test, and the counts.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    total: Count,
}

/// Runs these stages after set-up. The next stage runs even if one fails.
///
/// Prints a line for each stage with its failed tests, then `N passed, N failed`, and returns whether
/// all passed.
pub(crate) fn run(project: &Project, stages: &[Stage]) -> bool {
    let report = match setup::prepare(project) {
        Err(error) => {
            say::warning(&error.to_string());
            Report { lines: vec!["setup        failed".to_owned()], total: Count::one_failed() }
        }
        Ok(tools) => run_stages(project, &tools, stages),
    };
    report.lines.iter().for_each(|line| say::line(line));
    say::result(&report.total.to_string());
    report.total.failed == 0
}

/// Runs the stages in order, except that some of them run at the same time as the build.
fn run_stages(project: &Project, tools: &setup::Tools, stages: &[Stage]) -> Report {
    let has_build = stages.contains(&Stage::Build);
    let (beside, in_order): (Vec<_>, Vec<_>) =
        stages.iter().partition(|stage| has_build && stage.runs_beside_build());
    let mut report = Report::default();
    for stage in in_order {
        if stage == Stage::Build && !beside.is_empty() {
            thread::scope(|scope| {
                let beside = scope.spawn(|| run_each(project, tools, &beside));
                report.extend(run_each(project, tools, &[stage]));
                report.extend(beside.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
            });
        } else {
            report.extend(run_each(project, tools, &[stage]));
        }
    }
    report
}

fn run_each(project: &Project, tools: &setup::Tools, stages: &[Stage]) -> Report {
    let mut report = Report::default();
    for stage in stages {
        let (start, cpu) = (Instant::now(), process::cpu_seconds());
        say::line(&format!("--- {}", stage.name()));
        let count = run_stage(project, tools, *stage).unwrap_or_else(|error| {
            say::warning(&error.to_string());
            Count::one_failed()
        });
        let seconds = start.elapsed().as_secs_f32();
        // Of stages at the same time it contains the other's too.
        let cpu = process::cpu_seconds().zip(cpu).map(|(end, start)| end - start);
        let cpu = cpu.map_or_else(String::new, |cpu| format!(" {cpu:>7.1} s CPU"));
        report.lines.push(format!("{:<14}{seconds:>7.1} s{cpu}   {count}", stage.name()));
        report.lines.extend(count.failures.iter().map(|name| format!("    failed: {name}")));
        report.total += count;
    }
    report
}

impl Report {
    fn extend(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.total += other.total;
    }
}

fn run_stage(project: &Project, tools: &setup::Tools, stage: Stage) -> Result<Count, Error> {
    match stage {
        Stage::Browser | Stage::Arm64 => {
            media::prepare(project)?;
            setup::proxy();
        }
        Stage::Native | Stage::Postgres => setup::services(),
        _ => (),
    }
    stage.run(project, tools)
}
