//! Colours and line patterns of series.

/// The colours of Okabe and Ito without yellow, which is invisible on white. They can be distinguished
/// with colour vision deficiencies, also because neighbours have different patterns.
const COLOURS: [&str; 7] =
    ["#0072B2", "#D55E00", "#000000", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"];

/// Lengths of strokes and gaps, in pixels. With seven colours, combinations repeat from the 29th
/// series on.
const PATTERNS: [Option<&str>; 4] = [None, Some("8 3"), Some("2 3"), Some("9 3 2 3")];

/// The colour of the series with this index.
pub(super) fn colour(series: usize) -> &'static str {
    COLOURS[series % COLOURS.len()]
}

/// The pattern of its line, as `stroke-dasharray`. `None` is a solid line.
pub(super) fn pattern(series: usize) -> Option<&'static str> {
    PATTERNS[series % PATTERNS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_series_look_different() {
        let mut looks: Vec<_> = (0..9).map(|series| (colour(series), pattern(series))).collect();
        looks.sort_unstable();
        looks.dedup();
        assert_eq!(looks.len(), 9);
    }
}
