//! Custom resources: schemas that the user has, and objects checked against them as the API server checks
//! them against a CRD. Nothing is read before an object needs it.

mod admit;
mod ask;
mod branches;
mod broken;
mod check;
mod compare;
mod crd;
mod differing;
mod directory;
mod evaluate;
mod explain;
mod fit;
mod keywords;
mod load;
mod location;
mod misfit;
mod outline;
mod pack;
mod prepare;
mod present;
mod refer;
mod run;
mod store;
mod template;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::api::Version;
use crate::diagnostic::{Diagnostic, Phase, RuleId};
use crate::field_path::FieldPath;
use crate::files::{FileSystem, Reach};
use crate::host::Host;
use crate::objects::Object;
use crate::parts;
use crate::schema::{self, one_of};
use crate::validation;
pub use ask::{Changed, Unasked};
pub use fit::{Part, Unfit, ValuesSchema};
use location::Location;
pub use outline::{CustomField, Form, Outline};
pub use pack::{Packed, pack};
use run::Near;
pub use run::{Defined, Definition, Kind, RunCrds};
use store::{Lookup, Store};
use template::Gvk;

/// Schemas of kinds that are not built in, wherever they are. Clones share what has been read.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    /// Those in locations that somebody named.
    located: Option<Arc<Store>>,
    /// Those among the files of the run, seen from a file.
    run: Option<(Arc<RunCrds>, Arc<str>)>,
}

impl Schemas {
    /// Takes locations as written: `default`, files, directories and paths with variables. `kubernetes` is
    /// the version that stands in for a variable, as written. Only looks whether files are there, and within
    /// `reach`, in which the files that they refer to and links must be as well; the error is the location that cannot
    /// be used, and a sentence that says why.
    pub fn at(
        written: &[String],
        kubernetes: Option<&str>,
        host: &Host,
        reach: &Reach,
    ) -> Result<Self, (String, String)> {
        let mut locations = Vec::new();
        for text in written {
            match Location::parse(&*host.files, text, reach) {
                Ok(location) => locations.extend(location),
                Err(error) => return Err((text.clone(), error)),
            }
        }
        if locations.is_empty() {
            return Ok(Self::default());
        }
        let store = Store::new(
            locations,
            versions(kubernetes),
            (host.clone(), reach.clone()),
        );
        Ok(Self {
            located: Some(Arc::new(store)),
            run: None,
        })
    }

    /// The directories that locations are, or are in.
    #[must_use]
    pub fn directories(files: &dyn FileSystem, written: &[String]) -> Vec<PathBuf> {
        let named = written.iter().filter(|text| *text != "default");
        named.map(|text| Location::directory(files, text)).collect()
    }

    /// These, and behind them the CRDs of the run, as they are seen from a file, which is absolute.
    #[must_use]
    pub fn and_of_run(&self, crds: &Arc<RunCrds>, file: &str) -> Self {
        Self {
            located: self.located.clone(),
            run: Some((Arc::clone(crds), file.into())),
        }
    }

    /// Whether there is a schema, or a CRD without one, for a kind that Kubernetes does not have.
    #[must_use]
    pub fn define(&self, object: &Object<'_>) -> bool {
        if schema::is_known(object) {
            return false;
        }
        let of = gvk(object);
        self.locate(&of) || self.run().is_some_and(|(crds, _)| crds.has(&of))
    }

    /// Whether there is one for the kind of an object in a location that somebody named.
    #[must_use]
    pub fn are_located_for(&self, object: &Object<'_>) -> bool {
        self.located.is_some() && self.locate(&gvk(object))
    }

    fn locate(&self, of: &Gvk) -> bool {
        let mut located = self.located().into_iter();
        located.any(|store| !matches!(store.lookup(of), Lookup::Nothing))
    }

    /// The CRDs of the run.
    #[must_use]
    pub fn of_run(&self) -> Option<&Arc<RunCrds>> {
        self.run.as_ref().map(|(crds, _)| crds)
    }

