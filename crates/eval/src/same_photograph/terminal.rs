//! Prints the limits on the terminal.

use std::fmt;

use super::{LimitMeasurement, MeasuredRate, SamePhotograph};

impl fmt::Display for SamePhotograph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the same photograph, {} recaptured photos:", self.photos)?;
        write_limit(f, "file", &self.file)?;
        write_limit(f, "camera", &self.camera)
    }
}

fn write_limit(f: &mut fmt::Formatter<'_>, source: &str, limit: &LimitMeasurement) -> fmt::Result {
    let [median, most, more, highest] = limit.different;
    writeln!(
        f,
        "  document from {source}: limit {:.4}; different photographs {median:.4} (half), \
         {most:.4} (95 %), {more:.4} (99 %), {highest:.4} (all)",
        limit.limit
    )?;
    writeln!(
        f,
        "    false alarms: {} of different photographs, {} of printed pages",
        share(&limit.false_alarms),
        share(&limit.false_alarms_of_pages)
    )?;
    writeln!(
        f,
        "    missed: {} of single frames, {} of three",
        share(&limit.misses),
        share(&limit.misses_of_three)
    )?;
    for scene in &limit.scenes {
        writeln!(
            f,
            "    {}: {:.4} (half), missed {} of single frames, {} of three; refused {}",
            scene.name,
            scene.median,
            share(&scene.misses),
            share(&scene.misses_of_three),
            share(&scene.refused)
        )?;
    }
    Ok(())
}

fn share(rate: &MeasuredRate) -> String {
    let [share, low, high] = [rate.rate, rate.low, rate.high].map(|share| 100.0 * share);
    format!("{share:.2} % ({low:.2} to {high:.2}) of {}", rate.trials)
}
