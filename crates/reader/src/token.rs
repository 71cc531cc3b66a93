//! The token that the site's settings and this program share.

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Fewest characters of a token: 22 letters and digits are 128 bits.
const SHORTEST: usize = 22;
/// Most characters of a token.
const LONGEST: usize = 128;

/// A token in a form that a client cannot use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token has 22 to 128 letters, digits, `-` and `_`")]
pub struct TokenError;

/// A shared secret. A browser sends it as the name of a subprotocol, because script cannot set headers of a
/// WebSocket.
pub struct Token(Zeroizing<String>);

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token")
    }
}

impl Token {
    /// Takes the text of a token file; spaces and line ends around the token are dropped.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn read(text: &str) -> Result<Self, TokenError> {
        let token = text.trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (SHORTEST..=LONGEST).contains(&token.len()) && token.bytes().all(fits) {
            Ok(Self(Zeroizing::new(token.to_owned())))
        } else {
            Err(TokenError)
        }
    }

    /// Whether the given text is the token. The time depends on the length of the text alone.
    pub(crate) fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "abcdefghijklmnopqrst-_23";

    #[test]
    fn only_the_whole_token_is_the_token() {
        let token = Token::read(&format!("{TEXT}\n")).unwrap();
        assert!(token.is(TEXT));
        for other in ["", &TEXT[1..], &format!("{TEXT}x"), &TEXT.to_uppercase()] {
            assert!(!token.is(other), "{other}");
        }
    }

    #[test]
    fn a_short_token_and_one_that_no_header_can_have_are_refused() {
        for text in
            ["", "abcdefghijklmnopqrstu", "abcdefghijklmnopqrst uv", "abcdefghijklmnopqrst,uvw"]
        {
            assert!(Token::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_token_is_not_printed() {
        assert_eq!(format!("{:?}", Token::read(TEXT)), "Ok(Token)");
    }
}
