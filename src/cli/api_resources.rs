//! `podlint api-resources`.

use std::io::Write;

use serde::Serialize;

use super::args::ListFormat;
use super::{Exit, Failure, version};
use crate::api::{ApiKind, Scope};

/// What a program learns of a kind.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    kind: &'static str,
    api_version: &'static str,
    name: &'static str,
    short_names: &'static [&'static str],
    namespaced: bool,
}

impl Entry {
    fn of(kind: ApiKind) -> Self {
        Self {
            kind: kind.kind(),
            api_version: kind.api_version(),
            name: kind.plural(),
            short_names: kind.short_names(),
            namespaced: kind.scope() == Scope::Namespaced,
        }
    }

    /// The columns of a line.
    fn columns(&self) -> [String; 5] {
        let namespaced = if self.namespaced { "yes" } else { "no" };
        let texts = [self.kind, self.api_version, self.name, namespaced];
        let [kind, api_version, name, namespaced] = texts.map(str::to_owned);
        [
            kind,
            api_version,
            namespaced,
            name,
            self.short_names.join(","),
        ]
    }
}

pub(super) fn run(
    written: Option<&str>,
    format: ListFormat,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let version = version::chosen(written)?;
    let entries: Vec<Entry> = ApiKind::resources(version).map(Entry::of).collect();
    if format == ListFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &entries).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Exit::Clean);
    }
    let head = ["KIND", "APIVERSION", "NAMESPACED", "NAME", "SHORT"].map(str::to_owned);
    let mut lines = vec![head];
    lines.extend(entries.iter().map(Entry::columns));
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].len())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    for line in &lines {
        let padded = line.iter().zip(&widths);
        let padded: Vec<String> = padded
            .map(|(text, width)| format!("{text:width$}"))
            .collect();
        writeln!(out, "{}", padded.join("  ").trim_end())?;
    }
    Ok(Exit::Clean)
}
