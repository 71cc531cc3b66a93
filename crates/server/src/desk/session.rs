//! Sessions: every request below `/desk` except the sign-in and static files is checked here.
//!
//! Our own code, because a session is a row that ends with its user, in the same transaction:
//! session libraries store an opaque value that the database cannot join with users.
//!
//! A handler's extractor decides who may call it: [`SignedIn`] for a page, [`BackgroundSession`] for
//! the automatic requests of an open page, `FormAction` for a change.

use std::marker::PhantomData;

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{Actor, Role, User};
use jiff::Timestamp;

use super::{refusal::Refusal, token::Token};
use crate::{Error, Server};

/// The lowest role that a handler accepts.
pub(super) trait RequiredRole: Send {
    const ROLE: Role;
}

/// Every signed-in user.
pub(super) struct Officer;

/// Supervisors and administrators.
pub(super) struct Supervisor;

/// Administrators.
pub(super) struct Administrator;

impl RequiredRole for Officer {
    const ROLE: Role = Role::Officer;
}

impl RequiredRole for Supervisor {
    const ROLE: Role = Role::Supervisor;
}

impl RequiredRole for Administrator {
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

/// The session of a user with at least the role `R` who opens a page.
pub(super) struct SignedIn<R> {
    pub(super) session: Session,
    role: PhantomData<R>,
}

/// The session of an open page. Its requests repeat automatically and do not prolong the session.
pub(super) struct BackgroundSession(pub(super) Session);

impl Session {
    /// The session of a request, and whether its last use should be stored again.
    async fn from_request(parts: &Parts, server: &Server) -> Result<Option<(Self, bool)>, Error> {
        if server.is_trial {
            return Ok(Some((Self::trial(server)?, false)));
        }
        let Some(token) = Token::from_headers(&parts.headers) else { return Ok(None) };
        let (form, hash) = (token.form(), token.hash());
        let found = server.store.session(&hash, Timestamp::now()).await?;
        Ok(found.map(|(user, is_old)| (Self { user, form, hash: Some(hash) }, is_old)))
    }

    /// The session of trial mode: requests come from this machine only and may do everything.
    fn trial(server: &Server) -> Result<Self, Error> {
        let name = "trial".parse().map_err(|_| store::Error::Damaged)?;
        let user = User { name, role: Role::Administrator, site: None, is_disabled: false };
        Ok(Self { user, form: server.sign_in_throttle.trial_form().to_owned(), hash: None })
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

impl<R: RequiredRole> FromRequestParts<Server> for SignedIn<R> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let Some((session, is_old)) = Session::from_request(parts, server).await? else {
            return Err(Refusal::SignIn);
        };
        if session.user.role < R::ROLE {
            return Err(Refusal::Role);
        }
        if let (Some(hash), true) = (&session.hash, is_old) {
            server.store.use_session(hash, Timestamp::now()).await?;
        }
        Ok(Self { session, role: PhantomData })
    }
}

impl FromRequestParts<Server> for BackgroundSession {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let found = Session::from_request(parts, server).await?;
        found.map(|(session, _)| Self(session)).ok_or(Refusal::Unsigned)
    }
}
