//! `podlint rules`.

use std::io::Write;

use serde::Serialize;

use super::args::ListFormat;
use super::{Exit, Failure};
use crate::report::words;
use crate::rules::{self, FixKind, Rule};

/// What a program learns of a rule: the front matter of its page, and the level that follows.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Entry {
    name: &'static str,
    summary: &'static str,
    category: &'static str,
    level: &'static str,
    server: Option<&'static str>,
    applies_to: &'static str,
    since: &'static str,
    fix: Option<&'static str>,
    references: &'static [String],
    covers: &'static [String],
    fields: &'static [String],
}

impl Entry {
    pub(super) fn of(rule: &'static Rule) -> Self {
        let page = rule.page();
        Self {
            name: rule.name(),
            summary: &page.summary,
            category: words::category(page.category),
            level: words::level(page.worst_level()),
            server: page.server.and_then(words::server),
            applies_to: &page.applies_to,
            since: &page.since,
            fix: page.fix.map(|fix| match fix {
                FixKind::Safe => "safe",
                FixKind::Unsafe => "unsafe",
                FixKind::Display => "display",
            }),
            references: &page.references,
            covers: &page.covers,
            fields: &page.fields,
        }
    }
}

pub(super) fn run(format: ListFormat, out: &mut dyn Write) -> Result<Exit, Failure> {
    let entries: Vec<Entry> = rules::all().iter().map(Entry::of).collect();
    if format == ListFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &entries).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Exit::Clean);
    }
    let longest = |of: fn(&Entry) -> &str| entries.iter().map(|entry| of(entry).len()).max();
    let name = longest(|entry| entry.name).unwrap_or(0);
    let category = longest(|entry| entry.category).unwrap_or(0);
    for entry in &entries {
        writeln!(
            out,
            "{:name$}  {:category$}  {:7}  {}",
            entry.name, entry.category, entry.level, entry.summary
        )?;
    }
    Ok(Exit::Clean)
}
