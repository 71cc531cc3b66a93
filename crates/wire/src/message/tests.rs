//! Tests of the message's format and information content.

use super::*;

pub(crate) const MESSAGE: ResultMessage = ResultMessage {
    version: ResultVersion::Two,
    id: MessageId(0x0a96_988e_bc89_d053),
    kiosk: KioskId(7),
    ticket: Ticket(42),
    end: End::Match(Comparison { document: DocumentSource::Camera, model: ModelId(0xb712_0c09) }),
    build: BuildId(0x00c0_ffee),
    notice: 3,
    arrived: 1_790_000_000,
    finished: 1_790_000_010,
};
/// The same as an earlier build wrote it.
pub(crate) const FORMER: ResultMessage = ResultMessage { version: ResultVersion::One, ..MESSAGE };
const JSON: &str = concat!(
    r#"{"version":2,"id":"0a96988ebc89d053","kiosk":"0007","ticket":42,"#,
    r#""lane":"face","outcome":"match","document":"camera","model":"b7120c09","#,
    r#""build":"00c0ffee","notice":3,"arrived":1790000000,"finished":1790000010}"#,
);

#[test]
fn the_message_is_exactly_this() {
    assert_eq!(MESSAGE.to_json(), JSON);
    assert_eq!(serde_json::from_str::<ResultMessage>(JSON).unwrap(), MESSAGE);
}

