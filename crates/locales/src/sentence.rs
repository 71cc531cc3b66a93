//! A sentence, its arguments, and its text in each language.

use std::collections::BTreeSet;

use fluent_syntax::{
    ast::{Expression, InlineExpression, Pattern, PatternElement, Variant},
    unicode::unescape_unicode_to_string,
};

use crate::{Error, file::Message, plural, table};

/// A sentence that every language has.
#[derive(Debug)]
pub struct Sentence {
    /// Its name in the files.
    pub key: String,
    /// Its arguments, in the order of the comment above it.
    pub arguments: Vec<Argument>,
    /// The index of the argument whose plural form selects the text in some language.
    pub counted: Option<usize>,
}

/// An argument of a sentence.
#[derive(Debug)]
pub struct Argument {
    /// Its name in the files.
    pub name: String,
    /// Its type.
    pub kind: ArgumentKind,
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// A whole number.
    Number,
    /// A name, a date or a formatted number.
    String,
}

impl Sentence {
    /// Reads a sentence with the arguments in its comment: `# $name (Number) - description`.
    pub(crate) fn of(tag: &str, message: &Message) -> Result<Self, Error> {
        let wrong = |why| Error::sentence(tag, &message.key, why);
        let mut arguments = Vec::new();
        for line in message.comment.iter().filter_map(|line| line.strip_prefix('$')) {
            let untyped = || wrong("has a comment that does not say `(Number)` or `(String)`");
            let (name, rest) = line.split_once(" (").ok_or_else(untyped)?;
            let kind = match rest.split_once(") - ").map(|(kind, _)| kind) {
                Some("Number") => ArgumentKind::Number,
                Some("String") => ArgumentKind::String,
                _ => return Err(untyped()),
            };
            arguments.push(Argument { name: name.to_owned(), kind });
        }
        Ok(Self { key: message.key.clone(), arguments, counted: None })
    }

    /// The line of a language's table, in the format of [`table`].
    pub(crate) fn line(&self, tag: &str, messages: &[Message]) -> Result<String, Error> {
        let missing = || Error::sentence(tag, &self.key, "is missing");
        let message =
            messages.iter().find(|message| message.key == self.key).ok_or_else(missing)?;
        if self.counted.is_none() {
            return self.text(tag, &message.pattern);
        }
        let (forms, which) = match select_expression(&message.pattern) {
            Some((_, variants)) => {
                let form = |variant: &Variant<String>| self.text(tag, &variant.value);
                let forms = variants.iter().map(form).collect::<Result<Vec<_>, _>>()?;
                (forms, plural::table(tag, variants)?)
            }
            None => (vec![self.text(tag, &message.pattern)?], plural::single_form_table()),
        };
        Ok(format!("{which}\t{}", forms.join("\t")))
    }

    /// A pattern with the placeholder `{0}` for the first argument, `{1}` for the second. As in Fluent,
    /// direction isolates surround a placeholder unless it is the whole text.
    fn text(&self, tag: &str, pattern: &Pattern<String>) -> Result<String, Error> {
        let wrong = |why| Error::sentence(tag, &self.key, why);
        let is_alone = pattern.elements.len() == 1;
        let mut text = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(value),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                    match inline {
                        InlineExpression::StringLiteral { value } => {
                            text.push_str(&unescape_unicode_to_string(value));
                        }
                        InlineExpression::VariableReference { id } => {
                            let index = self.argument_index(&id.name);
                            let index = index.ok_or_else(|| wrong("has an unknown argument"))?;
                            let placeholder = table::placeholder(index);
                            text.push_str(&if is_alone {
                                placeholder
                            } else {
                                table::isolated(&placeholder)
                            });
                        }
                        _ => return Err(wrong("has an element other than text and arguments")),
                    }
                }
                PatternElement::Placeable { .. } => {
                    return Err(wrong("has a selector within other text"));
                }
            }
        }
        let arguments = self.arguments.len();
        if table::is_plain(&text, arguments) {
            Ok(text)
        } else {
            Err(wrong("is not one plain line"))
        }
    }

    fn argument_index(&self, name: &str) -> Option<usize> {
        self.arguments.iter().position(|argument| argument.name == name)
    }
}

/// Checks that a language has no other sentences or arguments than English, and stores which argument
/// selects the plural form of each sentence.
pub(crate) fn check_language(
    tag: &str,
    sentences: &mut [Sentence],
    messages: &[Message],
) -> Result<(), Error> {
    for message in messages {
        let wrong = |why| Error::sentence(tag, &message.key, why);
        let unknown = || wrong("is not in English");
        let sentence = sentences
            .iter_mut()
            .find(|sentence| sentence.key == message.key)
            .ok_or_else(unknown)?;
        let named: BTreeSet<_> =
            sentence.arguments.iter().map(|argument| argument.name.as_str()).collect();
        let mut used = BTreeSet::new();
        collect_arguments(&message.pattern, &mut used);
        if named != used {
            return Err(wrong("does not use exactly the arguments in the English comment"));
        }
        if let Some((selector, _)) = select_expression(&message.pattern) {
            let index = sentence.argument_index(selector).ok_or_else(unknown)?;
            let is_number = sentence.arguments[index].kind == ArgumentKind::Number;
            if !is_number || sentence.counted.is_some_and(|counted| counted != index) {
                return Err(wrong("has plural forms, but not of the same number"));
            }
            sentence.counted = Some(index);
        }
    }
    Ok(())
}

/// Collects the arguments that a pattern uses, in any of its forms.
fn collect_arguments<'a>(pattern: &'a Pattern<String>, found: &mut BTreeSet<&'a str>) {
    if let Some((selector, variants)) = select_expression(pattern) {
        found.insert(selector);
        variants.iter().for_each(|variant| collect_arguments(&variant.value, found));
    }
    for element in &pattern.elements {
        if let PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } = element
        {
            found.insert(&id.name);
        }
    }
}

/// The argument that selects the form of a sentence, and the forms.
fn select_expression(pattern: &Pattern<String>) -> Option<(&str, &[Variant<String>])> {
    match &pattern.elements[..] {
        [
            PatternElement::Placeable {
                expression:
                    Expression::Select {
                        selector: InlineExpression::VariableReference { id },
                        variants,
                    },
            },
        ] => Some((&id.name, variants)),
        _ => None,
    }
}
