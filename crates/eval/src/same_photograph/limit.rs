//! The rule for the limits.

use crate::templates::Similarity;

/// The allowed rate of false alarms: pairs of different photographs of one person that count as the
/// same photograph. A false alarm costs a traveller one attempt. It is an upper bound, because
/// collections contain a few pairs that are the same photograph or of the same moment, unlike a
/// document and a live face.
pub const MAX_FALSE_ALARM_RATE: f64 = 5e-3;

/// The lowest similarity with four decimals, as limits are written, that at most
/// [`MAX_FALSE_ALARM_RATE`] of `different` reach. `None` if there are too few to allow at least one.
pub fn limit(different: &[Similarity]) -> Option<f64> {
    let allowed = (MAX_FALSE_ALARM_RATE * different.len() as f64 + 1e-9) as usize;
    if allowed == 0 {
        return None;
    }
    let mut sorted = different.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let highest = f64::from(*sorted.get(allowed)?);
    Some(((highest * 1e4).floor() + 1.0) / 1e4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_no_more_different_photographs_reach_the_limit_than_the_rule_allows() {
        let different: Vec<Similarity> = (0..1000).map(|step| step as f32 / 1000.0).collect();
        let limit = limit(&different).unwrap();
        let reaching =
            different.iter().filter(|similarity| f64::from(**similarity) >= limit).count();
        assert_eq!(reaching, 5);
        let lower =
            different.iter().filter(|similarity| f64::from(**similarity) >= limit - 1e-4).count();
        assert_eq!(lower, 6, "and a lower limit would allow more");
    }

    #[test]
    fn s0_equal_similarities_are_all_below_the_limit() {
        let limit = limit(&[0.5; 400]).unwrap();
        assert!((limit - 0.5001).abs() < 1e-9);
    }

    #[test]
    fn s0_too_few_photographs_give_no_limit() {
        assert_eq!(limit(&[0.5; 199]), None);
        assert_eq!(limit(&[]), None);
        assert!(limit(&[-0.5; 200]).is_some());
    }
}
