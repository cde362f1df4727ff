//! CRDs that stand among the files of a run: what they define is checked against them, without being asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use serde::{Deserialize, Serialize};

use super::crd::{self, CrdSchema};
use super::load::{self, Schema};
use super::prepare::Terms;
use super::store::{Budget, lock};
use super::template::Gvk;
use crate::files::{FileSystem, Reach, shared_parts};
use crate::host::{Host, Workers};
use crate::objects::Object;
use crate::sha2::sha256;
use crate::source::Span;

/// What a CRD in a file defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defined {
    /// The group and the kind.
    pub of: Kind,
    /// The versions, and whether they are served.
    versions: crd::Names,
    /// Where the document is that the CRD stands in.
    pub document: Span,
}

/// A group, and a kind in it.
pub type Kind = (String, String);

impl Defined {
    /// What an object defines, if it is a CRD that can be read. `document` is where the document is that it stands in.
    #[must_use]
    pub fn by(object: &Object<'_>, document: Span) -> Option<Self> {
        let (of, versions) = crd::defined(object)?;
        Some(Self {
            of,
            versions,
            document,
        })
    }

    /// The group with each of the versions that are served, as objects name them.
    pub fn api_versions(&self) -> impl Iterator<Item = String> {
        let group = &self.of.0;
        self.served()
            .map(move |version| format!("{group}/{version}"))
    }

    /// Whether it serves a version.
    fn serves(&self, version: &str) -> bool {
        self.served().any(|name| name == version)
    }

    /// The names of the versions that are served.
    fn served(&self) -> impl Iterator<Item = &str> {
        let served = self.versions.iter().filter(|(_, served)| *served);
        served.map(|(name, _)| name.as_str())
    }
}

/// A CRD with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What it defines.
    pub defined: Defined,
    /// The text of its document.
    pub text: Arc<str>,
    /// What reports call its file.
    pub shown: String,
    /// Its file, absolute.
    pub file: String,
}

/// The CRDs of a run.
#[derive(Debug)]
pub struct RunCrds {
    host: Host,
    kinds: BTreeMap<Kind, Vec<Definition>>,
    /// The schemas, by kind, where the text of a CRD is kept, and version: CRDs with the same text share it.
    known: Mutex<HashMap<(Kind, usize, String), Slot>>,
    /// The same by what they say: releases that lie side by side repeat most of it.
    alike: Mutex<HashMap<Likeness, Slot>>,
    /// Which of them hold in a directory.
    chosen: Mutex<HashMap<(Gvk, String), Choice>>,
    problems: Mutex<BTreeMap<String, String>>,
    budget: Budget,
}

/// A schema; none if there is none, or none that can be used.
type Slot = Arc<OnceLock<Option<Arc<Schema>>>>;

/// What a schema says: the sum of its text, and what else holds of it.
type Likeness = ([u8; 32], Terms);

/// A schema with what reports call its file.
pub(super) type Named<'r> = (Arc<Schema>, &'r str);

/// Which CRDs hold in a directory, once that was asked.
type Choice = Arc<OnceLock<Chosen>>;

/// Which CRDs of a kind hold.
#[derive(Debug)]
enum Chosen {
    Nothing,
    /// These, by their places among those of the kind.
    These(Vec<usize>),
    /// None that serves the version; these are served.
    Unserved(Vec<String>),
}

/// What there is for an object among the CRDs of its run.
pub(super) enum Near<'r> {
    /// Nothing, or nothing that could be used.
    Nothing,
    /// The schemas of the nearest CRDs that are not alike, each with what reports call its file.
    Schemas(Vec<Named<'r>>),
    /// The nearest CRDs serve these versions only.
    Unserved(Vec<String>),
}

impl RunCrds {
    /// Brings them together.
    #[must_use]
    pub fn of(definitions: Vec<Definition>, host: &Host) -> Self {
        let mut kinds: BTreeMap<Kind, Vec<Definition>> = BTreeMap::new();
        for mut definition in definitions {
            let of = definition.defined.of.clone();
            let all = kinds.entry(of).or_default();
            if let Some(known) = all.iter().find(|known| known.text == definition.text) {
                definition.text = Arc::clone(&known.text);
            }
            all.push(definition);
        }
        Self {
            host: host.clone(),
            kinds,
            known: Mutex::default(),
            alike: Mutex::default(),
            chosen: Mutex::default(),
            problems: Mutex::default(),
            budget: Budget::default(),
        }
    }

