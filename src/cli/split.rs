//! `podlint split`.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::args::Split;
use super::one_file::{OneFile, Wanted, require};
use super::{Exit, Failure, say};
use crate::report::words::printable;
use crate::secret;
use crate::split::{self, Move, Place, Went};
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
        for from in split
            .moves
            .iter()
            .map(|step| &step.from)
            .collect::<BTreeSet<_>>()
        {
            let steps = split.moves.iter().filter(|step| step.from == *from);
            // Without a standard error nobody listens.
            drop(explain(&steps.collect::<Vec<_>>(), &mut io::stderr()));
        }
    }
    out.write_all(split.text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Says what became of one workload.
fn explain(steps: &[&Move], out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = steps.first() else {
        return Ok(());
    };
    let into: Vec<&str> = steps.iter().map(|step| &*step.into).collect();
    let title = format!("{} → {}", first.from, into.join(", "));
    writeln!(out, "{}\n  {}", shown(&title), shown(&first.why))?;
    let parts = first.parts.iter().map(|part| went(part, steps));
    let others = steps.iter().flat_map(|step| &step.reasons);
    let others = others.map(|reason| (shown(&reason.subject), shown(&reason.text)));
    let lines: Vec<(String, String)> = parts.chain(others).collect();
    let widest = lines.iter().map(|(subject, _)| subject.chars().count());
    let width = widest.filter(|width| *width <= 24).max().unwrap_or(0);
    for (subject, text) in lines {
        writeln!(out, "  {subject:width$}  {text}")?;
    }
    writeln!(out)
}

/// A container, and where it went in the end.
fn went(part: &Went, steps: &[&Move]) -> (String, String) {
    let of = |step: &&Move| {
        let own = step.parts.iter().find(|own| own.name == part.name)?;
        let place = match own.place {
            Place::Stays => return None,
            Place::Moves => format!("moves to {}", step.into),
            Place::Both => format!("runs in {} too", step.into),
        };
        Some(format!("{place}: {}", own.why))
    };
    let text = steps.iter().find_map(of);
    let text = text.unwrap_or_else(|| format!("stays: {}", part.why));
    (shown(&format!("`{}`", part.name)), shown(&text))
}

fn shown(text: &str) -> String {
    printable(&secret::in_text(text)).into_owned()
}
