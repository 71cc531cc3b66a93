//! The kiosk: a page that travellers see, and a worker that compares faces for it.
//!
//! Reading order: the state machine ([`flow`]), helpers ([`task`], [`json`], [`fetch`],
//! [`local_storage`], [`store`]), the site's settings ([`site`]), all sentences ([`text`]), the camera
//! ([`camera`]) and its record of failures ([`camera_record`]), the worker that compares faces
//! ([`vision`]), the choice of hints to show ([`steady_hint`]), the numbers on a ticket ([`number`],
//! [`ticket`]), the kiosk's identity ([`identity`]), signed requests to the server ([`post`]), the known
//! state of the server ([`server`]), enrolment ([`enrolment`]), the outbox of results ([`delivery`]),
//! accessibility preferences ([`access`]), sounds and speech ([`sound`], [`speech`]), the controller
//! that connects all of them ([`kiosk`]), the screens ([`ui`]).
//!
//! The page (feature `page`) and the worker (feature `vision`) are two programs. What the page
//! links cannot read a picture; what the worker links cannot reach a network.

pub mod flow;
#[cfg(feature = "page")]
pub mod task;
#[cfg(feature = "page")]
pub mod json;
#[cfg(feature = "page")]
pub mod fetch;
#[cfg(feature = "page")]
pub mod local_storage;
#[cfg(feature = "page")]
pub mod store;
#[cfg(feature = "page")]
pub mod site;
#[cfg(feature = "page")]
pub mod text;
#[cfg(feature = "page")]
pub mod camera;
#[cfg(feature = "page")]
pub mod camera_record;
pub mod vision;
#[cfg(feature = "page")]
pub mod steady_hint;
#[cfg(feature = "page")]
pub mod number;
#[cfg(feature = "page")]
pub mod ticket;
#[cfg(feature = "page")]
pub mod identity;
#[cfg(feature = "page")]
pub mod post;
#[cfg(feature = "page")]
pub mod server;
#[cfg(feature = "page")]
pub mod enrolment;
#[cfg(feature = "page")]
pub mod delivery;
#[cfg(feature = "page")]
pub mod access;
#[cfg(feature = "page")]
pub mod sound;
#[cfg(feature = "page")]
pub mod speech;
#[cfg(feature = "page")]
pub mod kiosk;
#[cfg(feature = "page")]
pub mod ui;
#[cfg(feature = "gallery")]
pub mod gallery;
