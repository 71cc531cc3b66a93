//! The sign as a page.

use fluent_bundle::FluentArgs;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use site::Site;

use super::{Paper, Words, code, style};
use crate::{Error, Project};

/// Draws the sign. The page is complete: nothing in it is fetched.
pub(super) fn draw(
    project: &Project,
    words: &Words,
    settings: &Site,
    paper: Paper,
) -> Result<String, Error> {
    let title = words.say("sign-title")?;
    let page = html! {
        (DOCTYPE)
        html lang=(words.language()) dir=(words.say("direction")?) {
            head {
                meta charset="utf-8";
                title { (title) }
                style { (PreEscaped(style::sheet(project, paper)?)) }
            }
            body {
                h1 { (title) }
                p.text { (words.say("notice-text")?) }
                (choices(project, words, settings)?)
                (foot(words, settings)?)
            }
        }
    };
    Ok(page.into_string())
}

/// The two choices. As on the screen they are twins, in the order that the site has chosen.
fn choices(project: &Project, words: &Words, settings: &Site) -> Result<Markup, Error> {
    let face = choice(project, words, "scan-face", "notice-face")?;
    let officer = choice(project, words, "user-round", "notice-officer")?;
    let cards = if settings.officer_first { [officer, face] } else { [face, officer] };
    Ok(html! {
        div.choices { @for card in cards { (card) } }
    })
}

fn choice(project: &Project, words: &Words, icon: &str, key: &str) -> Result<Markup, Error> {
    Ok(html! {
        div.choice {
            (PreEscaped(style::icon(project, icon)?))
            strong { (words.say(key)?) }
            span { (words.say(&format!("{key}-detail"))?) }
        }
    })
}

/// What one reads on coming near: what else holds, where the whole notice is, whose sign it is.
fn foot(words: &Words, settings: &Site) -> Result<Markup, Error> {
    let Site { site, operator, notice, .. } = settings;
    let mut facts = FluentArgs::new();
    facts.set("version", notice.version);
    facts.set("date", notice.effective.to_string());
    Ok(html! {
        footer {
            div.more {
                p { (words.say("privacy-voluntary")?) }
                p { (words.say("notice-honest")?) }
                p.imprint {
                    bdi { (site) } " · " bdi { (operator) }
                    br;
                    bdi.address dir="ltr" { (notice.address) }
                    br;
                    (words.say_with("notice-version", facts)?)
                    // The expiry date, without words in any language: for the staff who take the
                    // sign down.
                    " (– " bdi dir="ltr" { (notice.expires) } ")"
                }
            }
            figure {
                (code::draw(&notice.address)?)
                figcaption { (words.say("sign-notice")?) }
            }
        }
    })
}
