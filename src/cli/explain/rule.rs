//! The page of a rule.

use std::io::Write;

use serde::Serialize;

use crate::cli::{Failure, markdown, width};
use crate::diagnostic::Server;
use crate::explain::Entry;
use crate::report::words;
use crate::rules::{Profile, Rule};

/// A rule for programs: what `podlint rules` says of it, and its page.
#[derive(Serialize)]
pub(super) struct Explained<'r> {
    #[serde(flatten)]
    entry: Entry<'r>,
    sections: Vec<Section<'r>>,
}

#[derive(Serialize)]
struct Section<'r> {
    title: &'r str,
    /// Markdown.
    text: &'r str,
}

impl<'r> Explained<'r> {
    pub(super) fn of(rule: &'r Rule) -> Self {
        let sections = rule.page().sections.iter().map(|section| Section {
            title: &section.title,
            text: section.text.trim(),
        });
        Self {
            entry: Entry::of(rule),
            sections: sections.collect(),
        }
    }
}

/// Where it is on, if that is not everywhere.
fn profiles(rule: &Rule) -> String {
    if Profile::Recommended.has(rule) {
        return String::new();
    }
    let names: Vec<String> = Profile::of(rule)
        .map(|profile| format!("`{}`", profile.name()))
        .collect();
    let last = names.len() - 1;
    let word = if last == 0 { "profile" } else { "profiles" };
    let names = match last {
        0 => names.concat(),
        _ => format!("{} and {}", names[..last].join(", "), names[last]),
    };
    format!(" Off by default: on in the {word} {names}.")
}

pub(super) fn print(rule: &Rule, color: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let page = rule.page();
    let server = match page.server {
        Some(Server::Rejects) => "; the API server refuses it",
        Some(Server::Warns) => "; the API server warns",
        Some(Server::Takes) | None => "",
    };
    let profiles = profiles(rule);
    let mut text = format!(
        "# {}\n\n{}\n\nCategory {}{server}. Applies to {}.{profiles}\n",
        rule.name(),
        page.summary,
        words::category(page.category),
        page.applies_to,
    );
    for section in &page.sections {
        text.push_str(&format!(
            "\n## {}\n\n{}\n",
            section.title,
            section.text.trim()
        ));
    }
    let mut heading = Some("\n## Parameters\n\n");
    for parameter in &page.parameters {
        text.push_str(heading.take().unwrap_or_default());
        text.push_str(&format!(
            "{} In podlint.toml:\n\n```toml\n[rules.{}]\n{}\n```\n",
            parameter.about,
            rule.name(),
            parameter.example()
        ));
    }
    if !page.references.is_empty() {
        text.push_str("\n## Documentation\n\n");
        for reference in &page.references {
            text.push_str(&format!("- {reference}\n"));
        }
    }
    out.write_all(markdown::render(&text, color, width()).as_bytes())?;
    Ok(())
}
