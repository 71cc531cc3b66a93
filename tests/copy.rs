//! The sentences of the kiosk in every language: complete, plain, and fair to both choices.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

/// Sentences by key, each form of a plural apart.
type Texts = BTreeMap<String, Vec<String>>;

#[test]
fn u12_every_language_says_everything_with_the_same_facts() {
    let english = texts("en");
    for language in languages() {
        let texts = texts(&language);
        assert!(texts.keys().eq(english.keys()), "{language}");
        for (key, forms) in &texts {
            assert!(forms.iter().all(|form| !form.trim().is_empty()), "{language}: {key}");
            let facts = |forms: &[String]| -> BTreeSet<String> {
                let named = forms.iter().flat_map(|form| form.split('{').skip(1));
                named.filter_map(|gap| Some(gap.split_once('}')?.0.to_owned())).collect()
            };
            assert_eq!(facts(forms), facts(&english[key]), "{language}: {key}");
        }
    }
}

#[test]
fn u12_no_language_is_half_translated() {
    // Of one placeable, or for staff, whose trade has English words in every language.
    const SHARED: [&str; 5] =
        ["privacy-authority", "staff-text-size", "staff-age", "staff-lane", "staff-model"];
    let english = texts("en");
    for language in languages().iter().filter(|language| *language != "en") {
        let same = texts(language).into_iter().filter(|(key, forms)| {
            let words = forms[0].split(' ').count();
            forms == &english[key] && words > 1 && !SHARED.contains(&key.as_str())
        });
        let same: Vec<_> = same.map(|(key, _)| key).collect();
        assert!(same.is_empty(), "{language}: still English: {same:?}");
    }
}

#[test]
fn u12_a_page_that_does_not_start_says_so_in_every_language() {
    let page = fs::read_to_string(root().join("index.html")).unwrap();
    let (_, after) = page.split_once("id=\"no-page\"").unwrap();
    let (broken, without_script) = after.split_once("<noscript>").unwrap();
    for language in languages() {
        let sentence = format!("<p lang=\"{language}\"");
        assert!(broken.contains(&sentence), "{language}");
        assert!(without_script.contains(&sentence), "{language}, without a script");
    }
}

#[test]
fn u12_each_language_runs_in_its_own_direction() {
    // Written from right to left, wherever they are spoken.
    const LEFTWARD: [&str; 8] = ["ar", "ckb", "dv", "fa", "he", "ps", "ur", "yi"];
    for language in languages() {
        let expected = if LEFTWARD.contains(&&*language) { "rtl" } else { "ltr" };
        assert_eq!(texts(&language)["direction"], [expected], "{language}");
    }
}

#[test]
fn u11_english_needs_no_more_than_eight_years_of_school() {
    let all = traveller_sentences();
    let (mut words, mut syllables) = (0.0, 0.0);
    for sentence in &all {
        let count = sentence.split_whitespace().count();
        assert!(count <= 20, "{count} words: {sentence}");
        words += count as f64;
        syllables += sentence.split_whitespace().map(syllables_of).sum::<f64>();
    }
    // Flesch and Kincaid's grade level.
    let grade = 0.39 * words / all.len() as f64 + 11.8 * syllables / words - 15.59;
    assert!(grade <= 8.0, "grade {grade:.1}");
}

#[test]
fn u11_no_sentence_of_the_notice_is_hard() {
    for (key, forms) in texts("en") {
        let is_notice = ["notice-", "privacy-", "guardian-", "done-"]
            .iter()
            .any(|prefix| key.starts_with(prefix));
        for sentence in forms.iter().filter(|_| is_notice).flat_map(|form| sentences(form)) {
            let count = sentence.split_whitespace().count() as f64;
            let syllables: f64 = sentence.split_whitespace().map(syllables_of).sum();
            let grade = 0.39 * count + 11.8 * syllables / count - 15.59;
            // A single short sentence scatters; three grades are within that.
            assert!(count < 8.0 || grade <= 11.0, "grade {grade:.1}: {sentence}");
        }
    }
}

