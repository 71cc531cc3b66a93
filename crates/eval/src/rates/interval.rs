//! How far a rate that was counted may be from the true one.

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_964;

/// The 95 % interval of the rate at which `failures` of `trials` happen, both ends 0 to 1.
///
/// Wilson's score interval; where nothing failed, or everything, the rule of three: three in
/// `trials`. Trials are taken to be independent. Comparisons that share a photo are not, so the
/// true interval of many comparisons of few people is wider.
pub fn interval(failures: u64, trials: u64) -> (f64, f64) {
    if trials == 0 {
        return (0.0, 1.0);
    }
    let n = trials as f64;
    let of_three = (3.0 / n).min(1.0);
    if failures == 0 {
        return (0.0, of_three);
    }
    if failures == trials {
        return (1.0 - of_three, 1.0);
    }
    let rate = failures as f64 / n;
    let scale = 1.0 + Z * Z / n;
    let middle = (rate + Z * Z / (2.0 * n)) / scale;
    let reach = Z / scale * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
    (middle - reach, middle + reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_failed_three_in_all_trials_may() {
        assert_eq!(interval(0, 1500), (0.0, 0.002));
        assert_eq!(interval(1500, 1500), (0.998, 1.0));
        assert_eq!(interval(0, 0), (0.0, 1.0));
        assert_eq!(interval(0, 2), (0.0, 1.0));
    }

    #[test]
    fn the_interval_is_wilsons() {
        // E. B. Wilson's interval for 15 of 148, as R's prop.test(15, 148, correct = FALSE) has it.
        let (low, high) = interval(15, 148);
        assert!((low - 0.062_386).abs() < 1e-5 && (high - 0.160_487).abs() < 1e-5, "{low} {high}");
    }
}
