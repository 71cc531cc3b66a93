//! Joins the worker's scripts into one classic file: its policy lets it load no second one.

/// `boot.js` imports something that this file cannot put in its place.
#[derive(Debug, thiserror::Error)]
#[error("the worker's script cannot be joined, because of its line `{0}`")]
pub(super) struct UnknownImport(String);

/// `lockdown` first, then wasm-bindgen's `glue`, then `boot` with its imports resolved to these two.
pub(super) fn assemble(lockdown: &str, glue: &str, boot: &str) -> Result<String, UnknownImport> {
    let mut body = String::new();
    for line in boot.lines() {
        body.push_str(match line {
            "import './lockdown.js';" => "",
            "import { initSync } from 'vision-program';" => "const { initSync } = wasm_bindgen;",
            other if other.trim_start().starts_with("import") => {
                return Err(UnknownImport(other.to_owned()));
            }
            other => other,
        });
        body.push('\n');
    }
    // Blocks keep each part's names to itself; the glue's `wasm_bindgen` is meant for the last.
    Ok(format!("'use strict';\n{{\n{lockdown}}}\n{glue}\n{{\n{body}}}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lockdown_comes_first_and_no_import_is_left() {
        let boot = "// Words.\nimport './lockdown.js';\n\
                    import { initSync } from 'vision-program';\ninitSync();\n";
        let script = assemble("lock();\n", "let wasm_bindgen = {};", boot).unwrap();
        let places =
            ["lock();", "let wasm_bindgen", "const { initSync } = wasm_bindgen;", "initSync();"]
                .map(|part| script.find(part).unwrap());
        assert!(places.is_sorted(), "{script}");
        assert!(!script.contains("import"), "{script}");
    }

    #[test]
    fn another_import_is_refused() {
        for line in ["import './other.js';", "  import('x');"] {
            assert!(assemble("", "", line).is_err(), "{line}");
        }
    }
}