#[test]
fn u11_english_says_nothing_by_two_negatives() {
    const NEGATIVES: [&str; 9] =
        ["no", "not", "never", "nobody", "nothing", "none", "without", "cannot", "unless"];
    for sentence in traveller_sentences() {
        // What is listed is not negated twice.
        let plain = sentence.to_lowercase().replace(" and ", ",").replace(" or ", ",");
        let clauses = plain.split([',', ';', ':']);
        for clause in clauses {
            let words = clause.split(|c: char| !c.is_alphabetic() && c != '\'');
            let count =
                words.filter(|word| NEGATIVES.contains(word) || word.ends_with("n't")).count();
            assert!(count < 2, "{sentence}");
        }
    }
}

#[test]
fn u3_the_two_choices_are_as_long_as_each_other_in_every_language() {
    for language in languages() {
        let texts = texts(&language);
        for (one, other) in [
            ("notice-face", "notice-officer"),
            ("notice-face-detail", "notice-officer-detail"),
            ("guardian-face", "guardian-officer"),
        ] {
            let length = |key: &str| texts[key][0].chars().count() as f64;
            let ratio = length(one) / length(other);
            assert!((2.0 / 3.0..=1.5).contains(&ratio), "{language}: {one} / {other}: {ratio:.2}");
        }
    }
}

#[test]
fn u5_nothing_on_the_way_to_an_officer_is_called_a_failure() {
    // Of each language: words for failed, refused, denied, rejected, error.
    let words: [(&str, &[&str]); 8] = [
        ("en", &["fail", "refus", "denied", "deny", "reject", "error", "unable", "unfortunately"]),
        ("es", &["fall", "rechaz", "deneg", "negad", "error", "lament"]),
        ("fr", &["échou", "échec", "refus", "rejet", "erreur", "malheureusement"]),
        ("pt", &["falh", "recus", "negad", "rejeit", "erro ", "infelizmente"]),
        ("ht", &["echwe", "refize", "rejte", "erè"]),
        ("tl", &["nabigo", "tinanggih", "tanggih", "error"]),
        ("zh-Hans", &["失败", "拒绝", "错误", "不合格"]),
        ("ar", &["فشل", "رفض", "مرفوض", "خطأ"]),
    ];
    for (language, words) in words {
        for (key, forms) in texts(language) {
            if key.starts_with("done-") || key.starts_with("closed-t") || key.starts_with("notice-")
            {
                for word in words {
                    let text = forms.join(" ").to_lowercase();
                    assert!(!text.contains(word), "{language}: {key}: {word}");
                }
            }
        }
    }
}

#[test]
fn u6_no_traveller_is_asked_for_a_nationality_and_the_one_honest_sentence_is_there() {
    let english = texts("en");
    assert!(english["notice-honest"][0].contains("officer may still have to take a photo"));
    for (key, forms) in &english {
        if key.ends_with("-title") || key.starts_with("notice-") {
            let text = forms.join(" ").to_lowercase();
            for word in ["nationality", "citizen", "why do you", "reason?"] {
                assert!(!text.contains(word), "{key}: {word}");
            }
        }
    }
}

#[test]
fn u14_a_guardian_is_not_persuaded_and_a_child_not_put_to_a_test() {
    for (key, forms) in texts("en") {
        if key.starts_with("guardian-") || key == "notice-child" {
            let text = forms.join(" ").to_lowercase();
            for word in
                ["faster", "better", "easy", "recommend", "please", "smile", "blink", "must"]
            {
                assert!(!text.contains(word), "{key}: {word}");
            }
        }
    }
}

#[test]
fn u15_no_score_is_ever_spoken_of() {
    for language in languages() {
        for (key, forms) in texts(&language) {
            assert!(!forms.join(" ").contains(['%', '٪', '％']), "{language}: {key}");
        }
    }
    assert_eq!(texts("en")["done-no-match"], ["We could not confirm. An officer will help."]);
}

