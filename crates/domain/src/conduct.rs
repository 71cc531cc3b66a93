//! Plausibility of results: how often, how late and in which order a kiosk may send them. Results
//! that break these rules are quarantined or refused.

use std::time::Duration;

use jiff::Timestamp;
use wire::{Backlog, KioskId, PublicKey, ResultMessage, Ticket};

use crate::{doubt::Doubt, rate::Rate};

/// The largest difference between a kiosk's clock and the server's when the kiosk signs.
pub const CLOCK: Duration = Duration::from_secs(5 * 60);

/// Sustained rate of results: one in this time.
pub const EVERY: Duration = Duration::from_secs(5);

/// Burst of results after a pause.
pub const AT_ONCE: u32 = 10;

/// The rate limit of results outside of a backlog and, counted separately, of calls.
pub const PACE: Rate = Rate::every(EVERY, AT_ONCE);

/// The largest step from one ticket number to the next: some tickets are issued and not used.
pub const STEP: u16 = 32;

/// How many results of backlogs a kiosk may declare in a [`DAY`]: as many as it can store.
pub const DECLARED: u32 = Backlog::MOST as u32;

/// See [`DECLARED`].
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How old the oldest result of a backlog may be.
pub const OLDEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The rate limit of backlog declarations, because each one adds an entry to the audit.
pub const DECLARATIONS: Rate = Rate::every(Duration::from_secs(10 * 60), 6);

/// What the checks of the request found about a result before it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedRequest {
    /// The key that it was signed with.
    pub key: PublicKey,
    /// Whether its kiosk is within its rate limit.
    pub is_paced: bool,
    /// The reason for doubt if it names an unknown build, model or notice.
    pub doubt: Option<Doubt>,
}

/// What the store knows of a kiosk and key that send results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SenderState {
    /// The last ticket under the key that it signs with.
    pub ticket: Option<Ticket>,
    /// How many results of its declared backlog may still come.
    pub backlog: u32,
    /// When the oldest of them was made, in seconds.
    pub oldest: u32,
}

/// What is done with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is stored as true.
    Accept,
    /// It is quarantined, and the desk shows the doubt.
    Quarantine(Doubt),
    /// It is refused: its kiosk must wait, or declare a backlog.
    RateLimit,
}

/// The time from the end of a check to its signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Within the allowed clock difference.
    Fresh,
    /// Older: accepted within a declared backlog only.
    Old,
    /// In the future, or older than any backlog.
    Impossible,
}

impl Age {
    /// `signed` in milliseconds, `finished` in seconds since 1970-01-01 UTC.
    pub fn of(signed: u64, finished: u32) -> Self {
        let (signed, finished) = (i128::from(signed), i128::from(finished) * 1_000);
        let millis = |duration: Duration| duration.as_millis() as i128;
        match signed - finished {
            late if late.abs() <= millis(CLOCK) => Self::Fresh,
            late if late > 0 && late <= millis(OLDEST) => Self::Old,
            _ => Self::Impossible,
        }
    }
}

impl SenderState {
    /// Judges a result, and updates the state.
    pub fn judge(
        &mut self,
        message: &ResultMessage,
        signed: u64,
        request: &SignedRequest,
    ) -> Verdict {
        let age = Age::of(signed, message.finished);
        let needs_backlog = age == Age::Old || !request.is_paced;
        let is_declared =
            self.backlog > 0 && age != Age::Impossible && message.finished >= self.oldest;
        if needs_backlog {
            if !is_declared {
                return Verdict::RateLimit;
            }
            self.backlog -= 1;
        }
        let follows = self.ticket.is_none_or(|last| distance(last, message.ticket) <= STEP);
        self.ticket = Some(message.ticket);
        match request.doubt {
            Some(doubt) => Verdict::Quarantine(doubt),
            None if age == Age::Impossible => Verdict::Quarantine(Doubt::Time),
            None if !follows => Verdict::Quarantine(Doubt::Order),
            None => Verdict::Accept,
        }
    }
}

