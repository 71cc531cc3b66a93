//! Reads a file of one language.

use std::{fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Pattern},
    parser,
};

use crate::Error;

/// A sentence of a file.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) key: String,
    pub(crate) pattern: Pattern<String>,
    /// The lines of the comment directly above it.
    pub(crate) comment: Vec<String>,
}

/// Reads the sentences of `locales/<tag>/<name>`, in the order of the file.
pub(crate) fn read(folder: &Path, tag: &str, name: &str) -> Result<Vec<Message>, Error> {
    let path = folder.join(tag).join(name);
    let text = fs::read_to_string(&path).map_err(Error::reading(&path))?;
    let resource = parser::parse(text).map_err(|(_, errors)| Error::Syntax {
        path: path.display().to_string(),
        why: errors.first().map(ToString::to_string).unwrap_or_default(),
    })?;
    let mut messages: Vec<Message> = Vec::new();
    for entry in resource.body {
        let wrong = |key: &str, why| Err(Error::sentence(tag, key, why));
        match entry {
            Entry::Message(entry) => {
                let key = entry.id.name;
                let Some(pattern) = entry.value.filter(|_| entry.attributes.is_empty()) else {
                    return wrong(&key, "is not a single text");
                };
                if messages.iter().any(|message| message.key == key) {
                    return wrong(&key, "occurs twice");
                }
                let comment = entry.comment.map(|comment| comment.content).unwrap_or_default();
                messages.push(Message { key, pattern, comment });
            }
            Entry::Term(term) => return wrong(&term.id.name, "is a term, which is not supported"),
            Entry::Junk { content } => {
                let start = content.lines().next().unwrap_or_default();
                return wrong(start, "is not a sentence");
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    Ok(messages)
}
