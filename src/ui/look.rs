//! Appearance for this traveller: classes and variables on the root element for the style sheet.

use leptos::prelude::*;
use site::Theme;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{access::TextSize, kiosk::Kiosk, task};

/// Keeps contrast, theme, reach and text size in line with the traveller's preferences.
pub fn follow(kiosk: Kiosk) {
    task::follow(move || {
        let access = kiosk.access.read();
        let site = kiosk.site.read();
        let is_dim = site.as_ref().is_some_and(|site| site.theme == Theme::Dim);
        let theme = match (access.strong_contrast, is_dim) {
            (true, _) => "contrast",
            (false, true) => "dim",
            (false, false) => "light",
        };
        let is_held = kiosk.held.get();
        let is_turned = is_held && access.turned && kiosk.flow.read().step.is_for_traveller();
        // The site's screen is that of its kiosks.
        let smallest = site.as_ref().filter(|_| !is_held).and_then(|site| {
            let (width, height) = screen_size()?;
            Some(site.screen.smallest_text(width, height))
        });
        set("data-held", if is_held { "yes" } else { "no" });
        set("data-turned", if is_turned { "yes" } else { "no" });
        set("data-theme", theme);
        set("data-controls", if access.low_controls { "low" } else { "near" });
        set("data-text", if access.text == TextSize::Largest { "largest" } else { "usual" });
        style("--zoom", &decimal(access.text.zoom()));
        style("--smallest", &format!("{}px", decimal(smallest.unwrap_or_default())));
    });
}

/// The screen's width and height in CSS pixels.
pub fn screen_size() -> Option<(f64, f64)> {
    let screen = window().screen().ok()?;
    Some((screen.width().ok()?.into(), screen.height().ok()?.into()))
}

/// A number to the nearest thousandth, in the browser's own writing: Rust's would make the program
/// larger.
fn decimal(number: f64) -> String {
    let number = js_sys::Number::from((number * 1_000.0).round() / 1_000.0);
    number.to_string_with_radix(10).map(String::from).unwrap_or_default()
}

// If any of this fails, the page is still readable.

fn set(name: &str, value: &str) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute(name, value);
    }
}

fn style(name: &str, value: &str) {
    if let Some(page) = document().document_element() {
        let _ = page.unchecked_into::<HtmlElement>().style().set_property(name, value);
    }
}
