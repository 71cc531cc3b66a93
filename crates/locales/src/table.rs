//! How a table of sentences is written: one line for each.
//!
//! A line is a text with gaps, `{0}` for the first fact. A sentence that is said in several forms
//! has a digit for each number up to [`NUMBERS`], and after it the forms that the digits count, all
//! of them with a tabulator between. The page's program reads it: `src/text/line.rs`.

/// So many numbers have a digit of their own. Larger ones are said as the one of the second
/// hundred that ends like them: what is special about 1 need not be about 101.
pub const NUMBERS: usize = 200;

/// The number below [`NUMBERS`] that takes the same form as `n`.
pub fn like(n: usize) -> usize {
    if n < NUMBERS { n } else { 100 + n % 100 }
}

pub(crate) fn gap(place: usize) -> String {
    format!("{{{place}}}")
}

/// What is put in, with the marks U+2068 and U+2069 around it.
pub(crate) fn apart(fact: &str) -> String {
    format!("\u{2068}{fact}\u{2069}")
}

/// Whether nothing in a text would be taken for more than text, but for its gaps.
pub(crate) fn is_plain(text: &str, gaps: usize) -> bool {
    let words = (0..gaps).fold(text.to_owned(), |text, place| text.replace(&gap(place), ""));
    !words.contains(['\t', '\n', '\r', '{', '}'])
}
