//! Checks that fonts and style sheet cover the texts of all languages.

use std::{collections::BTreeSet, ops::RangeInclusive, sync::LazyLock};

use allsorts::{
    Font,
    binary::read::ReadScope,
    font::MatchingPresentation,
    font_data::{DynamicFontTableProvider, FontData},
    tables::FontTableProvider,
};

use super::{COPYRIGHTS, all, chinese::is_chinese, inputs::text_files};
use crate::{Project, files};

/// The weights that the page uses.
const WEIGHTS: [u32; 3] = [400, 600, 700];

/// An `@font-face` rule of `public/fonts.css`.
struct FontFace {
    family: String,
    /// The range of weights, 1 to 1000.
    weights: RangeInclusive<u32>,
    /// The code points for which a browser uses it. Empty for a system font.
    range: Vec<RangeInclusive<u32>>,
    /// The name of its file in `parts/fonts`. `None` for a system font.
    file: Option<String>,
    rule: String,
}

impl FontFace {
    fn covers(&self, weight: u32, character: char) -> bool {
        let point = u32::from(character);
        self.weights.contains(&weight) && self.range.iter().any(|range| range.contains(&point))
    }

    /// A percentage of the rule, as a number from 0 to 1.
    fn share(&self, property: &str) -> f32 {
        let value = property_of(&self.rule, property).unwrap();
        value.strip_suffix('%').unwrap().parse::<f32>().unwrap() / 100.0
    }
}

fn style() -> String {
    files::read_text(&Project::here().at("public/fonts.css")).unwrap()
}

fn faces(style: &str) -> Vec<FontFace> {
    let rules = style.split("@font-face {").skip(1).map(|after| after.split('}').next().unwrap());
    rules.map(face).collect()
}

fn face(rule: &str) -> FontFace {
    let weights = property_of(rule, "font-weight").unwrap();
    let mut weights = weights.split(' ').map(|weight| weight.parse().unwrap());
    let lightest = weights.next().unwrap();
    let points = property_of(rule, "unicode-range").unwrap_or_default();
    let points = points.split(", ").filter_map(|range| range.strip_prefix("U+"));
    let source = property_of(rule, "src").unwrap();
    let file = source.strip_prefix("url(parts/fonts/").and_then(|path| path.split(')').next());
    FontFace {
        family: property_of(rule, "font-family").unwrap().to_owned(),
        weights: lightest..=weights.next().unwrap_or(lightest),
        range: points.map(point_range).collect(),
        file: file.map(str::to_owned),
        rule: rule.to_owned(),
    }
}

fn point_range(text: &str) -> RangeInclusive<u32> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    u32::from_str_radix(first, 16).unwrap()..=u32::from_str_radix(last, 16).unwrap()
}

fn property_of<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    rule.split(';')
        .find_map(|declaration| declaration.trim().strip_prefix(name)?.strip_prefix(": "))
}

type Unpacked<'a> = Font<DynamicFontTableProvider<'a>>;

/// The served files: names and contents. Made once, because all tests would use the same cache.
struct Served(Vec<(String, Vec<u8>)>);

static SERVED: LazyLock<Served> = LazyLock::new(|| Served(all(&Project::here()).unwrap()));

impl Served {
    fn names(&self) -> BTreeSet<&str> {
        self.0
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| name.ends_with(".woff2"))
            .collect()
    }

    /// Returns the result of `read` for the served font `name`.
    fn with_font<T>(&self, name: &str, read: impl FnOnce(&mut Unpacked<'_>) -> T) -> T {
        let (_, bytes) = self.0.iter().find(|(served, _)| served == name).unwrap();
        let font = ReadScope::new(bytes).read::<FontData<'_>>().unwrap();
        read(&mut Font::new(font.table_provider(0).unwrap()).unwrap())
    }

    /// Returns the characters of `text` that no font of `faces` has in `weight`.
    fn missing(&self, faces: &[FontFace], weight: u32, text: &BTreeSet<char>) -> BTreeSet<char> {
        let mut missing = text.clone();
        for face in faces {
            let Some(file) = &face.file else { continue };
            // As in a browser, a font without any of the characters is not loaded.
            if missing.iter().any(|&character| face.covers(weight, character)) {
                self.with_font(file, |font| {
                    missing.retain(|&character| {
                        !face.covers(weight, character) || !has(font, character)
                    });
                });
            }
        }
        missing
    }
}

fn has(font: &mut Unpacked<'_>, character: char) -> bool {
    font.lookup_glyph_index(character, MatchingPresentation::NotRequired, None).0 != 0
}

/// The visible characters of a language file, without comments, line ends and direction marks.
fn visible_characters(sentences: &str) -> BTreeSet<char> {
    let lines = sentences.lines().filter(|line| !line.starts_with('#'));
    let unseen = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    lines.flat_map(str::chars).filter(|&character| !unseen(character)).collect()
}

