//! `podlint versions`.

use std::io::Write;

use serde::Serialize;

use super::args::ListFormat;
use super::{Exit, Failure};
use crate::api::{ApiKind, Version, Versions};

/// What a program learns of a version.
#[derive(Serialize)]
struct Entry {
    version: String,
    /// How many kinds its API has.
    kinds: usize,
    /// Whether manifests are checked against it unless another is asked for.
    default: bool,
}

impl Entry {
    fn of(version: Version) -> Self {
        Self {
            version: version.to_string(),
            kinds: ApiKind::resources(version).count(),
            default: version == Version::newest(),
        }
    }
}

pub(super) fn run(format: ListFormat, out: &mut dyn Write) -> Result<Exit, Failure> {
    let entries: Vec<Entry> = Versions::all().iter().map(Entry::of).collect();
    if format == ListFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &entries).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Exit::Clean);
    }
    for Entry {
        version,
        kinds,
        default,
    } in entries
    {
        let note = if default { "  the default" } else { "" };
        writeln!(out, "{version}  {kinds:>4} kinds{note}")?;
    }
    Ok(Exit::Clean)
}
