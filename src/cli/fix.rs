//! `podlint check --fix` and `--diff`.

use std::io::{self, IsTerminal, Write};

use super::args::Check;
use super::check::Checked;
use super::{Exit, Failure, say};
use crate::diagnostic::Applicability;
use crate::disk;
use crate::engine::{Input, Report};
use crate::fix::{self, Fixed};
use crate::report::words;
use crate::source::reason;

/// Fixes, or shows what would be fixed, if that was asked for. `cover` takes out of a report what is known.
/// Afterwards `checked` has what is left.
pub(super) fn run(
    check: &Check,
    checked: &mut Checked,
    cover: &mut dyn FnMut(&mut Report),
    out: &mut dyn Write,
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
    for path in &outcome.refused {
        say(&format!(
            "{path}: its fixes would break it; it stays as it is"
        ));
    }
    let mut done = Vec::new();
    for fixed in &outcome.fixed {
        match settle(check, fixed, &inputs, out) {
            Ok(()) => done.push(fixed),
            Err(Failure::Request(problem)) => {
                say(&problem);
                exit = Exit::Incomplete;
            }
            Err(error) => return Err(error),
        }
    }
    checked.report = again(inputs);
    if check.diff && !done.is_empty() && !check.exit_zero {
        exit = exit.max(Exit::Found);
    }
    if !check.quiet && !done.is_empty() {
        say_done(check, &done);
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
    inputs: &[Input],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let name = &fixed.path;
    let of_name = inputs.iter().find_map(|input| match input {
        Input::File { path, shown, .. } if shown == name => Some(path),
        _ => None,
    });
    let Some(path) = of_name else {
        return Ok(());
    };
    let failed = |error: io::Error| Failure::Request(format!("{name}: {}", reason(&error)));
    let now = disk::read_up_to(path, check.scope.max_file_size);
    // Byte for byte.
    if now.map_err(failed)? != fixed.old.as_bytes() {
        return Err(Failure::Request(format!(
            "{name}: it is no UTF-8 or has changed meanwhile, and was not fixed"
        )));
    }
    if check.diff {
        return show(fixed, out).map_err(Failure::from);
    }
    disk::write(path, fixed.new.as_bytes()).map_err(failed)
}

/// What a diff shows on a terminal must not steer it; a program gets the very text.
fn show(fixed: &Fixed, out: &mut dyn Write) -> io::Result<()> {
    let diff = fix::unified(&fixed.path, &fixed.old, &fixed.new);
    if !io::stdout().is_terminal() {
        return out.write_all(diff.as_bytes());
    }
    for line in diff.lines() {
        writeln!(out, "{}", words::printable(line))?;
    }
    Ok(())
}

fn say_done(check: &Check, done: &[&Fixed]) {
    let fixes = done.iter().map(|fixed| fixed.fixes).sum();
    let fixes = words::counted(fixes, "finding");
    let files = words::counted(done.len(), "file");
    say(&if check.diff {
        format!("{fixes} in {files} would be fixed")
    } else {
        format!("fixed {fixes} in {files}")
    });
}
