//! The kiosk: a page that travellers see, and a worker that compares faces for it.
//!
//! Reading order: what may happen ([`flow`]), what is needed everywhere ([`task`], [`json`], [`fetch`],
//! [`keep`], [`store`]), what the site decides ([`site`]), every sentence
//! ([`text`]), what the browser gives us ([`camera`]) and gave us ([`camera_record`]), who compares
//! ([`vision`]), which of its hints are shown ([`steady_hint`]), what the
//! traveller is given ([`number`], [`ticket`]), who the kiosk is ([`identity`]), how it asks the server
//! ([`post`]), what it knows of it ([`server`]), how it becomes known ([`enrolment`]), what is
//! sent ([`delivery`]), what makes the kiosk easier to use
//! ([`access`]), what is heard ([`sound`], [`speech`]), what holds it all together ([`kiosk`]),
//! what the traveller sees ([`ui`]).
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
pub mod keep;
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
