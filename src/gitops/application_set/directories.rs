//! The generator `git` with `directories`.

use std::path::{Path, PathBuf};

use super::fill::Parameters;
use super::{ApplicationSet, MOST, dotted};
use crate::files::seen_from;
use crate::gitops::application::{origin, url};
use crate::gitops::fields::{entries, filled, is_true, items, text};
use crate::gitops::repository::Leads;
use crate::origin::Text;
use crate::template::{Key, Value};
use crate::wildcard::is_like;

impl ApplicationSet<'_> {
    /// The directories that a git generator names.
    pub(super) fn directories(&self, says: &Value) -> Option<Vec<Parameters>> {
        let (address, revision) = (url(says), text(says, &["revision"]).unwrap_or_default());
        let origin = origin(&address, &revision);
        let (mut found, mut left_out) = (Vec::new(), Vec::new());
        for entry in items(says, &["directories"]) {
            let pattern = filled(&entry, &["path"])?;
            if pattern.as_str().contains(['[', '?', '{', '\\']) {
                return None;
            }
            if is_true(&entry, &["exclude"]) {
                left_out.push(pattern);
                continue;
            }
            let start = fixed(pattern.as_str());
            let manifest = self.object.manifest();
            match self.repository.leads(manifest, &origin, start) {
                Leads::Here(_, top) => {
                    let paths = self.matching(&top, pattern.as_str());
                    found.extend(paths.into_iter().map(|path| (path, pattern.clone())));
                }
                _ => return None,
            }
        }
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        found.dedup_by(|(one, _), (other, _)| one == other);
        let is_left_out = |path: &str| {
            let mut patterns = left_out.iter();
            patterns.any(|pattern| is_match(path, pattern.as_str()))
        };
        found.retain(|(path, _)| !is_left_out(path));
        let parameters = found.iter().map(|(path, pattern)| {
            let mut parameters = self.of_path(&pattern.derive(path));
            self.add_values(says, &mut parameters);
            parameters
        });
        Some(parameters.collect())
    }

    /// The directories below `top` that a pattern names, seen from there.
    fn matching(&self, top: &Path, pattern: &str) -> Vec<String> {
        let files = self.repository.files;
        let mut found = vec![top.to_path_buf()];
        for part in pattern
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
        {
            let mut next: Vec<PathBuf> = Vec::new();
            for directory in &found {
                if !part.contains('*') {
                    next.push(directory.join(part));
                    continue;
                }
                let listed = files.list(directory).unwrap_or_default();
                let named = listed.into_iter().map(|listed| listed.path).filter(|path| {
                    let name = path.file_name().and_then(|name| name.to_str());
                    name.is_some_and(|name| !name.starts_with('.') && is_like(name, part))
                });
                next.extend(named);
            }
            next.retain(|path| {
                files.is_directory(path) && self.repository.reach.resolve(files, path).is_ok()
            });
            next.truncate(MOST + 1);
            found = next;
        }
        found.iter().map(|path| seen_from(top, path)).collect()
    }

    fn of_path(&self, path: &Text) -> Parameters {
        let written = path.as_str();
        let base = written.rsplit('/').next().unwrap_or(written);
        let normal: String = base.chars().map(normalized).collect();
        let derived = |text: &str| Value::Text(path.derive(text));
        let segments: Vec<Value> = written.split('/').map(derived).collect();
        let mut parameters = Parameters::new();
        let mut add = |key: &str, value: Value| drop(parameters.insert(Key::from(key), value));
        if self.is_go {
            let fields = [
                ("path", Value::Text(path.clone())),
                ("basename", derived(base)),
                ("basenameNormalized", derived(&normal)),
                ("segments", Value::list(segments)),
            ];
            let fields = fields.map(|(key, value)| (Key::from(key), value));
            add("path", Value::map(fields.into()));
            return parameters;
        }
        add("path", Value::Text(path.clone()));
        add("path.basename", derived(base));
        add("path.basenameNormalized", derived(&normal));
        for (at, segment) in segments.into_iter().enumerate() {
            add(&format!("path[{at}]"), segment);
        }
        parameters
    }

    /// Adds what a generator says under `values`.
    fn add_values(&self, says: &Value, parameters: &mut Parameters) {
        let all = entries(says, &["values"]).into_iter();
        let all: Vec<(Text, Value)> = all
            .filter_map(|(key, value)| Some((key, self.filled(&value, parameters)?)))
            .collect();
        if self.is_go {
            let map = all.into_iter().map(|(key, value)| (Key(key), value));
            parameters.insert(Key::from("values"), Value::map(map.collect()));
            return;
        }
        for (key, value) in all {
            parameters.insert(dotted(&key), value);
        }
    }
}

/// What of a pattern stands before the first directory that it leaves open.
pub(super) fn fixed(pattern: &str) -> &str {
    let end = pattern.find('*').unwrap_or(pattern.len());
    match end == pattern.len() {
        true => pattern,
        false => pattern[..end]
            .rfind('/')
            .map_or("", |slash| &pattern[..slash]),
    }
}

/// Whether a path is what a pattern says, directory by directory.
fn is_match(path: &str, pattern: &str) -> bool {
    let parts = path.split('/').count();
    let mut pairs = path.split('/').zip(pattern.split('/'));
    parts == pattern.split('/').count() && pairs.all(|(name, pattern)| is_like(name, pattern))
}

fn normalized(c: char) -> char {
    match c.is_ascii_alphanumeric() || c == '.' {
        true => c.to_ascii_lowercase(),
        false => '-',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_directories_one_by_one() {
        assert!(is_match("apps/web", "apps/*"));
        assert!(!is_match("apps/web/prod", "apps/*"));
        assert_eq!(fixed("apps/*/prod"), "apps");
        assert_eq!(fixed("apps/web*"), "apps");
        assert_eq!(fixed("apps/web"), "apps/web");
        assert_eq!(fixed("*"), "");
    }
}
