//! Limits on requests, messages and attempts to sign in.

mod rate_limiters;
mod sign_in_throttle;
mod token_buckets;

pub use rate_limiters::RateLimiters;
pub use sign_in_throttle::SignInThrottle;
pub(crate) use sign_in_throttle::{ClientAddress, SIGN_IN_WINDOW, SignInAttempt};
