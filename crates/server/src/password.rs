//! Passwords: hashing, and comparing with a stored hash.

use std::{fmt, sync::LazyLock};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use tokio::{sync::Semaphore, task::spawn_blocking};
use zeroize::Zeroizing;

use crate::Error;

/// A password as it was typed. It is wiped when it is dropped.
pub struct Password(Zeroizing<String>);

/// The allowed length of a new password, in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=256;

/// A valid hash that belongs to no user. It is compared where there is no user, so that the answer
/// takes equally long.
const DUMMY_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$R2FuZ3dheSBub2JvZHkh$\
                      ZHVtbXkgaGFzaCB0aGF0IG5vIHBhc3N3b3JkIGhhcyE";

/// How many hashes are computed concurrently: each takes 19 MiB.
static TURNS: Semaphore = Semaphore::const_new(4);

/// As OWASP advises for argon2id: 19 MiB, two passes, one lane.
static HASHER: LazyLock<Argon2<'static>> = LazyLock::new(|| {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
});

impl Password {
    /// A password that was typed to sign in.
    pub fn typed(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// A new password. Fails if it is too short, or too long for the sign-in form.
    pub fn chosen(text: String) -> Result<Self, Error> {
        let typed = Self::typed(text);
        if LENGTH.contains(&typed.0.len()) { Ok(typed) } else { Err(Error::PasswordLength) }
    }

    /// The hash to store.
    pub(crate) async fn hash(self) -> Result<String, Error> {
        let _turn = TURNS.acquire().await.map_err(|_| Error::Busy)?;
        let hashed = spawn_blocking(move || {
            HASHER.hash_password(self.0.as_bytes()).map(|hash| hash.to_string())
        });
        hashed.await.map_err(|_| Error::Busy)?.map_err(|_| Error::Random)
    }

    /// Whether `stored_hash` was made of this password. Takes equally long without a hash. Fails
    /// immediately if `queue` is full.
    pub(crate) async fn verify(
        self,
        stored_hash: Option<String>,
        queue: &Semaphore,
    ) -> Result<bool, Error> {
        let _place = queue.try_acquire().map_err(|_| Error::Busy)?;
        let _turn = TURNS.acquire().await.map_err(|_| Error::Busy)?;
        let compared = spawn_blocking(move || {
            let hash = stored_hash.as_deref().unwrap_or(DUMMY_HASH);
            HASHER.verify_password(self.0.as_bytes(), hash).is_ok() && stored_hash.is_some()
        });
        compared.await.map_err(|_| Error::Busy)
    }
}

/// Prints the name only: a password must not reach a log.
impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn what_is_kept_belongs_to_one_password_and_shows_how_it_was_made() {
        let password = || Password::chosen("correct horse".into()).unwrap();
        let (one, two) = (password().hash().await.unwrap(), password().hash().await.unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two, "each has its own salt");
        assert!(password().verify(Some(one.clone()), &Semaphore::new(1)).await.unwrap());
        assert!(
            !Password::typed("correct Horse".into())
                .verify(Some(one), &Semaphore::new(1))
                .await
                .unwrap()
        );
        assert_eq!(format!("{:?}", password()), "Password");
    }

    #[tokio::test]
    async fn a_password_without_a_user_takes_as_long_and_is_always_wrong() {
        let stored_hash = Password::typed("a".into()).hash().await.unwrap();
        let start = Instant::now();
        assert!(
            !Password::typed("b".into())
                .verify(Some(stored_hash), &Semaphore::new(1))
                .await
                .unwrap()
        );
        let known = start.elapsed();
        let start = Instant::now();
        assert!(!Password::typed("b".into()).verify(None, &Semaphore::new(1)).await.unwrap());
        // An unreadable hash would be refused immediately, in a thousandth of the time.
        assert!(start.elapsed() > known / 10, "{:?} and {known:?}", start.elapsed());
    }

    #[tokio::test]
    async fn s11_no_more_than_a_few_wait_and_the_rest_is_told_at_once() {
        let queue = Semaphore::new(6);
        let compare = || Password::typed("a".into()).verify(None, &queue);
        let all = futures_util::future::join_all((0..50).map(|_| compare())).await;
        let refused = all.iter().filter(|answer| matches!(answer, Err(Error::Busy))).count();
        assert_eq!(refused, 44);
        assert!(!compare().await.unwrap(), "later there is room again");
    }

    #[test]
    fn a_password_that_is_set_has_a_length() {
        for (length, good) in [(0, false), (11, false), (12, true), (256, true), (257, false)] {
            assert_eq!(Password::chosen("a".repeat(length)).is_ok(), good, "{length}");
        }
    }
}
