//! Sessions: every request below `/desk` except the sign-in and static files is checked here.
//!
//! A handler's extractor decides who may call it: [`Signed`] for a page, [`Watching`] for the
//! automatic requests of an open page, [`Act`](super::act::Act) for a change.

use std::marker::PhantomData;

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;

use super::{refusal::Refusal, token::Token};
use crate::{Actor, Error, Role, Server, User};

/// The lowest role that a handler accepts.
pub(super) trait Rank: Send {
    const ROLE: Role;
}

/// Every signed-in user.
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

/// The session of a signed-in user.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) user: User,
    /// The token of its forms.
    pub(super) form: String,
    /// The token's hash in the store; `None` in trial mode, which has no sign-in.
    pub(super) hash: Option<String>,
}

/// The session of a user of rank `R` or above who opens a page.
pub(super) struct Signed<R> {
    pub(super) session: Session,
    rank: PhantomData<R>,
}

/// The session of an open page. Its requests repeat automatically and do not prolong the session.
pub(super) struct Watching(pub(super) Session);

impl Session {
    /// The session of a request, and whether its last use should be stored again.
    async fn of(parts: &Parts, server: &Server) -> Result<Option<(Self, bool)>, Error> {
        if server.is_trial {
            return Ok(Some((Self::trial(server)?, false)));
        }
        let Some(token) = Token::of(&parts.headers) else { return Ok(None) };
        let (form, hash) = (token.form(), token.hash());
        let found = server.store.session(&hash, Timestamp::now()).await?;
        Ok(found.map(|(user, is_old)| (Self { user, form, hash: Some(hash) }, is_old)))
    }

    /// The session of trial mode: requests come from this machine only and may do everything.
    fn trial(server: &Server) -> Result<Self, Error> {
        let name = "trial".parse().map_err(|_| Error::Damaged)?;
        let user = User { name, role: Role::Administrator, site: None, is_disabled: false };
        Ok(Self { user, form: server.sign_in_throttle.trial().form(), hash: None })
    }

    pub(super) fn is_trial(&self) -> bool {
        self.hash.is_none()
    }

    /// The user as an actor of the audit.
    pub(super) fn actor(&self) -> Actor {
        Actor::User(self.user.name.clone())
    }

    /// Whether the session is still valid and its user has the same role and site.
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
