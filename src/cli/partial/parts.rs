//! The partial results that are merged: whether they are all there, of one run, and of the files that there are now.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::text::{self, Header, Line};
use crate::cli::Failure;
use crate::disk;
use crate::engine::{Key, Memory, Recalled};
use crate::files;
use crate::project::Shard;
use crate::source::reason;

/// How many files are named of which no part knows.
const NAMED: usize = 3;

/// The parts of a run.
pub(super) struct Parts<'t> {
    /// What they have in common, with the shard of one of them.
    pub(super) header: Header,
    known: HashMap<Key, Line<'t>>,
    /// The files of which no part has what is there now.
    foreign: Mutex<BTreeSet<String>>,
    broken: Mutex<BTreeSet<String>>,
}

/// The texts of parts, with what messages call them.
pub(super) fn texts(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let read = |path: &PathBuf| {
        let shown = files::shown(path);
        let bytes = disk::read(path);
        let text = bytes.and_then(files::as_text);
        match text {
            Ok(text) => Ok((shown, text)),
            Err(error) => Err(request(format!("{shown}: {}", reason(&error)))),
        }
    };
    paths.iter().map(read).collect()
}

fn request(sentence: String) -> Failure {
    Failure::Request(sentence)
}

impl<'t> Parts<'t> {
    /// Reads texts, which must be all parts of one run, and of this program.
    pub(super) fn of(texts: &'t [(String, String)]) -> Result<Self, Failure> {
        let mut known = HashMap::new();
        let mut shards: BTreeMap<Shard, &str> = BTreeMap::new();
        let mut first: Option<(Header, &str)> = None;
        for (shown, text) in texts {
            let (header, lines) =
                text::read(text).map_err(|why| request(format!("{shown}: {why}")))?;
            let Some(shard) = header.shard.as_deref().and_then(|shard| shard.parse().ok()) else {
                return Err(request(format!("{shown}: this is no part of a run")));
            };
            verify(&header, shown)?;
            let (first, its) = first.get_or_insert_with(|| (header.clone(), shown));
            agree(first, its, (&header, shard), shown)?;
            if let Some(other) = shards.insert(shard, shown) {
                return Err(request(format!(
                    "{other} and {shown} are both the shard {shard}"
                )));
            }
            known.extend(lines.into_iter().map(|line| (line.key, line)));
        }
        let Some((header, _)) = first else {
            return Err(request("there are no parts to merge".to_owned()));
        };
        verify_all(&shards)?;
        Ok(Self {
            header,
            known,
            foreign: Mutex::default(),
            broken: Mutex::default(),
        })
    }

    /// Whether the parts are of what was found now.
    pub(super) fn settle(&self, configuration: &str) -> Result<(), Failure> {
        if configuration != self.header.configuration {
            let sentence = "the parts were made with other configuration files than there are here; make them again, \
                            or merge where they were made";
            return Err(request(sentence.to_owned()));
        }
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = broken.first() {
            return Err(request(format!(
                "what the parts say of {path} cannot be read"
            )));
        }
        let foreign = self.foreign.lock().unwrap_or_else(PoisonError::into_inner);
        if foreign.is_empty() {
            return Ok(());
        }
        let named: Vec<&str> = foreign.iter().take(NAMED).map(String::as_str).collect();
        let more = match foreign.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Err(request(format!(
            "no part has {}{more} as there is here: the parts are of another state of the files; make them again, or merge \
             where they were made",
            named.join(", ")
        )))
    }
}

/// Whether a part was made by this program.
fn verify(header: &Header, shown: &str) -> Result<(), Failure> {
    let program = text::program();
    if header.podlint == program {
        return Ok(());
    }
    let made = &header.podlint;
    Err(request(format!(
        "{shown}: podlint {made} made it, and this is {program}; parts are merged by the same program"
    )))
}

/// Whether a part is of the same run as the first one.
fn agree(
    first: &Header,
    its: &str,
    (header, shard): (&Header, Shard),
    shown: &str,
) -> Result<(), Failure> {
    let of_first = first
        .shard
        .as_deref()
        .and_then(|shard| shard.parse::<Shard>().ok());
    if let Some(of_first) = of_first.filter(|of_first| of_first.count != shard.count) {
        return Err(request(format!(
            "{its} is the shard {of_first} and {shown} the shard {shard}: they are of different runs"
        )));
    }
    if first.arguments != header.arguments {
        let (one, other) = (first.arguments.join(" "), header.arguments.join(" "));
        return Err(request(format!(
            "{its} and {shown} are of different runs: `podlint check {one}` and `podlint check {other}`"
        )));
    }
    if first.configuration != header.configuration {
        return Err(request(format!(
            "{its} and {shown} were made with different configuration files"
        )));
    }
    Ok(())
}

/// Whether no shard is missing.
fn verify_all(shards: &BTreeMap<Shard, &str>) -> Result<(), Failure> {
    let count = shards.keys().next().map_or(0, |shard| shard.count);
    let all = (1..=count).map(|number| Shard { number, count });
    let missing: Vec<Shard> = all.filter(|shard| !shards.contains_key(shard)).collect();
    let named = missing.iter().take(NAMED).map(Shard::to_string);
    let named: Vec<String> = named.collect();
    match missing.len() {
        0 => Ok(()),
        1 => Err(request(format!(
            "the part of the shard {} is missing",
            named[0]
        ))),
        more if more > NAMED => Err(request(format!(
            "the parts of {more} shards are missing, {} among them",
            named.join(", ")
        ))),
        _ => Err(request(format!(
            "the parts of the shards {} are missing",
            named.join(", ")
        ))),
    }
}

impl Memory for Parts<'_> {
    fn recall(&self, key: &Key, path: &str, is_file: bool) -> Recalled {
        match self.known.get(key) {
            Some(line) => line.judged.map_or(Recalled::NotKept, |judged| {
                Recalled::Judged(judged.to_owned())
            }),
            None => {
                // What is rendered of several shares no part may have as a whole.
                if is_file {
                    let mut foreign = self.foreign.lock().unwrap_or_else(PoisonError::into_inner);
                    foreign.insert(path.to_owned());
                }
                Recalled::NotKept
            }
        }
    }

    fn keep(&self, _: Key, _: &str, _: Option<String>) {}

    fn is_broken(&self, _: &Key, path: &str) {
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        broken.insert(path.to_owned());
    }
}
