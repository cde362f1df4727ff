//! `podlint man`.

use std::path::Path;

use clap::CommandFactory;

use super::args::Args;
use super::{Exit, Failure};
use crate::source::reason;

/// Writes a page for podlint and one for each of its commands.
pub(super) fn run(directory: &Path) -> Result<Exit, Failure> {
    std::fs::create_dir_all(directory)
        .and_then(|()| clap_mangen::generate_to(Args::command(), directory))
        .map_err(|error| {
            Failure::Request(format!("{}: {}", directory.display(), reason(&error)))
        })?;
    Ok(Exit::Clean)
}
