//! Secrets in a document that cannot be read as YAML: where it says that it is a Secret, all values are hidden.

use super::manifest::OPEN;
use crate::source::Span;

/// Keys of a Secret that hold no value, or one that anybody may see.
const SHOWN: [&str; 5] = ["annotations", "labels", "name", "namespace", "items"];

/// Finds them in the document at `span` of `text`.
pub(super) fn find(span: Span, text: &str, spans: &mut Vec<Span>) {
    let document = span.of(text);
    if !says_secret(document) {
        return;
    }
    let mut at = span.start as usize;
    for line in document.split_inclusive(['\n', '\r']) {
        if let Some(value) = value(line) {
            spans.push(Span::new((at + value) as u32, (at + line.len()) as u32));
        }
        at += line.len();
    }
}

/// Whether the word `Secret` stands behind the word `kind` on some line, or there is a key that only Secrets have.
fn says_secret(document: &str) -> bool {
    document.contains("stringData")
        || document.lines().any(|line| {
            let kind = line.find("kind").map(|at| &line[at + "kind".len()..]);
            kind.is_some_and(|kind| {
                let mut words = kind.split(|char: char| !char.is_alphanumeric());
                words.any(|word| word.eq_ignore_ascii_case("secret"))
            })
        })
}

/// Where what must be hidden of a line starts, if anything.
fn value(line: &str) -> Option<usize> {
    let of_data = ["stringData", "data"].iter().find_map(|key| {
        let at = line.find(key)? + key.len();
        let colon = line[at..].find(':').filter(|&colon| colon <= 2)?;
        Some(at + colon + 1)
    });
    if let Some(at) = of_data {
        return Some(at);
    }
    let start = line.find(|char: char| !char.is_whitespace() && char != '-')?;
    if line[start..].starts_with('#') {
        return None;
    }
    let Some(colon) = line.find(':') else {
        return Some(start);
    };
    let key = line[start..colon.max(start)].trim_matches(['{', '"', '\'', ' ', ',', '}']);
    let is_open = OPEN.iter().chain(&SHOWN).any(|open| *open == key);
    (!is_open).then_some(colon + 1)
}

#[cfg(test)]
mod tests {
    use crate::source::{Hidden, Source, SourceId, Span};

    fn shown(text: &str) -> String {
        let mut spans = Vec::new();
        let whole = Span::new(0, text.len() as u32);
        super::find(whole, text, &mut spans);
        let source = Source {
            id: SourceId(0),
            path: String::new(),
            hidden: Hidden::of(text, spans, Vec::new()),
            text: text.to_owned(),
        };
        source.shown(whole).into_owned()
    }

    #[test]
    fn values_of_a_broken_secret_are_hidden() {
        assert_eq!(
            shown(
                "kind: Secret\nmetadata:\n  name: a\nstringData:\n\tpin: 1234\n  hunter2\n  a: |\n    b: c\n"
            ),
            "kind: Secret\nmetadata:\n  name: a\nstringData:\n\tpin: ***\n  ***\n  a: ***\n    b: ***\n"
        );
        assert_eq!(
            shown("{\"kind\": \"Secret\", \"data\": {\"pin\": 1234\n"),
            "{\"kind\": \"Secret\", \"data\": ***\n"
        );
        let other = "kind: ExternalSecret\nspec:\n  x: {y\n";
        assert_eq!(shown(other), other);
    }
}
