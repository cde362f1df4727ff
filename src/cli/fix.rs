//! `podlint check --fix` and `--diff`.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::args::Check;
use super::check::Checked;
use super::{Exit, Failure, say};
use crate::diagnostic::Applicability;
use crate::disk::{self, Disk};
use crate::engine::{Input, Report};
use crate::files::{FileSystem, Reach};
use crate::fix::{self, Fixed, Part};
use crate::report::words;
use crate::secret;
use crate::source::reason;

/// Fixes, or shows what would be fixed, if that was asked for. `cover` takes out of a report what is known.
/// Afterwards `checked` has what is left.
pub(super) fn run(
    check: &Check,
    checked: &mut Checked,
    cover: &mut dyn FnMut(&mut Report),
    (out, colored): (&mut dyn Write, bool),
) -> Result<Exit, Failure> {
    if !check.fix && !check.diff {
        return match check.unsafe_fixes {
            true => Err(request("--unsafe-fixes goes with --fix or --diff")),
            false => Ok(Exit::Clean),
        };
    }
    if check.scope.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(request("standard input cannot be fixed; name files"));
    }
    let most = if check.unsafe_fixes {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let inputs = checked.inputs();
    let first = std::mem::take(&mut checked.report);
    let cover = std::cell::RefCell::new(cover);
    let again = |inputs: Vec<Input>| {
        let mut report = checked.again(inputs);
        (cover.borrow_mut())(&mut report);
        report
    };
    let outcome = fix::settle(first, &inputs, most, &again);
    let mut exit = Exit::Clean;
    for path in outcome.refused.values() {
        say(&format!(
            "{path}: its fixes would break it; it stays as it is"
        ));
    }
    let named = checked.named();
    let mut done = Vec::new();
    for fixed in &outcome.fixed {
        match settle(check, fixed, &named, (&mut *out, colored)) {
            Ok(()) => done.push(fixed),
            Err(Failure::Request(problem)) => {
                say(&problem);
                exit = Exit::Incomplete;
            }
            Err(error) => return Err(error),
        }
    }
    checked.report = again(inputs);
    if check.diff && !done.is_empty() && !check.reporting.exit_zero {
        exit = exit.max(Exit::Found);
    }
    if !check.reporting.quiet {
        say_done(check, &done);
        if check.diff {
            say_others(check, &checked.report);
        }
    }
    Ok(exit)
}

fn request(sentence: &str) -> Failure {
    Failure::Request(sentence.to_owned())
}

/// Writes or shows one file.
fn settle(
    check: &Check,
    fixed: &Fixed,
    named: &Reach,
    (out, colored): (&mut dyn Write, bool),
) -> Result<(), Failure> {
    let (path, old, new) = (&fixed.file, fixed.old.as_bytes(), fixed.new.as_bytes());
    let left = |error: io::Error| {
        let (path, reason) = (&fixed.path, reason(&error));
        Failure::Request(format!("{path}: {reason}; it was not fixed"))
    };
    if !check.diff {
        return disk::edit(path, named, old, new).map_err(left);
    }
    named.resolve(&Disk, path).map_err(left)?;
    let now = Disk.read(path, check.scope.max_file_size);
    if now.map_err(left)? != old {
        return Err(left(io::Error::other(disk::CHANGED)));
    }
    show(fixed, colored, out).map_err(Failure::from)
}

/// What a diff shows must steer no terminal and no CI server, and tell no secret.
fn show(fixed: &Fixed, colored: bool, out: &mut dyn Write) -> io::Result<()> {
    let old = secret::source(&fixed.path, &fixed.old);
    let new = secret::source(&fixed.path, &fixed.new);
    for (part, line) in fix::unified(&old, &new, &words::is_plain) {
        let style = match part {
            _ if !colored => Style::new(),
            Part::File => Style::new().bold(),
            Part::Hunk => AnsiColor::Cyan.on_default(),
            Part::Removed => AnsiColor::Red.on_default(),
            Part::Added => AnsiColor::Green.on_default(),
            Part::Kept => Style::new(),
        };
        writeln!(out, "{style}{}{style:#}", words::verbatim(&line))?;
    }
    Ok(())
}

fn say_done(check: &Check, done: &[&Fixed]) {
    let fixes = done.iter().map(|fixed| fixed.fixes).sum();
    let fixes = words::counted(fixes, "finding");
    let files = words::counted(done.len(), "file");
    match (check.diff, done.is_empty()) {
        (true, true) => say("nothing would be fixed"),
        (true, false) => say(&format!("{fixes} in {files} would be fixed")),
        (false, true) => {}
        (false, false) => say(&format!("fixed {fixes} in {files}")),
    }
}

/// Says how many findings have fixes that were not asked for.
fn say_others(check: &Check, report: &Report) {
    let fixes = report.findings.iter();
    let fixes = fixes.filter_map(|finding| finding.diagnostic.fix.as_ref());
    let others = fixes.filter(|fix| fix.applicability == Applicability::Unsafe);
    match others.count() {
        0 => {}
        _ if check.unsafe_fixes => {}
        others => {
            let others = words::counted(others, "more finding");
            say(&format!("--unsafe-fixes shows what fixes {others}"));
        }
    }
}
