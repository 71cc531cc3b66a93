//! `/desk/sign-in` and `/desk/sign-out`: how a session begins and ends.

use axum::{
    extract::{Form, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    act::{Act, Nothing},
    frame, gate, origin,
    refusal::{Refusal, SIGN_IN},
    session::Officer,
    token::Token,
};
use crate::{Deed, Did, Error, Password, Server, UserName, Who, deed::About};

/// What somebody types.
#[derive(Deserialize)]
pub(super) struct Typed {
    name: String,
    password: String,
}

/// Why the page is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Again {
    /// Which of the two was wrong is not said.
    Wrong,
    TooMany,
}

/// The page.
pub(super) async fn show(State(server): State<Server>) -> Result<Response, Refusal> {
    if server.is_trial {
        return Ok(Redirect::to("/desk").into_response());
    }
    Ok(page(server.store.has_users().await?, None).into_response())
}

/// Begins a session, always a new one: none that the browser brought is ever used on.
pub(super) async fn sign_in(
    State(server): State<Server>,
    from: gate::From,
    headers: HeaderMap,
    typed: Result<Form<Typed>, axum::extract::rejection::FormRejection>,
) -> Result<Response, Refusal> {
    if !origin::is_own(&headers) {
        return Err(Refusal::Foreign);
    }
    let Form(Typed { name, password }) = typed.map_err(|_| Refusal::Form)?;
    let (name, password) = (name.trim().parse::<UserName>().ok(), Password::typed(password));
    if !server.gate.admits(name.as_ref(), &from) {
        return Ok(again(Again::TooMany));
    }
    let kept = match &name {
        Some(name) => server.store.user_hash(name).await?,
        None => None,
    };
    if let (true, Some(name), Some(kept)) = (password.is(kept.clone()).await?, &name, &kept) {
        let token = Token::new()?;
        if server.store.begin_session(&token.hash(), name, kept, Timestamp::now()).await? {
            server.gate.forgive(name, &from);
            if let Some(former) = Token::of(&headers) {
                server.store.end_session(&former.hash()).await?;
            }
            record(&server, &Who::User(name.clone()), Did::SignIn, name).await?;
            let cookie = [(header::SET_COOKIE, token.set(&headers))];
            return Ok((cookie, Redirect::to("/desk")).into_response());
        }
    }
    match name.filter(|_| kept.is_some()) {
        Some(name) => record(&server, &Who::Nobody, Did::Refused, &name).await?,
        None => {
            let deed = Deed::now(&Who::Nobody, Did::Refused, About::Nothing);
            server.store.record(&deed).await?;
        }
    }
    Ok(again(Again::Wrong))
}

/// Ends the session.
pub(super) async fn sign_out(
    State(server): State<Server>,
    headers: HeaderMap,
    act: Act<Officer, Nothing>,
) -> Result<Response, Refusal> {
    if let Some(hash) = &act.by.hash {
        server.store.end_session(hash).await?;
        record(&server, &act.by.who(), Did::SignOut, &act.by.user.name).await?;
    }
    let cookie = [(header::SET_COOKIE, Token::unset(&headers))];
    Ok((cookie, Redirect::to(SIGN_IN)).into_response())
}

async fn record(server: &Server, who: &Who, did: Did, name: &UserName) -> Result<(), Error> {
    let user = server.store.user(name).await?;
    let about = About::User { name: name.clone(), site: user.and_then(|it| it.site) };
    server.store.record(&Deed::now(who, did, about)).await
}

fn again(why: Again) -> Response {
    let wait = gate::WINDOW.as_secs();
    let page = page(true, Some(why));
    match why {
        Again::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
        Again::TooMany => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, wait)], page).into_response()
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
            p.lead { "Nobody can sign in yet. Make the first administrator on the server:" }
            pre tabindex="0" { code { "gangway-server user add NAME --role administrator" } }
            p { "It asks for a password. Give it the same database as the server." }
        }
    };
    frame::bare("Sign in", &main)
}
