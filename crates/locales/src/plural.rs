//! Plural forms: the form of a sentence for each number.
//!
//! Our own tables, so that the page's program contains no library of plural rules. The build computes
//! them with `intl_pluralrules`.

use fluent_syntax::ast::{Variant, VariantKey};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::{Error, table};

/// The digits of a line in the format of [`table`]: for each number the index of the first variant that
/// applies to it, or of the default one.
pub(crate) fn table(tag: &str, variants: &[Variant<String>]) -> Result<String, Error> {
    let rules = rules(tag).ok_or_else(|| Error::Plural(tag.into()))?;
    let form = |n: usize| {
        let category = rules.select(n).map_or("other", name);
        let is_for = |variant: &Variant<String>| match &variant.key {
            VariantKey::Identifier { name } => name == category,
            VariantKey::NumberLiteral { value } => value.parse() == Ok(n),
        };
        let own = variants.iter().position(is_for);
        own.or_else(|| variants.iter().position(|variant| variant.default)).unwrap_or_default()
    };
    let repeats = |n: &usize| form(*n) == form(table::representative(*n));
    if variants.len() > 10 || !(0..100 * table::NUMBERS).all(|number| repeats(&number)) {
        return Err(Error::Plural(tag.into()));
    }
    Ok((0..table::NUMBERS).map(|number| form(number).to_string()).collect())
}

/// The digits of a sentence with one form.
pub(crate) fn single_form_table() -> String {
    "0".repeat(table::NUMBERS)
}

/// The plural rules of a language. A language without rules gets those of English, as in Fluent.
fn rules(tag: &str) -> Option<PluralRules> {
    let known = PluralRules::get_locales(PluralRuleType::CARDINAL);
    let wanted: LanguageIdentifier = tag.parse().ok()?;
    let general = LanguageIdentifier::from_parts(wanted.language, None, None, &[]);
    let english: LanguageIdentifier = "en".parse().ok()?;
    let language = [wanted, general, english].into_iter().find(|tag| known.contains(tag))?;
    PluralRules::create(language, PluralRuleType::CARDINAL).ok()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    }
}
