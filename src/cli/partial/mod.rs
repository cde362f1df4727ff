//! Partial results: `podlint check --shard` prints what it judged of its share, `podlint merge` reports on all shares, and a
//! cache keeps the same from run to run.
//!
//! What a part says of a text is only what that text says by itself. How objects stand to each other is judged where all is
//! known: by the merge, as in a run without shards, so that both report the same.

mod cache;
mod noted;
mod parts;
mod text;

use std::io::Write;
use std::path::Path;

use clap::Parser;

pub(super) use cache::Cache;
use noted::Noted;
use parts::Parts;
use text::Header;

use super::args::{self, Args, Command, Merge};
use super::check::{self, Checked};
use super::output::Outputs;
use super::{Exit, Failure};
use crate::config::Settings;
use crate::disk;
use crate::engine::Memory;
use crate::files;
use crate::project::{By, Shard};
use crate::secret;
use crate::sha2::{hex, sha256};
use crate::source::reason;

/// Judges a share of the files, and prints what came of it.
pub(super) fn print(
    check: &args::Check,
    shard: Shard,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let file = Outputs::of_part(&check.reporting.output)?;
    let is_piped = |path: &Path| path.as_os_str() == "-";
    let mut named = check.scope.paths.iter().chain(&check.scope.filename);
    if named.any(|path| is_piped(path)) || check.scope.files_from.as_deref().is_some_and(is_piped) {
        let sentence =
            "--shard: other runs have no part of standard input; name files and directories";
        return Err(Failure::Request(sentence.to_owned()));
    }
    let arguments = check.again();
    if let Some(secret) = arguments.iter().find(|argument| has_secret(argument)) {
        let (name, _) = secret.split_at(secret.rfind('=').unwrap_or(0));
        return Err(Failure::Request(format!(
            "--shard: a partial result holds the arguments, and {name} gives a secret; put it into a file for --values"
        )));
    }
    let cache = check.cache.as_deref().map(Cache::at);
    let noted = Noted::before(cache.as_ref().map(|cache| cache as &dyn Memory));
    let by = By {
        memory: Some(&noted),
        shard: Some(shard),
        ..By::default()
    };
    let own = file.map(Path::to_owned).into_iter().collect();
    let checked = Checked::of(&check.scope, &check.part, own, !check.reporting.quiet, by)?;
    let header = Header::of_shard(shard, arguments, configuration(checked.settings()));
    let text = noted.text(&header);
    match file {
        None => out.write_all(text.as_bytes())?,
        Some(file) => disk::write(file, text.as_bytes()).map_err(|error| {
            let file = files::shown(file);
            Failure::Request(format!("--output part={file}: {}", reason(&error)))
        })?,
    }
    cache.into_iter().for_each(Cache::save);
    Ok(Exit::Clean)
}

/// Whether an argument has what nobody may show: by how it looks, or by what it sets.
fn has_secret(argument: &str) -> bool {
    let set = argument.strip_prefix("--set=").unwrap_or_default();
    let mut pairs = set.split(',').filter_map(|pair| pair.split_once('='));
    let is_set = pairs.any(|(way, value)| {
        let name = way.rsplit('.').next().unwrap_or_default();
        secret::is_secret(name, value)
    });
    is_set || secret::in_text(argument) != argument
}

/// Reports on partial results as the run would whose parts they are.
pub(super) fn merge(asked: &Merge, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let texts = parts::texts(&asked.parts)?;
    let parts = Parts::of(&texts)?;
    let arguments = ["podlint", "check"].into_iter().map(str::to_owned);
    let arguments = arguments.chain(parts.header.arguments.iter().cloned());
    let parsed = Args::try_parse_from(arguments)
        .ok()
        .and_then(|args| args.command);
    let Some(Command::Check(mut check)) = parsed else {
        let sentence = "the parts were made with arguments that this podlint does not know";
        return Err(Failure::Request(sentence.to_owned()));
    };
    check.reporting = asked.reporting.clone();
    let settle = |checked: &Checked| parts.settle(&configuration(checked.settings()));
    check::run_by(&check, Some(&parts), &settle, (color, out))
}

/// A hash of the configuration files of a run.
fn configuration(settings: &Settings) -> String {
    let mut said = String::new();
    for (file, _) in &settings.files {
        for part in [&file.shown, &file.text] {
            said.push_str(part);
            said.push('\0');
        }
    }
    hex(&sha256(said.as_bytes()))
}
