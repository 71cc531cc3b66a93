//! An officer who calls one traveller after the other.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use http_body_util::BodyExt;
use hyper::StatusCode;
use tokio::time::{sleep, timeout};

use crate::{
    Error,
    client::{Client, Endpoint},
};

/// The pause between two calls.
const PAUSE: Duration = Duration::from_millis(200);

/// The pause after a failure.
const RETRY: Duration = Duration::from_millis(50);

/// The time limit for the desk's page.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Calls travellers until `stop` is set, and returns when each call succeeded.
///
/// In trial mode each process has a token for its forms, which is read from `desks`. The call goes to the
/// `proxy`, which chooses the processes in turn: each token is tried twice.
pub(crate) async fn call_travellers(
    proxy: Endpoint,
    desks: [Endpoint; 2],
    stop: Arc<AtomicBool>,
) -> Vec<Instant> {
    let mut client = Client::new(proxy);
    let (mut called, mut tokens) = (Vec::new(), Vec::new());
    while !stop.load(Ordering::Relaxed) {
        if call(&mut client, &tokens).await {
            called.push(Instant::now());
            sleep(PAUSE).await;
        } else {
            sleep(RETRY).await;
            tokens.clear();
            for desk in &desks {
                tokens.extend(form_token(desk).await.ok());
            }
        }
    }
    called
}

/// Calls the next traveller, and returns whether a server did it.
async fn call(client: &mut Client, tokens: &[String]) -> bool {
    for token in tokens.iter().flat_map(|token| [token, token]) {
        let form = format!("token={token}");
        match client.post_form("/desk/tickets/next", form).await {
            Ok(StatusCode::SEE_OTHER) => return true,
            Ok(StatusCode::FORBIDDEN) => {}
            _ => return false,
        }
    }
    false
}

/// The token in the forms of a server's desk.
async fn form_token(desk: &Endpoint) -> Result<String, Error> {
    let mut client = Client::new(desk.clone());
    let page = async {
        let answer = client.get("/desk").await?;
        answer.into_body().collect().await.map_err(|_| Error::NoAnswer)
    };
    let page = timeout(TIMEOUT, page).await.map_err(|_| Error::NoAnswer)??.to_bytes();
    let page = String::from_utf8_lossy(&page);
    let (_, rest) = page.split_once(r#"name="token" value=""#).ok_or(Error::NoAnswer)?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}
