//! A result in the outbox.

use wire::{Queued, ResultMessage};

/// A result, and when it was made by a monotonic clock.
///
/// The clock that its message was dated by may have been wrong. Once the server has told the time, the
/// message is dated by how long it has waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The reading of the page's clock: see [`reading`](crate::post::reading). None, once it was sent:
    /// from then on it stays as it is, since the server may have it.
    made: Option<u32>,
    /// What the traveller was shown.
    pub message: ResultMessage,
}

/// A message is dated anew if its time is wrong by more than this, in seconds: as when the clock is put
/// right.
const TOLERANCE: u32 = 60;

/// Nothing waits for longer, in seconds: what seems to was made before a clock was set. The server takes
/// no older results.
const LONGEST: u32 = 30 * 24 * 60 * 60;

/// The server takes no result that ends later than this after it was sent, in seconds.
const AHEAD: u32 = 5 * 60;

impl OutboxEntry {
    /// A result that was made at this reading.
    pub fn new(made: u32, message: ResultMessage) -> Self {
        Self { made: Some(made), message }
    }

    /// The same once it was sent.
    pub fn sent(message: ResultMessage) -> Self {
        Self { made: None, message }
    }

    /// Reads it from the queue, where an earlier build may have put it.
    pub fn read(text: &str) -> Option<Self> {
        let (made, text) = match text.split_once(' ') {
            Some((made, text)) => (Some(made.parse().ok()?), text),
            None => (None, text),
        };
        json::read(text).map(|Queued(message)| Self { made, message })
    }

    /// As it waits in the queue.
    pub fn text(&self) -> String {
        let json = self.message.to_json();
        self.made.map_or(json.clone(), |made| format!("{made} {json}"))
    }

    /// The message with its time put right: the page's clock shows `reading`, and the server's `now`, in
    /// seconds since 1970-01-01 UTC.
    pub fn dated(&self, reading: u32, now: u32) -> ResultMessage {
        let Self { made, message } = *self;
        let finished = message.finished;
        let ended = match made {
            // How long it has waited is unknown. It counts as made now: its traveller may be waiting.
            Some(made) => {
                now - Some(reading.saturating_sub(made))
                    .filter(|waited| *waited <= LONGEST)
                    .unwrap_or(0)
            }
            None if finished > now + AHEAD || finished + LONGEST < now => now,
            None => finished,
        };
        if ended.abs_diff(finished) <= TOLERANCE { message } else { message.ended_at(ended) }
    }
}

#[cfg(test)]
mod tests {
    use wire::{BuildId, End, KioskId, MessageId, ResultVersion, Ticket};

    use super::*;

    const NOW: u32 = 1_790_000_000;
    const HOUR: u32 = 3_600;
    const DECADES: u32 = 40 * 365 * 24 * HOUR;

    fn message(finished: u32) -> ResultMessage {
        let (arrived, finished) = ResultMessage::times(finished - 45, finished);
        let message = ResultMessage {
            version: ResultVersion::CURRENT,
            id: MessageId(0),
            kiosk: KioskId(7),
            ticket: Ticket::FIRST,
            end: End::Manual,
            build: BuildId(1),
            notice: 1,
            arrived,
            finished,
        };
        message.of(KioskId(7))
    }

    #[test]
    fn k3_a_result_is_dated_by_how_long_it_waited_whatever_the_clock_showed() {
        // By how many seconds the kiosk's clock is ahead; it is kept going, behind or in front.
        for ahead in [0, 61, -61, 40 * 60, -40 * 60, 25 * HOUR as i64, -(DECADES as i64)] {
            for waited in [0, 10, 20 * 60, 3 * 24 * HOUR] {
                let shown = u32::try_from(i64::from(NOW - waited) + ahead).unwrap();
                let dated = OutboxEntry::new(shown, message(shown)).dated(shown + waited, NOW);
                let late = i64::from(dated.finished) - i64::from(NOW - waited);
                assert!((0..=70).contains(&late.abs()), "{ahead} {waited}: {late}");
                assert_eq!(
                    dated.finished - dated.arrived,
                    message(shown).finished - message(shown).arrived
                );
                assert_eq!(dated, dated.of(KioskId(7)), "with the id that follows");
            }
        }
    }

    #[test]
    fn k3_a_result_whose_time_is_right_stays_as_it_was_shown() {
        let shown = message(NOW - 600);
        assert_eq!(OutboxEntry::new(500, shown).dated(1_100, NOW), shown);
        assert_eq!(OutboxEntry::new(500, shown).dated(1_100 + 50, NOW), shown, "nearly");
        assert_ne!(OutboxEntry::new(500, shown).dated(1_100 + 120, NOW), shown);
    }

    #[test]
    fn k3_a_clock_that_was_set_while_a_result_waited_does_not_hide_it() {
        let old = message(NOW - DECADES);
        for entry in [
            OutboxEntry::new(NOW - DECADES, old),
            OutboxEntry::new(NOW + HOUR, old),
            OutboxEntry::sent(old),
        ] {
            let dated = entry.dated(NOW, NOW);
            assert!(dated.finished.abs_diff(NOW) <= 10, "{entry:?}");
        }
        let early = OutboxEntry::sent(message(NOW + HOUR)).dated(NOW, NOW);
        assert!(early.finished.abs_diff(NOW) <= 10);
    }

    #[test]
    fn k3_what_the_server_may_have_stays_as_it_is() {
        for finished in [NOW - 3 * 24 * HOUR, NOW - 300, NOW, NOW + 200] {
            let sent = OutboxEntry::sent(message(finished));
            assert_eq!(sent.dated(NOW + HOUR, NOW), sent.message);
        }
    }

    #[test]
    fn an_entry_is_read_as_it_is_written() {
        for entry in [OutboxEntry::new(NOW, message(NOW)), OutboxEntry::sent(message(NOW))] {
            assert_eq!(OutboxEntry::read(&entry.text()), Some(entry));
        }
        let json = message(NOW).to_json();
        for text in [String::new(), format!(" {json}"), format!("x {json}"), format!("1 1 {json}")]
        {
            assert_eq!(OutboxEntry::read(&text), None, "{text}");
        }
    }
}
