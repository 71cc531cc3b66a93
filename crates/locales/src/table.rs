//! The format of a table of sentences, one line for each sentence.
//!
//! A line is a text with placeholders, `{0}` for the first argument. The line of a sentence with
//! plural forms begins with a digit for each number below [`NUMBERS`], the index of its form; the
//! forms follow, separated by tabs. The page reads it in `src/text/line.rs`.

/// The number of numbers with a digit of their own. A larger number has the form of the number from
/// 100 to 199 with the same last two digits, because 1 may have another form than 101.
pub const NUMBERS: usize = 200;

/// Returns the number below [`NUMBERS`] with the same form as `n`.
pub fn representative(n: usize) -> usize {
    if n < NUMBERS { n } else { 100 + n % 100 }
}

pub(crate) fn placeholder(index: usize) -> String {
    format!("{{{index}}}")
}

/// Surrounds a text with the direction isolates U+2068 and U+2069.
pub(crate) fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// Whether a text contains no characters of the format except its placeholders.
pub(crate) fn is_plain(text: &str, arguments: usize) -> bool {
    let rest =
        (0..arguments).fold(text.to_owned(), |text, index| text.replace(&placeholder(index), ""));
    !rest.contains(['\t', '\n', '\r', '{', '}'])
}
