//! What a category of rules is, and its rules.

use std::io::Write;

use serde::Serialize;

use crate::cli::{Failure, markdown, width};
use crate::diagnostic::Category;
use crate::explain::Entry;
use crate::rules::{Registry, Rule};

/// A category for programs: what it is, and what `podlint rules` says of its rules.
#[derive(Serialize)]
pub(super) struct Explained<'r> {
    category: &'static str,
    about: &'static str,
    level: &'static str,
    rules: Vec<Entry<'r>>,
}

impl<'r> Explained<'r> {
    pub(super) fn of(category: Category, rules: &'r Registry) -> Self {
        Self {
            category: category.name(),
            about: about(category),
            level: level(category),
            rules: rules_of(category, rules).map(Entry::of).collect(),
        }
    }
}

pub(super) fn print(
    category: Category,
    rules: &Registry,
    color: bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (name, about, level) = (category.name(), about(category), level(category));
    let mut text = format!("# {name}\n\n{about}\n\nA category of rules. Level: {level}.\n\n");
    for rule in rules_of(category, rules) {
        text.push_str(&format!("- `{}`: {}\n", rule.name(), rule.page().summary));
    }
    text.push_str(&format!(
        "\n`--select {name}` and `--ignore {name}` mean all of them, and `podlint explain` tells of each.\n"
    ));
    out.write_all(markdown::render(&text, color, width()).as_bytes())?;
    Ok(())
}

fn rules_of(category: Category, rules: &Registry) -> impl Iterator<Item = &Rule> {
    let all = rules.all();
    all.filter(move |rule| rule.page().category == category)
}

/// What a category is.
fn about(category: Category) -> &'static str {
    match category {
        Category::Syntax => "cannot be read as YAML or JSON",
        Category::Api => "the API server rejects it, or warns about it",
        Category::Deprecation => "a removed or deprecated API",
        Category::Correctness => "accepted, but cannot work as written",
        Category::Reliability => "accepted practice for running reliably",
        Category::Security => "accepted practice for running safely",
        Category::Design => "the shape of the pod",
        Category::Suppression => "something to leave out that is not as it says",
    }
}

/// How bad its findings are.
fn level(category: Category) -> &'static str {
    match category {
        Category::Syntax | Category::Correctness => "error",
        Category::Api | Category::Deprecation => {
            "error where the API server rejects it, else warning"
        }
        Category::Reliability | Category::Security | Category::Suppression => "warning",
        Category::Design => "warning where certain, advice where likely",
    }
}
