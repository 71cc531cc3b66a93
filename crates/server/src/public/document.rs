//! The HTML document around the pages for travellers.

use maud::{DOCTYPE, Markup, html};

use super::words::Words;

/// The document around a body, in the first language of the site. `name` is that of its style sheet and
/// script.
pub(super) fn document(first: Words, name: &str, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(first.tag()) dir=(first.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="icon" href="/public/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/public/public.css";
                link rel="stylesheet" href=(format_args!("/public/{name}.css"));
                script type="module" src=(format_args!("/public/{name}.js")) {}
            }
            (body)
        }
    }
}

/// A sentence in every language of the site, one below the other or side by side, as the page's style
/// says.
pub(super) fn in_all(words: &[Words], key: &str) -> Markup {
    html! {
        @for language in words {
            span lang=(language.tag()) dir=(language.direction()) { (language.say(key)) }
            " "
        }
    }
}
