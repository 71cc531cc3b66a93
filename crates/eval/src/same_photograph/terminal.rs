//! Prints the limits on the terminal.

use std::fmt;

use super::{LimitMeasurement, MeasuredRate, SamePhotograph};

impl fmt::Display for SamePhotograph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the same photograph, {} photos shot anew:", self.photos)?;
        side(f, "file", &self.file)?;
        side(f, "camera", &self.camera)
    }
}

fn side(f: &mut fmt::Formatter<'_>, source: &str, side: &LimitMeasurement) -> fmt::Result {
    let [median, most, more, highest] = side.different;
    writeln!(
        f,
        "  document from {source}: limit {:.4}; different photographs {median:.4} (half), \
         {most:.4} (95 %), {more:.4} (99 %), {highest:.4} (all)",
        side.limit
    )?;
    writeln!(
        f,
        "    taken for the same: {} of different photographs, {} of printed pages",
        share(&side.false_alarms),
        share(&side.false_alarms_of_pages)
    )?;
    writeln!(
        f,
        "    missed: {} of single frames, {} of three",
        share(&side.misses),
        share(&side.misses_of_three)
    )?;
    for scene in &side.scenes {
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
