//! Every sentence on every screen, in every language: generated from `locales/`.
#![allow(missing_docs, reason = "generated: the sentences are their own documentation")]
#![allow(
    clippy::all,
    clippy::unwrap_used,
    reason = "generated: a sentence that a language lacks does not compile"
)]
#![allow(dead_code, reason = "generated for every need; a test finds sentences that nobody shows")]

include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
