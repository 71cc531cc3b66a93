//! Random codes: for the enrolment of a kiosk, and as first passwords.

use wire::Code;

use crate::Error;

/// A random code of 60 bits, which cannot be guessed.
pub(crate) fn new_code() -> Result<Code, Error> {
    getrandom::u64().map(Code::new).map_err(|_| Error::Random)
}
