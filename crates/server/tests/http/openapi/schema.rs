//! The part of JSON Schema that the description uses.

use std::sync::LazyLock;

use proptest::{prelude::*, string::string_regex};
use serde_json::{Map, Value, json};

/// The description in `docs/`.
pub(crate) static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../../docs/openapi.json")).unwrap()
});

/// Every keyword that the functions below support.
const KEYWORDS: [&str; 13] = [
    "$ref",
    "oneOf",
    "const",
    "enum",
    "type",
    "pattern",
    "minimum",
    "maximum",
    "multipleOf",
    "required",
    "additionalProperties",
    "properties",
    "description",
];

/// Resolves a `$ref`.
fn resolved(schema: &Value) -> &Map<String, Value> {
    let schema = match schema["$ref"].as_str() {
        Some(name) => DOCUMENT.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let schema = schema.as_object().unwrap();
    assert!(schema.keys().all(|key| KEYWORDS.contains(&key.as_str())), "{schema:?}");
    schema
}

fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::Array(all)) => all.iter().map(|name| name.as_str().unwrap()).collect(),
        Some(one) => vec![one.as_str().unwrap()],
        None => vec![],
    }
}

/// Whether the value is valid by the schema.
pub(crate) fn is_valid(schema: &Value, value: &Value) -> bool {
    let schema = resolved(schema);
    if let Some(choices) = schema.get("oneOf") {
        return choices.as_array().unwrap().iter().filter(|choice| is_valid(choice, value)).count()
            == 1;
    }
    let is_type = |name: &&str| match *name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64(),
        "object" => value.is_object(),
        _ => panic!("{name}"),
    };
    let types = types(schema);
    if !types.is_empty() && !types.iter().any(is_type) {
        return false;
    }
    schema.get("const").is_none_or(|expected| expected == value)
        && schema.get("enum").is_none_or(|choices| choices.as_array().unwrap().contains(value))
        && in_range(schema, value)
        && matches_pattern(schema, value)
        && has_fields(schema, value)
}

fn in_range(schema: &Map<String, Value>, value: &Value) -> bool {
    let Some(number) = value.as_u64() else { return true };
    let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
    bound("minimum").is_none_or(|bound| number >= bound)
        && bound("maximum").is_none_or(|bound| number <= bound)
        && bound("multipleOf").is_none_or(|bound| number.is_multiple_of(bound))
}

fn matches_pattern(schema: &Map<String, Value>, value: &Value) -> bool {
    let (Some(pattern), Some(text)) = (schema.get("pattern"), value.as_str()) else { return true };
    regex::Regex::new(pattern.as_str().unwrap()).unwrap().is_match(text)
}

fn has_fields(schema: &Map<String, Value>, value: &Value) -> bool {
    let (Some(fields), Some(object)) = (schema.get("properties"), value.as_object()) else {
        return true;
    };
    assert_eq!(schema["additionalProperties"], json!(false));
    let required = schema["required"].as_array().unwrap();
    required.iter().all(|name| object.contains_key(name.as_str().unwrap()))
        && object
            .iter()
            .all(|(name, value)| fields.get(name).is_some_and(|schema| is_valid(schema, value)))
}

/// Random valid values of the schema.
pub(crate) fn values(schema: &Value) -> BoxedStrategy<Value> {
    let schema = resolved(schema);
    if let Some(choices) = schema.get("oneOf") {
        let choices: Vec<_> = choices.as_array().unwrap().iter().map(values).collect();
        return proptest::strategy::Union::new(choices).boxed();
    }
    if let Some(only) = schema.get("const") {
        return Just(only.clone()).boxed();
    }
    if let Some(Value::Array(all)) = schema.get("enum") {
        return proptest::sample::select(all.clone()).boxed();
    }
    let of_type = types(schema).into_iter().map(|name| match name {
        "null" => Just(Value::Null).boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "string" => {
            let pattern = schema["pattern"].as_str().unwrap();
            let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
            string_regex(pattern).unwrap().prop_map(Value::from).boxed()
        }
        "integer" => {
            let (least, most) = (schema["minimum"].as_u64(), schema["maximum"].as_u64());
            let (least, most) = (least.unwrap(), most.unwrap());
            let grain = schema.get("multipleOf").and_then(Value::as_u64).unwrap_or(1);
            let whole = move |number: u64| Value::from(number / grain * grain);
            prop_oneof![Just(least), Just(most), least..=most].prop_map(whole).boxed()
        }
        "object" => {
            let fields = schema["properties"].as_object().unwrap();
            let fields: Vec<_> =
                fields.iter().map(|(name, field)| (Just(name.clone()), values(field))).collect();
            fields.prop_map(|fields| Value::Object(fields.into_iter().collect())).boxed()
        }
        _ => panic!("{name}"),
    });
    proptest::strategy::Union::new(of_type).boxed()
}
