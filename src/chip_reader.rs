//! The page's side of the worker that connects to the reader of chips.
//!
//! The page makes a channel and gives one end to this worker and the other one to the vision worker, so it
//! never has a command or an answer. The worker (`src/reader/`) reaches one program on this machine.

use gloo::utils::window;
use js_sys::{Array, Object, Promise, Reflect};
use site::ChipReader;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageChannel, MessageEvent, MessagePort, Worker};
use wire::TrustListId;

use crate::{fetch, task::within};

/// A running worker. Dropping it ends it, and with it the connection.
pub struct ChipReaderWorker(Worker);

/// Timeout for the list of issuing authorities, in milliseconds.
const TRUST_MS: u32 = 30_000;
/// How long a reader may take to say whether a chip is there, in milliseconds.
const PROBE_MS: u32 = 5_000;

impl ChipReaderWorker {
    /// Starts the worker and returns it with the vision worker's end of the channel.
    pub fn start(script: &str, reader: &ChipReader) -> Result<(Self, MessagePort), JsValue> {
        let worker = Worker::new(script)?;
        let channel = MessageChannel::new()?;
        let port = channel.port2();
        let message = Object::new();
        let fields: [(&str, &JsValue); 3] = [
            ("address", &(&*reader.address).into()),
            ("token", &(&*reader.token).into()),
            ("port", &port),
        ];
        for (name, value) in fields {
            Reflect::set(&message, &name.into(), value)?;
        }
        worker.post_message_with_transfer(&message, &Array::of1(&port))?;
        Ok((Self(worker), channel.port1()))
    }
}

/// Whether the reader answers. No chip is read.
pub async fn is_connected(script: &str, reader: &ChipReader) -> bool {
    let Ok((worker, port)) = ChipReaderWorker::start(script, reader) else { return false };
    let first = Promise::new(&mut |resolve, _| port.set_onmessage(Some(&resolve)));
    let event = within(PROBE_MS, JsFuture::from(first)).await;
    drop(worker);
    let word =
        event.and_then(Result::ok).map(|event| event.unchecked_into::<MessageEvent>().data());
    let word = word.and_then(|word| word.as_string());
    matches!(word.as_deref(), Some("ready" | "empty"))
}

impl Drop for ChipReaderWorker {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// The list of issuing authorities with this hash, from the browser's cache if it is there.
pub async fn trust_list(integrity: &str) -> Option<Blob> {
    let init = fetch::request(TRUST_MS);
    let set = |name: &str, value: &str| Reflect::set(&init, &name.into(), &value.into());
    set("integrity", integrity).ok()?;
    set("cache", "force-cache").ok()?;
    // The hash is part of the address: a new list is never taken for an old one.
    let address = format!("trust.bin?{}", js_sys::encode_uri_component(integrity));
    let response = window().fetch_with_str_and_init(&address, &init);
    within(TRUST_MS, fetch::blob(response.into())).await?
}

/// The first bytes of the hash, which name the list.
pub fn trust_id(integrity: &str) -> Option<TrustListId> {
    let hash = window().atob(integrity.strip_prefix("sha256-")?).ok()?;
    // Each character is a byte.
    let mut bytes = [0; 4];
    for (byte, character) in bytes.iter_mut().zip(hash.chars()) {
        *byte = u8::try_from(u32::from(character)).ok()?;
    }
    Some(TrustListId(u32::from_be_bytes(bytes)))
}
