//! A finding in a page.

use std::io::{self, Write};

use super::text::{escaped, prose, rule};
use crate::engine::{Finding, Report};
use crate::report::drawing::{Ink, strokes};
use crate::report::{Places, human, picture, words};

/// The columns of an excerpt.
const WIDTH: usize = 100;

pub(super) fn write(
    finding: &Finding,
    (report, places): (&Report, &Places<'_>),
    out: &mut dyn Write,
) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let level = words::level(finding.level);
    let place = places.of(diagnostic.primary.source);
    let at = place.position(diagnostic.primary.span.start);
    writeln!(
        out,
        "<article class=\"{level}\" data-rule=\"{}\" data-at=\"{}:{}:{}\">\n<h3><span class=\"level\">{level}</span> {} {}</h3>",
        escaped(diagnostic.rule.name()),
        escaped(place.path()),
        at.line,
        at.column,
        rule(report, diagnostic.rule),
        prose(&diagnostic.message),
    )?;
    write!(out, "<pre>")?;
    for (ink, text) in strokes(&human::groups(finding, places, WIDTH), WIDTH) {
        let text = picture::escaped(&text);
        match ink {
            Ink::Primary => write!(out, "<b>{text}</b>")?,
            Ink::Other => write!(out, "<i>{text}</i>")?,
            Ink::Plain | Ink::Number => write!(out, "{text}")?,
        }
    }
    writeln!(out, "</pre>\n<dl>")?;
    for (word, sentence) in notes(finding) {
        writeln!(out, "<dt>{word}</dt><dd>{}</dd>", prose(&sentence))?;
    }
    writeln!(out, "</dl>\n</article>")
}

/// What stands below the excerpt, each with the word before it.
fn notes(finding: &Finding) -> Vec<(&'static str, String)> {
    let diagnostic = &finding.diagnostic;
    let mut notes = Vec::new();
    notes.extend(words::subject(diagnostic).map(|subject| ("in", subject)));
    notes.extend(
        finding
            .rendered
            .as_ref()
            .map(|by| ("from", words::rendered(by))),
    );
    notes.extend(
        diagnostic
            .versions
            .map(|versions| ("only", words::versions(versions))),
    );
    notes.extend(
        diagnostic
            .notes
            .iter()
            .map(|note| ("why", note.to_string())),
    );
    let fix = diagnostic.fix.as_ref().map(|fix| &*fix.title);
    notes.extend(
        diagnostic
            .help
            .as_deref()
            .or(fix)
            .map(|help| ("help", help.to_owned())),
    );
    notes
}
