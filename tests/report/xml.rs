//! A reader of XML that is stricter than it is complete: what is not plainly well-formed ends the test.

use std::collections::BTreeMap;

/// A start tag, and the text directly behind it.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
}

/// All elements in the order of their start tags.
pub(super) fn elements(document: &str) -> Vec<Element> {
    let allowed = |char: char| !char.is_control() || char == '\n';
    assert!(document.chars().all(allowed), "a control character");
    let body = document.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (mut rest, mut open, mut elements) = (body.unwrap(), Vec::new(), Vec::<Element>::new());
    while let Some(tag) = rest.trim_start().strip_prefix('<') {
        let (tag, behind) = tag.split_once('>').unwrap();
        let (text, next) = behind.split_at(behind.find('<').unwrap_or(behind.len()));
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            let inside = tag.strip_suffix('/').unwrap_or(tag);
            let element = start(inside, text);
            if inside == tag {
                open.push(element.name.clone());
            }
            elements.push(element);
        }
        rest = next;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
    elements
}

/// All elements of a page, whose style and script are left out: they are the same in every page.
pub(super) fn of_page(page: &str) -> Vec<Element> {
    let body = page.strip_prefix("<!DOCTYPE html>\n").unwrap();
    let body = without(&without(body, "style"), "script");
    elements(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"
    ))
}

/// A page without what stands in the one element of a name.
pub(super) fn without(page: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let (before, rest) = page.split_once(&open).unwrap();
    let (_, behind) = rest.split_once(&close).unwrap();
    assert!(!behind.contains(&open), "{name} twice");
    format!("{before}{open}{close}{behind}")
}

fn start(tag: &str, text: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    );
    let mut attributes = BTreeMap::new();
    while !rest.trim_start().is_empty() {
        let (key, value) = rest.trim_start().split_once("=\"").unwrap();
        let (value, next) = value.split_once('"').unwrap();
        assert!(next.is_empty() || next.starts_with(' '), "{next}");
        let known = attributes.insert(key.to_owned(), plain(value));
        assert!(known.is_none(), "{key} twice");
        rest = next;
    }
    Element {
        name: name.to_owned(),
        attributes,
        text: plain(text),
    }
}

/// The text that references stand for.
fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (reference, rest) = part.split_once(';').unwrap();
        plain.push(match reference {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = reference.strip_prefix('#').unwrap();
                char::from_u32(number.parse().unwrap()).unwrap()
            }
        });
        plain += rest;
    }
    assert!(!text.contains('<'));
    plain
}
