//! The schemas that have been looked for, shared between threads: each is read and compiled once.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::load::{self, Schema};
use super::location::Location;
use super::template::Gvk;
use crate::files::{self, FileSystem, Most, Reach, read_text};
use crate::host::Host;
use crate::source::{Span, reason};

/// What there is for a kind.
#[derive(Clone, Debug)]
pub(super) enum Lookup {
    /// Nothing, or nothing that could be used.
    Nothing,
    /// A schema.
    Schema(Arc<Schema>),
    /// A CRD that serves these versions only.
    Unserved(Vec<String>),
}

/// The locations, and what was found in them.
#[derive(Debug)]
pub(super) struct Store {
    locations: Vec<Location>,
    /// The ways to write the version of Kubernetes.
    versions: Vec<String>,
    /// Where files are.
    pub(super) host: Host,
    /// Where they may be.
    reach: Reach,
    known: Mutex<HashMap<Gvk, Arc<OnceLock<Lookup>>>>,
    /// Why a file cannot be used, by path.
    problems: Mutex<BTreeMap<String, String>>,
    budget: Budget,
    /// The text that was read last, which may have more versions and kinds that are asked for.
    last: Mutex<Option<(PathBuf, Arc<str>)>>,
}

/// What the patterns of all schemas may take once they are compiled, in units of some 16 bytes, and how much more for
/// each byte of the schemas' texts.
const PATTERNS: u64 = 1 << 20;
const PATTERNS_OF_BYTE: u64 = 2;

/// What patterns may still take, in their units.
#[derive(Debug)]
pub(super) struct Budget(Mutex<u64>);

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(PATTERNS))
    }
}

impl Budget {
    /// Takes what a schema out of a text of so many bytes needs, if there is as much.
    pub(super) fn take(&self, schema: &Schema, bytes: usize) -> Result<(), String> {
        let mut left = lock(&self.0);
        *left += PATTERNS_OF_BYTE * bytes as u64;
        *left = left
            .checked_sub(schema.weight())
            .ok_or("its patterns are too large to be tried")?;
        Ok(())
    }
}

impl Store {
    pub(super) fn new(
        locations: Vec<Location>,
        versions: Vec<String>,
        (host, reach): (Host, Reach),
    ) -> Self {
        Self {
            locations,
            versions,
            host,
            reach,
            known: Mutex::default(),
            problems: Mutex::default(),
            budget: Budget::default(),
            last: Mutex::default(),
        }
    }

    /// What there is for a kind; looked for when it is asked for first.
    pub(super) fn lookup(&self, of: &Gvk) -> Lookup {
        let slot = Arc::clone(lock(&self.known).entry(of.clone()).or_default());
        slot.get_or_init(|| self.find(of)).clone()
    }

    /// What could not be used so far.
    pub(super) fn problems(&self) -> Vec<(String, String)> {
        let problems = lock(&self.problems);
        problems
            .iter()
            .map(|(path, problem)| (path.clone(), problem.clone()))
            .collect()
    }

    /// The first location that has the kind holds; where it is broken no other is asked.
    fn find(&self, of: &Gvk) -> Lookup {
        let mut served: Option<Vec<String>> = None;
        let world = (&*self.host.files, &self.reach);
        for location in &self.locations {
            for path in location.candidates(of, &self.versions, world) {
                match self.read((&path, None), of, location.world(world)) {
                    Ok(Some(schema)) => return Lookup::Schema(schema),
                    Ok(None) => {}
                    Err(()) => return Lookup::Nothing,
                }
            }
            let Some(index) = location.crds(world) else {
                continue;
            };
            lock(&self.problems).extend(index.take_problems());
            let versions = index.versions(of);
            let own = versions
                .iter()
                .find(|version| version.name == of.version && version.served);
            if let Some(own) = own {
                let part = (&*own.file, Some(own.document));
                return match self.read(part, of, location.world(world)) {
                    Ok(Some(schema)) => Lookup::Schema(schema),
                    _ => Lookup::Nothing,
                };
            }
            if !versions.is_empty() {
                let names = versions.iter().filter(|version| version.served);
                let names = names.map(|version| version.name.clone());
                served.get_or_insert_default().extend(names);
            }
        }
        served.map_or(Lookup::Nothing, Lookup::Unserved)
    }

    /// The schema of a kind in a file; none if the file is not there or has none.
    fn read(
        &self,
        (path, part): (&Path, Option<Span>),
        of: &Gvk,
        world: (&dyn FileSystem, &Reach),
    ) -> Result<Option<Arc<Schema>>, ()> {
        let problem = match self.text(path, world) {
            Ok(text) => {
                // A file may have many, of which one is wanted.
                let part = part.and_then(|part| text.get(part.start as usize..part.end as usize));
                match self.load(path, part.unwrap_or(&text), of, world) {
                    Ok(schema) => return Ok(schema.map(Arc::new)),
                    Err(problem) => problem,
                }
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(None);
            }
            Err(error) => reason(&error),
        };
        self.problem(path, &problem);
        Err(())
    }

    /// As [`load::schema`], unless its patterns would take too much beside those of other schemas.
    fn load(
        &self,
        path: &Path,
        text: &str,
        of: &Gvk,
        world: (&dyn FileSystem, &Reach),
    ) -> Result<Option<Schema>, String> {
        let schema = load::schema(path, text, of, world)?;
        if let Some(schema) = &schema {
            self.budget.take(schema, text.len())?;
        }
        Ok(schema)
    }

    /// The text of a file.
    fn text(&self, path: &Path, (files, reach): (&dyn FileSystem, &Reach)) -> io::Result<Arc<str>> {
        if let Some((last, text)) = &*lock(&self.last)
            && last == path
        {
            return Ok(Arc::clone(text));
        }
        let real = reach.resolve(files, path)?;
        let text: Arc<str> = read_text(files, &real, Most::default())?.into();
        *lock(&self.last) = Some((path.to_owned(), Arc::clone(&text)));
        Ok(text)
    }

    /// Keeps why a file cannot be used.
    pub(super) fn problem(&self, path: &Path, problem: &str) {
        lock(&self.problems).insert(files::shown(path), problem.to_owned());
    }
}

/// A panic elsewhere leaves what is behind the lock as good as it was.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