/// The step from `last` to `next`, 1 to 999; 999 means the same number.
fn distance(last: Ticket, next: Ticket) -> u16 {
    let [last, next, all] = [last, next, Ticket::LAST].map(u16::from);
    (next + all - last - 1) % all + 1
}

/// The backlog allowance of a kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How many of an earlier backlog may still come.
    pub left: u32,
    /// How many results were declared since `since`.
    pub declared: u32,
    /// The start of the day in which `declared` is counted.
    pub since: Timestamp,
}

impl Allowance {
    /// The allowance after a declaration. `None` if a kiosk cannot have stored that many results.
    pub fn after(self, results: u32, now: Timestamp) -> Option<Self> {
        let is_over = now.duration_since(self.since).unsigned_abs() >= DAY;
        let (declared, since) = if is_over { (0, now) } else { (self.declared, self.since) };
        // What is left of an earlier backlog is part of this one.
        let declared = declared + results.saturating_sub(self.left);
        (declared <= DECLARED).then_some(Self { left: results, declared, since })
    }
}

/// The oldest accepted result of a backlog, in seconds since 1970-01-01 UTC.
pub fn oldest(backlog: &Backlog, now: Timestamp) -> u32 {
    let horizon = now.as_second() - OLDEST.as_secs() as i64;
    backlog.oldest.max(u32::try_from(horizon).unwrap_or_default())
}

