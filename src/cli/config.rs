//! `podlint config`.

use std::io::Write;
use std::path::Path;

use super::args::Configuration;
use super::{Exit, Failure, configuration};
use crate::config;
use crate::files;
use crate::report::words;
use crate::source::reason;

pub(super) fn run(
    path: Option<&Path>,
    asked: &Configuration,
    schema: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    if schema {
        out.write_all(config::json_schema().as_bytes())?;
        return Ok(Exit::Clean);
    }
    if let Some(Err(error)) = path.map(Path::metadata) {
        let path = files::shown(path.unwrap_or(Path::new("")));
        return Err(Failure::Request(format!("{path}: {}", reason(&error))));
    }
    let path = path.unwrap_or(Path::new(""));
    let files = configuration::files(asked, [path].into_iter())?;
    for line in config::describe(&files, path)?.lines() {
        writeln!(out, "{}", words::printable(line))?;
    }
    Ok(Exit::Clean)
}
