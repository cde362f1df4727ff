//! Text in a page: never markup, whatever it says.

use crate::diagnostic::RuleId;
use crate::engine::Report;
use crate::report::{picture, words};

/// A text that steers nothing, as it stands between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    picture::escaped(&words::printable(text))
}

/// A sentence, in which code stands between backquotes.
pub(super) fn prose(sentence: &str) -> String {
    let sentence = words::printable(sentence);
    let parts: Vec<&str> = sentence.split('`').collect();
    let mut out = String::with_capacity(sentence.len() + 32);
    for (index, part) in parts.iter().enumerate() {
        let part = picture::escaped(part);
        match index % 2 {
            0 => out += &part,
            _ if index + 1 == parts.len() => out += &format!("`{part}"),
            _ => out += &format!("<code>{part}</code>"),
        }
    }
    out
}

/// A rule, as a link to its page if it has one.
pub(super) fn rule(report: &Report, rule: RuleId) -> String {
    let name = escaped(rule.name());
    let known = report.rules.find(rule.name());
    match known.and_then(crate::rules::Rule::url) {
        Some(url) => format!("<a href=\"{}\">{name}</a>", escaped(&url)),
        None => name,
    }
}
