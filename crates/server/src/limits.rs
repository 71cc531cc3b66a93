//! Limits on requests, messages and attempts to sign in.

mod client_address;
mod rate_limiters;
mod sign_in_throttle;
mod token_buckets;

pub(crate) use client_address::ClientAddress;
pub use rate_limiters::RateLimiters;
pub use sign_in_throttle::SignInThrottle;
pub(crate) use sign_in_throttle::{SIGN_IN_WINDOW, SignInAttempt};
