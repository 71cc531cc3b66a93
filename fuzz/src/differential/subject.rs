//! The files that are compared.

use crate::{
    certificate, comparison::Comparison, portrait, security_object, security_object::Document, zone,
};

/// A file, with what both sides need to judge it.
pub struct Subject {
    pub name: String,
    pub file: Vec<u8>,
    pub content: Content,
}

/// What a file is.
pub enum Content {
    SecurityObject(Box<Document>),
    Zone,
    Portrait,
    Certificate,
}

impl Subject {
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::SecurityObject(_) => "SOD",
            Content::Zone => "DG1",
            Content::Portrait => "DG2",
            Content::Certificate => "certificate",
        }
    }

    /// Has both sides decide about a file that takes the place of this one.
    pub fn compare(&self, file: &[u8]) -> Comparison {
        match &self.content {
            Content::SecurityObject(document) => security_object::compare(document, file),
            Content::Zone => zone::compare(file),
            Content::Portrait => portrait::compare(file),
            Content::Certificate => certificate::compare(file),
        }
    }
}
