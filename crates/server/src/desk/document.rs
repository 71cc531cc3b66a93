//! The HTML document around every page of the desk.

use maud::{DOCTYPE, Markup, html};

/// A page without a session.
pub(super) fn bare(title: &str, main: &Markup) -> Markup {
    let body = html! {
        header.bar.narrow { p.name { "Gangway " span.light { "desk" } } }
        main.narrow #main tabindex="-1" { h1 { (title) } (main) }
    };
    document(&format!("{title} · Gangway desk"), &body)
}

/// The document around a body.
pub(super) fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="icon" href="/desk/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/desk/desk.css";
                link rel="stylesheet" href="/desk/forms.css";
                script type="module" src="/desk/page.js" {}
            }
            body {
                a.skip href="#main" { "To the content" }
                (body)
            }
        }
    }
}

/// The outcome of a change, which screen readers announce.
pub(super) fn notice(text: &str) -> Markup {
    html! { p.notice role="status" { (text) } }
}
