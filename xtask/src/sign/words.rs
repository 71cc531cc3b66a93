//! Reads the sentences of `locales/`, which the screen shows as well.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::{Error, Project, files};

/// The sentences of one language.
pub(super) struct Words {
    bundle: FluentBundle<FluentResource>,
    /// The name of the folder, which is a BCP 47 tag.
    language: String,
    path: PathBuf,
}

impl Words {
    /// Reads the language whose folder in `locales/` has this name.
    pub(super) fn read(project: &Project, language: &str) -> Result<Self, Error> {
        let locales = project.at("locales");
        let known = languages(&locales)?;
        if !known.iter().any(|tag| tag == language) {
            let why = format!("there is no language `{language}`, only {}", known.join(", "));
            return Err(Error::Content { path: locales, why });
        }
        let path = locales.join(language).join("main.ftl");
        let tag: LanguageIdentifier = language.parse().map_err(Error::content(&path))?;
        let resource = FluentResource::try_new(files::read_text(&path)?);
        let resource = resource.map_err(|(_, errors)| Error::Content {
            path: path.clone(),
            why: errors.first().map(ToString::to_string).unwrap_or_default(),
        })?;
        let mut bundle = FluentBundle::new(vec![tag]);
        // The last entry of a key applies, as on the screen; a build refuses a key that occurs twice.
        bundle.add_resource_overriding(resource);
        Ok(Self { bundle, language: language.to_owned(), path })
    }

    /// The tag of the language.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// A sentence without arguments.
    pub(super) fn say(&self, key: &str) -> Result<String, Error> {
        self.say_with(key, FluentArgs::new())
    }

    /// A sentence with arguments.
    pub(super) fn say_with(&self, key: &str, facts: FluentArgs<'_>) -> Result<String, Error> {
        let lacks = || Error::Content { path: self.path.clone(), why: format!("it lacks `{key}`") };
        let pattern =
            self.bundle.get_message(key).and_then(|message| message.value()).ok_or_else(lacks)?;
        let mut errors = Vec::new();
        let sentence = self.bundle.format_pattern(pattern, Some(&facts), &mut errors);
        match errors.first() {
            None => Ok(sentence.into_owned()),
            Some(error) => Err(Error::content(&self.path)(format!("`{key}`: {error}"))),
        }
    }
}

/// All languages, in alphabetical order.
fn languages(locales: &Path) -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(locales).map_err(Error::reading(locales))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_for_an_unknown_language_lists_the_known_ones() {
        let error = Words::read(&Project::here(), "de").err().unwrap().to_string();
        assert!(error.contains("`de`") && error.contains("ar, en, es, fr"), "{error}");
    }

    #[test]
    fn a_missing_sentence_or_argument_is_an_error() {
        let words = Words::read(&Project::here(), "en").unwrap();
        for (key, why) in [("sign-no-such", "lacks `sign-no-such`"), ("notice-version", "version")]
        {
            let error = words.say(key).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
