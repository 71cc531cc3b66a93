//! The wall sign of a site, in the sentences of the kiosk's first screen: a page for each language.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use qrcodegen::{QrCode, QrCodeEcc};
use site::Site;

use crate::public::Words;

/// Empty modules around a code: ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;

/// Draws the sign. The page is complete: nothing in it is fetched.
pub(super) fn draw(site: &Site) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (site.site) }
                style { (PreEscaped(include_str!("sign.css"))) }
            }
            body { @for words in Words::of(site) { (page(words, site)) } }
        }
    }
}

/// The page of one language.
fn page(words: Words, site: &Site) -> Markup {
    let (face, officer) = (choice(words, "notice-face"), choice(words, "notice-officer"));
    let cards = if site.officer_first { [officer, face] } else { [face, officer] };
    let facts = [site.notice.version.to_string(), site.notice.effective.to_string()];
    let version = words.say("notice-version").replace("{0}", &facts[0]).replace("{1}", &facts[1]);
    html! {
        section lang=(words.tag()) dir=(words.direction()) {
            h1 { (words.say("sign-title")) }
            p.text { (words.say("notice-text")) }
            div.choices { @for card in cards { (card) } }
            p { (words.say("privacy-voluntary")) " " (words.say("notice-honest")) }
            footer {
                p {
                    bdi { (site.site) } " · " bdi { (site.operator) } br;
                    bdi dir="ltr" { (site.notice.address) } br;
                    (version)
                }
                figure { (code(&site.notice.address)) figcaption { (words.say("sign-notice")) } }
            }
        }
    }
}

/// One of the two choices, which are twins.
fn choice(words: Words, key: &str) -> Markup {
    html! {
        div.choice {
            strong { (words.say(key)) }
            span { (words.say(&format!("{key}-detail"))) }
        }
    }
}

/// The address of the notice as a QR code. A quarter of it may be damaged.
fn code(address: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Quartile) else { return html! {} };
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for (y, x) in (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (y, x))) {
        if code.get_module(x, y) {
            path += &format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    html! {
        svg viewBox=(format_args!("0 0 {side} {side}")) role="img" aria-label=(address) {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u30_the_sign_has_the_sentences_of_the_screen_in_every_language_of_the_site() {
        let site = Site::parse(include_str!("../../../../../public/kiosk.json")).unwrap();
        let sign = draw(&site).into_string();
        for words in Words::of(&site) {
            for key in ["sign-title", "notice-face", "notice-officer-detail", "notice-honest"] {
                let text = words.say(key);
                assert!(!text.is_empty() && sign.contains(text), "{}: {key}", words.tag());
            }
        }
        assert_eq!(sign.matches("<section").count(), 8);
        assert!(sign.contains(r#"lang="ar" dir="rtl""#));
        assert!(!sign.contains("{0}") && !sign.contains(" src="), "{sign}");
    }
}
