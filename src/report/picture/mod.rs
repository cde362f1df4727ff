//! Pictures: the containers of a pod, and what refers to what. What is to be seen is worked out once ([`View`], [`Graph`]) and
//! drawn in several forms.
//!
//! Colours are those of Okabe and Ito, which people tell apart who see few colours; each goes with a shape of its own, and a
//! legend says what both mean.

mod graph;
mod legend;
mod order;
mod paper;
mod pod;

pub use graph::Graph;
pub(super) use paper::{STYLE, escaped, heads};
pub(super) use pod::figure;
pub use pod::{
    Duty, Flow, How, Listens, Seen, Shared, Touch, View, append, mermaid, pods, svg, views,
};

use super::words::printable;
use crate::secret;

/// A text of a manifest, on one line, without what steers a terminal and what is secret.
pub(super) fn shown(text: &str) -> String {
    printable(&secret::in_text(text)).into_owned()
}

/// What Mermaid or the HTML it makes could take for something else, as numbers of characters.
fn for_mermaid(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !" -_./:(),".contains(c) {
            out += &format!("#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::for_mermaid;

    #[test]
    fn nothing_ends_a_label() {
        assert_eq!(for_mermaid("a\"]<b>#"), "a#34;#93;#60;b#62;#35;");
        assert_eq!(for_mermaid("Größe 3/TCP · x"), "Größe 3/TCP · x");
    }
}
