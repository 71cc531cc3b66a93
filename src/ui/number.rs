//! Whole numbers, as each language writes them.

use crate::text::Words;

/// A number with the language's mark between thousands: 10,000 in English, 10.000 in Spanish.
pub fn number(words: &Words, n: u32) -> String {
    let example = words.ten_thousand();
    let mark: String = example.chars().filter(|character| !character.is_ascii_digit()).collect();
    grouped(n, &mark)
}

fn grouped(n: u32, mark: &str) -> String {
    match (n / 1000, n % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{}{mark}{rest:03}", grouped(thousands, mark)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, tests::read};

    #[test]
    fn three_digits_stand_together() {
        let expected = [(0, "0"), (999, "999"), (1_000, "1.000"), (10_040, "10.040")];
        for (n, text) in expected.into_iter().chain([(1_000_007, "1.000.007")]) {
            assert_eq!(grouped(n, "."), text);
        }
    }

    #[test]
    fn every_language_writes_ten_thousand_as_its_example() {
        for language in Language::all() {
            let words = read(language);
            assert_eq!(number(&words, 10_000), words.ten_thousand(), "{language}");
        }
    }
}
