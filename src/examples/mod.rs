//! Runs the examples of a rule's page, so that what a page claims is what podlint does.
//!
//! *Flagged*: a line that ends with `# flagged` has a finding of the page's rule, one that follows a line
//! `# flagged below` has too; names behind the words are rules other than the page's. Where no comment can
//! stand the fence says so: `json flagged=3,7`. *Accepted* has no finding of any rule. *Fixed* is what the
//! fix makes of the first example of *Flagged*. Blocks with `file=name.yaml` that follow each other are the
//! files of one example; `podlint.toml` among them is its configuration, and `was` behind a name says that the file
//! stood so before.

mod check;
mod read;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Policy;
use crate::diagnostic::{Applicability, Category};
use crate::engine::Settings;
use crate::fix;
use crate::objects::Skip;
use crate::report::{Options, Output, render};
use crate::rules::{Page, Rule, Section};
use crate::source::SourceId;
use check::{check, is_configuration, places};
use read::{Example, File, examples, without_marks};

/// The sections that a page has, in order; *Fixed* only if it has a fix.
pub const SECTIONS: [&str; 7] = [
    "What",
    "Why",
    "Flagged",
    "Output",
    "Accepted",
    "Fixed",
    "When to ignore",
];

/// A finding as examples speak of it: file, line and rule.
type Place = (String, usize, String);

/// Runs every example of the page of a rule that podlint has, and says, a line each, what is not as the page claims.
#[must_use]
pub fn run_page(rule: &Rule, settings: &Settings) -> Vec<String> {
    let mut trial = Trial::of(rule, settings);
    let page = rule.page();
    let titles: Vec<&str> = page
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    let needed = SECTIONS
        .iter()
        .filter(|title| **title != "Fixed" || page.fix.is_some());
    if !needed.copied().eq(titles.iter().copied()) {
        trial.say(None, &format!("its sections are {}", titles.join(", ")));
    }
    trial.each(|trial, example| {
        trial.compare(example, &trial.on_top());
        trial.alone(example);
    });
    trial.check_output();
    if page.fix.is_some() {
        trial.check_fixed();
    }
    trial.wrong
}

/// The same of a rule that people have written, which is one of the rules of `settings`: what other rules find in its examples
/// is of no concern, and of its sections only *Flagged* and *Accepted* must be there.
#[must_use]
pub fn run_written(rule: &Rule, settings: &Settings) -> Vec<String> {
    let mut trial = Trial::of(rule, settings);
    trial.each(Trial::own);
    if rule.page().section("Output").is_some() {
        trial.check_output();
    }
    trial.wrong
}

/// A rule whose page is tried, and what is wrong with it so far.
struct Trial<'r> {
    rule: &'r Rule,
    settings: &'r Settings,
    wrong: Vec<String>,
}

impl<'r> Trial<'r> {
    fn of(rule: &'r Rule, settings: &'r Settings) -> Self {
        Self {
            rule,
            settings,
            wrong: Vec::new(),
        }
    }

