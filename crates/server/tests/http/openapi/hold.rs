//! Compares a response with the description: status, type, headers and body.

use axum::http::Method;
use serde_json::Value;

use super::schema::{DOCUMENT, is_valid};
use crate::bench::TestResponse;

/// Fails if the description does not cover this response. Paths and methods that are not described
/// must be refused.
#[track_caller]
pub(crate) fn hold(method: &Method, path: &str, answer: &TestResponse) {
    let of_path = &DOCUMENT["paths"][path];
    let described = &of_path[method.as_str().to_lowercase()];
    let status = answer.status.as_u16();
    if described.is_null() {
        // GET includes HEAD.
        let reads = *method == Method::HEAD && !of_path["get"].is_null();
        let expected: &[u16] = if of_path.is_null() { &[404, 431] } else { &[405, 431] };
        assert!(reads || expected.contains(&status), "{method} {path}: {status}");
        return;
    }
    let response = &described["responses"][status.to_string()];
    assert!(!response.is_null(), "{method} {path}: {status} is not described: {}", answer.body);
    for (name, header) in response["headers"].as_object().into_iter().flatten() {
        let value = answer.header(name);
        assert!(value.is_empty() || header["schema"]["const"] == value, "{name}: {value}");
    }
    let Some(content) = response["content"].as_object() else {
        assert_eq!((answer.header("content-type"), &*answer.body), ("", ""), "{method} {path}");
        return;
    };
    let (kind, schema) = content.iter().next().unwrap();
    assert_eq!(answer.header("content-type"), kind, "{method} {path}");
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let schema = &schema["schema"];
    assert!(schema == &serde_json::json!({}) || is_valid(schema, &body), "{path}: {body}");
}