#[test]
fn every_character_of_every_text_is_in_a_font_of_the_site_in_every_weight() {
    let faces = faces(&style());
    let texts = text_files(&Project::here()).unwrap();
    assert!(texts.iter().any(|file| file.ends_with("en/main.ftl")));
    for file in texts {
        let text = visible_characters(&files::read_text(&file).unwrap());
        for weight in WEIGHTS {
            let missing = SERVED.missing(&faces, weight, &text);
            assert!(missing.is_empty(), "{}: no font has {missing:?} in {weight}", file.display());
        }
    }
}

#[test]
fn the_languages_that_the_kiosk_is_to_speak_find_their_letters() {
    let faces = faces(&style());
    for letters in [
        "¿¡áéíóúüñÑ«»“”‘’–—…·°ºª€",
        "àâæçèéêëîïôœùûüÿÀÇÉÈŒ",
        "ãõâêôáéíóúàçÃÕ",
        "èòàÈÒ",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة؟،؛٠١٢٣٤٥٦٧٨٩ًٌٍَُِّْ",
        "2026年11月22日，星期日（上午）",
    ] {
        for weight in WEIGHTS {
            assert_eq!(
                SERVED.missing(&faces, weight, &visible_characters(letters)),
                BTreeSet::new(),
                "{weight}"
            );
        }
    }
}

#[test]
fn a_character_that_no_font_has_is_found() {
    let faces = faces(&style());
    let found = SERVED.missing(&faces, 400, &visible_characters("# ж\ntitle = aé中ا\u{2068}龘→"));
    assert_eq!(found, BTreeSet::from(['龘', '→']));
}

#[test]
fn the_fonts_are_those_that_the_style_names() {
    let faces = faces(&style());
    let named: BTreeSet<&str> = faces.iter().filter_map(|face| face.file.as_deref()).collect();
    assert_eq!(named, SERVED.names());
    let page = files::read_text(&Project::here().at("public/app.css")).unwrap();
    assert!(!page.contains("@font-face"), "one file alone says where the fonts are");
}

#[test]
fn every_language_may_fall_back_on_every_font() {
    let style = style();
    let orders: Vec<&str> = style.split("--letters: ").skip(1).collect();
    assert_eq!(orders.len(), 2, "for all languages, and for Chinese");
    for order in orders {
        let order = order.split(';').next().unwrap();
        for face in faces(&style) {
            assert!(order.contains(&face.family), "{} is not in {order}", face.family);
        }
    }
}

#[test]
fn the_style_asks_the_chinese_font_for_what_is_cut_out_of_it() {
    for face in faces(&style()).iter().filter(|face| face.family.contains("SC")) {
        for character in (0..0x3_0000).filter_map(char::from_u32) {
            let asked = face.range.iter().any(|range| range.contains(&u32::from(character)));
            assert_eq!(asked, is_chinese(character), "{character:?}");
        }
    }
}

#[test]
fn a_stand_in_gives_lines_the_height_that_the_font_gives_them() {
    let faces = faces(&style());
    let mut stand_ins = 0;
    for face in faces.iter().filter(|face| face.file.is_none()) {
        let like = format!("noto-sans-latin-{}.woff2", face.weights.start());
        let (up, down) = SERVED.with_font(&like, |font| {
            let per_em = f32::from(font.head_table.units_per_em);
            let lines = &font.hhea_table;
            assert_eq!(lines.line_gap, 0);
            (f32::from(lines.ascender) / per_em, -f32::from(lines.descender) / per_em)
        });
        let size = face.share("size-adjust");
        // The sheet gives a tenth of a per cent.
        assert!((face.share("ascent-override") * size - up).abs() < 0.001, "{}", face.rule);
        assert!((face.share("descent-override") * size - down).abs() < 0.001, "{}", face.rule);
        stand_ins += 1;
    }
    assert!(stand_ins >= WEIGHTS.len());
}

#[test]
fn the_licence_travels_with_the_fonts_and_names_who_made_them() {
    let (_, licence) = SERVED.0.iter().find(|(name, _)| name == "OFL.txt").unwrap();
    let licence = String::from_utf8(licence.clone()).unwrap();
    assert!(
        licence.contains("SIL OPEN FONT LICENSE Version 1.1") && licence.contains("TERMINATION")
    );
    for name in SERVED.names() {
        let (family, holder) = SERVED.with_font(name, |font| {
            let names = font.font_table_provider.read_table_data(allsorts::tag::NAME).unwrap();
            let read = |id| allsorts::get_name::fontcode_get_name(&names, id).unwrap().unwrap();
            (read(1).into_string().unwrap(), read(0).into_string().unwrap())
        });
        assert!(licence.contains(&holder), "{name}: {holder}");
        assert!(!family.contains("Source"), "a reserved name: {family}");
    }
    assert!(COPYRIGHTS.iter().all(|(font, _)| licence.contains(font)));
}