    fn name(&self) -> &'static str {
        self.rule.name()
    }

    /// Says what is wrong, on a line of the page or with all of it.
    fn say(&mut self, line: Option<usize>, what: &str) {
        let ours = || format!("rules/{}.md", self.name());
        let page = self.rule.written_in.clone().unwrap_or_else(ours);
        self.wrong.push(match line {
            Some(line) => format!("{page}:{line}: {what}"),
            None => format!("{page}: {what}"),
        });
    }

    /// Tries each example of *Flagged*, which has marks, and of *Accepted*, which has none.
    fn each(&mut self, mut try_one: impl FnMut(&mut Self, &Example)) {
        for title in ["Flagged", "Accepted"] {
            let section = self.rule.page().section(title);
            let all = section.map(|section| examples(self.name(), section));
            let all = all.unwrap_or_default();
            if all.is_empty() {
                self.say(None, &format!("{title} has no example"));
            }
            for example in &all {
                let marked = example.files.iter().any(|file| !file.marks.is_empty());
                if marked != (title == "Flagged") {
                    let what = format!("an example of {title} with the wrong marks");
                    self.say(Some(example.line), &what);
                }
                try_one(self, example);
            }
        }
    }

    /// The settings with the rule on top of those that are on where nobody says otherwise.
    fn on_top(&self) -> Settings {
        self.with(false)
    }

    fn with(&self, alone: bool) -> Settings {
        let policy = Policy::with(self.settings.rules(), self.rule.id, alone);
        Settings {
            policy: Arc::new(policy),
            ..self.settings.clone()
        }
    }

    /// *Output* shows, message, place and help, what the first example gives.
    fn check_output(&mut self) {
        let shown = self.rule.page().section("Output");
        let shown = shown.map_or("", |section| &section.text);
        match output(self.rule, self.settings) {
            Ok(output) if shown.trim() == block(&output) => {}
            Ok(output) => {
                let hint = match self.rule.written_in {
                    Some(_) => "",
                    None => " (PODLINT_BLESS=1 writes it)",
                };
                let what = format!("*Output* is not what its first example gives{hint}:\n{output}");
                self.say(None, &what);
            }
            Err(sentence) => self.say(None, &sentence),
        }
    }

    /// What is found in an example, and what is marked in it.
    fn compare(&mut self, example: &Example, settings: &Settings) {
        self.compare_those(example, settings, &|_| true);
    }

    /// The same of some rules alone.
    fn compare_those(
        &mut self,
        example: &Example,
        settings: &Settings,
        is_meant: &dyn Fn(&str) -> bool,
    ) {
        let marks = example.files.iter().flat_map(|file| {
            let marks = file.marks.iter();
            marks.map(|(line, rule)| (file.name.clone(), *line, rule.clone()))
        });
        let marks = marks.filter(|(.., rule)| is_meant(rule));
        let expected: BTreeSet<Place> = marks.collect();
        let report = match check(&example.files, settings, self.rule) {
            Ok(report) => report,
            Err(sentence) => return self.say(Some(example.line), &sentence),
        };
        let found = places(&report).into_iter();
        let found: BTreeSet<Place> = found.filter(|(.., rule)| is_meant(rule)).collect();
        let lacking = expected.difference(&found).map(|at| (at, "does not find"));
        let more = found.difference(&expected).map(|at| (at, "finds"));
        for ((file, line, name), what) in lacking.chain(more) {
            let at = example.line_of(file, *line);
            self.say(Some(at), &format!("{what} `{name}` ({file}, line {line})"));
        }
        let unasked = report.summary.skipped.iter();
        let unasked = unasked.filter(|skipped| skipped.reason == Skip::Expression);
        for what in unasked.filter_map(|skipped| skipped.what.as_deref()) {
            if what.starts_with(&format!("`{}`:", self.name())) {
                self.say(Some(example.line), &format!("cannot be asked: {what}"));
            }
        }
    }

    /// A rule finds the same where it is the only one that is asked for. What was asked to be left out depends on others, and
    /// so may what a configuration says.
    fn alone(&mut self, example: &Example) {
        let depends = self.rule.page().category == Category::Suppression;
        if !depends && !example.files.iter().any(is_configuration) {
            self.own(example);
        }
    }

    /// What the rule finds by itself.
    fn own(&mut self, example: &Example) {
        let name = self.name();
        self.compare_those(example, &self.with(true), &|rule| rule == name);
    }

    /// *Fixed* is byte for byte what the fixes make of the first example, and they leave it alone.
    fn check_fixed(&mut self) {
        let first = |title| first(self.rule, title);
        let (Some(mut flagged), Some(wanted)) = (first("Flagged"), first("Fixed")) else {
            self.say(None, "it has a fix, and no example of what that makes");
            return;
        };
        let files = flagged.files.iter_mut();
        files.for_each(|file| file.text = without_marks(&file.text));
        for (name, from) in [
            ("what the fix makes", &flagged),
            ("what a second fix makes", &wanted),
        ] {
            let texts = match fixed(&from.files, &self.on_top(), self.rule) {
                Ok(texts) => texts,
                Err(sentence) => vec![sentence],
            };
            if !texts.iter().eq(wanted.files.iter().map(|file| &file.text)) {
                let texts = texts.join("\n---\n");
                self.say(
                    Some(wanted.line),
                    &format!("{name} is not this, but:\n{texts}"),
                );
            }
        }
    }
}

