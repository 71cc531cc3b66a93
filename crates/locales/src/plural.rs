//! Which form of a sentence goes with which number.

use fluent_syntax::ast::{Variant, VariantKey};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::{Error, table};

/// For each number its form, as [`table`] wants it: the first that is for it, or the usual one.
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
    let repeats = |n: &usize| form(*n) == form(table::like(*n));
    if variants.len() > 10 || !(0..100 * table::NUMBERS).all(|number| repeats(&number)) {
        return Err(Error::Plural(tag.into()));
    }
    Ok((0..table::NUMBERS).map(|number| form(number).to_string()).collect())
}

/// The table of a language that says a sentence in one form only.
pub(crate) fn only() -> String {
    "0".repeat(table::NUMBERS)
}

/// The rules of a language; those of English for one that the standard does not know, as Fluent
/// has it.
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
