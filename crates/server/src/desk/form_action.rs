//! Extracts a change that a signed-in user asks for with a form.

use std::marker::PhantomData;

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use serde::{Deserialize, de::DeserializeOwned};
use subtle::ConstantTimeEq;

use super::{
    origin,
    refusal::Refusal,
    session::{RequiredRole, Session, SignedIn},
};
use crate::Server;

/// The form of a user with at least the role `R`. The request must come from the desk's own origin
/// and carry the session's token.
pub(super) struct FormAction<R, Fields> {
    pub(super) session: Session,
    pub(super) fields: Fields,
    role: PhantomData<R>,
}

/// A form without fields: its address says everything.
#[derive(Debug, Deserialize)]
pub(super) struct EmptyForm {}

#[derive(Deserialize)]
struct Sent<Fields> {
    token: String,
    #[serde(flatten)]
    fields: Fields,
}

impl<R: RequiredRole, Fields: DeserializeOwned> FromRequest<Server> for FormAction<R, Fields> {
    type Rejection = Refusal;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        if !origin::is_own(&parts.headers) {
            return Err(Refusal::Foreign);
        }
        let signed_in = SignedIn::<R>::from_request_parts(&mut parts, server).await?;
        let session = signed_in.session;
        let request = Request::from_parts(parts, body);
        let form = Form::<Sent<Fields>>::from_request(request, server).await;
        let Form(Sent { token, fields }) = form.map_err(|_| Refusal::Form)?;
        if !bool::from(token.as_bytes().ct_eq(session.form.as_bytes())) {
            return Err(Refusal::Foreign);
        }
        Ok(Self { session, fields, role: PhantomData })
    }
}
