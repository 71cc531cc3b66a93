//! Writes the Rust that knows which line of a table is which sentence.

use crate::{Kind, Sentence};

/// The methods of a type that has `say(line, facts)` and `count(line, number, facts)`.
/// Each is explained by its key.
pub(crate) fn methods(sentences: &[Sentence]) -> String {
    let methods: String =
        sentences.iter().enumerate().map(|(line, sentence)| method(line, sentence)).collect();
    format!("impl Words {{\n{methods}}}\n")
}

fn method(line: usize, sentence: &Sentence) -> String {
    let name = sentence.key.replace('-', "_");
    let (mut parameters, mut facts) = (String::new(), String::new());
    for argument in &sentence.arguments {
        let name = argument.name.replace('-', "_");
        let (kind, fact) = match argument.kind {
            Kind::Number => ("impl Into<u32> + Copy", format!("&{name}.into().to_string()")),
            Kind::String => ("impl AsRef<str>", format!("{name}.as_ref()")),
        };
        parameters += &format!(", {name}: {kind}");
        facts += &format!("{fact}, ");
    }
    let call = match sentence.counted.and_then(|index| sentence.arguments.get(index)) {
        Some(number) => {
            format!("count({line}, {}.into(), &[{facts}])", number.name.replace('-', "_"))
        }
        None => format!("say({line}, &[{facts}])"),
    };
    let key = &sentence.key;
    format!("    /// `{key}`\n    pub fn {name}(&self{parameters}) -> String {{ self.{call} }}\n")
}
