//! `podlint rules`.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::args::{Configuration, ListFormat, Rules, TestRules};
use super::{Exit, Failure, configuration};
use crate::config::{Flags, Settings, Settling};
use crate::examples;
use crate::explain::Entry;
use crate::files::{self, Reach};
use crate::nearest::nearest;
use crate::report::words;
use crate::rules::{self, Answer, Registry, Rule};

pub(super) fn run(asked: &Rules, out: &mut dyn Write) -> Result<Exit, Failure> {
    if let Some(what) = &asked.what {
        return what.run(out);
    }
    match &asked.covers {
        Some(check) => list_answers(&covering(check)?, asked.format, out),
        None if asked.peers => list_answers(&rules::answers(), asked.format, out),
        None => list_rules(&settings(&asked.configuration)?, asked.format, out),
    }
}

/// What holds in the working directory.
pub(super) fn settings(asked: &Configuration) -> Result<Settings, Failure> {
    let files = configuration::files(asked, std::iter::empty())?;
    let settings = Settling::by(&Flags::default())?.settle(&files, &[])?;
    Ok(settings.of(Path::new("")).clone())
}

impl TestRules {
    /// Tries the examples of the rules of a directory, or of those that the configuration names.
    fn run(&self, out: &mut dyn Write) -> Result<Exit, Failure> {
        let Self::Test {
            directory,
            configuration,
        } = self;
        let mut tried = settings(configuration)?;
        if let Some(directory) = directory {
            let disk = &*tried.host.files;
            let shown = |path: &Path| files::seen_from(&disk.here(), &disk.locate(path));
            let read = rules::read_directory(disk, directory, &Reach::everything(), &shown);
            let rules = Registry::with(read.map_err(crate::config::Fault::from)?);
            tried = tried.by(rules);
        }
        let all: Vec<Arc<Rule>> = tried.rules().written().to_vec();
        if all.is_empty() {
            let sentence = "there are no rules of your own: name their directory, or write it into podlint.toml as `rule-locations`";
            return Err(Failure::Request(sentence.to_owned()));
        }
        let mut differing = 0;
        for rule in &all {
            let wrong = examples::run_written(rule, &tried);
            differing += usize::from(!wrong.is_empty());
            for line in wrong {
                writeln!(out, "{}", words::printable(&line))?;
            }
        }
        let tried = words::counted(all.len(), "rule");
        writeln!(
            out,
            "{tried} tried: {}",
            match differing {
                0 => "every example is as its page says".to_owned(),
                count => format!("{} not as their pages say", words::counted(count, "rule")),
            }
        )?;
        Ok(if differing == 0 {
            Exit::Clean
        } else {
            Exit::Found
        })
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

fn list_rules(
    settings: &Settings,
    format: ListFormat,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let entries: Vec<Entry<'_>> = settings.rules().all().map(Entry::of).collect();
    if format == ListFormat::Json {
        return write_json(&entries, out);
    }
    let longest = |of: fn(&Entry<'_>) -> usize| entries.iter().map(of).max();
    let name = longest(|entry| entry.name.len()).unwrap_or(0);
    let category = longest(|entry| entry.category.len()).unwrap_or(0);
    let profile = longest(|entry| entry.profiles[0].len()).unwrap_or(0);
    for entry in &entries {
        writeln!(
            out,
            "{:name$}  {:category$}  {:7}  {:profile$}  {}",
            entry.name, entry.category, entry.level, entry.profiles[0], entry.summary
        )?;
    }
    Ok(Exit::Clean)
}
