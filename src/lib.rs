//! The kiosk's page: the screens for travellers, and the control of camera and worker.
//!
//! Reading order: the state machine ([`flow`]), helpers ([`task`], [`fetch`], [`local_storage`]), the
//! kiosk's key and the browser's database ([`key`], [`store`]), all sentences ([`text`]), the camera
//! ([`camera`]), its record of failures ([`camera_record`]) and how it is mounted ([`camera_turn`]) or held ([`held`]),
//! the worker that compares faces ([`worker`]), the choice of hints to show ([`steady_hint`]), the
//! waiting times ([`waits`]), the numbers on a ticket ([`number`], [`ticket`]), the kiosk's identity
//! ([`identity`]), signed requests to the server ([`post`]), the known state of the server
//! ([`server`]), enrolment ([`enrolment`]), the outbox of results ([`delivery`]), accessibility
//! preferences ([`access`]), sounds and speech ([`sound`], [`speech`]), the controller that connects
//! all of them ([`kiosk`]), the screens ([`ui`]).
//!
//! The page links nothing that reads a picture: the worker is another program, crate `vision`. The site's
//! settings are in crate `site`.

pub mod flow;
pub mod task;
pub mod fetch;
pub mod local_storage;
pub mod key;
pub mod store;
pub mod text;
pub mod camera;
pub mod camera_record;
pub mod camera_turn;
pub mod held;
pub mod worker;
pub mod steady_hint;
pub mod waits;
pub mod number;
pub mod ticket;
pub mod identity;
pub mod post;
pub mod server;
pub mod enrolment;
pub mod delivery;
pub mod carried;
pub mod chip_reader;
pub mod access;
pub mod sound;
pub mod speech;
pub mod print;
pub mod kiosk;
pub mod ui;
#[cfg(feature = "gallery")]
pub mod gallery;
