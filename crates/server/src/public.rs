//! Pages for travellers, without a sign-in: the board of called numbers, and a ticket on a telephone.

mod board;
mod document;
mod ticket;
mod words;

pub(crate) use words::Words;

use axum::{
    Router,
    response::Redirect,
    routing::{any, get, post},
};

use crate::{Server, api::problem::Problem, built_in::file};

/// The routes. What a page loads is below `/public`, so that a site may have any name.
pub(crate) fn routes() -> Router<Server> {
    let style = "text/css; charset=utf-8";
    let script = "text/javascript; charset=utf-8";
    Router::new()
        .route("/board", get(board::show_all))
        .route("/board/", get(async || Redirect::permanent("/board")))
        .route("/board/{site}", get(board::show))
        .route("/public/board", get(board::stream))
        .route("/t", get(ticket::show))
        .route("/public/ticket", post(ticket::position))
        .route("/public/ticket.css", get(async || file(style, include_str!("public/ticket.css"))))
        .route("/public/ticket.js", get(async || file(script, include_str!("public/ticket.js"))))
        .route("/public/public.css", get(async || file(style, include_str!("public/public.css"))))
        .route("/public/board.css", get(async || file(style, include_str!("public/board.css"))))
        .route("/public/board.js", get(async || file(script, include_str!("public/board.js"))))
        .route("/public/text.js", get(async || file(script, include_str!("public/text.js"))))
        .route("/public/speech.js", get(async || file(script, include_str!("public/speech.js"))))
        .route(
            "/public/icon.svg",
            get(async || file("image/svg+xml", include_str!("desk/icon.svg"))),
        )
        .route("/board/{site}/{*path}", any(async || Problem::NotFound))
        .route("/public/{*path}", any(async || Problem::NotFound))
}