#[test]
fn a_message_of_version_1_is_read_and_written_as_it_was() {
    let json = JSON.replacen(r#""version":2"#, r#""version":1"#, 1);
    for json in [json.clone(), json.replace("camera", "file")] {
        let message = serde_json::from_str::<ResultMessage>(&json).unwrap();
        assert_eq!((message.version, message.to_json()), (ResultVersion::One, json));
    }
    assert_eq!(serde_json::from_str::<ResultMessage>(&json).unwrap(), FORMER);
    let Queued(queued) = serde_json::from_str(&json.replace("1790000010", "1790000009")).unwrap();
    assert_eq!(queued, FORMER, "a queue does not change the version");
}

#[test]
fn version_2_names_each_document_and_version_1_no_chip() {
    for (document, word) in DocumentSource::ALL.into_iter().zip([
        "camera",
        "file",
        "chip_unverified",
        "chip_signed",
        "chip_genuine",
    ]) {
        let compared = Comparison { document, model: ModelId(0xb712_0c09) };
        let message = ResultMessage { end: End::Match(compared), ..MESSAGE };
        let json = JSON.replace("camera", word);
        assert_eq!(message.to_json(), json);
        assert_eq!(serde_json::from_str::<ResultMessage>(&json).unwrap(), message);
        let former = json.replacen(r#""version":2"#, r#""version":1"#, 1);
        let is_read = serde_json::from_str::<ResultMessage>(&former).is_ok();
        assert_eq!(is_read, !document.is_chip(), "{former}");
        assert_eq!(serde_json::from_str::<Queued>(&former).is_ok(), is_read, "{former}");
    }
}

#[test]
fn a_manual_end_says_nothing_of_a_document_or_a_model() {
    let json = ResultMessage { end: End::Manual, ..MESSAGE }.to_json();
    assert!(json.contains(r#""lane":"officer","outcome":"manual","document":null,"model":null"#));
}

#[test]
fn the_message_can_carry_no_more_than_its_published_bits() {
    // Of each version: two outcomes with each document and recogniser, or none.
    let ends = |version: ResultVersion| {
        let documents = DocumentSource::ALL.into_iter().filter(|source| source.is_in(version));
        2.0 * documents.count() as f64 * 2f64.powi(ModelId::BITS as i32) + 1.0
    };
    let tickets = f64::from(Ticket::LAST.0 - Ticket::FIRST.0 + 1).log2();
    // The id of the message is not among them: the next test.
    let ids = f64::from(KioskId::BITS + BuildId::BITS + u16::BITS);
    let finished = f64::from(u32::MAX / ResultMessage::GRAIN + 1).log2();
    let arrived = f64::from(ResultMessage::LONGEST + 1).log2();
    let bits = |ends: f64| (ids + tickets + ends.log2() + finished + arrived).ceil() as u32;
    let all = ResultVersion::ALL.into_iter().map(ends).sum();
    assert_eq!(bits(all), ResultMessage::BITS);
    // Version 2 alone, and version 1 as it was published.
    let each = ResultVersion::ALL.map(|version| bits(ends(version)));
    assert_eq!(each, [149, 150]);
}

#[test]
fn s4_no_field_is_free_beyond_what_the_published_bits_count() {
    let read = |json: &str| serde_json::from_str::<ResultMessage>(json);
    for at in 0..16 {
        let mut id = MESSAGE.id.to_string().into_bytes();
        id[at] = if id[at] == b'0' { b'1' } else { b'0' };
        let other = JSON.replace(&MESSAGE.id.to_string(), &String::from_utf8(id).unwrap());
        assert!(read(&other).is_err(), "another id: {other}");
    }
    for second in 1..10 {
        let other = JSON.replace("1790000010", &(MESSAGE.finished + second).to_string());
        assert!(read(&other).is_err(), "not the end of ten seconds: {other}");
    }
    let arrived = MESSAGE.finished - ResultMessage::LONGEST;
    let longest = ResultMessage { arrived, ..MESSAGE }.of(MESSAGE.kiosk);
    assert_eq!(read(&longest.to_json()).unwrap(), longest);
    let longer = ResultMessage { arrived: arrived - 1, ..MESSAGE }.of(MESSAGE.kiosk);
    assert!(read(&longer.to_json()).is_err(), "longer than any check that is told");
}

#[test]
fn s4_times_are_told_to_ten_seconds_and_an_hour() {
    let table = [
        ((100, 101), (100, 110)),
        ((100, 110), (100, 110)),
        ((0, 10_000), (6_400, 10_000)),
        ((20_000, 10_000), (10_000, 10_000)),
        ((0, 0), (0, 0)),
        ((u32::MAX, u32::MAX), (4_294_967_290, 4_294_967_290)),
    ];
    for ((began, ended), told) in table {
        assert_eq!(ResultMessage::times(began, ended), told, "{began} to {ended}");
    }
}

#[test]
fn k3_a_check_that_is_dated_anew_took_as_long_and_has_the_id_that_follows() {
    let later = MESSAGE.ended_at(1_790_000_055);
    assert_eq!((later.arrived, later.finished), (1_790_000_045, 1_790_000_060));
    assert_eq!(later, later.of(MESSAGE.kiosk));
    assert_eq!(serde_json::from_str::<ResultMessage>(&later.to_json()).unwrap(), later);
    let earliest = MESSAGE.ended_at(3);
    assert_eq!((earliest.arrived, earliest.finished), (0, 10));
}

#[test]
fn s4_what_an_earlier_build_has_queued_becomes_a_message_that_may_be_sent() {
    let former = JSON
        .replace(&MESSAGE.id.to_string(), "00000000000000ab")
        .replace("1790000010", "1790000009");
    assert!(serde_json::from_str::<ResultMessage>(&former).is_err());
    assert_eq!(serde_json::from_str::<Queued>(&former).unwrap(), Queued(MESSAGE));
    assert_eq!(serde_json::from_str::<Queued>(JSON).unwrap(), Queued(MESSAGE));
    let backwards = former.replace("1790000000", "1790000020");
    assert!(serde_json::from_str::<Queued>(&backwards).is_err());
    let elsewhere = MESSAGE.of(KioskId(8));
    assert_eq!(serde_json::from_str::<ResultMessage>(&elsewhere.to_json()).unwrap(), elsewhere);
    assert_ne!(elsewhere.id, MESSAGE.id, "the id follows the number");
}

#[test]
fn a_changed_message_is_refused() {
    let swaps = [
        (r#""notice":3"#, r#""notice":3,"embedding":[0.1]"#),
        (r#""version":2"#, r#""version":0"#),
        (r#""version":2"#, r#""version":3"#),
        (r#""version":2"#, r#""version":"2""#),
        (r#""version":2,"#, ""),
        (r#""document":"camera""#, r#""document":"chip""#),
        (r#""notice":3"#, r#""notice":3,"state":"UTO""#),
        (r#""notice":3"#, r#""notice":3,"reason":"expired""#),
        (r#""ticket":42"#, r#""ticket":0"#),
        (r#""ticket":42"#, r#""ticket":1000"#),
        (r#""lane":"face""#, r#""lane":"officer""#),
        (r#""outcome":"match""#, r#""outcome":"manual""#),
        (r#""outcome":"match""#, r#""outcome":"no_match""#),
        (r#""outcome":"match""#, r#""outcome":"perhaps""#),
        (r#""document":"camera","#, ""),
        (r#""document":"camera""#, r#""document":null"#),
        (r#""model":"b7120c09""#, r#""model":null"#),
        (r#""kiosk":"0007""#, r#""kiosk":7"#),
        (r#""notice":3"#, r#""notice":65536"#),
        (r#""arrived":1790000000"#, r#""arrived":1790000011"#),
        (r#""arrived":1790000000"#, r#""arrived":1790000000.5"#),
    ];
    for (from, to) in swaps {
        let json = JSON.replace(from, to);
        assert_ne!(json, JSON, "{from} is not there");
        assert!(serde_json::from_str::<ResultMessage>(&json).is_err(), "{json}");
    }
}

#[test]
fn a_ticket_is_read_out_in_two_short_parts() {
    assert_eq!(Ticket::FIRST.at(KioskId(7)), "07-001");
    assert_eq!(Ticket::LAST.at(KioskId(0x1f)), "1f-999");
    assert_eq!(Ticket::FIRST.at(KioskId(0xabc)), "abc-001");
}

#[test]
fn tickets_start_again_after_the_last() {
    assert_eq!(Ticket::LAST.next(), Ticket::FIRST);
    assert_eq!(Ticket::FIRST.next().to_string(), "002");
}
