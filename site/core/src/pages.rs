//! The pages of rules, for a site that shows them.

use serde_json::{Value, json};

use podlint::examples::{self, Shown, ShownFile};
use podlint::explain::Entry;
use podlint::rules::{self, Rule, Section};

/// All of them, in order of name: what `podlint rules --format json` says of each, and its sections.
pub(crate) fn all() -> Value {
    rules::all().iter().map(|rule| page(rule)).collect()
}

fn page(rule: &Rule) -> Value {
    let sections = rule.page().sections.iter();
    let sections = sections.map(|part| section(rule, part));
    let parameters = rule.page().parameters.iter();
    let parameters = parameters.map(|parameter| {
        let set = format!("[rules.{}]\n{}\n", rule.name(), parameter.example());
        json!({ "about": parameter.about, "set": set })
    });
    json!({
        "entry": Entry::of(rule),
        "parameters": parameters.collect::<Vec<Value>>(),
        "url": rule.url(),
        "sections": sections.collect::<Vec<Value>>(),
    })
}

fn section(rule: &Rule, section: &Section) -> Value {
    let shown = match section.title.as_str() {
        "Flagged" | "Accepted" | "Fixed" => examples::shown(rule.name(), section),
        _ => Vec::new(),
    };
    json!({
        "title": section.title,
        "text": section.text,
        "line": section.line,
        "examples": shown.iter().map(example).collect::<Vec<Value>>(),
    })
}

fn example(example: &Shown) -> Value {
    let file = |file: &ShownFile| {
        json!({
            "line": file.line,
            "name": file.name,
            "text": file.text,
            "flagged": file.flagged,
            "was": file.was,
        })
    };
    json!({
        "line": example.line,
        "files": example.files.iter().map(file).collect::<Vec<Value>>(),
    })
}
