//! Ticket numbers.

use std::sync::atomic::{AtomicU32, Ordering};

use wire::Ticket;

use crate::{
    local_storage::{read_item, write_item},
    store,
};

/// Item with the count of issued tickets: a copy beside the database.
const KEY: &str = "gangway.ticket";
/// The same in memory, for a browser without storage.
static GIVEN: AtomicU32 = AtomicU32::new(0);

/// The next ticket number of this kiosk. It goes on after a crash, and begins anew only where no copy
/// knows the last one. It comes within a second, whether or not the database answers.
pub async fn next_ticket() -> Ticket {
    let given = store::count(given()).await;
    remember(given);
    number(given)
}

/// Takes over the last number that the server knows, unless this kiosk has issued later ones.
pub fn learn(last: Ticket) {
    remember(given_after(given(), last));
}

/// The count of issued tickets, from the copies beside the database.
fn given() -> u32 {
    let kept = read_item(KEY).and_then(|text| json::read(&text)).unwrap_or(0);
    GIVEN.load(Ordering::Relaxed).max(kept)
}

fn remember(given: u32) {
    GIVEN.fetch_max(given, Ordering::Relaxed);
    write_item(KEY, &given.to_string());
}

/// The number on ticket number `given`, counted from 1.
fn number(given: u32) -> Ticket {
    let last = u32::from(u16::from(Ticket::LAST));
    let number = (given.max(1) - 1) % last + 1;
    u16::try_from(number).ok().and_then(|number| number.try_into().ok()).unwrap_or(Ticket::FIRST)
}

/// Reconciles the count `given` with the number of the `last` ticket that the server knows. Numbers wrap
/// around: of two numbers, the one that is less than half of all ahead is the later.
fn given_after(given: u32, last: Ticket) -> u32 {
    let all = u32::from(u16::from(Ticket::LAST));
    let ahead = (u32::from(u16::from(last)) + all - given % all) % all;
    if given == 0 || ahead <= all / 2 { given + ahead } else { given }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k11_numbers_begin_again_after_the_last_and_the_count_does_not() {
        for (given, expected) in [(1, 1), (998, 998), (999, 999), (1_000, 1), (1_999, 1)] {
            assert_eq!(u16::from(number(given)), expected, "{given}");
        }
    }

    #[test]
    fn k11_the_next_ticket_follows_the_last_one_that_any_side_knows() {
        let table = [
            (0, 700, 701),
            (3, 42, 43),
            (42, 42, 43),
            (50, 42, 51),
            (998, 2, 3),
            (1_001, 998, 3),
            (1_041, 50, 51),
        ];
        for (given, last, next) in table {
            let after = given_after(given, last.try_into().unwrap());
            assert_eq!(u16::from(number(after + 1)), next, "{given} here, {last} there");
            assert!(after >= given);
        }
    }
}
