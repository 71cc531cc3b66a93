//! `/desk/password`: where users change their own password.

use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    form_action::FormAction,
    frame::{self, DeskPage},
    refusal::Refusal,
    session::{Officer, Session, SignedIn},
};
use crate::{
    Error, Password, Server,
    desk::document,
    limits::{ClientAddress, SignInAttempt},
};

/// The fields of the form.
#[derive(Deserialize)]
pub(super) struct PasswordForm {
    present: String,
    new: String,
}

pub(super) async fn show(SignedIn { session, .. }: SignedIn<Officer>) -> Markup {
    page(&session, None)
}

/// Changes the password, and ends all sessions of its user, this one too.
pub(super) async fn change(
    State(server): State<Server>,
    from: ClientAddress,
    FormAction { session, fields, .. }: FormAction<Officer, PasswordForm>,
) -> Result<Markup, Refusal> {
    let name = &session.user.name;
    // Attempts are counted by session, so other clients cannot use up this user's limit.
    let own_session = session.hash.clone().unwrap_or_default();
    let attempt = SignInAttempt::KnownBrowser(&own_session);
    if !server.sign_in_throttle.admits(&attempt, &from) {
        return Ok(page(&session, Some("Too many tries. Wait ten minutes.")));
    }
    let stored_hash = server.store.user_hash(name).await?;
    let is_right = match Password::typed(fields.present)
        .verify(stored_hash, server.sign_in_throttle.queue())
        .await
    {
        Err(Error::Busy) => {
            server.sign_in_throttle.forgive(&attempt, &from);
            return Ok(page(&session, Some("The server is busy. Try again in a few seconds.")));
        }
        compared => compared?,
    };
    if !is_right {
        return Ok(page(&session, Some("The present password is wrong.")));
    }
    server.sign_in_throttle.forgive(&attempt, &from);
    let Ok(new) = Password::chosen(fields.new) else {
        return Ok(page(&session, Some("The new password is too short.")));
    };
    server.store.set_password(&session.actor(), name, &new.hash().await?).await?;
    let main = html! {
        p.lead role="status" { "Your password is changed. Sign in with it." }
        p { a href="/desk/sign-in" { "Sign in" } }
    };
    Ok(document::bare("Signed out", &main))
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