#[test]
fn u28_only_what_is_needed_is_asked_of_who_wears_something() {
    let text = texts("en")["face-covering"][0].clone();
    assert!(text.contains("Keep your glasses and your head covering on"));
    assert!(text.contains("or see an officer"));
}

/// Every number of the travellers' requirements is in the name of a test.
#[test]
fn each_requirement_has_a_test_that_names_it() {
    let mut names = String::new();
    collect(&root().join("tests"), &mut names);
    collect(&root().join("src"), &mut names);
    for number in 1..=30 {
        // `fn u7_...` and `fn a_and_u7_...` in Rust, `test('U7 ...` and `test.describe('U7: ...` in
        // browser tests.
        let rust = format!("u{number}_");
        let node = [format!("U{number} "), format!("U{number}:")];
        let is_named = |line: &str| {
            let line = line.trim_start();
            let has = |text: &String| line.contains(text);
            line.starts_with("fn ") && line.contains(&rust)
                || (line.starts_with("test(") || line.starts_with("test.describe("))
                    && node.iter().any(has)
        };
        assert!(names.lines().any(is_named), "U{number} has no test");
    }
}

/// All languages of the product.
fn languages() -> Vec<String> {
    let folders = fs::read_dir(root().join("locales")).unwrap();
    folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// What travellers read in English, but for what is for staff alone.
fn traveller_sentences() -> Vec<String> {
    let texts = texts("en").into_iter();
    let own = texts.filter(|(key, _)| {
        !["staff-", "sent-", "closed-"].iter().any(|prefix| key.starts_with(prefix))
    });
    own.flat_map(|(_, forms)| forms).flat_map(|form| sentences(&form)).collect()
}

/// The sentences of a text of several words; a label is none.
fn sentences(text: &str) -> Vec<String> {
    let ends = text.split_inclusive(['.', '?', '!']).map(str::trim);
    ends.filter(|sentence| sentence.ends_with(['.', '?', '!']) && sentence.contains(' '))
        .map(Into::into)
        .collect()
}

/// How many syllables an English word has, about: groups of vowels, but for a silent e.
fn syllables_of(word: &str) -> f64 {
    let word: String =
        word.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let (mut groups, mut was_vowel) = (0, false);
    for c in word.chars() {
        groups += u32::from(is_vowel(c) && !was_vowel);
        was_vowel = is_vowel(c);
    }
    let is_silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("es");
    f64::from(groups.saturating_sub(u32::from(is_silent && groups > 1)).max(1))
}

fn texts(language: &str) -> Texts {
    let folder = root().join("locales").join(language);
    let files = ["main.ftl", "public.ftl"].map(|name| fs::read_to_string(folder.join(name)));
    let resource = parser::parse(files.map(Result::unwrap).concat()).unwrap();
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, forms(&message.value.unwrap()))),
        _ => None,
    });
    messages.collect()
}

/// A pattern as text, with `{name}` for what is put in; each form of a plural apart.
fn forms(pattern: &Pattern<String>) -> Vec<String> {
    let mut forms = vec![String::new()];
    for element in &pattern.elements {
        let next: Vec<String> = match element {
            PatternElement::TextElement { value } => vec![value.clone()],
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                vec![name(inline)]
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().flat_map(|variant| self::forms(&variant.value)).collect()
            }
        };
        let joined =
            |form: &String| next.iter().map(|ending| format!("{form}{ending}")).collect::<Vec<_>>();
        forms = forms.iter().flat_map(joined).collect();
    }
    forms
}

fn name(inline: &InlineExpression<String>) -> String {
    match inline {
        InlineExpression::VariableReference { id } => format!("{{{}}}", id.name),
        InlineExpression::StringLiteral { value } => value.clone(),
        _ => String::new(),
    }
}

fn collect(path: &Path, text: &mut String) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), text);
        }
    } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "mjs") {
        text.push_str(&fs::read_to_string(path).unwrap());
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
