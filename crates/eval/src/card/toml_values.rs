//! Values of models.toml.

use toml_edit::{Array, InlineTable, Value};

use super::rounding::rounded;
use crate::rates::RatePoint;

/// A threshold with the error rates at it, and the numbers of comparisons of one person and of two.
pub(super) fn operating_point(point: &RatePoint, genuine: u64, impostors: u64) -> Value {
    let mut entry = InlineTable::new();
    entry.insert("threshold", rounded(point.threshold, 4).into());
    entry.insert("fnmr", rounded(point.fnmr, 5).into());
    entry.insert("low", rounded(point.low, 5).into());
    entry.insert("high", rounded(point.high, 5).into());
    entry.insert("genuine", (genuine as i64).into());
    entry.insert("impostors", (impostors as i64).into());
    entry.into()
}

/// An array with each value on a line of its own.
pub(super) fn lines(before: &str, after: &str, values: impl Iterator<Item = Value>) -> Array {
    let mut array = Array::new();
    values.for_each(|value| array.push_formatted(value.decorated(before, "")));
    array.set_trailing(after);
    array.set_trailing_comma(true);
    array
}
