//! `/desk/sign-in` and `/desk/sign-out`: how a session begins and ends.

use axum::{
    extract::{Form, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::{Actor, AuditAction, AuditEntry, AuditSubject, UserName};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    form_action::{EmptyForm, FormAction},
    origin,
    refusal::{Refusal, SIGN_IN},
    session::Officer,
    token::Token,
};
use crate::{
    Error, Password, Server,
    desk::document,
    limits::{ClientAddress, SIGN_IN_WINDOW, SignInAttempt},
};

/// The fields of the sign-in form.
#[derive(Deserialize)]
pub(super) struct SignInForm {
    name: String,
    password: String,
}

/// Why the page is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Again {
    /// The page does not say whether the name or the password was wrong.
    Wrong,
    TooMany,
    /// Too many passwords are being checked.
    Busy,
}

/// The page.
pub(super) async fn show(State(server): State<Server>) -> Result<Response, Refusal> {
    if server.is_trial {
        return Ok(Redirect::to("/desk").into_response());
    }
    Ok(page(server.store.has_users().await?, None).into_response())
}

/// Begins a new session. A session that the browser brings along is ended (session fixation).
pub(super) async fn sign_in(
    State(server): State<Server>,
    from: ClientAddress,
    headers: HeaderMap,
    typed: Result<Form<SignInForm>, axum::extract::rejection::FormRejection>,
) -> Result<Response, Refusal> {
    if !origin::is_own(&headers) {
        return Err(Refusal::Foreign);
    }
    let Form(SignInForm { name, password }) = typed.map_err(|_| Refusal::Form)?;
    let (name, password) = (name.trim().parse::<UserName>().ok(), Password::typed(password));
    let browser = Browser::of(&server, &headers, name.as_ref()).await?;
    let attempt = match &browser {
        Some(Browser { hash, .. }) => SignInAttempt::KnownBrowser(hash),
        None => SignInAttempt::UnknownBrowser(name.as_ref()),
    };
    if !server.sign_in_throttle.admits(&attempt, &from) {
        return Ok(show_again(Again::TooMany));
    }
    let stored_hash = match &name {
        Some(name) => server.store.user_hash(name).await?,
        None => None,
    };
    let is_right = match password.verify(stored_hash.clone(), server.sign_in_throttle.queue()).await
    {
        Err(Error::Busy) => {
            // The password was not checked, so the attempt does not count as wrong.
            server.sign_in_throttle.forgive(&attempt, &from);
            return Ok(show_again(Again::Busy));
        }
        compared => compared?,
    };
    if let (true, Some(name), Some(stored_hash)) = (is_right, &name, &stored_hash) {
        let token = Token::new()?;
        if server.store.begin_session(&token.hash(), name, stored_hash, Timestamp::now()).await? {
            server.sign_in_throttle.forgive(&attempt, &from);
            if let Some(former) = Token::from_headers(&headers) {
                server.store.end_session(&former.hash()).await?;
            }
            record(&server, &Actor::User(name.clone()), AuditAction::SignIn, name).await?;
            let known = match browser {
                Some(Browser { token, .. }) => token,
                None => Token::new()?,
            };
            server.store.remember_browser(&known.hash(), name, Timestamp::now()).await?;
            let cookies = [token.set(&headers), known.set_known(&headers)];
            let cookies = AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
            return Ok((cookies, Redirect::to("/desk")).into_response());
        }
    }
    match name.filter(|_| stored_hash.is_some()) {
        Some(name) => record(&server, &Actor::Unidentified, AuditAction::Refused, &name).await?,
        None => {
            let entry = entry(Actor::Unidentified, AuditAction::Refused, AuditSubject::Unknown);
            server.store.record(&entry).await?;
        }
    }
    Ok(show_again(Again::Wrong))
}

/// A browser that its user has signed in with before.
struct Browser {
    token: Token,
    hash: String,
}

impl Browser {
    /// The browser of the request, if this user has signed in with it before.
    async fn of(
        server: &Server,
        headers: &HeaderMap,
        name: Option<&UserName>,
    ) -> Result<Option<Self>, Error> {
        let Some((token, name)) = Token::known_from_headers(headers).zip(name) else {
            return Ok(None);
        };
        let hash = token.hash();
        let of = server.store.browser(&hash, Timestamp::now()).await?;
        Ok((of.as_ref() == Some(name)).then_some(Self { token, hash }))
    }
}

/// Ends the session.
pub(super) async fn sign_out(
    State(server): State<Server>,
    headers: HeaderMap,
    action: FormAction<Officer, EmptyForm>,
) -> Result<Response, Refusal> {
    if let Some(hash) = &action.session.hash {
        server.store.end_session(hash).await?;
        record(&server, &action.session.actor(), AuditAction::SignOut, &action.session.user.name)
            .await?;
    }
    let cookie = [(header::SET_COOKIE, Token::unset(&headers))];
    Ok((cookie, Redirect::to(SIGN_IN)).into_response())
}

/// An entry of the audit with the present time.
fn entry(actor: Actor, action: AuditAction, subject: AuditSubject) -> AuditEntry {
    AuditEntry { at: Timestamp::now(), actor, action, subject }
}

async fn record(
    server: &Server,
    actor: &Actor,
    action: AuditAction,
    name: &UserName,
) -> Result<(), Error> {
    let user = server.store.user(name).await?;
    let subject = AuditSubject::User { name: name.clone(), site: user.and_then(|user| user.site) };
    Ok(server.store.record(&entry(actor.clone(), action, subject)).await?)
}

fn show_again(why: Again) -> Response {
    let wait = SIGN_IN_WINDOW.as_secs();
    let page = page(true, Some(why));
    match why {
        Again::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
        Again::TooMany => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, wait)], page).into_response()
        }
        Again::Busy => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, 5)], page).into_response()
        }
    }
}

fn page(has_users: bool, why: Option<Again>) -> Markup {
    let main = html! {
        @if has_users {
            @match why {
                Some(Again::Wrong) => p.error role="alert" { "Name or password is wrong." }
                Some(Again::TooMany) => p.error role="alert" {
                    "Too many tries. Wait ten minutes, or ask an administrator."
                }
                Some(Again::Busy) => p.error role="alert" {
                    "Very many sign in at the moment. Try again in a few seconds."
                }
                None => {}
            }
            p #insecure .error hidden {
                "This address is not secure, so the browser will not keep you signed in. Open "
                "the desk by its https address."
            }
            form.stack method="post" action=(SIGN_IN) {
                label for="name" { "Name" }
                input #name name="name" autocomplete="username" autocapitalize="none"
                    spellcheck="false" maxlength="32" required;
                label for="password" { "Password" }
                input #password name="password" type="password" autocomplete="current-password"
                    maxlength="256" required;
                button { "Sign in" }
            }
        } @else {
            p.lead { "There is no user yet. Make the first administrator on the server:" }
            pre tabindex="0" { code { "gangway-server user add NAME --role administrator" } }
            p { "It asks for a password. Give it the same database as the server." }
        }
    };
    document::bare("Sign in", &main)
}
