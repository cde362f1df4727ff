//! Fixes mend: with each by itself in the text, the text can be read, what it was for is gone, and nothing new has
//! come. So it must be for what only a person applies, too.

use std::collections::BTreeMap;

use podlint::diagnostic::{Applicability, Category, Diagnostic, RuleId};
use podlint::engine::{Finding, Settings, check_text};
use podlint::examples::texts;
use podlint::mend::Mended;
use podlint::rules::{self, Page};
use podlint::source::Span;
use serde_json::Value;

use crate::conformance;

/// What a finding says, and how often that is said. Paths with indexes are another matter where items move.
fn said(findings: &[Finding]) -> BTreeMap<(RuleId, String), usize> {
    let mut said = BTreeMap::new();
    for Diagnostic { rule, message, .. } in findings.iter().map(|finding| &finding.diagnostic) {
        *said.entry((*rule, message.clone())).or_default() += 1;
    }
    said
}

/// What was tried, and what is wrong with it.
#[derive(Default)]
struct Tried {
    fixes: usize,
    wrong: Vec<String>,
}

/// Tries each fix that a text gives rise to.
fn try_fixes(name: &str, text: &str, tried: &mut Tried) {
    let settings = Settings::default();
    let before = check_text(name, text, &settings);
    for finding in &before {
        let Some(fix) = &finding.diagnostic.fix else {
            continue;
        };
        tried.fixes += 1;
        let mended = Mended::of(text, &[fix]);
        let after = check_text(name, &mended.text, &settings);
        if let Some(what) = fault(finding, &before, &after, &mended) {
            let Diagnostic { rule, message, .. } = &finding.diagnostic;
            let title = &fix.title;
            let text = &mended.text;
            let wrong = format!("{name}: {rule}: {message}: {title}: {what}\n{text}");
            tried.wrong.push(wrong);
        }
    }
}

/// What a fix does wrong.
fn fault(
    finding: &Finding,
    before: &[Finding],
    after: &[Finding],
    mended: &Mended,
) -> Option<String> {
    let (known, now) = (said(before), said(after));
    let Diagnostic { rule, message, .. } = &finding.diagnostic;
    let this = (*rule, message.clone());
    if faults(after) > faults(before) {
        return Some("breaks the text".to_owned());
    }
    if now.get(&this) >= known.get(&this) {
        return Some("it is still there".to_owned());
    }
    let places = mended.places.iter().flatten().flatten();
    // An example is right by itself; that others call it otherwise is for people to see.
    let is_example = finding.diagnostic.fix.as_ref()?.applicability == Applicability::Display;
    let is_beside = |new: &Finding| {
        let touches = |place: &Span| place.contains(new.diagnostic.primary.span);
        is_example && !places.clone().any(touches)
    };
    let is_new = |new: &&Finding| {
        let this = (new.diagnostic.rule, new.diagnostic.message.clone());
        known.get(&this) < now.get(&this) && !is_beside(new)
    };
    let new = after.iter().find(is_new)?;
    Some(format!("there is also: {}", new.diagnostic.message))
}

/// How many faults there are in the text itself.
fn faults(found: &[Finding]) -> usize {
    let of_text = |found: &&Finding| found.category == Category::Syntax;
    found.iter().filter(of_text).count()
}

/// Each of at least so many fixes mends.
fn assert_mends(tried: &Tried, least: usize) {
    let shown: Vec<&String> = tried.wrong.iter().take(20).collect();
    assert!(shown.is_empty(), "{}: {shown:#?}", tried.wrong.len());
    assert!(tried.fixes >= least, "{} fixes were tried", tried.fixes);
}

/// YAML in block style.
fn block(value: &Value, depth: usize, out: &mut String) {
    let margin = "  ".repeat(depth);
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                *out += &format!("\n{margin}{}:", serde_json::to_string(key).unwrap());
                block(value, depth + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let mut text = String::new();
                block(item, depth + 1, &mut text);
                *out += &format!("\n{margin}- {}", text.trim_start());
            }
        }
        scalar => *out += &format!(" {scalar}"),
    }
}

/// Of so many rows each one is tried; all of them take minutes.
fn step() -> usize {
    let asked = std::env::var("PODLINT_MENDS_STEP").ok();
    asked.and_then(|step| step.parse().ok()).unwrap_or(23)
}

#[test]
fn every_fix_of_an_edited_manifest_mends() {
    let mut tried = Tried::default();
    for (at, row) in conformance::edited().iter().step_by(step()).enumerate() {
        try_fixes("row.json", &format!("{row:#}\n"), &mut tried);
        let mut text = String::new();
        block(row, 0, &mut text);
        let text = format!("{}\n", text.trim_start());
        try_fixes(&format!("{at}.yaml"), &text, &mut tried);
    }
    assert_mends(&tried, 200);
}

#[test]
fn every_fix_of_a_page_mends() {
    let mut tried = Tried::default();
    for rule in rules::all() {
        let page = Page::parse(&rule.text).unwrap();
        for text in texts(rule.name(), &page) {
            try_fixes("page.yaml", &text, &mut tried);
        }
    }
    assert_mends(&tried, 15);
}
