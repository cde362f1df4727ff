//! `podlint schemas`.

use std::io::Write;

use super::args::Schemas;
use super::{Exit, Failure, say};
use crate::custom;
use crate::disk::Disk;
use crate::files::{Reach, shown};
use crate::report::words;
use crate::source::reason;

pub(super) fn run(asked: &Schemas, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Schemas::Pack { directory, output } = asked;
    let refuse = |sentence: String| Err(Failure::Request(sentence));
    if !directory.is_dir() {
        return refuse(format!("{}: there is no such directory", shown(directory)));
    }
    if output.extension().is_none_or(|ending| ending != "gz") {
        return refuse(format!("--output: {} does not end in .gz", shown(output)));
    }
    let packed = custom::pack(&Disk, directory, &Reach::everything());
    for (path, problem) in &packed.problems {
        say(&format!("{path}: {problem}"));
    }
    if !packed.problems.is_empty() {
        return refuse("nothing was written".to_owned());
    }
    if packed.crds + packed.schemas == 0 {
        let directory = shown(directory);
        return refuse(format!(
            "{directory}: there are neither CRDs nor JSON schemas in it"
        ));
    }
    std::fs::write(output, &packed.bytes)
        .map_err(|error| Failure::Request(format!("{}: {}", shown(output), reason(&error))))?;
    let (crds, schemas) = (
        words::counted(packed.crds, "CRD"),
        words::counted(packed.schemas, "JSON schema"),
    );
    let kib = packed.bytes.len().div_ceil(1024);
    let file = shown(output);
    writeln!(
        out,
        "{}: {crds} and {schemas}, {kib} KiB",
        words::printable(&file)
    )?;
    Ok(Exit::Clean)
}
