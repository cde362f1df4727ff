//! `podlint baseline`, and what `podlint check --baseline` needs of it.

use std::io::{self, Write};
use std::path::Path;

use super::args::{self, BaselineArgs, Part};
use super::check::Checked;
use super::{Exit, Failure, say};
use crate::baseline::{Baseline, Entry};
use crate::disk;
use crate::files;
use crate::machine;
use crate::project::By;
use crate::report::words;
use crate::source::reason;

/// How many entries that no longer occur are named.
const NAMED: usize = 20;

pub(super) fn run(what: &args::Baseline, out: &mut dyn Write) -> Result<Exit, Failure> {
    match what {
        args::Baseline::Write(args) => write(args, out),
        args::Baseline::Prune(args) => prune(args, out),
    }
}

/// Reads a baseline that must be there.
pub(super) fn read(file: &Path) -> Result<Baseline, Failure> {
    Baseline::read(&machine::host().files, file).map_err(|error| {
        let shown = files::shown(file);
        let way_out = if file.exists() {
            String::new()
        } else {
            format!(" (`podlint baseline write --file {shown}` makes it)")
        };
        Failure::Request(format!("the baseline {shown}: {error}{way_out}"))
    })
}

fn write(args: &BaselineArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut baseline = if args.file.exists() {
        read(&args.file)?
    } else {
        Baseline::new(&machine::host().files, &args.file)
    };
    let checked = Checked::of(
        &args.scope,
        &Part::default(),
        vec![args.file.clone()],
        false,
        By::default(),
    )?;
    baseline.record(&checked.report, &checked.files());
    save(&baseline, &args.file)?;
    let (file, count) = (files::shown(&args.file), baseline.len());
    let count = words::counted(count, "finding");
    writeln!(out, "{}: {count}", words::printable(&file))?;
    Ok(checked.complete(&args.scope, false))
}

fn prune(args: &BaselineArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut baseline = read(&args.file)?;
    let mut checked = Checked::of(
        &args.scope,
        &Part::default(),
        vec![args.file.clone()],
        false,
        By::default(),
    )?;
    let files = checked.files();
    let stale = baseline.cover(&mut checked.report, &files);
    let gone: usize = stale.iter().map(|entry| entry.count).sum();
    if gone > 0 {
        baseline.prune(&stale);
        save(&baseline, &args.file)?;
    }
    let (file, left) = (files::shown(&args.file), baseline.len());
    let left = words::counted(left, "finding");
    writeln!(
        out,
        "{}: {left}, {gone} fewer than before",
        words::printable(&file)
    )?;
    Ok(checked.complete(&args.scope, false))
}

fn save(baseline: &Baseline, file: &Path) -> Result<(), Failure> {
    let text = baseline.text().map_err(io::Error::from);
    let written = text.and_then(|text| disk::write(file, text.as_bytes()));
    written.map_err(|error: io::Error| {
        let file = files::shown(file);
        Failure::Request(format!("{file} cannot be written: {}", reason(&error)))
    })
}

/// Says which entries no longer occur.
pub(super) fn say_stale(file: &Path, stale: &[Entry]) {
    let gone: usize = stale.iter().map(|entry| entry.count).sum();
    if gone == 0 {
        return;
    }
    let file = files::shown(file);
    let (count, are) = match gone {
        1 => ("1 finding".to_owned(), "is"),
        _ => (format!("{gone} findings"), "are"),
    };
    say(&format!(
        "{file} lists {count} that {are} gone; `podlint baseline prune --file {file}` takes them out"
    ));
    for entry in stale.iter().take(NAMED) {
        let object = entry.object.as_deref().unwrap_or_default();
        let field = entry.field.as_deref().unwrap_or_default();
        let parts = [&*entry.rule, object, field];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        say(&format!("  {}: {}", entry.path, parts.join(", ")));
    }
    if stale.len() > NAMED {
        say(&format!("  and {} more", stale.len() - NAMED));
    }
}
