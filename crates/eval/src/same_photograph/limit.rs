//! The rule that the limits follow from.

use crate::templates::Similarity;

/// How many of the pairs of different photographs of one person may be taken for the same
/// photograph. It costs an honest traveller a try. Collections have pairs that in truth are one
/// photograph, or two of one moment, which a document and a live face never are: so the rate is an
/// upper bound.
pub const FALSE_ALARMS: f64 = 5e-3;

/// The least similarity of four decimals, as limits are written, that at most [`FALSE_ALARMS`] of
/// `different` reach. `None` where they are too few to tell: one at least must be allowed to.
pub fn limit(different: &[Similarity]) -> Option<f64> {
    let allowed = (FALSE_ALARMS * different.len() as f64 + 1e-9) as usize;
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
        let different: Vec<Similarity> = (0..1000).map(|it| it as f32 / 1000.0).collect();
        let limit = limit(&different).unwrap();
        let reaching = different.iter().filter(|it| f64::from(**it) >= limit).count();
        assert_eq!(reaching, 5);
        let lower = different.iter().filter(|it| f64::from(**it) >= limit - 1e-4).count();
        assert_eq!(lower, 6, "and no lower limit is as good");
    }

    #[test]
    fn s0_many_that_are_equally_alike_are_all_left_below() {
        let limit = limit(&[0.5; 400]).unwrap();
        assert!((limit - 0.5001).abs() < 1e-9);
    }

    #[test]
    fn s0_of_too_few_photographs_there_is_no_limit() {
        assert_eq!(limit(&[0.5; 199]), None);
        assert_eq!(limit(&[]), None);
        assert!(limit(&[-0.5; 200]).is_some());
    }
}
