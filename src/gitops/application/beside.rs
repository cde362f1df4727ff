//! `.argocd-source.yaml`: what stands beside a chart or an overlay and changes what an Application says of it.
//!
//! Source: <https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/#store-overrides-in-git>.

use std::path::Path;
use std::sync::Arc;

use crate::files::{Most, as_text, read_found};
use crate::gitops::manifests::{Object, Refusal};
use crate::gitops::repository::Repository;
use crate::helm::yaml;
use crate::origin::{FileId, ReadFile, Text};
use crate::template::Value;

/// How large such a file may be.
const MOST: Most = Most::bytes(8 << 20);

/// What an Application says of a source, with what stands beside that.
pub(super) struct Whole {
    pub(super) source: Value,
    /// The files that it stands in.
    pub(super) files: Arc<[ReadFile]>,
}

impl Whole {
    /// What is said of a source in `directory`: by all Applications, then by that of its name.
    pub(super) fn read(
        source: &Value,
        object: &Object,
        directory: &Path,
        repository: &Repository<'_>,
    ) -> Result<Self, Refusal> {
        let mut whole = Self {
            source: source.clone(),
            files: Arc::clone(&object.files),
        };
        let own = format!(".argocd-source-{}.yaml", object.name.as_str());
        for name in [".argocd-source.yaml", &own] {
            let path = directory.join(name);
            if repository.files.exists(&path) && whole.add(&path, repository).is_none() {
                let message = format!("what {name} changes cannot be read");
                return Err(object.not_followed(None, message));
            }
        }
        Ok(whole)
    }

    /// Adds what a file says.
    fn add(&mut self, path: &Path, repository: &Repository<'_>) -> Option<()> {
        let bytes = read_found(repository.files, path, repository.reach, MOST).ok()?;
        let text = as_text(bytes).ok()?;
        let file = FileId(u32::try_from(self.files.len()).ok()?);
        let says = yaml::read(&Text::of_file(file, &text)).ok()?;
        let read = ReadFile {
            path: repository.seen(path).into(),
            text: Arc::from(text),
            brought_by: None,
            is_template: false,
            is_apart: true,
        };
        self.files = self.files.iter().cloned().chain([read]).collect();
        self.source = merged(&self.source, says);
        Some(())
    }
}

/// A value with what another one says instead, as a merge patch of JSON: null takes a field away, and lists are replaced.
fn merged(value: &Value, by: Value) -> Value {
    let Value::Map(by) = by else {
        return by;
    };
    let mut entries = match value {
        Value::Map(map) => {
            let map = map.borrow();
            let entries = map.iter();
            entries
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        }
        _ => std::collections::BTreeMap::new(),
    };
    for (key, by) in by.borrow().iter() {
        match by {
            Value::Nil => entries.remove(key),
            by => {
                let before = entries.get(key).cloned().unwrap_or(Value::Nil);
                entries.insert(key.clone(), merged(&before, by.clone()))
            }
        };
    }
    Value::map(entries)
}
