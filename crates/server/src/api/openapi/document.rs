//! The description as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use wire::Proof;

use crate::api::{intake::BODY_LIMIT, operation::Operation, problem::Problem, schemas::Schema};

const ABOUT: &str = "What kiosks send. A message has an id: it is stored once, however often it \
    comes. Each request is signed with the kiosk's key (ECDSA on P-256 with SHA-256): \
    docs/server.md says how. Every refusal is a problem after RFC 9457, with one status and one \
    fixed text for each type; it never quotes the request.";

pub(super) fn describe(operations: &[&Operation]) -> Value {
    let paths: Map<_, _> =
        operations.iter().map(|operation| (operation.path.to_owned(), path(operation))).collect();
    let schemas: Map<_, _> = Schema::NAMED
        .into_iter()
        .filter_map(|schema| Some((schema.name()?.to_owned(), schema.definition())))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Gangway",
            "version": "1",
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "proof": {
                    "type": "apiKey",
                    "in": "header",
                    "name": Proof::HEADER,
                    "description": "When the request was signed, in milliseconds since \
                        1970-01-01 UTC, whole seconds of them, a dot, and the signature in hexadecimal",
                },
            },
        },
    })
}

fn path(operation: &Operation) -> Value {
    let mut described = json!({
        "summary": operation.summary,
        "responses": responses(operation),
    });
    let query = operation.query.iter().map(|(name, what)| {
        json!({ "name": name, "in": "query", "description": what, "schema": { "type": "string" } })
    });
    if !operation.query.is_empty() {
        described["parameters"] = query.collect();
    }
    let Some(message) = operation.message else { return json!({ "get": described }) };
    described["security"] = json!([{ "proof": [] }]);
    described["requestBody"] = json!({
        "required": true,
        "description": format!("{BODY_LIMIT} bytes at most, not compressed"),
        "content": { "application/json": {
            "schema": message.reference(),
            "example": message.example(),
        } },
    });
    json!({ "post": described })
}

fn responses(operation: &Operation) -> Value {
    let mut responses = Map::new();
    for (status, what, content) in operation.answers {
        let mut response = json!({ "description": what });
        if let Some(schema) = content {
            response["content"] = json!({ "application/json": { "schema": schema.reference() } });
        }
        responses.insert(status.as_str().into(), response);
    }
    let mut by_status = BTreeMap::<u16, Vec<Problem>>::new();
    for problem in operation.problems {
        by_status.entry(problem.status().as_u16()).or_default().push(*problem);
    }
    for (status, problems) in by_status {
        responses.insert(status.to_string(), refusal(status, &problems));
    }
    responses.into()
}

/// All refusals of one status.
fn refusal(status: u16, problems: &[Problem]) -> Value {
    let types: Vec<_> = problems.iter().map(|problem| problem.r#type()).collect();
    let titles: Vec<_> = problems.iter().map(|problem| problem.title()).collect();
    let headers: Map<_, _> = problems
        .iter()
        .filter_map(|problem| problem.hint())
        .map(|(name, value)| (name.to_string(), json!({ "schema": { "const": value } })))
        .collect();
    let mut refusal = json!({
        "description": titles.join(". Or: ") + ".",
        "content": { "application/problem+json": { "schema": {
            "type": "object",
            "required": ["type", "title", "status"],
            "additionalProperties": false,
            "properties": {
                "type": { "enum": types },
                "title": { "enum": titles },
                "status": { "const": status },
            },
        } } },
    });
    if !headers.is_empty() {
        refusal["headers"] = headers.into();
    }
    refusal
}
