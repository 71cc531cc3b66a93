//! What a sentence says, and about which facts.

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
    /// The facts that it is about, in the order of the comment above it.
    pub arguments: Vec<Argument>,
    /// The place of the number that decides in some language how it is said.
    pub counted: Option<usize>,
}

/// A fact that is put into a sentence.
#[derive(Debug)]
pub struct Argument {
    /// Its name in the files.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// What a fact can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// A name, a date, a number as the language writes it.
    String,
}

impl Sentence {
    /// A sentence with the facts that its comment names: `# $name (Number) - what it is`.
    pub(crate) fn of(tag: &str, message: &Message) -> Result<Self, Error> {
        let wrong = |why| Error::sentence(tag, &message.key, why);
        let mut arguments = Vec::new();
        for line in message.comment.iter().filter_map(|line| line.strip_prefix('$')) {
            let untyped = || wrong("has a comment that does not say `(Number)` or `(String)`");
            let (name, rest) = line.split_once(" (").ok_or_else(untyped)?;
            let kind = match rest.split_once(") - ").map(|(kind, _)| kind) {
                Some("Number") => Kind::Number,
                Some("String") => Kind::String,
                _ => return Err(untyped()),
            };
            arguments.push(Argument { name: name.to_owned(), kind });
        }
        Ok(Self { key: message.key.clone(), arguments, counted: None })
    }

    /// The line of a language's table: see [`table`].
    pub(crate) fn line(&self, tag: &str, messages: &[Message]) -> Result<String, Error> {
        let lacking = || Error::sentence(tag, &self.key, "is missing");
        let message =
            messages.iter().find(|message| message.key == self.key).ok_or_else(lacking)?;
        if self.counted.is_none() {
            return self.text(tag, &message.pattern);
        }
        let (forms, which) = match choice(&message.pattern) {
            Some((_, variants)) => {
                let form = |variant: &Variant<String>| self.text(tag, &variant.value);
                let forms = variants.iter().map(form).collect::<Result<Vec<_>, _>>()?;
                (forms, plural::table(tag, variants)?)
            }
            None => (vec![self.text(tag, &message.pattern)?], plural::only()),
        };
        Ok(format!("{which}\t{}", forms.join("\t")))
    }

    /// A pattern with `{0}` for the first fact, `{1}` for the second. As Fluent does, what is put
    /// in stands between marks that keep its writing direction apart, unless it stands alone.
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
                            let place = self.place(&id.name);
                            let place = place.ok_or_else(|| wrong("says something unknown"))?;
                            let fact = table::gap(place);
                            text.push_str(&if is_alone { fact } else { table::apart(&fact) });
                        }
                        _ => return Err(wrong("has something else than words and facts")),
                    }
                }
                PatternElement::Placeable { .. } => {
                    return Err(wrong("has a choice among other words"));
                }
            }
        }
        let gaps = self.arguments.len();
        if table::is_plain(&text, gaps) { Ok(text) } else { Err(wrong("is not one plain line")) }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.arguments.iter().position(|argument| argument.name == name)
    }
}

/// Every language has the same sentences about the same facts. Learns which ones are counted.
pub(crate) fn agree(
    tag: &str,
    sentences: &mut [Sentence],
    messages: &[Message],
) -> Result<(), Error> {
    for message in messages {
        let wrong = |why| Error::sentence(tag, &message.key, why);
        let unknown = || wrong("is in no other language");
        let sentence = sentences
            .iter_mut()
            .find(|sentence| sentence.key == message.key)
            .ok_or_else(unknown)?;
        let named: BTreeSet<_> =
            sentence.arguments.iter().map(|argument| argument.name.as_str()).collect();
        let mut told = BTreeSet::new();
        facts(&message.pattern, &mut told);
        if named != told {
            return Err(wrong("is not about the facts that the comment in English names"));
        }
        if let Some((selector, _)) = choice(&message.pattern) {
            let place = sentence.place(selector).ok_or_else(unknown)?;
            let is_number = sentence.arguments[place].kind == Kind::Number;
            if !is_number || sentence.counted.is_some_and(|counted| counted != place) {
                return Err(wrong("is said in several forms, but not by the same number"));
            }
            sentence.counted = Some(place);
        }
    }
    Ok(())
}

/// The facts that a pattern names, in any of its forms.
fn facts<'a>(pattern: &'a Pattern<String>, found: &mut BTreeSet<&'a str>) {
    if let Some((selector, variants)) = choice(pattern) {
        found.insert(selector);
        variants.iter().for_each(|variant| facts(&variant.value, found));
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

/// The number that decides between the forms of a sentence, and the forms.
fn choice(pattern: &Pattern<String>) -> Option<(&str, &[Variant<String>])> {
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
