//! How a report is written: a small file per format.

mod calm;
mod checkstyle;
mod concise;
mod drawing;
mod edits;
mod excerpt;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod listed;
mod markdown;
pub mod picture;
mod places;
mod plain_json;
mod sarif;
mod summary;
mod tap;
pub mod words;
pub mod wrap;
mod xml;

use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use listed::Listed;
use places::Places;
pub use summary::{Counts, reasons};

use crate::diagnostic::Level;
use crate::engine::Report;
use crate::source::{Source, Span};

/// The formats, by who reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// People: an excerpt with every place involved, why, and what to do.
    #[default]
    Human,
    /// Editors, `grep` and screen readers: a line per finding.
    Concise,
    /// Programs: one document.
    Json,
    /// Programs that read line by line.
    Jsonl,
    /// Code scanning, in the interchange format of static analysis.
    Sarif,
    /// GitHub's pull requests.
    Github,
    /// GitLab's merge requests.
    Gitlab,
    /// The test pages of CI servers.
    Junit,
    /// Test harnesses.
    Tap,
    /// CI servers and review bots that know Checkstyle.
    Checkstyle,
    /// The summary of a CI job.
    Markdown,
    /// People, as a page to open or to attach.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Tap,
        Self::Checkstyle,
        Self::Markdown,
        Self::Html,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Tap => "tap",
            Self::Checkstyle => "checkstyle",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// Whether people read it as it is.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(
            self,
            Self::Human | Self::Concise | Self::Github | Self::Markdown
        )
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What findings are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The rule.
    Rule,
    /// The object that they are about.
    Object,
    /// The file that they are in.
    File,
}

/// What findings are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Path and line.
    #[default]
    Place,
    /// Level, errors first.
    Level,
}

/// How to write.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// Whether to use colour.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
    /// Whether to list what was skipped.
    pub show_skipped: bool,
    /// Whether to leave out the summary.
    pub quiet: bool,
    /// Whether to count the findings of each rule.
    pub statistics: bool,
    /// Whether to list the findings.
    pub list: bool,
    /// How many findings are listed at most, in formats for people.
    pub limit: Option<usize>,
    /// What findings are put together by, in formats for people.
    pub group: Option<Group>,
    /// What findings are sorted by, in formats for people.
    pub order: Order,
    /// The least level that fails the run, for formats in which a finding is a test.
    pub fails: Level,
    /// The Kubernetes version checked against, or several.
    pub version: String,
    /// How long it took.
    pub elapsed: Duration,
}

impl Options {
    /// For people, on a terminal of that width.
    #[must_use]
    pub fn human(color: bool, width: usize) -> Self {
        Self {
            format: Format::Human,
            color,
            width,
            show_skipped: false,
            quiet: false,
            statistics: false,
            list: true,
            limit: None,
            group: None,
            order: Order::Place,
            fails: Level::Warning,
            version: String::new(),
            elapsed: Duration::ZERO,
        }
    }

    fn style(&self, style: Style) -> Style {
        if self.color { style } else { Style::new() }
    }

    fn level(&self, level: Level) -> Style {
        let color = match level {
            Level::Error => AnsiColor::Red,
            Level::Warning => AnsiColor::Yellow,
            Level::Advice => AnsiColor::Cyan,
        };
        self.style(color.on_default().bold())
    }
}

/// Where to write. What is no finding goes aside in formats that others read line by line.
pub struct Output<'w> {
    /// The report.
    pub out: &'w mut dyn Write,
    /// The summary, where it would be in the way.
    pub aside: &'w mut dyn Write,
    /// How.
    pub options: &'w Options,
}

/// Writes a report.
pub fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    match output.options.format {
        Format::Human => human::render(report, output),
        Format::Concise => concise::render(report, output),
        Format::Json => json::render(report, output),
        Format::Jsonl => jsonl::render(report, output),
        Format::Sarif => sarif::render(report, output),
        Format::Github => github::render(report, output),
        Format::Gitlab => gitlab::render(report, output),
        Format::Junit => junit::render(report, output),
        Format::Tap => tap::render(report, output),
        Format::Checkstyle => checkstyle::render(report, output),
        Format::Markdown => markdown::render(report, output),
        Format::Html => html::render(report, output),
    }?;
    output.out.flush()
}

/// Writes the one document that other programs read. Whoever writes this alone need not have the other formats built in.
pub fn json(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    json::render(report, output)
}

/// Draws a place of a text that is no manifest, for people, with a line on what to do.
#[must_use]
pub fn excerpt(source: &Source, place: Span, help: Option<&str>, options: &Options) -> String {
    human::excerpt(source, place, help, options)
}

impl Output<'_> {
    /// For formats that hold the summary themselves.
    fn statistics_aside(&mut self, report: &Report) -> io::Result<()> {
        self.out.flush()?;
        summary::statistics(report, self.options, self.aside)
    }

    /// For formats that list what is asked for.
    fn summary_aside(&mut self, report: &Report, listed: &Listed<'_>) -> io::Result<()> {
        self.out.flush()?;
        if listed.left_out > 0 && !self.options.quiet {
            writeln!(self.aside, "{}", summary::left_out(listed))?;
        }
        summary::write(report, self.options, self.aside)
    }

    /// For formats that list everything.
    fn all_aside(&mut self, report: &Report) -> io::Result<()> {
        self.out.flush()?;
        summary::write(report, self.options, self.aside)
    }
}
