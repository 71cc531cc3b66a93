//! Joins the worker's scripts into one classic file: its policy lets it load no second one.

/// Why the scripts cannot be joined.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum JoinError {
    /// `boot.js` imports something that this file cannot put in its place.
    #[error("its line `{0}` imports what is not known here")]
    Import(String),
    /// wasm-bindgen writes its glue in another way than the pinned version does.
    #[error("wasm-bindgen's glue has no `{0}` any more")]
    Glue(&'static str),
}

/// The parts of the glue that load a program over the network: where each begins, and what
/// follows it. The worker is handed its program, so nothing in it may even mention `fetch`.
const LOADERS: [(&str, &str); 2] = [
    ("    async function __wbg_load(", "    function initSync("),
    ("    let __wbg_init_promise;", GIVE),
];
/// What the glue gives away.
const GIVE: &str = "    return Object.assign(__wbg_init, { initSync }, exports);";
/// The same without the loaders.
const GIVE_LESS: &str = "    return Object.assign({ initSync }, exports);";

/// `lockdown` first, then wasm-bindgen's `glue`, then `boot` with its imports resolved to these two.
pub(super) fn join(lockdown: &str, glue: &str, boot: &str) -> Result<String, JoinError> {
    let (glue, boot) = (without_loaders(glue)?, resolved(boot)?);
    // Blocks keep each part's names to itself; the glue's `wasm_bindgen` is meant for the last.
    Ok(format!("'use strict';\n{{\n{lockdown}}}\n{glue}\n{{\n{boot}}}\n"))
}

fn without_loaders(glue: &str) -> Result<String, JoinError> {
    let mut glue = glue.to_owned();
    for (begin, end) in LOADERS {
        let from = glue.find(begin).ok_or(JoinError::Glue(begin))?;
        let length = glue[from..].find(end).ok_or(JoinError::Glue(end))?;
        glue.replace_range(from..from + length, "");
    }
    Ok(glue.replace(GIVE, GIVE_LESS))
}

fn resolved(boot: &str) -> Result<String, JoinError> {
    let mut body = String::new();
    for line in boot.lines() {
        body.push_str(match line {
            "import './lockdown.js';" => "",
            "import { initSync } from 'vision-program';" => "const { initSync } = wasm_bindgen;",
            other if other.trim_start().starts_with("import") => {
                return Err(JoinError::Import(other.to_owned()));
            }
            other => other,
        });
        body.push('\n');
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "let wasm_bindgen = (function(exports) {
    const kept = 1;
    async function __wbg_load(module, imports) { await fetch(module); }
    function initSync(module) {}
    let __wbg_init_promise;
    async function __wbg_init(module) { fetch(module); }
    return Object.assign(__wbg_init, { initSync }, exports);
})({});";

    #[test]
    fn the_lockdown_comes_first_and_no_import_is_left() {
        let boot = "// Words.\nimport './lockdown.js';\n\
                    import { initSync } from 'vision-program';\ninitSync();\n";
        let script = join("lock();\n", GLUE, boot).unwrap();
        let parts =
            ["lock();", "let wasm_bindgen", "const { initSync } = wasm_bindgen", "initSync();"];
        let places = parts.map(|part| script.find(part).unwrap());
        assert!(places.is_sorted(), "{script}");
        assert!(!script.contains("import"), "{script}");
    }

    #[test]
    fn nothing_of_the_glue_that_could_fetch_is_left() {
        let script = join("", GLUE, "").unwrap();
        assert!(!script.contains("fetch") && !script.contains("__wbg_init"), "{script}");
        assert!(script.contains("const kept") && script.contains("function initSync"), "{script}");
    }

    #[test]
    fn glue_of_another_shape_is_refused_rather_than_served() {
        assert!(matches!(join("", "let wasm_bindgen;", ""), Err(JoinError::Glue(_))));
    }

    #[test]
    fn another_import_is_refused() {
        for line in ["import './other.js';", "  import('x');"] {
            assert_eq!(join("", GLUE, line), Err(JoinError::Import(line.to_owned())));
        }
    }
}
