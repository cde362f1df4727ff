//! `podlint rules`.

use std::io::Write;

use serde::Serialize;

use super::args::ListFormat;
use super::{Exit, Failure};
use crate::report::words;
use crate::rules::{self, Rule};

/// What a program learns of a rule.
#[derive(Serialize)]
struct Entry {
    name: &'static str,
    summary: &'static str,
    category: &'static str,
    level: &'static str,
    server: Option<&'static str>,
}

impl Entry {
    fn of(rule: &'static Rule) -> Self {
        let page = rules::page(rule.name);
        let level = page.category.level(page.server, Default::default());
        Self {
            name: rule.name,
            summary: &page.summary,
            category: words::category(page.category),
            level: words::level(level),
            server: page.server.map(words::server),
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
