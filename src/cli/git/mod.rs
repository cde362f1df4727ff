//! What has changed since a commit. The program `git` is asked what it has stored; podlint itself looks at the files,
//! since to compare them git would run whatever programs the repository's configuration names.

mod blobs;
mod program;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blobs::{Blob, Question};
use program::{Entry, Git, Is};

use super::Failure;
use crate::disk::{Disk, locate};
use crate::engine::{Settings, is_refused};
use crate::files::{self, FileSystem, Most};
use crate::project;
use crate::validation::update::Past;
use crate::walk::is_manifest_name;

/// What has changed since a commit.
#[derive(Debug)]
pub(super) struct Changes {
    reference: String,
    /// Manifests that are other than they were, and those that are gone.
    old: Vec<Old>,
    /// Which files are as they were.
    pub(super) kept: Arc<Kept>,
    /// What could not be compared, a sentence each.
    pub(super) problems: Vec<String>,
}

/// A manifest that is other than it was, or gone.
#[derive(Debug)]
struct Old {
    path: PathBuf,
    then: String,
    now: Option<String>,
}

/// What is as it was; all else has changed, or is nothing that git tracks.
#[derive(Debug, Default)]
pub(super) struct Kept {
    top: PathBuf,
    /// Files and links, below the resolved top.
    paths: HashSet<PathBuf>,
    /// Other repositories in this one, whose files are theirs.
    repositories: HashSet<PathBuf>,
}

impl project::Kept for Kept {
    /// One behind a link is as it was if both are.
    fn has(&self, file: &Path) -> bool {
        let own = beside(file);
        let real = if own.is_symlink() {
            resolved(file)
        } else {
            own.clone()
        };
        let is_theirs = |path: &Path| {
            let mut above = path.ancestors();
            above.any(|above| self.repositories.contains(above))
        };
        let is_kept = |path: &Path| self.paths.contains(path) || is_theirs(path);
        is_kept(&own) && (real == own || is_kept(&real) || !real.starts_with(&self.top))
    }
}

impl Changes {
    /// Compares the work tree, with what is not staged or not tracked in it, with the commit from which it and
    /// `reference` went different ways. All `named` must be in the work tree.
    pub(super) fn since<'p>(
        reference: &str,
        named: impl Iterator<Item = &'p Path>,
    ) -> Result<Self, Failure> {
        let git = Git::open(reference)?;
        let mut scope = HashSet::new();
        for path in named {
            let real = resolved(path);
            if !real.starts_with(&git.top) {
                let path = if path.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    path
                };
                let (path, top) = (path.display(), git.top.display());
                return Err(git.failure(&format!("{path} is outside of the git work tree {top}")));
            }
            scope.extend([real, beside(path)]);
        }
        let base = git.base()?;
        let (staged, index) = (git.staged(&base)?, git.index()?);
        let mut kept = Kept {
            top: git.top.clone(),
            ..Kept::default()
        };
        let asked = questions(&mut kept, staged, index, &scope);
        let mut changes = Comparison {
            old: Vec::new(),
            kept,
            problems: Vec::new(),
        };
        git.read_blobs(asked, &mut |question, blob| changes.add(question, blob))?;
        Ok(Self {
            reference: reference.to_owned(),
            old: changes.old,
            kept: Arc::new(changes.kept),
            problems: changes.problems,
        })
    }

    /// What stood in manifests that are other than they were, and in those that are gone. What the API server refused
    /// it never had, so that nothing can differ from it.
    pub(super) fn past(&self, settings: &Settings) -> Past {
        let mut past = Past::of(&self.reference, locate);
        for Old { path, then, now } in &self.old {
            let settings = settings.of(path);
            past.add(
                &shown(path),
                then,
                now.as_deref(),
                &|object, config_maps| !is_refused(object, config_maps, settings),
            );
        }
        past
    }
}

/// What must be read of what git has stored: what is in `scope`, to compare it, and what other manifests were that have
/// changed or are gone.
fn questions(
    kept: &mut Kept,
    mut staged: HashMap<PathBuf, Option<String>>,
    index: Vec<Entry>,
    scope: &HashSet<PathBuf>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for Entry { blob, path, is } in index {
        let is_gone = || is_manifest_name(&path) && path.symlink_metadata().is_err();
        match is {
            Is::Repository => drop(kept.repositories.insert(path)),
            _ if staged.contains_key(&path) => {}
            Is::Unmerged => {}
            Is::Absent => drop(kept.paths.insert(path)),
            Is::File | Is::Link if is_in(scope, &path) || is_gone() => questions.push(Question {
                blob,
                path,
                has_changed: false,
            }),
            Is::File | Is::Link => {}
        }
    }
    staged.retain(|path, _| is_manifest_name(path));
    let old = staged
        .into_iter()
        .filter_map(|(path, blob)| Some((path, blob?)));
    questions.extend(old.map(|(path, blob)| Question {
        blob,
        path,
        has_changed: true,
    }));
    questions
}

/// Whether a file may be among those that are checked.
fn is_in(scope: &HashSet<PathBuf>, path: &Path) -> bool {
    scope.contains(path)
        || is_manifest_name(path) && path.ancestors().any(|above| scope.contains(above))
}

/// What has come out so far.
struct Comparison {
    old: Vec<Old>,
    kept: Kept,
    problems: Vec<String>,
}

impl Comparison {
    /// Takes up what git has stored of a file.
    fn add(&mut self, question: Question, then: Blob) {
        let path = question.path;
        let then = match then {
            Blob::Text(then) => then,
            // Such a file is not compared.
            Blob::Large => return,
            Blob::Missing => {
                let sentence =
                    "git does not have here what it was; `git diff` with that commit fetches it";
                return self.problems.push(format!("{}: {sentence}", shown(&path)));
            }
        };
        let now = now(&path);
        let is_same = now.as_ref().is_some_and(|now| is_alike(&then, now));
        if is_same && !question.has_changed {
            self.kept.paths.insert(path);
        } else if !path.is_symlink() {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            self.old.push(Old {
                then: text(&then),
                now: now.as_deref().map(text),
                path,
            });
        }
    }
}

/// What stands in a file, or where a link leads, as git stores it; none of what is neither.
fn now(path: &Path) -> Option<Vec<u8>> {
    let found = path.symlink_metadata().ok()?;
    if found.is_symlink() {
        let to = path.read_link().ok()?;
        return Some(files::shown(&to).into_bytes());
    }
    let most = Most::bytes(blobs::MOST);
    found
        .is_file()
        .then(|| Disk.read_regular(path, most).ok())?
}

/// Whether two texts have the same lines: git may have been told to end them otherwise in the work tree.
fn is_alike(a: &[u8], b: &[u8]) -> bool {
    fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
        let lines = text.split(|&byte| byte == b'\n');
        lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
    }
    a == b || lines(a).eq(lines(b))
}

/// A path of the work tree as reports call it: from the working directory, if it is below.
fn shown(path: &Path) -> String {
    let here = locate(Path::new(""));
    files::shown(path.strip_prefix(&here).unwrap_or(path))
}

/// A path without links, even where it leads to nothing.
fn resolved(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize().unwrap_or_else(|_| locate(path))
}

/// Where a file is, whose last part may be a link.
fn beside(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(directory), Some(name)) => resolved(directory).join(name),
        _ => resolved(path),
    }
}
