//! The JSON Schemas of messages. Crate `wire` reads the messages; a test compares both.

use domain::words;
use serde_json::{Value, json};
use wire::{Backlog, ClockError, DocumentSource, FaceLane, ResultMessage, ResultVersion};

/// The schema of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schema {
    /// One finished check.
    Result,
    /// How many results wait.
    Backlog,
    /// A call for staff.
    Call,
    /// A kiosk asks to be known.
    Enrolment,
    /// As what it is known.
    Enrolled,
    /// A kiosk's next key.
    KeyChange,
    /// Which settings a kiosk runs with, and whether its face lane is open.
    SettingsInUse,
    /// What was taken.
    Taken,
    /// How long travellers wait.
    Waits,
    /// Some JSON.
    Anything,
}

impl Schema {
    /// The schemas that have a name.
    pub(crate) const NAMED: [Self; 9] = [
        Self::Result,
        Self::Backlog,
        Self::Call,
        Self::Enrolment,
        Self::Enrolled,
        Self::KeyChange,
        Self::SettingsInUse,
        Self::Taken,
        Self::Waits,
    ];

    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Result => Some("Result"),
            Self::Backlog => Some("Backlog"),
            Self::Call => Some("Call"),
            Self::Enrolment => Some("Enrolment"),
            Self::Enrolled => Some("Enrolled"),
            Self::KeyChange => Some("KeyChange"),
            Self::SettingsInUse => Some("SettingsInUse"),
            Self::Taken => Some("Taken"),
            Self::Waits => Some("Waits"),
            Self::Anything => None,
        }
    }

    pub(crate) fn reference(self) -> Value {
        match self.name() {
            Some(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
            None => json!({}),
        }
    }

    pub(crate) fn definition(self) -> Value {
        match self {
            Self::Result => json!({
                "description": "One finished check. Kiosks write version 2; version 1, which names no \
                    chip, is taken from earlier builds, from queues and from files. `finished` is \
                    not before `arrived`, and an hour later at most.",
                "oneOf": ResultVersion::ALL.map(results).concat(),
            }),
            Self::Backlog => object(json!({
                "version": { "const": 1 },
                "kiosk": kiosk(),
                "results": { "type": "integer", "minimum": 1, "maximum": Backlog::MOST },
                "oldest": tens("The `finished` of the oldest"),
            })),
            Self::Call => object(json!({
                "version": { "const": 1 },
                "id": hex(16, "The beginning of the SHA-256 of `call`, kiosk and time, in decimal with a space \
                    between them; another is not looked at"),
                "kiosk": kiosk(),
                "at": seconds(),
            })),
            Self::Enrolment => with(
                json!({
                    "provisional": {
                        "type": "string",
                        "pattern": "^[c-f][0-9a-f]{3}$",
                        "description": "The number that its tickets carried until now",
                    },
                }),
                object(json!({
                    "version": { "const": 1 },
                    "code": {
                        "type": ["string", "null"],
                        "pattern": "^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$",
                        "description": "From whoever runs the server; null in a trial alone",
                    },
                    "kiosk": kiosk(),
                    "key": key(),
                })),
            ),
            Self::Enrolled => {
                let always = object(json!({ "id": taken(), "kiosk": kiosk() }));
                with(json!({ "ticket": ticket() }), always)
            }
            Self::KeyChange => object(json!({
                "version": { "const": 1 },
                "kiosk": kiosk(),
                "key": key(),
            })),
            Self::SettingsInUse => with(
                json!({ "chip": chip_support() }),
                object(json!({
                    "version": { "const": 1 },
                    "kiosk": kiosk(),
                    "settings": hex(8, "The first four bytes of the SHA-256 of kiosk.json"),
                    "target_fmr": { "enum": ["1e-3", "1e-4", "1e-5"] },
                    "clock": {
                        "enum": ClockError::ALL.map(ClockError::word),
                        "description": "How far the kiosk's clock is from the server's",
                    },
                    "face_lane": { "enum": FaceLane::ALL.map(FaceLane::word) },
                })),
            ),
            Self::Taken => object(json!({ "id": taken() })),
            Self::Waits => object(json!({ "face": wait(), "officer": wait() })),
            Self::Anything => json!({}),
        }
    }

    pub(crate) fn example(self) -> Value {
        // The generator of the curve: a valid point whose private key no kiosk uses.
        let key = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
                   4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
        match self {
            Self::Result => json!({
                "version": 2, "id": "0a96988ebc89d053", "kiosk": "0007", "ticket": 42,
                "lane": "face", "outcome": "match", "document": "chip_signed", "model": "b7120c09",
                "build": "00c0ffee", "notice": 3, "arrived": 1790000000, "finished": 1790000010,
            }),
            Self::Backlog => json!({
                "version": 1, "kiosk": "0007", "results": 12, "oldest": 1790000010,
            }),
            Self::Call => json!({
                "version": 1, "id": "7d6b0c7e547d0e09", "kiosk": "0007", "at": 1790000000,
            }),
            Self::Enrolment => {
                json!({ "version": 1, "code": "K7QF-03ZM-9XPT", "kiosk": "0007", "key": key })
            }
            Self::Enrolled => json!({ "id": "44136fa355b3678a", "kiosk": "0007", "ticket": 42 }),
            Self::KeyChange => json!({ "version": 1, "kiosk": "0007", "key": key }),
            Self::SettingsInUse => json!({
                "version": 1, "kiosk": "0007", "settings": "44136fa3", "target_fmr": "1e-4",
                "clock": "none",
                "face_lane": "open",
            }),
            Self::Taken => json!({ "id": "0a96988ebc89d053" }),
            Self::Waits => json!({
                "face": { "median_seconds": 40, "p90_seconds": 65, "travellers": 31 },
                "officer": null,
            }),
            Self::Anything => Value::Null,
        }
    }
}

