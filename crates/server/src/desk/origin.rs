//! Checks the origin of requests by the headers that browsers set.

use axum::http::{HeaderMap, header};

use crate::net::host_name::is_loopback;

/// Whether a form was sent by a page of this server, or by no page.
///
/// Browsers set `Sec-Fetch-Site`. Without it, on a plain HTTP address, the page's origin must be
/// the requested host. A request with neither header does not come from a browser.
pub(super) fn is_own(headers: &HeaderMap) -> bool {
    let text =
        |name| headers.get(name).map(|header: &axum::http::HeaderValue| header.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, Some("same-origin" | "none"));
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    let asked = origin.and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    asked.is_some() && asked == text(header::HOST).flatten()
}

/// Whether the browser uses https: a proxy says so, or the host is not loopback.
///
/// A client that sends a wrong header changes only the name of its own cookie.
pub(super) fn is_secure(headers: &HeaderMap) -> bool {
    let forwarded = headers.get("x-forwarded-proto").is_some_and(|header| header == "https");
    let host = headers.get(header::HOST).and_then(|header| header.to_str().ok());
    forwarded || !host.is_some_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_of_another_page_is_told_from_one_of_ours() {
        let host = ("host", "desk.example");
        let table: [(&[_], bool); 9] = [
            (&[host, ("sec-fetch-site", "same-origin")], true),
            (&[host, ("sec-fetch-site", "none")], true),
            (&[host, ("sec-fetch-site", "same-site"), ("origin", "https://desk.example")], false),
            (&[host, ("sec-fetch-site", "cross-site")], false),
            (&[host, ("origin", "https://desk.example")], true),
            (&[host, ("origin", "https://desk.example.evil")], false),
            (&[host, ("origin", "null")], false),
            (&[("origin", "https://desk.example")], false),
            (&[host], true),
        ];
        for (sent, own) in table {
            assert_eq!(is_own(&headers(sent)), own, "{sent:?}");
        }
    }

    #[test]
    fn a_proxy_says_that_the_browser_came_by_https() {
        assert!(is_secure(&headers(&[("host", "[::1]"), ("x-forwarded-proto", "https")])));
    }
}
