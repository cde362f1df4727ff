//! For people: the message, an excerpt of every place involved, why it matters and what to do.

use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Style};

use super::drawing::{Group, Pens, draw};
use super::excerpt::{Extent, lines};
use super::listed::{Listed, headings};
use super::wrap::{hanging, wrapped};
use super::{Options, Output, Places, summary, words};
use crate::diagnostic::{Category, Diagnostic, Label, Level, RuleId};
use crate::engine::{Finding, Report};
use crate::source::{Source, SourceId, Span};

/// The columns that `   help  ` takes.
const INDENT: usize = 9;
/// What later lines of a headline start with.
const HANGING: &str = "  ";

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let listed = Listed::of(report, output.options);
    let mut headings = headings(report, &listed, output.options);
    for finding in &listed.findings {
        if let Some(heading) = headings.next(finding) {
            let bold = output.options.style(Style::new().bold().underline());
            writeln!(output.out, "{bold}{heading}{bold:#}\n")?;
        }
        let text = describe(finding, &places, output.options);
        writeln!(output.out, "{text}")?;
    }
    if listed.left_out > 0 {
        writeln!(output.out, "{}\n", summary::left_out(&listed))?;
    }
    summary::write(report, output.options, output.out)?;
    summary::ways_on(&listed, output.options, output.out)
}

fn describe(finding: &Finding, places: &Places<'_>, options: &Options) -> String {
    let diagnostic = &finding.diagnostic;
    let mut text = headline(finding, options);
    excerpts(&mut text, finding, places, options);
    if let Some(object) = words::subject(diagnostic) {
        footnote(&mut text, "in", &object, options);
    }
    if let Some(by) = &finding.rendered {
        footnote(&mut text, "from", &words::rendered(by), options);
    }
    if let Some(versions) = diagnostic.versions {
        footnote(&mut text, "only", &words::versions(versions), options);
    }
    for note in &diagnostic.notes {
        footnote(&mut text, "why", note, options);
    }
    let fix = diagnostic.fix.as_ref().map(|fix| &*fix.title);
    if let Some(help) = diagnostic.help.as_deref().or(fix) {
        footnote(&mut text, "help", help, options);
    }
    text
}

/// `error[unknown-field]: …`, in lines.
fn headline(finding: &Finding, options: &Options) -> String {
    let (level, bold) = (
        options.level(finding.level),
        options.style(Style::new().bold()),
    );
    let name = format!(
        "{}[{}]",
        words::level(finding.level),
        finding.diagnostic.rule
    );
    let first = options.width.saturating_sub(name.len() + 2);
    let later = options.width.saturating_sub(HANGING.len());
    let message = words::printable(&finding.diagnostic.message);
    let lines = hanging(&message, first, later);
    let message = lines.join(&format!("{bold:#}\n{HANGING}{bold}"));
    format!("{level}{name}{level:#}{bold}: {message}{bold:#}\n")
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
        rendered: None,
        diagnostic: Diagnostic::new(RuleId::SYNTAX, id, place, ""),
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

/// A line below the excerpt, wrapped.
fn footnote(text: &mut String, word: &str, sentence: &str, options: &Options) {
    let bold = options.style(Style::new().bold());
    text.push_str(&format!("   {bold}{word:<4}{bold:#}  "));
    let width = options.width.saturating_sub(INDENT);
    let lines = wrapped(&words::printable(sentence), width);
    text.push_str(&lines.join(&format!("\n{}", " ".repeat(INDENT))));
    text.push('\n');
}

/// An excerpt of each source involved, in one box.
fn excerpts(text: &mut String, finding: &Finding, places: &Places<'_>, options: &Options) {
    let groups = groups(finding, places, options.width);
    text.push_str(&draw(&groups, &pens(finding.level, options)));
}

/// The lines of each source involved, those of the primary place first, within so many columns.
pub(super) fn groups(finding: &Finding, places: &Places<'_>, width: usize) -> Vec<Group> {
    let diagnostic = &finding.diagnostic;
    let primary = &diagnostic.primary;
    let mut of_source: BTreeMap<SourceId, Vec<&Label>> = BTreeMap::new();
    for label in &diagnostic.labels {
        of_source.entry(label.source).or_default().push(label);
    }
    let mut own = vec![primary];
    own.extend(of_source.remove(&primary.source).unwrap_or_default());
    let mut others: Vec<_> = of_source.into_iter().collect();
    others.sort_by_key(|&(id, _)| places.of(id).path());
    let extent = Extent {
        // Where the text is broken, what stands before it tells why.
        before: usize::from(finding.category == Category::Syntax),
        width: width.saturating_sub(12),
    };
    let group = |id: SourceId, labels: &[&Label], primary: Option<&Label>| {
        let place = places.of(id);
        let first = labels.iter().map(|label| label.span.start);
        let first = primary.map(|label| label.span.start).or(first.min());
        let at = place.position(first.unwrap_or_default());
        let path = words::printable(place.path());
        Group {
            place: format!("{path}:{}:{}", at.line, at.column),
            lines: lines(place, labels, primary, extent),
        }
    };
    let mut groups = vec![group(primary.source, &own, Some(primary))];
    groups.extend(others.iter().map(|(id, labels)| group(*id, labels, None)));
    groups
}

/// Colour tells the primary place, in the colour of the level, from the others.
fn pens(level: Level, options: &Options) -> Pens {
    Pens {
        primary: options.level(level),
        other: options.style(AnsiColor::Blue.on_default()),
        number: options.style(Style::new().dimmed()),
        width: options.width,
    }
}