/// The kiosks and keys of some results, each once, in the order in which they are locked.
pub fn senders<'a>(
    all: impl Iterator<Item = (KioskId, &'a SignedRequest)>,
) -> Vec<(KioskId, PublicKey)> {
    let mut senders: Vec<_> = all.map(|(kiosk, request)| (kiosk, request.key)).collect();
    senders.sort_by_key(|(kiosk, key)| (*kiosk, key.0));
    senders.dedup();
    senders
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use wire::{BuildId, DocumentSource, End, MessageId, ResultVersion};

    use super::*;
    use crate::artifacts::LAST;

    const NOW: u32 = 1_790_000_000;
    const REQUEST: SignedRequest =
        SignedRequest { key: PublicKey([4; 65]), is_paced: true, doubt: None };

    fn message(ticket: u16, finished: u32) -> ResultMessage {
        ResultMessage {
            version: ResultVersion::CURRENT,
            id: MessageId(0),
            kiosk: KioskId(7),
            ticket: ticket.try_into().unwrap(),
            end: End::Manual,
            build: BuildId(1),
            notice: 1,
            arrived: finished,
            finished,
        }
    }

    fn judge(
        state: &mut SenderState,
        ticket: u16,
        finished: u32,
        request: SignedRequest,
    ) -> Verdict {
        state.judge(&message(ticket, finished), u64::from(NOW) * 1_000, &request)
    }

    #[test]
    fn s4_tickets_ascend_and_begin_again_after_the_last() {
        let mut state = SenderState::default();
        for (ticket, verdict) in [
            (990, Verdict::Accept),
            (991, Verdict::Accept),
            (999, Verdict::Accept),
            (1, Verdict::Accept),
            (33, Verdict::Accept),
            (33, Verdict::Quarantine(Doubt::Order)),
            (32, Verdict::Quarantine(Doubt::Order)),
            (33, Verdict::Accept),
            (66, Verdict::Quarantine(Doubt::Order)),
            (67, Verdict::Accept),
        ] {
            assert_eq!(judge(&mut state, ticket, NOW, REQUEST), verdict, "{ticket}");
        }
    }

    #[test]
    fn s4_a_result_ended_within_five_minutes_of_its_proof_or_within_a_backlog() {
        let day = 24 * 60 * 60;
        let declared = SenderState { ticket: None, backlog: 2, oldest: NOW - day };
        let table = [
            (NOW - 300, SenderState::default(), Verdict::Accept),
            (NOW + 300, SenderState::default(), Verdict::Accept),
            (NOW - 310, SenderState::default(), Verdict::RateLimit),
            (NOW + 310, SenderState::default(), Verdict::Quarantine(Doubt::Time)),
            (NOW - 31 * day, SenderState::default(), Verdict::Quarantine(Doubt::Time)),
            (NOW - 310, declared, Verdict::Accept),
            (NOW - day, declared, Verdict::Accept),
            (NOW - day - 10, declared, Verdict::RateLimit),
            (NOW + 310, declared, Verdict::Quarantine(Doubt::Time)),
        ];
        for (finished, mut state, verdict) in table {
            assert_eq!(judge(&mut state, 1, finished, REQUEST), verdict, "{finished}");
        }
    }

    #[test]
    fn s4_what_comes_beyond_the_pace_uses_a_backlog_up() {
        let hurried = SignedRequest { is_paced: false, ..REQUEST };
        let mut state = SenderState { ticket: None, backlog: 2, oldest: NOW - 60 };
        for (request, verdict) in [
            (REQUEST, Verdict::Accept),
            (hurried, Verdict::Accept),
            (hurried, Verdict::Accept),
            (hurried, Verdict::RateLimit),
            (REQUEST, Verdict::Accept),
        ] {
            let ticket = state.ticket.map_or(Ticket::FIRST, Ticket::next).into();
            assert_eq!(judge(&mut state, ticket, NOW, request), verdict, "{state:?}");
        }
    }

    #[test]
    fn s4_the_published_bits_are_what_a_result_can_say_that_is_taken_as_true() {
        let privacy = include_str!("../../../PRIVACY.md");
        let bits = |count: f64| count.log2();
        let known = f64::from(LAST);
        let (grain, clock) = (f64::from(ResultMessage::GRAIN), CLOCK.as_secs_f64());
        let ends = |version| {
            let documents = DocumentSource::ALL.into_iter().filter(|one| one.is_in(version));
            2.0 * documents.count() as f64 * known + 1.0
        };
        // Counted: in each version two outcomes with its document sources and each recogniser, or
        // none; a build; a notice; a ticket; the duration; and the second of the proof within five
        // minutes of now. The kiosk is known from the signature, and the id follows from the other
        // fields.
        let said = bits(ResultVersion::ALL.into_iter().map(ends).sum())
            + 2.0 * bits(known)
            + bits(f64::from(STEP))
            + bits(f64::from(ResultMessage::LONGEST + 1))
            + bits(2.0 * clock + 1.0);
        let direct = (said + bits(2.0 * clock / grain + 1.0)).ceil();
        let late = (said + bits(OLDEST.as_secs_f64() / grain)).ceil();
        let backlog = late * f64::from(DECLARED) / DAY.as_secs_f64();
        let second = (direct / EVERY.as_secs_f64() + backlog).ceil();
        for published in [
            format!("{direct} bits a result"),
            format!("with {late} bits each"),
            format!("{second} bits a second"),
        ] {
            assert!(privacy.contains(&published), "{published}");
        }
    }

    #[test]
    fn s4_a_backlog_is_two_thousand_results_a_day_however_often_it_is_declared() {
        let now = Timestamp::from_second(NOW.into()).unwrap();
        let none = Allowance { left: 0, declared: 0, since: Timestamp::UNIX_EPOCH };
        let first = none.after(1_500, now).unwrap();
        assert_eq!((first.left, first.declared), (1_500, 1_500));
        let hour = now + SignedDuration::from_hours(1);
        assert_eq!(first.after(1_500, hour), Some(first), "it was interrupted");
        let sent = Allowance { left: 0, ..first };
        assert_eq!(sent.after(501, hour), None);
        assert_eq!(sent.after(500, hour).unwrap().declared, DECLARED);
        let tomorrow = now + SignedDuration::from_hours(24);
        assert_eq!(sent.after(2_000, tomorrow).unwrap().declared, DECLARED);
    }
}
