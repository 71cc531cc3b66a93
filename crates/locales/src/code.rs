//! Generates Rust code with a method for each sentence, which reads its line of the table.

use crate::{ArgumentKind, Sentence};

/// The methods, for a type that has `say(line, arguments)` and `count(line, number, arguments)`. The
/// doc comment of each is its key.
pub(crate) fn methods(sentences: &[Sentence]) -> String {
    let methods: String =
        sentences.iter().enumerate().map(|(line, sentence)| method(line, sentence)).collect();
    format!("impl Words {{\n{methods}}}\n")
}

fn method(line: usize, sentence: &Sentence) -> String {
    let name = sentence.key.replace('-', "_");
    let (mut parameters, mut arguments) = (String::new(), String::new());
    for argument in &sentence.arguments {
        let name = argument.name.replace('-', "_");
        let (kind, value) = match argument.kind {
            ArgumentKind::Number => {
                ("impl Into<u32> + Copy", format!("&{name}.into().to_string()"))
            }
            ArgumentKind::String => ("impl AsRef<str>", format!("{name}.as_ref()")),
        };
        parameters += &format!(", {name}: {kind}");
        arguments += &format!("{value}, ");
    }
    let call = match sentence.counted.and_then(|index| sentence.arguments.get(index)) {
        Some(number) => {
            format!("count({line}, {}.into(), &[{arguments}])", number.name.replace('-', "_"))
        }
        None => format!("say({line}, &[{arguments}])"),
    };
    let key = &sentence.key;
    format!("    /// `{key}`\n    pub fn {name}(&self{parameters}) -> String {{ self.{call} }}\n")
}
