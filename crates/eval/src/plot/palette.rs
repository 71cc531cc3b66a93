//! Colours and line patterns of series.

/// Okabe and Ito's colours, without the yellow that white swallows. People who see few colours
/// tell them apart, the more so as no two neighbours have one pattern.
const COLOURS: [&str; 7] =
    ["#0072B2", "#D55E00", "#000000", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"];

/// Lengths of strokes and gaps in pixels. Four patterns come round after seven colours have: a
/// look comes again with the 29th series.
const PATTERNS: [Option<&str>; 4] = [None, Some("8 3"), Some("2 3"), Some("9 3 2 3")];

/// The colour of the series at this place.
pub(super) fn colour(series: usize) -> &'static str {
    COLOURS[series % COLOURS.len()]
}

/// The pattern of its line, as `stroke-dasharray`. None: it has no gaps.
pub(super) fn pattern(series: usize) -> Option<&'static str> {
    PATTERNS[series % PATTERNS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_series_look_different() {
        let mut looks: Vec<_> = (0..9).map(|it| (colour(it), pattern(it))).collect();
        looks.sort_unstable();
        looks.dedup();
        assert_eq!(looks.len(), 9);
    }
}
