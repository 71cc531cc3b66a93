//! Rounding of shares, the same on cards and in models.toml.

/// `number` with this many decimals.
pub(super) fn rounded(number: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (number * scale).round() / scale
}

/// A share in percent with two decimals. It is first rounded as in models.toml, because rounding twice
/// may give another digit.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2}", 100.0 * rounded(share, 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k0_card_and_models_toml_round_a_share_alike() {
        for share in [0.0427496, 0.0427504, 0.0427549] {
            assert_eq!(percent(share), percent(rounded(share, 5)));
        }
        assert_eq!(percent(0.0427496), "4.28");
    }
}
