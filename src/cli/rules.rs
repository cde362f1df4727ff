//! `podlint rules`.

use std::io::Write;

use serde::Serialize;

use super::args::{ListFormat, Rules};
use super::{Exit, Failure};
use crate::nearest::nearest;
use crate::report::words;
use crate::rules::{self, Answer, FixKind, Profile, Rule};

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
    profiles: Vec<&'static str>,
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
            profiles: Profile::of(rule).map(Profile::name).collect(),
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

pub(super) fn run(asked: &Rules, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &asked.covers {
        Some(check) => list_answers(&covering(check)?, asked.format, out),
        None if asked.peers => list_answers(&rules::answers(), asked.format, out),
        None => list_rules(asked.format, out),
    }
}

/// The answers to a check, `kube-linter:latest-tag`, or to all checks of a linter.
fn covering(asked: &str) -> Result<Vec<Answer>, Failure> {
    let (peer, check) = asked.split_once(':').unwrap_or((asked, ""));
    let all = rules::answers();
    let is_meant =
        |answer: &&Answer| answer.peer == peer && (check.is_empty() || answer.check == check);
    let meant: Vec<Answer> = all.iter().filter(is_meant).cloned().collect();
    if !meant.is_empty() {
        return Ok(meant);
    }
    let names: Vec<String> = all
        .iter()
        .map(|known| format!("{}:{}", known.peer, known.check))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let near = nearest(asked, &names);
    Err(Failure::Request(match near {
        Some(near) => format!("--covers: no check `{asked}` is known (did you mean `{near}`?)"),
        None => {
            format!("--covers: no check `{asked}` is known; `podlint rules --peers` lists them")
        }
    }))
}

/// What answers a check, for programs.
#[derive(Serialize)]
struct Covered<'a> {
    peer: &'a str,
    check: &'a str,
    rules: &'a [String],
    reason: Option<&'a str>,
}

impl<'a> Covered<'a> {
    fn of(answer: &'a Answer) -> Self {
        Self {
            peer: &answer.peer,
            check: &answer.check,
            rules: &answer.rules,
            reason: Some(&*answer.reason).filter(|reason| !reason.is_empty()),
        }
    }
}

fn list_answers(
    answers: &[Answer],
    format: ListFormat,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    if format == ListFormat::Json {
        let all: Vec<Covered<'_>> = answers.iter().map(Covered::of).collect();
        return write_json(&all, out);
    }
    let longest = |of: fn(&Answer) -> usize| answers.iter().map(of).max().unwrap_or(0);
    let peer = longest(|answer| answer.peer.len() + answer.check.len() + 1);
    for answer in answers {
        let check = format!("{}:{}", answer.peer, answer.check);
        let rules = answer.rules.join(", ");
        let reason = match (answer.reason.is_empty(), rules.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("- {}", answer.reason),
            (false, false) => format!("  ({})", answer.reason),
        };
        writeln!(out, "{check:peer$}  {rules}{reason}")?;
    }
    Ok(Exit::Clean)
}

fn write_json(what: &impl Serialize, out: &mut dyn Write) -> Result<Exit, Failure> {
    serde_json::to_writer_pretty(&mut *out, what).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(Exit::Clean)
}

fn list_rules(format: ListFormat, out: &mut dyn Write) -> Result<Exit, Failure> {
    let entries: Vec<Entry> = rules::all().iter().copied().map(Entry::of).collect();
    if format == ListFormat::Json {
        return write_json(&entries, out);
    }
    let longest = |of: fn(&Entry) -> &str| entries.iter().map(|entry| of(entry).len()).max();
    let name = longest(|entry| entry.name).unwrap_or(0);
    let category = longest(|entry| entry.category).unwrap_or(0);
    let profile = longest(|entry| entry.profiles[0]).unwrap_or(0);
    for entry in &entries {
        writeln!(
            out,
            "{:name$}  {:category$}  {:7}  {:profile$}  {}",
            entry.name, entry.category, entry.level, entry.profiles[0], entry.summary
        )?;
    }
    Ok(Exit::Clean)
}
