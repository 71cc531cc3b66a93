//! `/desk/password`: where users change their own password.

use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    act::Act,
    frame::{self, DeskPage},
    refusal::Refusal,
    session::{Officer, Session, Signed},
    sign_in_throttle::{ClientAddress, SignInAttempt},
};
use crate::{Error, Password, Server};

/// The fields of the form.
#[derive(Deserialize)]
pub(super) struct PasswordForm {
    present: String,
    new: String,
}

pub(super) async fn show(Signed { session, .. }: Signed<Officer>) -> Markup {
    page(&session, None)
}

/// Changes the password, and ends all sessions of its user, this one too.
pub(super) async fn change(
    State(server): State<Server>,
    from: ClientAddress,
    Act { by, asked, .. }: Act<Officer, PasswordForm>,
) -> Result<Markup, Refusal> {
    let name = &by.user.name;
    // Attempts are counted by session, so other clients cannot use up this user's limit.
    let session = by.hash.clone().unwrap_or_default();
    let attempt = SignInAttempt::KnownBrowser(&session);
    if !server.sign_in_throttle.admits(&attempt, &from) {
        return Ok(page(&by, Some("Too many tries. Wait ten minutes.")));
    }
    let stored_hash = server.store.user_hash(name).await?;
    let is_right =
        match Password::typed(asked.present).is(stored_hash, server.sign_in_throttle.queue()).await
        {
            Err(Error::Busy) => {
                server.sign_in_throttle.forgive(&attempt, &from);
                return Ok(page(&by, Some("The server is busy. Try again in a few seconds.")));
            }
            compared => compared?,
        };
    if !is_right {
        return Ok(page(&by, Some("The present password is wrong.")));
    }
    server.sign_in_throttle.forgive(&attempt, &from);
    let Ok(new) = Password::chosen(asked.new) else {
        return Ok(page(&by, Some("The new password is too short.")));
    };
    server.store.set_password(&by.actor(), name, &new.hash().await?).await?;
    let main = html! {
        p.lead role="status" { "Your password is changed. Sign in with it." }
        p { a href="/desk/sign-in" { "Sign in" } }
    };
    Ok(frame::bare("Signed out", &main))
}

fn page(session: &Session, error: Option<&str>) -> Markup {
    let main = html! {
        h2 { "Your password" }
        @if let Some(error) = error { p.error role="alert" { (error) } }
        form.stack method="post" action="/desk/password" {
            (frame::token(session))
            input type="hidden" name="username" value=(session.user.name) autocomplete="username";
            label for="present" { "Present password" }
            input #present name="present" type="password" autocomplete="current-password"
                maxlength="256" required;
            label for="new" { "New password " span.light { "(12 characters or more)" } }
            input #new name="new" type="password" autocomplete="new-password" minlength="12"
                maxlength="256" required;
            button.main { "Change" }
        }
        p { "It ends your sessions on all devices." }
    };
    let title = "Password · Gangway desk";
    frame::signed(session, DeskPage::Password, title, &html! {}, &main)
}
