//! Results as kiosks send them.

use std::sync::LazyLock;

use jiff::Timestamp;
use wire::{Queued, ResultMessage};

/// When the checks of the tests' fixtures ended, as they are written down.
const WRITTEN: u32 = 1_790_000_010;

/// A match of kiosk 7, ticket 42, as an earlier build of the kiosk has queued it.
pub(crate) const MATCH: &str = concat!(
    r#"{"version":1,"id":"0123456789abcdef","kiosk":"0007","ticket":42,"#,
    r#""lane":"face","outcome":"match","document":"camera","model":"b7120c09","#,
    r#""build":"00c0ffee","notice":3,"arrived":1790000000,"finished":1790000009}"#,
);

/// A message as its kiosk sends it: results get an id and times, and the fixtures end when the
/// tests begin. Other messages stay unchanged.
pub(crate) fn sent(message: &str) -> String {
    static BEGAN: LazyLock<u32> = LazyLock::new(|| {
        let now = u32::try_from(Timestamp::now().as_second()).unwrap();
        ResultMessage::times(0, now).1
    });
    let Ok(Queued(mut message)) = serde_json::from_str(message) else { return message.into() };
    if message.finished.abs_diff(WRITTEN) < 1_000 {
        let later = *BEGAN - WRITTEN;
        (message.arrived, message.finished) = (message.arrived + later, message.finished + later);
    }
    message.of(message.kiosk).to_json()
}
