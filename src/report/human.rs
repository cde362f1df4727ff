//! For people: the message, an excerpt of every place involved, why it matters and what to do.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

use anstyle::Style;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeStyles};

use super::excerpt::{Excerpt, Extent};
use super::{Options, Output, Places, summary, words};
use crate::diagnostic::{Category, Diagnostic, Label, Level};
use crate::engine::{Finding, Report};
use crate::source::{Source, Span};

/// The columns that `   help  ` takes.
const INDENT: usize = 9;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    for finding in &report.findings {
        let text = describe(finding, &places, output.options);
        writeln!(output.out, "{text}")?;
    }
    summary::write(report, output.options, output.out)
}

fn describe(finding: &Finding, places: &Places<'_>, options: &Options) -> String {
    let diagnostic = &finding.diagnostic;
    let (level, bold) = (
        options.level(finding.level),
        options.style(Style::new().bold()),
    );
    let mut text = format!(
        "{level}{}[{}]{level:#}{bold}: {}{bold:#}\n",
        words::level(finding.level),
        diagnostic.rule,
        words::printable(&diagnostic.message),
    );
    excerpts(&mut text, finding, places, options);
    if let Some(object) = words::subject(diagnostic) {
        footnote(&mut text, "in", &object, options);
    }
    if let Some(versions) = diagnostic.versions {
        footnote(&mut text, "only", &words::versions(versions), options);
    }
    for note in &diagnostic.notes {
        footnote(&mut text, "why", note, options);
    }
    let fix = diagnostic.fix.as_ref().map(|fix| &fix.title);
    if let Some(help) = diagnostic.help.as_ref().or(fix) {
        footnote(&mut text, "help", help, options);
    }
    text
}

/// An excerpt of one place, and what to do, for what is no finding: a fault of a configuration file.
pub(super) fn excerpt(
    source: &Source,
    place: Span,
    help: Option<&str>,
    options: &Options,
) -> String {
    let id = source.id;
    let sources = BTreeMap::from([(id, source.clone())]);
    let finding = Finding {
        diagnostic: Diagnostic::new("", id, place, ""),
        category: Category::Syntax,
        level: Level::Error,
    };
    let mut text = String::new();
    excerpts(&mut text, &finding, &Places::new(&sources), options);
    if let Some(help) = help {
        footnote(&mut text, "help", help, options);
    }
    text
}

/// A line below the excerpt, wrapped; but not before `::`, which to a CI server starts a command.
fn footnote(text: &mut String, word: &str, sentence: &str, options: &Options) {
    let bold = options.style(Style::new().bold());
    text.push_str(&format!("   {bold}{word:<4}{bold:#}  "));
    let mut column = INDENT;
    for (index, part) in words::printable(sentence).split_whitespace().enumerate() {
        let width = part.chars().count();
        if index > 0 && column + 1 + width > options.width && !part.starts_with("::") {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', INDENT));
            column = INDENT;
        } else if index > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(part);
        column += width;
    }
    text.push('\n');
}

/// An excerpt of each source involved, that of the primary place first.
fn excerpts(text: &mut String, finding: &Finding, places: &Places<'_>, options: &Options) {
    let diagnostic = &finding.diagnostic;
    let mut labels: Vec<&Label> = vec![&diagnostic.primary];
    labels.extend(&diagnostic.labels);
    let mut main = true;
    while let Some(source) = labels.first().map(|label| label.source) {
        let here: Vec<&Label> = labels
            .extract_if(.., |label| label.source == source)
            .collect();
        if let Some(place) = places.get(source) {
            let extent = Extent {
                // Where the text is broken, what stands before it tells why.
                before: usize::from(finding.category == Category::Syntax),
                width: options.width.saturating_sub(12),
            };
            let excerpt = Excerpt::new(place, &here, extent);
            let level = finding.level;
            text.push_str(&draw(
                &Drawing {
                    excerpt,
                    level,
                    main,
                },
                extent,
                options,
            ));
        }
        main = false;
    }
}

/// Lets miette draw. Its first line, an icon and a message, is left out: ours stands above.
fn draw(drawing: &Drawing, extent: Extent, options: &Options) -> String {
    let handler = GraphicalReportHandler::new_themed(theme(drawing, options.color))
        .with_context_lines(extent.before)
        .with_width(options.width)
        .without_cause_chain()
        .without_syntax_highlighting()
        .with_urls(false);
    let mut drawn = String::new();
    match handler.render_report(&mut drawn, drawing) {
        Ok(()) => drawn
            .split_once('\n')
            .map_or_else(String::new, |(_, rest)| rest.to_owned()),
        Err(fmt::Error) => String::new(),
    }
}

/// Colour tells the primary place, in the colour of the level, from the others.
fn theme(drawing: &Drawing, color: bool) -> GraphicalTheme {
    let mut theme = GraphicalTheme::unicode_nocolor();
    if color {
        let colors = ThemeStyles::ansi();
        let primary = match drawing.level {
            Level::Error => colors.error,
            Level::Warning => colors.warning,
            Level::Advice => colors.advice,
        };
        let style = |label: &LabeledSpan| {
            if label.primary() && drawing.main {
                primary
            } else {
                colors.help
            }
        };
        theme.styles.highlights = drawing.excerpt.labels().iter().map(style).collect();
        theme.styles.linum = colors.linum;
    }
    theme
}

/// An excerpt in the form in which miette takes it.
#[derive(Debug)]
struct Drawing {
    excerpt: Excerpt,
    level: Level,
    /// Whether this is the excerpt with the finding's primary place.
    main: bool,
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels().iter().cloned()))
    }
}
