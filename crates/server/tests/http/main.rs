//! Tests of the whole server through its HTTP interface.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic as a test may")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../../examples/consumer.rs"]
mod consumer;

mod audit;
mod authority;
mod bench;
mod board;
mod calls;
mod carriers;
mod chain;
mod chips;
mod clocks;
mod conduct;
mod desk;
mod doors;
mod groups;
mod in_use;
mod keys;
mod kiosks;
mod lockout;
mod nats;
mod openapi;
mod parity;
mod partners;
mod people;
mod provisional;
mod queues;
mod results;
mod retention;
mod sign_in;
mod site;
mod ticket;
mod tickets;
mod traveller;
mod users;
mod waits;
