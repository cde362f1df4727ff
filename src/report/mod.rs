//! How a report is written: a small file per format.

mod concise;
mod excerpt;
mod github;
mod human;
mod json;
mod places;
mod summary;
pub mod words;

use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use places::Places;
pub use summary::{Counts, reasons};

use crate::diagnostic::Level;
use crate::engine::Report;

/// The formats, by who reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// People: an excerpt with every place involved, why, and what to do.
    #[default]
    Human,
    /// Editors, `grep` and screen readers: a line per finding.
    Concise,
    /// GitHub's pull requests.
    Github,
    /// Programs.
    Json,
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
    /// The Kubernetes version checked against, or several.
    pub version: String,
    /// How long it took.
    pub elapsed: Duration,
}

impl Options {
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
        Format::Github => github::render(report, output),
        Format::Json => json::render(report, output),
    }?;
    output.out.flush()
}

impl Output<'_> {
    fn summary_aside(&mut self, report: &Report) -> io::Result<()> {
        self.out.flush()?;
        summary::write(report, self.options, self.aside)
    }
}
