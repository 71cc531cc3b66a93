//! Results that people carry from a kiosk without a network to the server, as one signed file.

use std::{error, fmt};

use crate::{KioskId, Proof, ResultMessage};

/// The text of such a file: a head with the kiosk and the number of results, the results as they would
/// have been sent, one a line, and a [`Proof`] of all that.
///
/// ```text
/// gangway-results 1 0007 2
/// {"version":2,"id":...}
/// {"version":2,"id":...}
/// 1790000000000.3045...
/// ```
///
/// The number in the head is the version of the file's format. Each result keeps its own: a queue may hold
/// some that an earlier build made.
///
/// The proof is made with the kiosk's own key, so no byte of the file can be changed, and no line added,
/// left out or put into another order, without that key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedResults<'a> {
    /// The kiosk that has signed the file.
    pub kiosk: KioskId,
    /// Its results, a line each, at most [`CarriedResults::MOST`]. They are not read yet.
    pub lines: &'a str,
    /// The signed part of the file.
    pub body: &'a str,
    /// The signature.
    pub proof: Proof,
}

/// Why a text is no file of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCarried {
    /// It does not begin like a file of results.
    Foreign,
    /// It begins like one of another version.
    Version,
    /// It has fewer or more lines than its head says: it may be incomplete.
    Count,
    /// Its last line is no signature.
    Proof,
}

const NAME: &str = "gangway-results";
const VERSION: &str = "1";

impl<'a> CarriedResults<'a> {
    /// The most results of a file: as many as a kiosk queues.
    pub const MOST: usize = crate::Backlog::MOST as usize;

    /// What the proof signs instead of a path of the server.
    pub const PATH: &'static str = "carried by hand";

    /// The part of a file that is signed. At most [`CarriedResults::MOST`] results.
    pub fn body_of(kiosk: KioskId, results: &[ResultMessage]) -> String {
        let mut body = format!("{NAME} {VERSION} {kiosk} {}\n", results.len());
        for result in results {
            body += &result.to_json();
            body.push('\n');
        }
        body
    }

    /// The whole file.
    pub fn file_of(body: &str, proof: &Proof) -> String {
        format!("{body}{proof}\n")
    }

    /// Reads the text of a file. Accepts only what [`CarriedResults::file_of`] writes. The caller checks
    /// the proof.
    pub fn read(text: &'a str) -> Result<Self, NotCarried> {
        let (head, rest) = text.split_once('\n').ok_or(NotCarried::Foreign)?;
        let mut words = head.split(' ');
        if words.next() != Some(NAME) {
            return Err(NotCarried::Foreign);
        }
        if words.next() != Some(VERSION) {
            return Err(NotCarried::Version);
        }
        let kiosk = words.next().and_then(|word| word.parse().ok()).ok_or(NotCarried::Foreign)?;
        let count = words.next().and_then(|word| word.parse::<usize>().ok());
        let count = count.filter(|count| (1..=Self::MOST).contains(count));
        let (Some(count), None) = (count, words.next()) else { return Err(NotCarried::Foreign) };
        let rest = rest.strip_suffix('\n').ok_or(NotCarried::Count)?;
        let (lines, proof) = rest.rsplit_once('\n').ok_or(NotCarried::Count)?;
        if lines.split('\n').count() != count {
            return Err(NotCarried::Count);
        }
        let body = &text[..text.len() - proof.len() - 1];
        Ok(Self { kiosk, lines, body, proof: proof.parse().map_err(|_| NotCarried::Proof)? })
    }
}

impl fmt::Display for NotCarried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "it does not begin like a file of results",
            Self::Version => "it is of another version than 1",
            Self::Count => "it has fewer or more lines than its first line says",
            Self::Proof => "its last line is no signature",
        })
    }
}

impl error::Error for NotCarried {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Signature, Ticket,
        message::tests::{FORMER, MESSAGE},
    };

    fn file() -> String {
        let other = ResultMessage { ticket: Ticket::LAST, ..MESSAGE };
        let proof = Proof { at: 1_790_000_000_000, signature: Signature([7; 64]) };
        CarriedResults::file_of(&CarriedResults::body_of(MESSAGE.kiosk, &[MESSAGE, other]), &proof)
    }

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let file = file();
        let read = CarriedResults::read(&file).unwrap();
        assert_eq!((read.kiosk, read.lines.lines().count()), (MESSAGE.kiosk, 2));
        assert_eq!(read.lines.lines().next(), Some(&*MESSAGE.to_json()));
        assert_eq!(CarriedResults::file_of(read.body, &read.proof), file);
    }

    #[test]
    fn a_file_holds_results_of_both_versions_as_they_were_made() {
        let former = ResultMessage { ticket: Ticket::LAST, ..FORMER }.of(FORMER.kiosk);
        let body = CarriedResults::body_of(MESSAGE.kiosk, &[former, MESSAGE]);
        let lines = body.lines().skip(1);
        let read = lines.map(|line| serde_json::from_str::<ResultMessage>(line).unwrap());
        assert!(read.eq([former, MESSAGE]));
        assert!(body.starts_with("gangway-results 1 0007 2\n{\"version\":1,"), "{body}");
    }

    #[test]
    fn what_is_no_file_of_results_is_refused_with_a_reason() {
        let file = file();
        let changed = |from: &str, to: &str| file.replacen(from, to, 1);
        for (text, reason) in [
            (String::new(), NotCarried::Foreign),
            ("a\nb\n".into(), NotCarried::Foreign),
            (changed("results 1", "results 2"), NotCarried::Version),
            (changed(" 0007 2", " 7 2"), NotCarried::Foreign),
            (changed(" 2\n", " 2 \n"), NotCarried::Foreign),
            (changed(" 2\n", " 0\n"), NotCarried::Foreign),
            (changed(" 2\n", " 3\n"), NotCarried::Count),
            (changed(" 2\n", " 9999\n"), NotCarried::Foreign),
            (file.trim_end().into(), NotCarried::Count),
            (format!("{file}\n"), NotCarried::Count),
            (changed("1790000000000.", "1790000000001."), NotCarried::Proof),
        ] {
            assert_eq!(CarriedResults::read(&text), Err(reason), "{text:?}");
        }
    }
}
