//! Elements of the page: built in code, and updated whenever a signal that they read changes.
//!
//! Leptos's own views are types, compiled anew for each place that shows one; these are values.
//! That halves the page's program.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::{prelude::*, reactive::effect::RenderEffect};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Text};

use crate::{
    kiosk::Kiosk,
    text::{Sentence, Words},
};

/// An element with its children, or a place with dynamic elements.
pub struct El(Node);

/// Sibling elements.
pub type View = Vec<El>;

/// A function that builds a text from the sentences of a language.
type Telling = Box<dyn Fn(&Words) -> Option<String>>;

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An empty element.
pub fn el(tag: &str) -> El {
    El(document()
        .create_element(tag)
        .unwrap_or_else(|_| unreachable!("a tag is a valid name"))
        .into())
}

/// An empty SVG element.
pub fn drawn(tag: &str) -> El {
    let element = document().create_element_ns(Some(SVG), tag);
    El(element.unwrap_or_else(|_| unreachable!("a tag is a valid name")).into())
}

/// A paragraph that says a sentence.
pub fn p(sentence: Sentence) -> El {
    el("p").say(sentence)
}

/// Dynamic elements, which are rebuilt when a signal that they read changes.
pub fn shown(view: impl Fn() -> View + 'static) -> El {
    El(document().create_document_fragment().into()).show(view)
}

/// Puts a view at the end of the page.
pub fn show(view: View) {
    if let Some(body) = document().body() {
        view.into_iter().fold(El(body.into()), El::with);
    }
}

impl El {
    /// Its classes for the style sheet.
    pub fn class(self, names: &str) -> Self {
        self.set("class", names)
    }

    /// Gives an attribute a value.
    pub fn set(self, name: &str, value: &str) -> Self {
        set(self.as_element(), name, Some(value));
        self
    }

    /// Puts an element into it, after what is there.
    pub fn with(self, child: El) -> Self {
        append(&self.0, &child.0);
        self
    }

    /// The same with some elements, or with one that may be missing.
    pub fn with_all(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, Self::with)
    }

    /// Adds a fixed text.
    pub fn text(self, words: &str) -> Self {
        append(&self.0, &text(words));
        self
    }

    /// Adds a sentence in the traveller's language.
    pub fn say(self, sentence: Sentence) -> Self {
        self.tell(move |words| Some(sentence(words)))
    }

    /// Adds a dynamic text, which is updated when a signal that it reads changes.
    pub fn read(self, words: impl Fn() -> Option<String> + 'static) -> Self {
        self.read_boxed(Box::new(words))
    }

    fn read_boxed(self, words: Box<dyn Fn() -> Option<String>>) -> Self {
        let node = text("");
        append(&self.0, &node);
        follow(Box::new(move || node.set_data(&words().unwrap_or_default())));
        self
    }

    /// The same, with the sentences of the traveller's language.
    pub fn tell(self, words: impl Fn(&Words) -> Option<String> + 'static) -> Self {
        self.tell_boxed(Box::new(words))
    }

    fn tell_boxed(self, words: Telling) -> Self {
        let kiosk: Kiosk = expect_context();
        self.read(move || words(kiosk.words.get()))
    }

    /// Adds dynamic elements, which are rebuilt when a signal that they read changes.
    pub fn show(self, view: impl Fn() -> View + 'static) -> Self {
        self.show_boxed(Box::new(view))
    }

    fn show_boxed(self, view: Box<dyn Fn() -> View>) -> Self {
        // Two empty text nodes mark where the dynamic content begins and ends.
        let [start, end] = [text(""), text("")];
        append(&self.0, &start);
        append(&self.0, &end);
        follow(Box::new(move || {
            let shown = view();
            let Some(parent) = end.parent_node() else { return };
            let mut focused = None;
            for place in 0.. {
                let Some(old) = start.next_sibling().filter(|node| *node != **end) else { break };
                if document().active_element().is_some_and(|active| *active == old) {
                    focused = Some(place);
                }
                // It is a child: its neighbour is.
                let _ = parent.remove_child(&old);
            }
            for (place, El(element)) in shown.into_iter().enumerate() {
                let _ = parent.insert_before(&element, Some(&end));
                // The focus moves to the element that replaces the focused one.
                if focused == Some(place) {
                    let _ = element.unchecked_into::<HtmlElement>().focus();
                }
            }
        }));
        self
    }

    /// Binds an attribute to a dynamic value; `None` removes the attribute.
    pub fn keep(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.keep_boxed(name, Box::new(value))
    }

    fn keep_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element: Element = self.element();
        follow(Box::new(move || set(&element, name, value().as_deref())));
        self
    }

    /// Accessible name (`aria-label`).
    pub fn named(self, sentence: Sentence) -> Self {
        let kiosk: Kiosk = expect_context();
        self.keep("aria-label", move || Some(sentence(kiosk.words.get())))
    }

    /// Binds a boolean attribute.
    pub fn flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.keep(name, move || is_on().then(String::new))
    }

    /// Binds a class.
    pub fn mark(self, class: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let classes = self.as_element().class_list();
        follow(Box::new(move || {
            // A class's name is valid.
            let _ = classes.toggle_with_force(class, is_on());
        }));
        self
    }

    /// Adds an event listener.
    pub fn on(self, event: &'static str, act: impl Fn(&web_sys::Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(act))
    }

    fn on_boxed(self, event: &'static str, act: Box<dyn Fn(&web_sys::Event)>) -> Self {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&self.0, event, options, act);
        StoredValue::new_local(listener);
        self
    }

    /// Adds a click listener.
    pub fn on_click(self, act: impl Fn() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// The element itself.
    pub fn element<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    fn as_element(&self) -> &Element {
        self.0.unchecked_ref()
    }
}

/// Runs now, and again whenever a signal changes that it has read, until what shows it has gone.
fn follow(run: Box<dyn Fn()>) {
    StoredValue::new_local(RenderEffect::new(move |_| run()));
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // An attribute's name is valid.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn append(parent: &Node, child: &Node) {
    // It is new, so it does not hold its parent.
    let _ = parent.append_child(child);
}

fn text(words: &str) -> Text {
    document().create_text_node(words)
}