    /// Checks an object of a kind that is not built in, and gives the rules that were not asked of it. None where there is
    /// no schema for its kind.
    pub fn check(
        &self,
        object: &Object<'_>,
        version: Version,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Unasked> {
        let of = gvk(object);
        let located = self.located();
        match located.map_or(Lookup::Nothing, |store| store.lookup(&of)) {
            Lookup::Nothing => self.check_by_run(object, (&of, version), found),
            Lookup::Schema(schema) => {
                check_metadata(object, version, found);
                let store = located?;
                let workers = &*store.host.workers;
                let checked = Phase::Custom.run_schema(found, |found| {
                    check::check(object, &schema, version, workers, found)
                });
                checked
                    .map_err(|why| store.problem(schema.path(), why))
                    .ok()
            }
            Lookup::Unserved(served) => {
                Phase::Custom.run_schema(found, |found| {
                    found.push(unserved(object, &of, &served));
                });
                Some(Unasked::default())
            }
        }
    }

    /// Asks the rules that compare an object of a kind that is not built in with what it was.
    #[must_use]
    pub fn check_change(&self, object: &Object<'_>, version: Version, old: &Json) -> Changed {
        let of = gvk(object);
        let located = self.located();
        match located.map_or(Lookup::Nothing, |store| store.lookup(&of)) {
            Lookup::Schema(schema) => ask::change(object, &schema, version, old),
            Lookup::Unserved(_) => Changed::default(),
            Lookup::Nothing => {
                let near = self.run().map(|(crds, file)| crds.near(&of, file));
                match near {
                    Some(Near::Schemas(schemas)) if schemas.len() == 1 => {
                        ask::change(object, &schemas[0].0, version, old)
                    }
                    _ => Changed::default(),
                }
            }
        }
    }

    /// As [`Self::check`], by the CRDs of the run.
    fn check_by_run(
        &self,
        object: &Object<'_>,
        (of, version): (&Gvk, Version),
        found: &mut Vec<Diagnostic>,
    ) -> Option<Unasked> {
        let (crds, file) = self.run()?;
        match crds.near(of, file) {
            Near::Nothing => None,
            Near::Schemas(schemas) => {
                check_metadata(object, version, found);
                let checked = Phase::Custom.run_schema(found, |found| {
                    differing::check(object, version, &schemas, crds, found)
                });
                checked.ok()
            }
            Near::Unserved(served) => {
                Phase::Custom.run_schema(found, |found| {
                    found.push(unserved(object, of, &served));
                });
                Some(Unasked::default())
            }
        }
    }

    /// Whether these are the very same as `others`.
    #[must_use]
    pub fn are(&self, others: &Self) -> bool {
        match (&self.located, &others.located) {
            (Some(these), Some(others)) => Arc::ptr_eq(these, others),
            (None, None) => true,
            _ => false,
        }
    }

    /// What could not be read or is no schema: a path and a sentence each.
    #[must_use]
    pub fn problems(&self) -> Vec<(String, String)> {
        self.located()
            .map_or_else(Vec::new, |store| store.problems())
    }

    fn located(&self) -> Option<&Arc<Store>> {
        self.located
            .as_ref()
            .filter(|_| parts::Part::Extensions.is_here())
    }

    fn run(&self) -> Option<&(Arc<RunCrds>, Arc<str>)> {
        self.run
            .as_ref()
            .filter(|_| parts::Part::Extensions.is_here())
    }
}

fn gvk(object: &Object<'_>) -> Gvk {
    Gvk {
        group: object.group().to_owned(),
        version: object.version().to_owned(),
        kind: object.kind.to_string(),
    }
}

/// What holds of the metadata of every object.
fn check_metadata(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) {
    Phase::Validation.run_schema(found, |found| {
        schema::check_metadata(object, version, found);
    });
    Phase::Validation.run(found, |found| {
        validation::check_metadata(object, version, found);
    });
}

/// The ways to write a version of Kubernetes in a path; `master` is kubeconform's default.
fn versions(written: Option<&str>) -> Vec<String> {
    let Some(written) = written else {
        return vec!["master".to_owned(), format!("v{}.0", Version::default())];
    };
    let bare = written.trim_start_matches('v');
    match bare.split('.').count() {
        2 => vec![format!("v{bare}"), format!("v{bare}.0")],
        _ => vec![format!("v{bare}")],
    }
}

/// An object in a version that the CRD of its kind does not have.
fn unserved(object: &Object<'_>, of: &Gvk, served: &[String]) -> Diagnostic {
    let at = object.root.get("apiVersion").unwrap_or(object.root);
    let message = format!(
        "the CRD of `{}` serves no version `{}`",
        of.kind, of.version
    );
    let found = object
        .diagnostic(RuleId::UNKNOWN_KIND, &at, message)
        .here("the API server refuses it")
        .field(FieldPath::top("apiVersion"));
    if served.is_empty() {
        return found;
    }
    let homes: Vec<String> = served
        .iter()
        .map(|version| format!("{}/{version}", of.group))
        .collect();
    let homes: Vec<&str> = homes.iter().map(String::as_str).collect();
    found.help(format!("`{}` is in {}", of.kind, one_of(&homes)))
}

#[cfg(test)]
mod tests {
    use super::versions;

    #[test]
    fn a_version_is_written_as_kubeconform_does() {
        assert_eq!(versions(Some("1.30.2")), ["v1.30.2"]);
        assert_eq!(versions(Some("1.30")), ["v1.30", "v1.30.0"]);
        assert_eq!(versions(None)[0], "master");
    }
}
