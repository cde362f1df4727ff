//! What is known of a root: what came of the last look at all of its files.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::look::Look;
use crate::config::{self, Exclude};
use crate::diagnostic::RuleId;
use crate::disk::Disk;
use crate::engine::{Finding, Input, Report, Settings, Surroundings, run};
use crate::files::{Most, shown};
use crate::host::Host;
use crate::objects::World;
use crate::project::Project;
use crate::source::SourceId;
use crate::walk::is_manifest_name;

/// What is known of a root.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) report: Report,
    pub(super) around: Surroundings,
    /// What holds for a text that is judged by itself.
    pub(super) alone: Settings,
    /// The open texts that it is of.
    pub(super) versions: BTreeMap<PathBuf, i64>,
    /// The findings in each file.
    pub(super) by_path: BTreeMap<PathBuf, Vec<usize>>,
    /// The files that were found.
    pub(super) files: HashSet<PathBuf>,
    /// Those that are not judged by themselves.
    pub(super) parts: HashSet<PathBuf>,
    /// What open texts tell by themselves.
    pub(super) by_itself: BTreeMap<PathBuf, ByItself>,
    /// What only all files together tell of them.
    pub(super) together: BTreeMap<PathBuf, Together>,
    pub(super) exclude: Exclude,
    /// A configuration file that is not used, since the client does not say that it trusts the workspace.
    pub(super) distrusted: Option<PathBuf>,
    here: PathBuf,
}

/// What all files together tell of one.
#[derive(Debug, Default)]
pub(super) struct Together {
    /// What the file alone would have told.
    pub(super) hidden: HashSet<Key>,
    /// The findings that it would not have.
    pub(super) added: Vec<usize>,
}

/// What a version of a text tells by itself. It is asked for at every look, and judged once.
pub(super) type ByItself = (i64, Arc<HashSet<Key>>);

pub(super) fn keys(report: &Report) -> Arc<HashSet<Key>> {
    Arc::new(report.findings.iter().map(key).collect())
}

/// What makes two findings the same wherever they stand.
pub(super) type Key = (RuleId, String);

pub(super) fn key(finding: &Finding) -> Key {
    (finding.diagnostic.rule, finding.diagnostic.message.clone())
}

impl Known {
    /// What came of a look.
    pub(super) fn of(project: &Project<'_>, look: &Look) -> Self {
        let mut report = project.report();
        report.unite();
        let settings = project.session.settings();
        let files = project.asked.found.files.iter();
        let parts = report.inputs.iter();
        let parts = parts.filter(|input| matches!(input, Input::Part { .. }));
        let mut known = Self {
            around: project.session.surroundings(),
            alone: alone(settings, &look.host(&look.unsaved)),
            versions: look.versions.clone(),
            by_path: BTreeMap::new(),
            files: files.map(|file| file.path.clone()).collect(),
            parts: parts.map(|input| input.path().to_owned()).collect(),
            by_itself: BTreeMap::new(),
            together: BTreeMap::new(),
            exclude: project.asked.request.exclude.clone(),
            distrusted: distrusted(project, look),
            here: look.place.here().to_owned(),
            report,
        };
        for (at, finding) in known.report.findings.iter().enumerate() {
            let path = known.path(finding.diagnostic.primary.source);
            known.by_path.entry(path).or_default().push(at);
        }
        for (path, &version) in &look.versions {
            if known.files.contains(path)
                && let Some(keys) = known.by_itself(look, path, version)
            {
                let together = known.together(path, &keys);
                known.together.insert(path.clone(), together);
                known.by_itself.insert(path.clone(), (version, keys));
            }
        }
        known.alone = alone(settings, &look.host(&look.typed));
        known
    }

    /// Where a source of its report is.
    pub(super) fn path(&self, source: SourceId) -> PathBuf {
        path(&self.report, source, &self.here)
    }

    /// The directory from which it is seen.
    pub(super) fn here(&self) -> &Path {
        &self.here
    }

    fn by_itself(&self, look: &Look, path: &Path, version: i64) -> Option<Arc<HashSet<Key>>> {
        let known = look.by_itself.get(path);
        match known.filter(|(of, _)| *of == version && !self.is_template(path)) {
            Some((_, keys)) => Some(Arc::clone(keys)),
            None => self.look_alone(path).map(|report| keys(&report)),
        }
    }

    /// What the text of a file tells by itself, as it stands while somebody types; nothing where that is not what counts.
    pub(super) fn look_alone(&self, path: &Path) -> Option<Report> {
        // What the walk leaves out is judged as if it were named.
        let is_named = || is_manifest_name(path) && !self.exclude.matches(&Disk, path, false);
        if self.is_template(path) || !self.files.contains(path) && !is_named() {
            return None;
        }
        let input = Input::File {
            path: path.to_owned(),
            shown: shown(path.strip_prefix(&self.here).unwrap_or(path)),
            context: false,
            regular: false,
        };
        let mut report = run(vec![input], &self.alone, &|_| ());
        report.unite();
        Some(report)
    }

    /// Whether a file is judged only as what a chart makes of it. A part of an overlay says much by itself.
    fn is_template(&self, path: &Path) -> bool {
        if !self.parts.contains(path) {
            return false;
        }
        let text = self.alone.host.files.read(path, Most::default());
        !text.is_ok_and(|text| memchr::memmem::find(&text, b"{{").is_none())
    }

    fn together(&self, path: &Path, of_alone: &HashSet<Key>) -> Together {
        let all = self.by_path.get(path).map_or(&[][..], Vec::as_slice);
        let mut of_all: HashSet<Key> = HashSet::new();
        let mut added = Vec::new();
        for &at in all {
            let key = key(&self.report.findings[at]);
            if !of_alone.contains(&key) {
                added.push(at);
            }
            of_all.insert(key);
        }
        Together {
            hidden: of_alone.difference(&of_all).cloned().collect(),
            added,
        }
    }
}

/// A configuration file that would hold if its workspace were trusted.
fn distrusted(project: &Project<'_>, look: &Look) -> Option<PathBuf> {
    if look.trusted {
        return None;
    }
    let here = look.place.here();
    if let Some(found) = project.asked.found.configurations.first() {
        return Some(here.join(found));
    }
    config::nearest(&Disk, here)
}

/// Where a source of a report is.
pub(super) fn path(report: &Report, source: SourceId, here: &Path) -> PathBuf {
    match report.path_of(source) {
        Some(path) => here.join(path),
        // A configuration file.
        None => {
            let source = report.sources.get(&source);
            here.join(source.map_or("", |source| &*source.path))
        }
    }
}

/// What holds for texts that are judged by themselves: nothing is told of what only all together show.
fn alone(settings: &Settings, host: &Host) -> Settings {
    let mut alone = settings.clone();
    by_itself(&mut alone, host);
    for settings in alone.nearer.values_mut() {
        by_itself(settings, host);
    }
    alone
}

fn by_itself(settings: &mut Settings, host: &Host) {
    settings.host = host.clone();
    settings.parameters.world = World::default();
    settings.looked.clear();
    settings.files.clear();
}