    /// The kinds of which something is defined.
    fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.keys()
    }

    /// Whether some of these kinds are defined.
    #[must_use]
    pub fn define(&self, kinds: &BTreeSet<Kind>) -> bool {
        kinds.iter().any(|kind| self.kinds.contains_key(kind))
    }

    /// Those of which the other CRDs do not say the same.
    #[must_use]
    pub fn differing(&self, others: &Self) -> BTreeSet<Kind> {
        let all = self.kinds().chain(others.kinds());
        let differ = all.filter(|kind| self.kinds.get(*kind) != others.kinds.get(*kind));
        differ.cloned().collect()
    }

    pub(super) fn workers(&self) -> &dyn Workers {
        &*self.host.workers
    }

    /// Whether one defines a kind.
    pub(super) fn has(&self, of: &Gvk) -> bool {
        self.kinds.contains_key(&key(of))
    }

    /// What the CRDs that are nearest to a file say of a kind: those for which one goes up fewest directories, and then
    /// down fewest. Where there are many of as few directories up, as releases are kept side by side, all of those count.
    pub(super) fn near(&self, of: &Gvk, file: &str) -> Near<'_> {
        let directory = file.rsplit_once('/').map_or("", |(directory, _)| directory);
        let key = (of.clone(), directory.to_owned());
        let slot = Arc::clone(lock(&self.chosen).entry(key).or_default());
        match slot.get_or_init(|| self.choose(of, file)) {
            Chosen::Nothing => Near::Nothing,
            Chosen::Unserved(served) => Near::Unserved(served.clone()),
            Chosen::These(these) => {
                let all = self.definitions(of);
                let known = these.iter().filter_map(|&at| all.get(at));
                let schemas = known.filter_map(|known| {
                    let schema = self.schema(of, known)?;
                    Some((schema, known.shown.as_str()))
                });
                Near::Schemas(schemas.collect())
            }
        }
    }

    fn definitions(&self, of: &Gvk) -> &[Definition] {
        self.kinds.get(&key(of)).map_or(&[], Vec::as_slice)
    }

    fn choose(&self, of: &Gvk, file: &str) -> Chosen {
        const MANY: usize = 2;
        // As `config/samples` is from `config/crd/bases`.
        const NEAR: usize = 3;
        const MOST: usize = 64;
        let mut around: Vec<_> = self
            .definitions(of)
            .iter()
            .enumerate()
            .map(|(at, known)| (distance(file, &known.file), at, known))
            .collect();
        around.sort_by_key(|&(distance, at, _)| (distance, at));
        around.truncate(MOST);
        let Some(&((up, down), ..)) = around.first() else {
            return Chosen::Nothing;
        };
        around.retain(|&(distance, ..)| distance.0 == up);
        let all = self.different(of, &around);
        if all.len() > MANY {
            return Chosen::These(all);
        }
        around.retain(|&(distance, ..)| distance.1 == down);
        let served = around.iter().flat_map(|(.., known)| known.defined.served());
        let served: BTreeSet<&str> = served.collect();
        if served.contains(&*of.version) {
            let nearest = self.different(of, &around);
            return match nearest.is_empty() {
                true => Chosen::Nothing,
                false => Chosen::These(nearest),
            };
        }
        // Where it lies far away, or another one serves it, the CRD of another release is likely to be meant.
        let mut all = self.definitions(of).iter();
        let is_of_another = up > 0 && all.any(|known| known.defined.serves(&of.version));
        match up + down > NEAR || is_of_another {
            true => Chosen::Nothing,
            false => Chosen::Unserved(served.into_iter().map(str::to_owned).collect()),
        }
    }

    /// The CRDs whose schemas for a kind differ, by their places among those of the kind.
    fn different(&self, of: &Gvk, among: &[((usize, usize), usize, &Definition)]) -> Vec<usize> {
        let mut found: Vec<(usize, Arc<Schema>)> = Vec::new();
        for &(_, at, known) in among {
            let is_served = known.defined.serves(&of.version);
            let schema = is_served.then(|| self.schema(of, known)).flatten();
            let is_new =
                |schema: &Arc<Schema>| !found.iter().any(|(_, known)| Arc::ptr_eq(known, schema));
            if let Some(schema) = schema.filter(is_new) {
                found.push((at, schema));
            }
        }
        found.into_iter().map(|(at, _)| at).collect()
    }

    /// The schema of a CRD; the very same for all that say the same.
    fn schema(&self, of: &Gvk, known: &Definition) -> Option<Arc<Schema>> {
        let key = (key(of), known.text.as_ptr().addr(), of.version.clone());
        let slot = Arc::clone(lock(&self.known).entry(key).or_default());
        let schema = slot.get_or_init(|| {
            let written = crd::schema(&known.text, of)?;
            let sum = sha256(written.schema.to_string().as_bytes());
            let slot = Arc::clone(lock(&self.alike).entry((sum, written.terms)).or_default());
            let schema = slot.get_or_init(|| match self.load(known, written) {
                Ok(schema) => Some(Arc::new(schema)),
                Err(problem) => {
                    self.problem(&known.shown, &problem);
                    None
                }
            });
            schema.clone()
        });
        schema.clone()
    }

    fn load(&self, known: &Definition, written: CrdSchema) -> Result<Schema, String> {
        let files: &dyn FileSystem = &*self.host.files;
        // A CRD refers to no other file.
        let reach = Reach::new("beside a CRD");
        let path = Path::new(&known.shown);
        let schema = load::load(path, written.schema, written.terms, (files, &reach))?;
        self.budget.take(&schema, known.text.len())?;
        Ok(schema)
    }

    /// Keeps why a CRD cannot be used.
    pub(super) fn problem(&self, shown: &str, problem: &str) {
        lock(&self.problems).insert(shown.to_owned(), problem.to_owned());
    }

    /// What could not be used: a path and a sentence each.
    #[must_use]
    pub fn problems(&self) -> Vec<(String, String)> {
        lock(&self.problems).clone().into_iter().collect()
    }
}

