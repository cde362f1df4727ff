//! Argo CD ApplicationSets whose Applications are certain from the repository: lists, directories of git, and what a matrix
//! makes of both.

mod directories;
mod fill;

use std::sync::Arc;

use self::directories::fixed;
use self::fill::Parameters;
use super::application::{origin, url};
use super::fields::{entries, filled, get, is_true, items, text};
use super::manifests::{Object, Refusal};
use super::repository::Repository;
use crate::origin::Text;
use crate::template::{Key, Value};

/// How many Applications one may give.
const MOST: usize = 1000;

/// Takes note of the directories that it looks for.
pub(super) fn note(object: &Object, repository: &Repository<'_>) {
    for generator in items(&object.spec(), &["generators"]) {
        let mut generators = items(&generator, &["matrix", "generators"]);
        generators.push(generator);
        for git in generators
            .iter()
            .filter_map(|generator| get(generator, &["git"]))
        {
            let (address, revision) = (url(&git), text(&git, &["revision"]).unwrap_or_default());
            for path in items(&git, &["directories"]) {
                if let Some(path) = filled(&path, &["path"]) {
                    let origin = origin(&address, &revision);
                    repository.note(object.manifest(), &origin, fixed(path.as_str()));
                }
            }
        }
    }
}

/// The Applications that it gives.
///
/// # Errors
///
/// What of it is not certain here.
pub(super) fn applications(
    object: &Object,
    repository: &Repository<'_>,
) -> Result<Vec<Object>, Refusal> {
    let spec = object.spec();
    let set = ApplicationSet {
        object,
        repository,
        is_go: is_true(&spec, &["goTemplate"]),
    };
    if filled(&spec, &["templatePatch"]).is_some() {
        return Err(set.not_followed("`templatePatch` is not read"));
    }
    let template = get(&spec, &["template"]).unwrap_or(Value::Nil);
    let mut found = Vec::new();
    for generator in items(&spec, &["generators"]) {
        let Some(all) = set.generated(&generator) else {
            let kinds = entries(&generator, &[]);
            let kind = kinds
                .first()
                .map(|(kind, _)| format!(" `{}`", kind.as_str()));
            let kind = kind.unwrap_or_default();
            let message = format!("what the generator{kind} gives is not known here");
            return Err(set.not_followed(&message));
        };
        for parameters in all {
            let Some(root) = set.filled(&template, &parameters) else {
                return Err(set.not_followed("its template cannot be filled in"));
            };
            found.extend(set.application(root));
        }
        if found.len() > MOST {
            return Err(set.not_followed(&format!("it gives more than {MOST}")));
        }
    }
    Ok(found)
}

struct ApplicationSet<'a> {
    object: &'a Object,
    repository: &'a Repository<'a>,
    /// Whether its templates are Go's.
    is_go: bool,
}

impl ApplicationSet<'_> {
    fn not_followed(&self, what: &str) -> Refusal {
        let message = format!("{what}, and its Applications are not followed");
        self.object.not_followed(None, message)
    }

    /// An Application; `None` if it has no name.
    fn application(&self, root: Value) -> Option<Object> {
        Some(Object {
            group: self.object.group.clone(),
            kind: "Application".to_owned(),
            name: filled(&root, &["metadata", "name"])?,
            namespace: self.object.namespace.clone(),
            root,
            files: Arc::clone(&self.object.files),
        })
    }

    /// What a generator gives; `None` if that is not certain.
    fn generated(&self, generator: &Value) -> Option<Vec<Parameters>> {
        let kinds = entries(generator, &[]);
        let [(kind, says)] = kinds.as_slice() else {
            return None;
        };
        let has = |field: &str| get(says, &[field]).is_some();
        let unknown: &[&str] = match kind.as_str() {
            "list" => &["template", "elementsYaml"],
            "git" => &["template", "files", "pathParamPrefix"],
            "matrix" => &["template"],
            _ => return None,
        };
        if unknown.iter().any(|field| has(field)) {
            return None;
        }
        match kind.as_str() {
            "list" => {
                let elements = items(says, &["elements"]).into_iter();
                Some(elements.map(|element| self.element(&element)).collect())
            }
            "git" => self.directories(says),
            _ => self.matrix(&items(says, &["generators"])),
        }
    }

    fn element(&self, element: &Value) -> Parameters {
        let mut parameters = Parameters::new();
        for (key, value) in entries(element, &[]) {
            match &value {
                Value::Map(_) if key.as_str() == "values" && !self.is_go => {
                    let values = entries(&value, &[]).into_iter();
                    parameters.extend(values.map(|(key, value)| (dotted(&key), value)));
                }
                _ => drop(parameters.insert(Key(key), value)),
            }
        }
        parameters
    }

    fn matrix(&self, generators: &[Value]) -> Option<Vec<Parameters>> {
        let [first, second] = generators else {
            return None;
        };
        let mut all = Vec::new();
        for one in self.generated(first)? {
            let second = self.filled(second, &one)?;
            for mut other in self.generated(&second)? {
                for (key, value) in &one {
                    other.entry(key.clone()).or_insert_with(|| value.clone());
                }
                all.push(other);
            }
            if all.len() > MOST {
                return None;
            }
        }
        Some(all)
    }
}

/// What something under `values` is called in the old templates.
fn dotted(key: &Text) -> Key {
    Key(key.derive(&format!("values.{}", key.as_str())))
}
