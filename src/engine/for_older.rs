//! What a repository keeps for clusters of older versions: a file that is named after an API version that was removed, beside the
//! same for newer ones.

use std::path::{Path, PathBuf};

use super::Report;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::files::FileSystem;

/// Leaves out that such a file is of an API that was removed: it is not for the clusters that are checked against.
pub(super) fn spare(report: &mut Report, settings: &Settings) {
    let files = &*settings.host.files;
    let Report {
        findings, sources, ..
    } = report;
    findings.retain(|finding| {
        let found = &finding.diagnostic;
        let source = sources.get(&found.primary.source);
        let is_for_older =
            || source.is_some_and(|source| is_for_older(Path::new(&source.path), found, files));
        found.rule != RuleId::REMOVED_API || !is_for_older()
    });
}

fn is_for_older(path: &Path, found: &Diagnostic, files: &dyn FileSystem) -> bool {
    let object = found.object.as_ref();
    let version = object.and_then(|object| object.api_version.rsplit('/').next());
    let file = files.locate(path);
    version.is_some_and(|version| {
        let mut newer = newer(&file, version).into_iter();
        newer.any(|newer| files.exists(&newer)) || stands_beside(&file, version, files)
    })
}

/// Whether a directory that is called after a version has a directory beside it with a file of the same name:
/// `bases/crd.yaml` for `v1beta1/crd.yaml`.
fn stands_beside(file: &Path, version: &str, files: &dyn FileSystem) -> bool {
    const MOST: usize = 32;
    let Some((directory, name)) = file.parent().zip(file.file_name()) else {
        return false;
    };
    if version == "v1" || directory.file_name() != Some(version.as_ref()) {
        return false;
    }
    let around = directory.parent().map(|around| files.list(around));
    let beside = around.and_then(Result::ok).unwrap_or_default().into_iter();
    let mut beside = beside.map(|listed| listed.path).take(MOST);
    beside.any(|other| other != directory && files.exists(&other.join(name)))
}

/// What the same is called for newer versions, if a file or one of the directories around it is called after one: `crds.yaml`,
/// `crds-v1.yaml` and `v1/crds.yaml` for `crds-v1beta1.yaml` and `v1beta1/crds.yaml`.
fn newer(file: &Path, version: &str) -> Vec<PathBuf> {
    const AROUND: usize = 3;
    let around = file.ancestors().take(AROUND);
    let all = around.flat_map(|named| {
        let name = named.file_name().and_then(|name| name.to_str());
        let others = name.map(|name| without(name, version)).unwrap_or_default();
        others.into_iter().map(|other| named.with_file_name(other))
    });
    all.collect()
}

/// A name without the version that is one of its words, and with the stable one instead.
fn without(name: &str, version: &str) -> Vec<String> {
    const BETWEEN: [char; 3] = ['-', '_', '.'];
    if version == "v1" || !name.split(BETWEEN).any(|word| word == version) {
        return Vec::new();
    }
    let stable = name.replacen(version, "v1", 1);
    let bare = BETWEEN.iter().map(|between| format!("{between}{version}"));
    let bare = bare.filter(|word| name.contains(word.as_str()));
    let mut all: Vec<String> = bare.map(|word| name.replacen(&word, "", 1)).collect();
    all.push(stable);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &str) -> Vec<String> {
        let all = newer(Path::new(file), "v1beta1").into_iter();
        all.map(|path| path.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_file_is_for_older_clusters_by_its_name() {
        let crds = ["/shop/crds.yaml", "/shop/crds-v1.yaml"];
        assert_eq!(names("/shop/crds-v1beta1.yaml"), crds);
        assert_eq!(names("/shop/v1beta1/crds.yaml"), ["/shop/v1"]);
        assert_eq!(names("/shop/crds.yaml"), [""; 0]);
        assert_eq!(names("/shop/crds-v1beta10.yaml"), [""; 0]);
    }
}
