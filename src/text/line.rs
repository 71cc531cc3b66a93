//! Reads a line of a language's table. Crate `locales` writes it, and says how.

/// The text of a line that goes with a number.
pub(super) fn form(line: &str, number: u32) -> &str {
    let mut parts = line.split('\t');
    let digits = parts.next().unwrap_or_default().as_bytes();
    let like = if number < 200 { number } else { 100 + number % 100 };
    let digit = digits.get(like as usize).map_or(0, |digit| digit - b'0');
    parts.nth(digit.into()).unwrap_or_default()
}

/// A text with facts in its gaps. A fact is never looked into, whatever it says.
pub(super) fn filled(text: &str, facts: &[&str]) -> String {
    let mut pieces = text.split('{');
    let mut said = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        if let Some((place, rest)) = piece.split_once('}') {
            let fact = place.parse::<usize>().ok().and_then(|place| facts.get(place));
            said.push_str(fact.copied().unwrap_or_default());
            said.push_str(rest);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_in_their_gaps_and_are_not_looked_into() {
        assert_eq!(filled("Step {0} of {1}", &["{1}", "4"]), "Step {1} of 4");
        assert_eq!(filled("{1}, {0}", &["a", "b"]), "b, a");
        assert_eq!(filled("Close", &[]), "Close");
    }

    #[test]
    fn a_large_number_is_said_as_one_of_the_second_hundred() {
        let line = format!("01{}\tone\tother", "1".repeat(198));
        assert_eq!(
            [0, 1, 100, 101, 1_000_000].map(|count| form(&line, count)),
            ["one", "other", "other", "other", "other"]
        );
    }
}
