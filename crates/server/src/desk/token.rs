//! The secret of a session, and the cookie that carries it.

use std::fmt;

use axum::http::{HeaderMap, HeaderValue, header};
use base16ct::lower;
use domain::digest;
use zeroize::Zeroizing;

use super::origin;
use crate::Error;

/// A session token: 256 random bits, as hexadecimal. It proves the session, so only the browser
/// stores it; the store has its hash.
pub(super) struct Token(Zeroizing<String>);

const DIGITS: usize = 64;

/// The cookie's name over https. Browsers accept the `__Host-` prefix only from a secure page,
/// without a domain and for every path, so no other host can set it. Cookies are shared between
/// ports; browsers that know the `Http` prefix accept the cookie from a header only, so no script
/// on another port can set it either.
const SECURE: &str = "__Host-Http-gangway";

/// The cookie's name on loopback, where not every browser accepts a secure cookie.
const LOOPBACK: &str = "gangway";

/// Suffix of the name of the cookie that marks a browser in which a user has signed in before. It
/// grants no access.
const KNOWN: &str = "-known";

/// Suffix of the name of the cookie with the place that the officer calls travellers to. It grants no
/// access.
const PLACE: &str = "-place";

/// How long the cookie of a known browser lives: 90 days, in seconds.
const KNOWN_SECONDS: u32 = 90 * 24 * 60 * 60;

impl Token {
    pub(super) fn new() -> Result<Self, Error> {
        let mut bits = Zeroizing::new([0; DIGITS / 2]);
        getrandom::fill(&mut *bits).map_err(|_| Error::Random)?;
        Ok(Self(Zeroizing::new(lower::encode_string(&*bits))))
    }

    /// The token of a request. If two cookies have the name, one is forged, and none is accepted.
    pub(super) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        Self::named(name(headers), headers)
    }

    /// The token that marks this browser as one in which a user has signed in before.
    pub(super) fn known_from_headers(headers: &HeaderMap) -> Option<Self> {
        Self::named(&format!("{}{KNOWN}", name(headers)), headers)
    }

    fn named(wanted: &str, headers: &HeaderMap) -> Option<Self> {
        let value = value(wanted, headers)?;
        let is_one = value.len() == DIGITS && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then(|| Self(Zeroizing::new(value.into())))
    }

    /// The hash that identifies the session in the store.
    pub(super) fn hash(&self) -> String {
        digest::sha256_hex(self.0.as_bytes())
    }

    /// The token of every form of the session (CSRF). Another site's page cannot know it, and it
    /// cannot be used to sign in.
    pub(super) fn form(&self) -> String {
        let text = Zeroizing::new(format!("form {}", *self.0));
        digest::sha256_hex(text.as_bytes())
    }

    /// The `Set-Cookie` value for a session cookie.
    pub(super) fn set(&self, headers: &HeaderMap) -> HeaderValue {
        cookie(headers, "", &self.0)
    }

    /// The `Set-Cookie` value that marks the browser as known for some time.
    pub(super) fn set_known(&self, headers: &HeaderMap) -> HeaderValue {
        cookie(headers, KNOWN, &format!("{}; Max-Age={KNOWN_SECONDS}", *self.0))
    }

    /// The `Set-Cookie` value that removes the cookie.
    pub(super) fn unset(headers: &HeaderMap) -> HeaderValue {
        cookie(headers, "", "; Max-Age=0")
    }
}

/// The value of a cookie. If two cookies have the name, one is forged, and none is accepted.
fn value<'a>(wanted: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|header| header.to_str().ok());
    let pairs =
        cookies.flat_map(|header| header.split(';')).filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(name, _)| name.trim() == wanted).map(|(_, value)| value);
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    Some(value.trim())
}

/// The place that this browser's officer calls travellers to.
pub(super) fn chosen_place(headers: &HeaderMap) -> Option<String> {
    let hexadecimal = value(&format!("{}{PLACE}", name(headers)), headers)?;
    String::from_utf8(lower::decode_vec(hexadecimal).ok()?).ok()
}

/// The `Set-Cookie` value that remembers a place, as hexadecimal, which every cookie may hold.
pub(super) fn set_place(headers: &HeaderMap, place: &str) -> HeaderValue {
    cookie(headers, PLACE, &lower::encode_string(place.as_bytes()))
}

fn name(headers: &HeaderMap) -> &'static str {
    if origin::is_secure(headers) { SECURE } else { LOOPBACK }
}

fn cookie(headers: &HeaderMap, end: &str, value: &str) -> HeaderValue {
    let secure = if origin::is_secure(headers) { "; Secure" } else { "" };
    let text = format!("{}{end}={value}; Path=/; HttpOnly; SameSite=Strict{secure}", name(headers));
    // Letters, digits and signs that every header may hold.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

/// Prints the name only: a token in a log could be used to take over the session.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(cookie: &str) -> HeaderMap {
        [(header::COOKIE, cookie.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn the_browser_brings_back_what_it_was_given() {
        let token = Token::new().unwrap();
        let set = token.set(&HeaderMap::new());
        let set = set.to_str().unwrap();
        assert!(set.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"), "{set}");
        let pair = set.split(';').next().unwrap();
        let brought = Token::from_headers(&asking(&format!("a=b; {pair}; c=d"))).unwrap();
        assert_eq!(brought.hash(), token.hash());
        assert_ne!(token.hash(), token.form());
        assert_eq!(format!("{token:?}"), "Token");
    }

    #[test]
    fn on_loopback_the_cookie_has_another_name_so_that_neither_is_taken_for_the_other() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8080"));
        let set = Token::new().unwrap().set(&headers);
        let set = set.to_str().unwrap();
        assert!(set.starts_with("gangway=") && !set.contains("Secure"), "{set}");
        assert!(Token::from_headers(&asking(set.split(';').next().unwrap())).is_none());
    }

    #[test]
    fn s7_a_cookie_that_a_script_sets_beside_ours_does_not_sign_in() {
        let [ours, theirs] = ["a", "b"].map(|letter| format!("{SECURE}={}", letter.repeat(DIGITS)));
        assert!(Token::from_headers(&asking(&ours)).is_some());
        assert!(Token::from_headers(&asking(&format!("{theirs}; {ours}"))).is_none());
        assert!(SECURE.starts_with("__Host-Http-"), "no script can set it");
    }

    #[test]
    fn what_is_no_token_is_none() {
        let (short, long) = ("0".repeat(63), "0".repeat(65));
        for value in ["", &short, &long, &"g".repeat(64)] {
            assert!(
                Token::from_headers(&asking(&format!("{SECURE}={value}"))).is_none(),
                "{value}"
            );
        }
    }
}
