//! Extracts a change that a signed-in user asks for with a form.

use std::marker::PhantomData;

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use serde::{Deserialize, de::DeserializeOwned};
use subtle::ConstantTimeEq;

use super::{
    origin,
    refusal::Refusal,
    session::{Rank, Session, Signed},
};
use crate::Server;

/// The form of a user of rank `R` or above. The request must come from the desk's own origin and
/// carry the session's token.
pub(super) struct Act<R, Asked> {
    pub(super) by: Session,
    pub(super) asked: Asked,
    rank: PhantomData<R>,
}

/// A form without fields: its address says everything.
#[derive(Debug, Deserialize)]
pub(super) struct EmptyForm {}

#[derive(Deserialize)]
struct Sent<Asked> {
    token: String,
    #[serde(flatten)]
    asked: Asked,
}

impl<R: Rank, Asked: DeserializeOwned> FromRequest<Server> for Act<R, Asked> {
    type Rejection = Refusal;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        if !origin::is_own(&parts.headers) {
            return Err(Refusal::Foreign);
        }
        let signed = Signed::<R>::from_request_parts(&mut parts, server).await?;
        let by = signed.session;
        let request = Request::from_parts(parts, body);
        let form = Form::<Sent<Asked>>::from_request(request, server).await;
        let Form(Sent { token, asked }) = form.map_err(|_| Refusal::Form)?;
        if !bool::from(token.as_bytes().ct_eq(by.form.as_bytes())) {
            return Err(Refusal::Foreign);
        }
        Ok(Self { by, asked, rank: PhantomData })
    }
}
