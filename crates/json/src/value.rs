//! A JSON text as a value: RFC 8259, nested no deeper than what we write. It has a fifth of the
//! code of `serde_json`'s, which the tests compare it with.

use std::{iter::Peekable, str::CharIndices};

/// What a JSON text says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Fields, in the order in which they are written.
    Object(Vec<(String, Value)>),
}

/// A text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no JSON, from line {line} on")]
pub struct SyntaxError {
    /// The line on which it stops being any, from 1.
    pub line: usize,
}

/// How deep lists and fields may stand in each other.
const DEPTH: usize = 16;
/// Ten to this power is a number without rounding; so is a whole number of as many digits as
/// [`DIGITS`]. One times or by the other is rounded once, which is right.
const POWER: i32 = 22;
const DIGITS: u32 = 15;

impl Value {
    /// Reads a whole text.
    pub fn read(text: &str) -> Result<Self, SyntaxError> {
        let mut rest = Rest { text, left: text.char_indices().peekable() };
        let value = rest.value(DEPTH).filter(|_| rest.end());
        value.ok_or_else(|| {
            let read = text.get(..rest.place()).unwrap_or_default();
            SyntaxError { line: 1 + read.matches('\n').count() }
        })
    }

    /// A field of that name.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(all) => all.iter().find(|(it, _)| it == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// The remaining text. Each method that reads returns `None` if something else follows.
struct Rest<'a> {
    text: &'a str,
    left: Peekable<CharIndices<'a>>,
}