/// The three ends of a result of this version.
fn results(version: ResultVersion) -> [Value; 3] {
    let documents = DocumentSource::ALL.into_iter().filter(|source| source.is_in(version));
    let documents = json!({
        "enum": documents.map(words::document).collect::<Vec<_>>(),
        "description": "Where the document photo came from: a page before the camera, a file, or a \
            chip whose signature was not verified, was verified, or was verified while the chip \
            proved that it is no copy",
    });
    let model = hex(8, "Names the recogniser");
    let nothing = json!({ "type": "null" });
    [
        result(version, "face", "match", &documents, &model),
        result(version, "officer", "no_match", &documents, &model),
        result(version, "officer", "manual", &nothing, &nothing),
    ]
}

fn result(
    version: ResultVersion,
    lane: &str,
    outcome: &str,
    document: &Value,
    model: &Value,
) -> Value {
    object(json!({
        "version": { "const": version.number() },
        "id": hex(16, "The beginning of the SHA-256 of `result`, kiosk, ticket and `arrived`, in decimal \
            with a space between them"),
        "kiosk": kiosk(),
        "ticket": ticket(),
        "lane": { "const": lane },
        "outcome": { "const": outcome },
        "document": document,
        "model": model,
        "build": hex(8, "Names the kiosk's program"),
        "notice": { "type": "integer", "minimum": 0, "maximum": u16::MAX },
        "arrived": seconds(),
        "finished": tens("The end of the ten seconds in which the last screen came"),
    }))
}

/// An object with all of these fields and no others.
fn object(fields: Value) -> Value {
    let names: Vec<_> = fields.as_object().into_iter().flat_map(|object| object.keys()).collect();
    json!({
        "type": "object",
        "required": names,
        "additionalProperties": false,
        "properties": fields,
    })
}

/// The same with fields that may be missing.
fn with(optional: Value, mut object: Value) -> Value {
    for (name, field) in optional.as_object().into_iter().flatten() {
        object["properties"][name] = field.clone();
    }
    object
}

/// What a kiosk reads chips with. A kiosk that reads none says nothing of it.
fn chip_support() -> Value {
    let mut list = object(json!({
        "id": hex(8, "The first four bytes of the SHA-256 of trust.bin"),
        "day": {
            "type": "integer",
            "minimum": 0,
            "maximum": u16::MAX,
            "description": "When the list was made: days since 1970-01-01",
        },
    }));
    list["type"] = json!(["object", "null"]);
    let mut support = object(json!({
        "reader": { "type": "boolean", "description": "Whether a reader is connected" },
        "trust_list": list,
    }));
    support["description"] = json!("Absent at a kiosk that reads no chips");
    support
}

fn ticket() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": 999 })
}

/// A lane's wait; null if too few travellers went there.
fn wait() -> Value {
    let number = json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
    let mut wait = object(json!({
        "median_seconds": number,
        "p90_seconds": number,
        "travellers": number,
    }));
    wait["type"] = json!(["object", "null"]);
    wait
}

fn hex(digits: u8, what: &str) -> Value {
    json!({
        "type": "string",
        "pattern": format!("^[0-9a-f]{{{digits}}}$"),
        "description": what,
    })
}

/// The id of what was taken.
fn taken() -> Value {
    hex(
        16,
        "The id of the message that was taken; of one without, the beginning of the SHA-256 of its body",
    )
}

fn kiosk() -> Value {
    hex(4, "The kiosk's number")
}

fn key() -> Value {
    json!({
        "type": "string",
        "pattern": "^04[0-9a-f]{128}$",
        "description": "A point of P-256, uncompressed, in hexadecimal",
    })
}

/// Seconds that are a multiple of ten.
fn tens(what: &str) -> Value {
    let grain = ResultMessage::GRAIN;
    json!({
        "type": "integer",
        "minimum": 0,
        "maximum": u32::MAX / grain * grain,
        "multipleOf": grain,
        "description": format!("{what}: since 1970-01-01 UTC, by the kiosk's clock"),
    })
}

fn seconds() -> Value {
    json!({
        "type": "integer",
        "minimum": 0,
        "maximum": u32::MAX,
        "description": "Since 1970-01-01 UTC, by the kiosk's clock",
    })
}
