//! What has changed since a commit, asked of the program `git`.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::Failure;
use crate::disk;
use crate::disk::locate;
use crate::engine::{Settings, is_refused};
use crate::source::reason;
use crate::validation::update::Past;
use crate::walk::is_manifest_name;

/// An old file of more bytes is not compared.
const MOST: u64 = 64 << 20;

/// What has changed since a commit.
#[derive(Debug)]
pub(super) struct Changes<'r> {
    git: Git<'r>,
    /// The files that are new or other than they were, resolved.
    pub(super) files: HashSet<PathBuf>,
    changes: Vec<Change>,
}

/// A file that is not as it was.
#[derive(Debug)]
struct Change {
    /// The blob that it was, if it was a file.
    blob: Option<String>,
    then: PathBuf,
    now: PathBuf,
}

#[derive(Debug)]
struct Git<'r> {
    reference: &'r str,
    top: PathBuf,
}

impl<'r> Changes<'r> {
    /// Compares the work tree, with what is not staged or not tracked in it, with the commit from which it and
    /// `reference` went different ways. All `named` must be in the work tree.
    pub(super) fn since<'p>(
        reference: &'r str,
        named: impl Iterator<Item = &'p Path>,
    ) -> Result<Self, Failure> {
        let git = Git::open(reference)?;
        for path in named {
            let real = resolved(path);
            if !real.starts_with(&git.top) {
                let (path, top) = (path.display(), git.top.display());
                return Err(git.failure(&format!("{path} is outside of the git work tree {top}")));
            }
        }
        let base = git.base()?;
        let (changes, new) = (git.changes(&base)?, git.untracked()?);
        let now = changes.iter().map(|change| &change.now).chain(&new);
        let files = now.map(|path| resolved(path)).collect();
        Ok(Self {
            git,
            files,
            changes,
        })
    }

    /// Reads what stood in manifests that are other than they were, and in those that are gone. What the API server
    /// refused it never had, so that nothing can differ from it.
    pub(super) fn past(&self, settings: &Settings) -> Result<Past, Failure> {
        let mut past = Past::of(self.git.reference, locate);
        let add = |change: &Change, bytes: &[u8]| {
            let now = disk::read(&change.then).ok();
            let now = now.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let (path, then) = (shown(&change.then), String::from_utf8_lossy(bytes));
            let settings = settings.of(&change.then);
            past.add(&path, &then, now.as_deref(), &|object, config_maps| {
                !is_refused(object, config_maps, settings)
            });
        };
        self.git.read(&self.changes, add)?;
        Ok(past)
    }
}

impl<'r> Git<'r> {
    fn open(reference: &'r str) -> Result<Self, Failure> {
        let mut git = Self {
            reference,
            top: PathBuf::new(),
        };
        let top = git
            .ask(&["rev-parse", "--show-toplevel"])?
            .ok_or_else(|| git.failure("the current directory is in no git work tree"))?;
        git.top = resolved(&path_of(top.trim_ascii_end()));
        Ok(git)
    }

