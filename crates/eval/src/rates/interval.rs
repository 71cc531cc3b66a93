//! Confidence intervals of measured rates.

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_964;

/// The 95 % confidence interval of the rate of `failures` in `trials`, both ends 0 to 1.
///
/// Wilson's score interval; if no trial or every trial failed, the rule of three (3 / `trials`). It
/// assumes independent trials. Comparisons that share a photo are dependent, so the true interval of
/// many comparisons of few people is wider.
pub fn interval(failures: u64, trials: u64) -> (f64, f64) {
    if trials == 0 {
        return (0.0, 1.0);
    }
    let n = trials as f64;
    let rule_of_three = (3.0 / n).min(1.0);
    if failures == 0 {
        return (0.0, rule_of_three);
    }
    if failures == trials {
        return (1.0 - rule_of_three, 1.0);
    }
    let rate = failures as f64 / n;
    let scale = 1.0 + Z * Z / n;
    let middle = (rate + Z * Z / (2.0 * n)) / scale;
    let half_width = Z / scale * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
    (middle - half_width, middle + half_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_failures_the_rule_of_three_applies() {
        assert_eq!(interval(0, 1500), (0.0, 0.002));
        assert_eq!(interval(1500, 1500), (0.998, 1.0));
        assert_eq!(interval(0, 0), (0.0, 1.0));
        assert_eq!(interval(0, 2), (0.0, 1.0));
    }

    #[test]
    fn the_interval_is_wilsons() {
        // E. B. Wilson's interval for 15 of 148, as computed by R's prop.test(15, 148, correct = FALSE).
        let (low, high) = interval(15, 148);
        assert!((low - 0.062_386).abs() < 1e-5 && (high - 0.160_487).abs() < 1e-5, "{low} {high}");
    }
}