impl Rest<'_> {
    fn place(&mut self) -> usize {
        self.left.peek().map_or(self.text.len(), |next| next.0)
    }

    fn next_if(&mut self, is_wanted: impl Fn(char) -> bool) -> Option<char> {
        self.left.next_if(|next| is_wanted(next.1)).map(|next| next.1)
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        self.next_if(|character| character == wanted).map(|_| ())
    }

    fn space(&mut self) {
        while self.next_if(|character| matches!(character, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    fn end(&mut self) -> bool {
        self.space();
        self.left.peek().is_none()
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        match self.left.peek()?.1 {
            '{' => self.listed('{', '}', depth, Self::named).map(Value::Object),
            '[' => self.listed('[', ']', depth, Self::value).map(Value::Array),
            '"' => self.string().map(Value::String),
            't' => self.word("true").map(|()| Value::Bool(true)),
            'f' => self.word("false").map(|()| Value::Bool(false)),
            'n' => self.word("null").map(|()| Value::Null),
            _ => self.number().map(Value::Number),
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        word.chars().try_for_each(|character| self.take(character))
    }

    fn listed<T>(
        &mut self,
        first: char,
        last: char,
        depth: usize,
        one: fn(&mut Self, usize) -> Option<T>,
    ) -> Option<Vec<T>> {
        let depth = depth.checked_sub(1)?;
        let mut all = Vec::new();
        self.take(first)?;
        self.space();
        if self.take(last).is_some() {
            return Some(all);
        }
        loop {
            all.push(one(self, depth)?);
            self.space();
            if self.take(',').is_none() {
                return self.take(last).map(|()| all);
            }
        }
    }

    fn named(&mut self, depth: usize) -> Option<(String, Value)> {
        self.space();
        let name = self.string()?;
        self.space();
        self.take(':')?;
        Some((name, self.value(depth)?))
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        self.take('"')?;
        loop {
            match self.next_if(|character| character >= ' ')? {
                '"' => return Some(text),
                '\\' => text.push(self.escaped()?),
                it => text.push(it),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next_if(|_| true)? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => match self.unit()? {
                // One character, in two units of UTF-16.
                high @ 0xD800..0xDC00 => {
                    self.word("\\u")?;
                    let low = self.unit()?.checked_sub(0xDC00).filter(|unit| *unit < 0x400)?;
                    char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + low)?
                }
                unit => char::from_u32(unit)?,
            },
            it @ ('"' | '\\' | '/') => it,
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| {
            let digit = self.next_if(|character| character.is_ascii_hexdigit())?.to_digit(16)?;
            Some(unit << 4 | digit)
        })
    }

    fn number(&mut self) -> Option<f64> {
        let is_negative = self.take('-').is_some();
        let is_zero = self.left.peek()?.1 == '0';
        let (mut number, count) = self.digits(0)?;
        if is_zero && count > 1 {
            return None;
        }
        let mut power = 0;
        if self.take('.').is_some() {
            let (all, decimals) = self.digits(number)?;
            (number, power) = (all, -decimals);
        }
        if self.next_if(|character| matches!(character, 'e' | 'E')).is_some() {
            let is_small = self.next_if(|character| matches!(character, '+' | '-')) == Some('-');
            let (exponent, _) = self.digits(0)?;
            let exponent = i32::try_from(exponent).ok()?;
            power += if is_small { -exponent } else { exponent };
        }
        if number >= 10_u64.pow(DIGITS) || power.abs() > POWER {
            return None;
        }
        let (number, scale) = (number as f64, 10_f64.powi(power.abs()));
        let number = if power < 0 { number / scale } else { number * scale };
        Some(if is_negative { -number } else { number })
    }

    /// Goes on with a number, by at least one digit; and how many there were.
    fn digits(&mut self, before: u64) -> Option<(u64, i32)> {
        let (mut number, mut count) = (before, 0);
        while let Some(digit) = self.next_if(|character| character.is_ascii_digit()) {
            number = number.checked_mul(10)?.checked_add(digit.to_digit(10)?.into())?;
            count += 1;
        }
        (count > 0).then_some((number, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(it) => Value::Bool(*it),
            serde_json::Value::Number(it) => Value::Number(it.as_f64().unwrap()),
            serde_json::Value::String(it) => Value::String(it.clone()),
            serde_json::Value::Array(all) => Value::Array(all.iter().map(of).collect()),
            serde_json::Value::Object(all) => {
                let mut all: Vec<_> = all.iter().map(|(name, it)| (name.clone(), of(it))).collect();
                all.sort_by(|one, other| one.0.cmp(&other.0));
                Value::Object(all)
            }
        }
    }

    #[test]
    fn a_text_says_what_serde_json_says_of_it_or_nothing() {
        let texts = [
            "null",
            " true ",
            "false",
            "0",
            "-0",
            "27",
            "27.50",
            "0.0098",
            "1e-4",
            "2.5E+3",
            "0.1",
            "123456789.012345",
            "\"\"",
            r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#,
            "\"é中\"",
            "[]",
            "[1, [2], {}]",
            r#"{"a":1,"b":{"c":[null]}}"#,
            "\t\r\n[ 1 ]\n",
            r#"{"":""}"#,
            // None.
            "",
            "nul",
            "tru e",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "+1",
            "0x1",
            "NaN",
            "\"",
            "\"\n\"",
            r#""\x""#,
            r#""\u12""#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ude00""#,
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "{",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            "{a:1}",
            "{1:1}",
            "1 2",
            "[]]",
        ];
        for text in texts {
            let expected = serde_json::from_str(text).ok().map(|value| of(&value));
            assert_eq!(Value::read(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn the_line_that_is_wrong_is_named() {
        for (text, line) in [("", 1), ("{\n\"a\": 1,\n}", 3), ("[1]\n\nx", 3), ("{\"a\": 1", 1)] {
            assert_eq!(Value::read(text), Err(SyntaxError { line }), "{text}");
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_not_read() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Value::read(&nested(DEPTH)).is_ok());
        assert!(Value::read(&nested(DEPTH + 1)).is_err());
        assert!(Value::read(&nested(100_000)).is_err());
    }

    #[test]
    fn a_number_that_would_be_rounded_twice_is_not_read() {
        for text in ["1234567890123456", "1e23", "1e-23", "0.1234567890123456"] {
            assert!(Value::read(text).is_err(), "{text}");
        }
    }
}
