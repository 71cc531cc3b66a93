//! Asks the server in this kiosk's name: each request carries a proof, signed anew.

mod answer;
mod clock;

pub use answer::{Answer, Denial};

use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wire::Proof;

use crate::identity::Key;
use answer::Reply;

#[wasm_bindgen(module = "/src/post/send.js")]
extern "C" {
    type Response;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, getter)]
    fn date(this: &Response) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Response) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Response) -> String;
    #[wasm_bindgen(catch)]
    async fn send(path: &str, body: &str, header: &str, proof: &str) -> Result<JsValue, JsValue>;
}

/// Seconds since 1970-01-01 UTC, by the clock that requests are signed with: what a message says of
/// time must fit its proof.
pub fn now() -> u32 {
    (clock::now() / 1_000) as u32
}

/// Sends JSON to a path of the server, signed with `key`. What the server wants signed again is
/// signed once more, at once.
pub async fn ask(path: &str, json: &str, key: &Key) -> Answer {
    let mut answer = Answer::Again;
    for _ in 0..2 {
        answer = attempt(path, json, key).await.unwrap_or(Answer::Later(None));
        if answer != Answer::Again {
            break;
        }
    }
    answer
}

/// Nothing, if there is no key, no network or no answer.
async fn attempt(path: &str, json: &str, key: &Key) -> Option<Answer> {
    let proof = key.sign(path, clock::now(), json).await?.to_string();
    let response = send(path, json, Proof::HEADER, &proof).await.ok()?;
    let response: Response = response.unchecked_into();
    let reply = Reply {
        status: response.status(),
        body: response.body(),
        retry_after: response.retry_after(),
    };
    Some(match Answer::of(reply) {
        Answer::WrongClock => {
            clock::follow(response.date().as_deref());
            Answer::Again
        }
        answer => answer,
    })
}
