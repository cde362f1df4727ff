//! `podlint suppressions`.

use std::io::Write;
use std::path::PathBuf;

use super::{Exit, Failure, say};
use crate::diagnostic::Edit;
use crate::disk;
use crate::files::Reach;
use crate::report::words;
use crate::source::{LineIndex, reason};
use crate::suppress::{Conversion, convert as conversions};
use crate::walk::{self, Request};

/// Lists, and with `write` makes, the changes that turn other linters' annotations into podlint's own.
pub(super) fn convert(
    mut paths: Vec<PathBuf>,
    write: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    if paths.is_empty() {
        paths.push(PathBuf::new());
    }
    let request = Request {
        paths,
        ..Request::default()
    };
    let found = walk::find(&request, &|_| ());
    let named = write.then(|| walk::writable(&request.paths));
    found.errors.iter().for_each(|error| say(error));
    let (mut count, mut exit) = (0, Exit::Clean);
    if !found.errors.is_empty() {
        exit = Exit::Incomplete;
    }
    for file in &found.files {
        match of_file(file, named.as_ref(), out)? {
            Ok(converted) => count += converted,
            Err(error) => {
                say(&format!("{}: {error}", file.shown));
                exit = Exit::Incomplete;
            }
        }
    }
    let counted = words::counted(count, "annotation");
    match (count, write) {
        (0, _) => writeln!(out, "there is nothing to convert")?,
        (_, true) => writeln!(out, "wrote {counted}")?,
        (_, false) => writeln!(out, "{counted} to write; --write does it")?,
    }
    Ok(exit)
}

/// How many annotations of podlint's own come of a file; or why it cannot be read or written. `write` is what may be
/// written, if anything is to be.
fn of_file(
    file: &walk::File,
    write: Option<&Reach>,
    out: &mut dyn Write,
) -> Result<Result<usize, String>, Failure> {
    let text = match disk::read(&file.path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        // `podlint check` says what is wrong with it.
        Ok(Err(_)) => return Ok(Ok(0)),
        Err(error) => return Ok(Err(reason(&error))),
    };
    let lines = LineIndex::new(&text);
    let path = words::printable(&file.shown);
    let (mut edits, mut count) = (Vec::new(), 0);
    for conversion in conversions(&file.shown, &text) {
        match conversion {
            Conversion::Converted { at, to, edits: own } => {
                let line = lines.line(at.start) + 1;
                writeln!(out, "{path}:{line}: {}", words::printable(&to))?;
                edits.extend(own);
                count += 1;
            }
            Conversion::Kept { at, reason } => {
                let (line, key) = (lines.line(at.start) + 1, words::printable(at.of(&text)));
                writeln!(out, "{path}:{line}: {key} stays: {reason}")?;
            }
        }
    }
    if let Some(named) = write
        && count > 0
    {
        let changed = apply(&text, edits);
        let written = disk::edit(&file.path, named, text.as_bytes(), changed.as_bytes());
        if let Err(error) = written {
            return Ok(Err(reason(&error)));
        }
    }
    Ok(Ok(count))
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.span);
    let (mut changed, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        // An anchor may be reached on two ways.
        if (edit.span.start as usize) < done {
            continue;
        }
        changed.push_str(&text[done..edit.span.start as usize]);
        changed.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    changed.push_str(&text[done..]);
    changed
}
