//! Runs the test suite stage by stage, and counts the tests.

mod count;
mod stage;

use std::time::Instant;

use crate::{Error, Project, media, say, setup};
use count::Count;
pub(crate) use stage::Stage;

/// Runs all stages, or only one, after set-up. The next stage runs even if one fails.
///
/// Prints a line for each stage with its failed tests, then `N passed, N failed`, and returns whether
/// all passed.
pub(crate) fn run(project: &Project, only: Option<Stage>) -> bool {
    let stages = only.map_or_else(|| Stage::ALL.to_vec(), |only| vec![only]);
    let mut total = Count::default();
    let mut summary = Vec::new();
    match setup::prepare(project) {
        Err(error) => {
            say::warning(&error.to_string());
            total.failed += 1;
            summary.push("setup        failed".to_owned());
        }
        Ok(tools) => {
            for stage in stages {
                let start = Instant::now();
                say::line(&format!("--- {}", stage.name()));
                let count = run_stage(project, &tools, stage).unwrap_or_else(|error| {
                    say::warning(&error.to_string());
                    Count::one_failed()
                });
                let seconds = start.elapsed().as_secs_f32();
                summary.push(format!("{:<14}{seconds:>7.1} s   {count}", stage.name()));
                summary.extend(count.failures.iter().map(|name| format!("    failed: {name}")));
                total += count;
            }
        }
    }
    summary.iter().for_each(|line| say::line(line));
    say::result(&total.to_string());
    total.failed == 0
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
