//! A finding in a page: its text and few elements, of which the script makes more where somebody looks. A browser takes its
//! time by the element, and a page may have 20,000 findings.

use std::io::{self, Write};

use super::text::escaped;
use crate::engine::Finding;
use crate::report::drawing::{Ink, strokes};
use crate::report::{Places, human, picture, words};

/// The columns of an excerpt.
const WIDTH: usize = 100;

pub(super) fn write(finding: &Finding, places: &Places<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let level = words::level(finding.level);
    let place = places.of(diagnostic.primary.source);
    let at = place.position(diagnostic.primary.span.start);
    let rule = escaped(diagnostic.rule.name());
    write!(
        out,
        "<article class=\"{level}\" data-rule=\"{rule}\" data-at=\"{}:{}\"><h3>{level} {rule} {}</h3><pre>",
        at.line,
        at.column,
        escaped(&diagnostic.message),
    )?;
    let mut open = "";
    for (ink, text) in strokes(&human::groups(finding, places, WIDTH), WIDTH) {
        let tag = match ink {
            Ink::Primary => "b",
            Ink::Other => "i",
            // Between a mark and what is said of it.
            Ink::Plain if text.bytes().all(|byte| byte == b' ') => open,
            Ink::Plain | Ink::Number => "",
        };
        turn(&mut open, tag, out)?;
        write!(out, "{}", picture::escaped(&text))?;
    }
    turn(&mut open, "", out)?;
    write!(out, "</pre><p>")?;
    for (word, sentence) in notes(finding) {
        writeln!(out, "{word} {}", escaped(&sentence))?;
    }
    write!(out, "</p></article>")
}

/// Ends the element that is open and begins another, if they are not the same.
fn turn(open: &mut &'static str, tag: &'static str, out: &mut dyn Write) -> io::Result<()> {
    if *open != tag {
        if !open.is_empty() {
            write!(out, "</{open}>")?;
        }
        if !tag.is_empty() {
            write!(out, "<{tag}>")?;
        }
        *open = tag;
    }
    Ok(())
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
