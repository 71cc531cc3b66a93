//! Who asks: everything below `/desk` but the sign-in and the page's files begins here.
//!
//! A handler says who may call it by what it takes: [`Signed`] for a page, [`Watching`] for what
//! an open page asks by itself, [`Act`](super::act::Act) for a change.

use std::marker::PhantomData;

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;

use super::{refusal::Refusal, token::Token};
use crate::{Actor, Error, Role, Server, User};

/// The least that a handler asks for.
pub(super) trait Rank: Send {
    const ROLE: Role;
}

/// Anybody who is signed in.
pub(super) struct Officer;

/// Supervisors and administrators.
pub(super) struct Supervisor;

/// Administrators.
pub(super) struct Administrator;

impl Rank for Officer {
    const ROLE: Role = Role::Officer;
}

impl Rank for Supervisor {
    const ROLE: Role = Role::Supervisor;
}

impl Rank for Administrator {
    const ROLE: Role = Role::Administrator;
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) user: User,
    /// What its forms hold.
    pub(super) form: String,
    /// What the store knows it by; none in a trial, where nobody signs in.
    pub(super) hash: Option<String>,
}

/// Somebody of rank `R` or above, who opened a page.
pub(super) struct Signed<R> {
    pub(super) session: Session,
    rank: PhantomData<R>,
}

/// Somebody's open page. It asks as long as it is open, and that does not prolong the session.
pub(super) struct Watching(pub(super) Session);

impl Session {
    /// Whose this request is, and whether its use should be kept.
    async fn of(parts: &Parts, server: &Server) -> Result<Option<(Self, bool)>, Error> {
        if server.is_trial {
            return Ok(Some((Self::trial(server)?, false)));
        }
        let Some(token) = Token::of(&parts.headers) else { return Ok(None) };
        let (form, hash) = (token.form(), token.hash());
        let found = server.store.session(&hash, Timestamp::now()).await?;
        Ok(found.map(|(user, is_old)| (Self { user, form, hash: Some(hash) }, is_old)))
    }

    /// Whoever tries the server out, on this machine alone, may do everything.
    fn trial(server: &Server) -> Result<Self, Error> {
        let name = "trial".parse().map_err(|_| Error::Damaged)?;
        let user = User { name, role: Role::Administrator, site: None, is_disabled: false };
        Ok(Self { user, form: server.sign_in_throttle.trial().form(), hash: None })
    }

    pub(super) fn is_trial(&self) -> bool {
        self.hash.is_none()
    }

    /// The same in the audit.
    pub(super) fn actor(&self) -> Actor {
        Actor::User(self.user.name.clone())
    }

    /// Whether it still is one, of a user with the same role and site.
    pub(super) async fn lasts(&self, server: &Server) -> Result<bool, Error> {
        let Some(hash) = &self.hash else { return Ok(true) };
        let found = server.store.session(hash, Timestamp::now()).await?;
        Ok(found.is_some_and(|(user, _)| user == self.user))
    }
}

impl<R: Rank> FromRequestParts<Server> for Signed<R> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let Some((session, is_old)) = Session::of(parts, server).await? else {
            return Err(Refusal::SignIn);
        };
        if session.user.role < R::ROLE {
            return Err(Refusal::Role);
        }
        if let (Some(hash), true) = (&session.hash, is_old) {
            server.store.use_session(hash, Timestamp::now()).await?;
        }
        Ok(Self { session, rank: PhantomData })
    }
}

impl FromRequestParts<Server> for Watching {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let found = Session::of(parts, server).await?;
        found.map(|(session, _)| Self(session)).ok_or(Refusal::Unsigned)
    }
}