fn key(of: &Gvk) -> Kind {
    (of.group.clone(), of.kind.clone())
}

/// Further away than any directory.
const FAR: usize = 1000;

/// How many directories one goes up from a file to another, and then down. What was released of an operator is further away
/// than what it is made from.
fn distance(from: &str, to: &str) -> (usize, usize) {
    let parts = |path: &str| {
        path.rsplit_once('/')
            .map_or(0, |(above, _)| above.split('/').count())
    };
    let shared = shared_parts(from, to);
    let up = parts(from).saturating_sub(shared);
    let down = parts(to).saturating_sub(shared);
    let mut below = to.split('/').skip(shared);
    let is_released = below.any(|part| matches!(part, "bundle" | "bundles"));
    (up, if is_released { down + FAR } else { down })
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn what_is_reached_with_fewest_steps_up_is_nearest() {
        assert_eq!(distance("/a/b/cr.yaml", "/a/b/crd.yaml"), (0, 0));
        assert_eq!(distance("/a/b/cr.yaml", "/a/b/cr.yaml"), (0, 0));
        assert_eq!(distance("/a/b/cr.yaml", "/a/b/crds/crd.yaml"), (0, 1));
        assert_eq!(distance("/a/b/cr.yaml", "/a/c/crd.yaml"), (1, 1));
        assert_eq!(distance("/a/b/cr.yaml", "/crd.yaml"), (2, 0));
        assert_eq!(distance("/a/b/cr.yaml", "/a/bb/crd.yaml"), (1, 1));
        let released = distance("/a/b/cr.yaml", "/a/bundle/crd.yaml");
        assert!(released > distance("/a/b/cr.yaml", "/a/config/crd/bases/crd.yaml"));
        assert_eq!(distance("/bundle/a/cr.yaml", "/bundle/b/crd.yaml"), (1, 1));
    }
}