    /// The last commit that the reference and what is checked out have in common.
    fn base(&self) -> Result<String, Failure> {
        let name = format!("{}^{{commit}}", self.reference);
        let verify = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &name,
        ];
        let commit = self.ask(&verify)?;
        let Some(commit) = commit.map(|bytes| line(&bytes)) else {
            return Err(self.unknown("git knows no such commit"));
        };
        let common = self.ask(&["merge-base", &commit, "HEAD"])?;
        common
            .map(|bytes| line(&bytes))
            .ok_or_else(|| self.unknown("git knows no commit that it and HEAD have in common"))
    }

    fn unknown(&self, what: &str) -> Failure {
        let shallow = self.ask(&["rev-parse", "--is-shallow-repository"]);
        let shallow = matches!(shallow, Ok(Some(said)) if line(&said) == "true");
        let hint = match shallow {
            true => {
                "; this clone is shallow, and `git fetch --unshallow` completes it (on GitHub: `fetch-depth: 0`)"
            }
            false => {
                "; what a remote has is there after `git fetch`, and in CI after a clone with its history (on GitHub: \
                 `fetch-depth: 0`)"
            }
        };
        self.failure(&format!("{what}{hint}"))
    }

    fn changes(&self, base: &str) -> Result<Vec<Change>, Failure> {
        let diff = [
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--find-renames",
            "--no-relative",
            "--no-ext-diff",
            "--ignore-submodules",
            base,
            "--",
        ];
        let said = self.ask(&diff)?.ok_or_else(|| self.failed("diff"))?;
        let mut words = said.split(|&byte| byte == 0);
        let mut changes = Vec::new();
        // `:oldmode newmode oldblob newblob status`, the name, and of what has another name that too.
        while let Some(head) = words.next().filter(|word| !word.is_empty()) {
            let head = String::from_utf8_lossy(head);
            let fields: Vec<&str> = head.split(' ').collect();
            let (&[mode, _, blob, _, status], Some(name)) = (&fields[..], words.next()) else {
                return Err(self.failed("diff"));
            };
            let then = self.top.join(path_of(name));
            let now = match status.starts_with(['R', 'C']) {
                true => words.next().map(|name| self.top.join(path_of(name))),
                false => None,
            };
            changes.push(Change {
                blob: mode.starts_with(":100").then(|| blob.to_owned()),
                now: now.unwrap_or_else(|| then.clone()),
                then,
            });
        }
        Ok(changes)
    }

    fn untracked(&self) -> Result<Vec<PathBuf>, Failure> {
        let list = [
            "ls-files",
            "--others",
            "--exclude-standard",
            "--full-name",
            "-z",
        ];
        let said = self.ask(&list)?.ok_or_else(|| self.failed("ls-files"))?;
        let names = said
            .split(|&byte| byte == 0)
            .filter(|name| !name.is_empty());
        Ok(names.map(|name| self.top.join(path_of(name))).collect())
    }

    /// Calls `then` with the bytes that each manifest among the changes was.
    fn read(
        &self,
        changes: &[Change],
        mut then: impl FnMut(&Change, &[u8]),
    ) -> Result<(), Failure> {
        let wanted = |change: &&Change| is_manifest_name(&change.then);
        let wanted: Vec<(&Change, &str)> = changes
            .iter()
            .filter(wanted)
            .filter_map(|change| Some((change, change.blob.as_deref()?)))
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| self.cannot_run(&error))?;
        let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(self.failed("cat-file"));
        };
        let blobs: String = wanted.iter().map(|(_, blob)| format!("{blob}\n")).collect();
        // git answers while it is asked, so one thread asks and one listens.
        let read = thread::scope(|scope| {
            scope.spawn(move || drop(to.write_all(blobs.as_bytes())));
            let mut from = BufReader::new(from);
            wanted.iter().try_for_each(|(change, _)| {
                let bytes = blob(change, &mut from)?;
                bytes.iter().for_each(|bytes| then(change, bytes));
                Ok(())
            })
        });
        // What it ends with says nothing that the answers have not said.
        drop(child.wait());
        read.map_err(|error: io::Error| self.failure(&format!("git cat-file: {}", reason(&error))))
    }

    /// What a command prints; `None` if it fails.
    fn ask(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
        let output = self.command(arguments).output();
        let output = output.map_err(|error| self.cannot_run(&error))?;
        Ok(output.status.success().then_some(output.stdout))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        if !self.top.as_os_str().is_empty() {
            command.arg("-C").arg(&self.top);
        }
        // A program that the repository's configuration names is not run.
        command.args(["-c", "core.fsmonitor=false"]).args(arguments);
        command.stdin(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn cannot_run(&self, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::NotFound => self.failure("the program git is needed, and not found"),
            _ => self.failure(&format!("git cannot be run: {}", reason(error))),
        }
    }

    fn failed(&self, command: &str) -> Failure {
        self.failure(&format!("`git {command}` fails in {}", self.top.display()))
    }

    fn failure(&self, what: &str) -> Failure {
        Failure::Request(format!("--changed-since {}: {what}", self.reference))
    }
}

/// An old file as `git cat-file --batch` prints it: `blob type size`, and its bytes; `None` if it is too large.
fn blob(change: &Change, from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    from.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().map(str::parse::<u64>);
    let Some(Ok(size)) = size else {
        let gone = format!("{} cannot be shown as it was", change.then.display());
        return Err(io::Error::other(gone));
    };
    let mut bytes = Vec::new();
    from.by_ref().take(size.min(MOST)).read_to_end(&mut bytes)?;
    // The rest, and a line break.
    io::copy(
        &mut from.take(size.saturating_sub(MOST) + 1),
        &mut io::sink(),
    )?;
    Ok((size <= MOST).then_some(bytes))
}

/// A path of the work tree as reports call it: from the working directory, if it is below.
fn shown(path: &Path) -> String {
    let here = locate(Path::new(""));
    crate::disk::shown(path.strip_prefix(&here).unwrap_or(path))
}

/// A path without links, even where it leads to nothing.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize().unwrap_or_else(|_| locate(path))
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(AsRef::<OsStr>::as_ref(&*String::from_utf8_lossy(name)))
}
