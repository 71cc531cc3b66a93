//! Reads JSON that our own programs have written.
//!
//! An error says nothing about its cause: only a program would read it, and serde's error texts
//! would make up a tenth of the page's program. Settings are written by people, so their errors name
//! the cause: see crate `site`.

mod value;

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{
        self, DeserializeOwned, DeserializeSeed, Expected, IntoDeserializer, Unexpected,
        value::{MapDeserializer, SeqDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

pub use value::{SyntaxError, Value};

/// What a text says, if it says that at all.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value = Value::read(text).ok()?;
    T::deserialize(Json(&value)).ok()
}

/// Something is wrong.
#[derive(Debug)]
struct Wrong;

impl fmt::Display for Wrong {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A value that is read without a word.
#[derive(Clone, Copy)]
struct Json<'de>(&'de Value);

impl<'de> Deserializer<'de> for Json<'de> {
    type Error = Wrong;

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) if number.fract() == 0.0 && *number >= 0.0 => {
                visitor.visit_u64(*number as u64)
            }
            Value::Number(number) => visitor.visit_f64(*number),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(all) => visitor.visit_seq(SeqDeserializer::new(all.iter().map(Json))),
            Value::Object(all) => {
                let all = all.iter().map(|(name, value)| (name.as_str(), Json(value)));
                visitor.visit_map(MapDeserializer::new(all))
            }
        }
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if *self.0 == Value::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant(name, None)),
            Value::Object(all) => match &all[..] {
                [(name, value)] => visitor.visit_enum(Variant(name, Some(Json(value)))),
                _ => Err(Wrong),
            },
            _ => Err(Wrong),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Wrong> for Json<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// One of an enum's variants, and what comes with it.
struct Variant<'de>(&'de str, Option<Json<'de>>);

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Wrong> {
        Ok((seed.deserialize(StrDeserializer::new(self.0))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        self.1.map_or(Ok(()), <()>::deserialize)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        seed.deserialize(self.1.ok_or(Wrong)?)
    }

    fn tuple_variant<V: de::Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.1.ok_or(Wrong)?.deserialize_any(visitor)
    }

    fn struct_variant<V: de::Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.1.ok_or(Wrong)?.deserialize_any(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    enum Message {
        Plain,
        #[serde(rename = "with")]
        With(u8),
        Named {
            at: Option<f64>,
            all: Vec<String>,
        },
    }

    #[test]
    fn what_is_read_is_what_serde_json_reads_or_nothing() {
        let texts = [
            r#""Plain""#,
            r#"{"Plain":null}"#,
            r#"{"with":7}"#,
            r#"{"with":700}"#,
            r#"{"with":-1}"#,
            r#"{"with":"7"}"#,
            r#"{"Named":{"at":0.5,"all":["a","b"]}}"#,
            r#"{"Named":{"at":null,"all":[]}}"#,
            r#"{"Named":{"all":[]}}"#,
            r#"{"Named":{"at":1}}"#,
            r#"{"Named":{"all":[1]}}"#,
            r#"{"with":7,"Plain":null}"#,
            r#""Other""#,
            "[]",
            "7",
            "",
        ];
        for text in texts {
            assert_eq!(read::<Message>(text), serde_json::from_str(text).ok(), "{text}");
        }
    }
}
