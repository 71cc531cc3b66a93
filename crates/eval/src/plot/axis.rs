//! Axes: scales, ticks and labels.

/// One direction of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The label.
    pub label: String,
    /// The scale of the values.
    pub scale: Scale,
    /// The format of tick labels.
    pub unit: Unit,
    /// The values at both ends, the lower one first. Both are above 0 on a logarithmic scale.
    pub range: (f64, f64),
}

/// The scale of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Linear.
    Linear,
    /// Logarithmic. A value of 0 is at the lower end.
    Log10,
}

/// The format of tick labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// As numbers, powers of ten as `1e-4`.
    Number,
    /// As percent.
    Percent,
}

/// A tick of an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// 0 at the lower end to 1 at the upper end.
    pub(super) position: f64,
    /// The label. Lines between decades have none.
    pub(super) label: Option<String>,
}

/// Maximum number of intervals of a linear axis.
const MAX_INTERVALS: f64 = 8.0;

impl Axis {
    /// A linear axis for shares, from 0 to a round number that is at least the largest of `values`.
    pub(super) fn shares(label: &str, values: impl Iterator<Item = f64>) -> Self {
        let most = values.filter(|value| value.is_finite()).fold(0.001, f64::max);
        let step = step(most);
        let end = (most / step).ceil() * step;
        Self { label: label.into(), scale: Scale::Linear, unit: Unit::Percent, range: (0.0, end) }
    }

    /// The position of `value`: 0 at the lower end to 1 at the upper end.
    pub(super) fn position(&self, value: f64) -> f64 {
        let (start, end) = self.range;
        let position = match self.scale {
            Scale::Linear => (value - start) / (end - start),
            Scale::Log10 => (value.max(start) / start).log10() / (end / start).log10(),
        };
        position.clamp(0.0, 1.0)
    }

    /// The ticks, at which grid lines are drawn.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        match self.scale {
            Scale::Linear => self.linear_ticks(),
            Scale::Log10 => self.decades(),
        }
    }

    fn linear_ticks(&self) -> Vec<Tick> {
        let (start, end) = self.range;
        let step = step(end - start);
        // With a tolerance, because the end of the range is not an exact multiple of the step in binary.
        let [first, last] =
            [(start / step - 1e-6).ceil() as i64, (end / step + 1e-6).floor() as i64];
        let label = |value: f64| match self.unit {
            Unit::Number => format!("{value:.*}", decimals(step)),
            Unit::Percent => format!("{:.*} %", decimals(step * 100.0), value * 100.0),
        };
        let tick = |value| Tick { position: self.position(value), label: Some(label(value)) };
        // Adding 0 turns -0 into 0.
        (first..=last).map(|multiple| tick(multiple as f64 * step + 0.0)).collect()
    }

    fn decades(&self) -> Vec<Tick> {
        let exponent = |value: f64| value.log10().round() as i32;
        let (start, end) = (exponent(self.range.0), exponent(self.range.1));
        let label = |decade: i32| match (self.unit, decade) {
            (Unit::Number, 0) => "1".into(),
            (Unit::Number, _) => format!("1e{decade}"),
            (Unit::Percent, _) => {
                format!("{:.*} %", usize::try_from(-2 - decade).unwrap_or(0), percent(decade))
            }
        };
        let lines = (start..=end).flat_map(|decade| [1.0, 2.0, 5.0].map(|times| (decade, times)));
        let tick = |(decade, times): (i32, f64)| Tick {
            position: self.position(times * 10f64.powi(decade)),
            label: (times == 1.0).then(|| label(decade)),
        };
        lines.filter(|&line| line <= (end, 1.0)).map(tick).collect()
    }
}

/// A power of ten, in percent.
fn percent(decade: i32) -> f64 {
    10f64.powi(decade + 2)
}

/// The smallest 1, 2 or 5 times a power of ten that divides `range` into few intervals.
fn step(range: f64) -> f64 {
    let min_step = range / MAX_INTERVALS;
    let decade = 10f64.powf(min_step.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * decade >= min_step * (1.0 - 1e-9));
    decade * times.unwrap_or(10.0)
}

/// Number of decimals that `step` needs.
fn decimals(step: f64) -> usize {
    (-(step.log10() + 1e-9).floor()).max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(scale: Scale, unit: Unit, range: (f64, f64)) -> Axis {
        Axis { label: String::new(), scale, unit, range }
    }

    fn labels(axis: &Axis) -> Vec<String> {
        axis.ticks().into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn a_linear_axis_is_divided_at_round_numbers() {
        let shares = axis(Scale::Linear, Unit::Percent, (0.0, 0.3));
        assert_eq!(labels(&shares), ["0 %", "5 %", "10 %", "15 %", "20 %", "25 %", "30 %"]);
        let scores = axis(Scale::Linear, Unit::Number, (-0.4, 1.0));
        let expected = ["-0.4", "-0.2", "0.0", "0.2", "0.4", "0.6", "0.8", "1.0"];
        assert_eq!(labels(&scores), expected);
        let small = axis(Scale::Linear, Unit::Percent, (0.0, 0.004));
        assert_eq!(labels(&small)[..3], ["0.00 %", "0.05 %", "0.10 %"]);
    }

    #[test]
    fn a_logarithmic_axis_labels_its_decades() {
        let fmr = axis(Scale::Log10, Unit::Number, (1e-6, 1.0));
        assert_eq!(labels(&fmr), ["1e-6", "1e-5", "1e-4", "1e-3", "1e-2", "1e-1", "1"]);
        let fnmr = axis(Scale::Log10, Unit::Percent, (1e-4, 1.0));
        assert_eq!(labels(&fnmr), ["0.01 %", "0.1 %", "1 %", "10 %", "100 %"]);
        assert_eq!(fnmr.ticks().len(), 13, "with 2 and 5 in each of four decades");
    }

    #[test]
    fn values_outside_an_axis_are_clamped() {
        let linear = axis(Scale::Linear, Unit::Number, (1.0, 3.0));
        assert_eq!([0.0, 1.0, 2.0, 9.0].map(|value| linear.position(value)), [0.0, 0.0, 0.5, 1.0]);
        let log = axis(Scale::Log10, Unit::Number, (1e-4, 1.0));
        assert_eq!(
            [0.0, 1e-9, 1e-4, 1e-2, 1.0, 2.0].map(|value| log.position(value)),
            [0.0, 0.0, 0.0, 0.5, 1.0, 1.0]
        );
    }

    #[test]
    fn an_axis_of_shares_ends_at_a_round_number_above_them() {
        let end = |values: &[f64]| Axis::shares("", values.iter().copied()).range.1;
        assert!((end(&[0.01, 0.032]) - 0.035).abs() < 1e-9);
        assert!((end(&[0.04]) - 0.04).abs() < 1e-9);
        assert!(end(&[]) > 0.0 && end(&[0.0, f64::NAN]) > 0.0);
    }
}
