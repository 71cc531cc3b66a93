//! The refusals of the desk.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::document;
use crate::{Error, api::problem::Problem};

/// The path of the sign-in page.
pub(super) const SIGN_IN: &str = "/desk/sign-in";

/// Why a request was refused.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refusal {
    /// The page needs a sign-in.
    SignIn,
    /// An automatic request of an open page whose session has ended.
    Unsigned,
    /// The page or the change needs another role.
    Role,
    /// A form that no page of this session sent.
    Foreign,
    /// What a page of another address asks for.
    Elsewhere,
    /// A form with missing or invalid fields.
    Form,
    /// The store cannot be used.
    Store(Problem),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        Self::Store(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, title, text) = match self {
            Self::SignIn => return Redirect::to(SIGN_IN).into_response(),
            Self::Unsigned => return Problem::Unsigned.into_response(),
            Self::Store(problem) => return problem.into_response(),
            Self::Role => (
                StatusCode::FORBIDDEN,
                "This page is for others",
                "Your role does not open it. An administrator can change that.",
            ),
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                "Nothing was changed",
                "This was not sent by a page of your session. Open the page again and repeat it.",
            ),
            Self::Elsewhere => (
                StatusCode::FORBIDDEN,
                "This is the desk's own",
                "A page of another address asked for it. Open the desk by its own address.",
            ),
            Self::Form => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "Nothing was changed",
                "Something in the form cannot be read. Open the page again and repeat it.",
            ),
        };
        let main = html! {
            p.lead { (text) }
            p { a href="/desk" { "To the desk" } }
        };
        (status, document::bare(title, &main)).into_response()
    }
}
