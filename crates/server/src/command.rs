//! What administrators do on the command line. A server may be running meanwhile.

mod kiosk;
mod user;

use wire::Code;

use crate::{Error, EventBus, Store, settings::DatabaseArgs};

pub use kiosk::KioskCommand;
pub use user::UserCommand;

pub(crate) use kiosk::VALID;

async fn open(database: DatabaseArgs) -> Result<Store, Error> {
    Store::open(&database.database()?, EventBus::new()).await
}

/// A random code of 60 bits, which cannot be guessed.
pub(crate) fn new_code() -> Result<Code, Error> {
    getrandom::u64().map(Code::new).map_err(|_| Error::Random)
}