/// The columns of what pages show.
const COLUMNS: usize = 100;

/// What podlint prints for the first example of *Flagged*, of this rule.
///
/// # Errors
///
/// In a sentence, if there is none, or its configuration cannot be used.
pub fn output(rule: &Rule, settings: &Settings) -> Result<String, String> {
    let mut example = first(rule, "Flagged").ok_or("it flags no example")?;
    for file in &mut example.files {
        file.text = without_marks(&file.text);
    }
    let mut report = check(&example.files, &Trial::of(rule, settings).on_top(), rule)?;
    report
        .findings
        .retain(|finding| finding.diagnostic.rule == rule.id);
    report.unite();
    let options = Options {
        quiet: true,
        ..Options::human(false, COLUMNS)
    };
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let mut written = Output {
        out: &mut out,
        aside: &mut aside,
        options: &options,
    };
    render(&report, &mut written).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&out).trim_end().to_owned() + "\n")
}

/// A text as a page shows it.
#[must_use]
pub fn block(text: &str) -> String {
    format!("```text\n{text}```")
}

/// The first example of a section.
fn first(rule: &Rule, title: &str) -> Option<Example> {
    let section = rule.page().section(title)?;
    examples(rule.name(), section).into_iter().next()
}

/// The texts in the examples of *Flagged* of a page that are one file, as their authors would have written them.
#[must_use]
pub fn texts(rule: &str, page: &Page) -> Vec<String> {
    let examples = page
        .section("Flagged")
        .map(|section| examples(rule, section));
    let examples = examples.into_iter().flatten();
    let single = examples.filter(|example| example.files.len() == 1);
    single
        .map(|example| without_marks(&example.files[0].text))
        .collect()
}

/// The texts with every fix applied that goes with those before it.
fn fixed(files: &[File], settings: &Settings, rule: &Rule) -> Result<Vec<String>, String> {
    let report = check(files, settings, rule)?;
    let texts = fix::apply(&report, Applicability::Display);
    let text = |(number, file): (usize, &File)| {
        let fixed = texts.get(&SourceId(number as u32));
        fixed.map_or_else(|| file.text.clone(), |applied| applied.text.clone())
    };
    Ok(files.iter().enumerate().map(text).collect())
}

/// An example of a page, for pages that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The line of the page on which it starts, behind its fence.
    pub line: usize,
    /// Its files.
    pub files: Vec<ShownFile>,
}

/// A file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFile {
    /// The line of the page on which it starts, behind its fence.
    pub line: usize,
    /// What it is called.
    pub name: String,
    /// Its text, as its author would have written it.
    pub text: String,
    /// The lines of the text with a finding, from 1.
    pub flagged: Vec<usize>,
    /// Whether it stood so before.
    pub was: bool,
}

/// The examples of a section of a rule's page.
#[must_use]
pub fn shown(rule: &str, section: &Section) -> Vec<Shown> {
    let shown = |example: Example| Shown {
        line: example.line,
        files: example.files.into_iter().map(ShownFile::of).collect(),
    };
    examples(rule, section).into_iter().map(shown).collect()
}

impl ShownFile {
    fn of(file: File) -> Self {
        // Lines that only mark the one below are gone.
        let gone = |line: usize| {
            let above = file.text.lines().take(line - 1);
            above.filter(|line| without_marks(line).is_empty()).count()
        };
        Self {
            flagged: file
                .marks
                .iter()
                .map(|(line, _)| line - gone(*line))
                .collect(),
            text: without_marks(&file.text),
            line: file.line,
            name: file.name,
            was: file.was,
        }
    }
}
