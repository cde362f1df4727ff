//! What the documentation says of kinds and fields. People ask for it, and nothing is judged by it.
//!
//! `schemas/descriptions.bin` is `schemas/descriptions.txt`, deflated; it is there with the feature `descriptions`, or once it
//! was handed over, and read the first time that somebody asks.

use std::collections::HashMap;
use std::io::Read;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use super::table::Type;
use super::version::{Version, Versions};

#[cfg(feature = "descriptions")]
static PACKED: &[u8] = include_bytes!("../../schemas/descriptions.bin");
#[cfg(not(feature = "descriptions"))]
static PACKED: &[u8] = &[];

/// What was handed over where nothing is built in.
static GIVEN: OnceLock<Vec<u8>> = OnceLock::new();

/// Hands over `schemas/descriptions.bin`, for whoever has it only once somebody asks. What is built in stays.
pub fn describe_by(packed: Vec<u8>) {
    drop(GIVEN.set(packed));
}

/// What there is.
fn packed() -> &'static [u8] {
    match PACKED {
        [] => GIVEN.get().map_or(&[], Vec::as_slice),
        built_in => built_in,
    }
}

/// What a version's documentation says of a field of a definition, or of the definition itself; paragraphs and lists in
/// Markdown.
#[must_use]
pub fn description(definition: Type, field: Option<&str>, version: Version) -> Option<String> {
    let section = *sections()?.get(field.unwrap_or("="))?;
    let mut said = "";
    for line in section.lines() {
        let line = line.strip_prefix("  ")?;
        let Some(place) = line.strip_prefix("  ") else {
            said = line;
            continue;
        };
        let (name, limits) = place.split_once(" in=").unwrap_or((place, ".."));
        if name == definition.name() && limits.split(',').any(|range| holds(range, version)) {
            return Some(unescaped(said));
        }
    }
    None
}

/// The lines about fields of a name, by that name.
fn sections() -> Option<&'static HashMap<&'static str, &'static str>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    static SECTIONS: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let packed = packed();
    // What is not there yet may still come.
    (!packed.is_empty()).then(|| {
        SECTIONS.get_or_init(|| {
            let text = TEXT.get_or_init(|| {
                let mut text = String::new();
                // What cannot be read ends the text: it is less to tell, and no fault of whoever asks.
                drop(DeflateDecoder::new(packed).read_to_string(&mut text));
                text
            });
            split(text).collect()
        })
    })
}

/// The sections of a text: the line that has a name, and those below it, which are indented.
fn split(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (name, below) = rest.split_once('\n')?;
        let mut at = 0;
        while below[at..].starts_with(' ') {
            at += below[at..]
                .find('\n')
                .map_or(below.len() - at, |end| end + 1);
        }
        let (section, after) = below.split_at(at);
        rest = after;
        Some((name, section))
    })
}

/// Whether a range has a version: `1.26..1.28`, `..1.28`, `1.29..` or `1.29`.
fn holds(range: &str, version: Version) -> bool {
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    let from = Version::parse(from).unwrap_or(Version::oldest());
    let to = Version::parse(to).unwrap_or_default();
    Versions::range(from, to).contains(version)
}

/// A text as it was before it was put into one line.
fn unescaped(line: &str) -> String {
    let mut parts = line.split("\\\\");
    let first = parts.next().unwrap_or_default().replace("\\n", "\n");
    parts.fold(first, |mut text, part| {
        text.push('\\');
        text.push_str(&part.replace("\\n", "\n"));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_at_what_is_not_indented() {
        let text = "=\n  A.\n    a.A\nname\n  Its.\n    a.A\n    b.B\nports\n";
        let sections: Vec<_> = split(text).collect();
        let expected = [
            ("=", "  A.\n    a.A\n"),
            ("name", "  Its.\n    a.A\n    b.B\n"),
            ("ports", ""),
        ];
        assert_eq!(sections, expected);
    }

    #[test]
    fn ranges_may_be_open() {
        let version = |text| Version::parse(text).unwrap();
        for (range, text, expected) in [
            ("1.26..1.28", "1.28", true),
            ("1.26..1.28", "1.29", false),
            ("..1.28", "1.24", true),
            ("1.29..", "1.28", false),
            ("1.29", "1.29", true),
            ("1.29", "1.30", false),
        ] {
            assert_eq!(holds(range, version(text)), expected, "{range} {text}");
        }
    }

    #[test]
    fn breaks_and_backslashes_come_back() {
        assert_eq!(unescaped(r"a\n\nb\\n \\\\"), "a\n\nb\\n \\\\");
    }
}
