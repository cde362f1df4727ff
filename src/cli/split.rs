//! `podlint split`.

use std::io::{self, Write};

use super::args::Split;
use super::one_file::{OneFile, Wanted, require};
use super::{Exit, Failure, say};
use crate::report::words::printable;
use crate::secret;
use crate::split::{self, Move};
use crate::yaml::Tree;

pub(super) fn run(asked: &Split, out: &mut dyn Write) -> Result<Exit, Failure> {
    let file = OneFile::read(asked.file.path())?;
    let wanted = asked.object.as_deref().map(Wanted::read).transpose()?;
    require(&file, &Tree::read(&file.text), wanted.as_ref())?;
    let settings = file.settings(&asked.configuration)?;
    let split = split::split(&file.shown, &file.text, &settings, &|object| {
        wanted.as_ref().is_none_or(|wanted| wanted.is(object))
    });
    let split = split.map_err(|error| Failure::Request(format!("{}: {error}", file.shown)))?;
    if split.moves.is_empty() {
        say(&format!("{}: nothing is to be split", file.shown));
    }
    if asked.explain {
        for step in &split.moves {
            // Without a standard error nobody listens.
            drop(explain(step, &mut io::stderr()));
        }
    }
    out.write_all(split.text.as_bytes())?;
    Ok(Exit::Clean)
}

fn explain(step: &Move, out: &mut dyn Write) -> io::Result<()> {
    let printable = |text: &str| printable(&secret::in_text(text)).into_owned();
    writeln!(out, "{} → {}", printable(&step.from), printable(&step.into))?;
    writeln!(out, "  {}", printable(&step.why))?;
    let widest = step
        .reasons
        .iter()
        .map(|reason| reason.subject.chars().count());
    let width = widest.filter(|width| *width <= 24).max().unwrap_or(0);
    for reason in &step.reasons {
        let (subject, text) = (printable(&reason.subject), printable(&reason.text));
        writeln!(out, "  {subject:width$}  {text}")?;
    }
    writeln!(out)
}
