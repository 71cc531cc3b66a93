//! Unusable photos and pairs of a collection, which are named and counted.

use std::fmt;

use serde::{Serialize, Serializer};

/// One thing that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// An invalid row of the pairs.
    Row {
        /// The line, counted from 1.
        line: usize,
        /// The reason.
        why: String,
    },
    /// A photo that is not in the folder.
    Missing {
        /// Its name.
        photo: String,
    },
    /// A photo that exists but cannot be read.
    Unreadable {
        /// Its name.
        photo: String,
        /// The reason.
        why: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { line, why } => write!(f, "row in line {line} is left out: {why}"),
            Self::Missing { photo } => write!(f, "photo {photo} is missing"),
            Self::Unreadable { photo, why } => write!(f, "photo {photo} cannot be read: {why}"),
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
