//! How old the trust list of a kiosk is.

use jiff::Timestamp;
use wire::TrustListInUse;

/// The highest age in days of a trust list that is up to date: each state publishes its revoked
/// certificates at least once in this time (ICAO 9303-12).
pub const TRUST_LIST_DAYS: u16 = 90;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// The age of a trust list in days. A list of the future counts as made today: the clock of the machine
/// that made it may have been ahead.
pub fn trust_list_age(list: TrustListInUse, now: Timestamp) -> u16 {
    let today = now.as_second().div_euclid(DAY_SECONDS);
    u16::try_from((today - i64::from(list.day)).max(0)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use wire::TrustListId;

    use super::*;

    #[test]
    fn the_age_of_a_list_is_counted_in_days_of_utc() {
        let list = TrustListInUse { id: TrustListId(1), day: 20_787 };
        let day = |day: i64| Timestamp::from_second(day * DAY_SECONDS).unwrap();
        let last_second = Timestamp::from_second(20_788 * DAY_SECONDS - 1).unwrap();
        for (now, age) in [
            (day(20_787), 0),
            (last_second, 0),
            (day(20_788), 1),
            (day(20_787 + 90), TRUST_LIST_DAYS),
            (day(20_700), 0),
            (Timestamp::MIN, 0),
            (Timestamp::MAX, u16::MAX),
        ] {
            assert_eq!(trust_list_age(list, now), age, "{now}");
        }
    }
}
