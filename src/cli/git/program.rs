//! The program `git`, and what it is asked.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use super::super::Failure;
use super::resolved;
use crate::diagnostic::brief;
use crate::source::reason;

/// An entry of the index.
pub(super) struct Entry {
    /// The blob that it names.
    pub(super) blob: String,
    pub(super) path: PathBuf,
    pub(super) is: Is,
}

/// What an entry of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    File,
    Link,
    /// Another repository.
    Repository,
    /// Either of the first, which is not checked out by choice.
    Absent,
    /// One of several that are to be merged.
    Unmerged,
}

/// The repository of the working directory, and the commit that is asked about.
pub(super) struct Git<'r> {
    pub(super) reference: &'r str,
    /// The top of the work tree, resolved.
    pub(super) top: PathBuf,
}

impl<'r> Git<'r> {
    pub(super) fn open(reference: &'r str) -> Result<Self, Failure> {
        let mut git = Self {
            reference,
            top: PathBuf::new(),
        };
        let top = git
            .ask(&["rev-parse", "--show-toplevel"])?
            .ok_or_else(|| git.failure(git.why_not()))?;
        git.top = resolved(&path_of(top.trim_ascii_end()));
        Ok(git)
    }

    /// Why there is no work tree: none there, or git reads none that is another user's, as in a CI job's container.
    fn why_not(&self) -> &'static str {
        let output = self.output(&["rev-parse", "--show-toplevel"]);
        let said = output.map(|output| output.stderr).unwrap_or_default();
        if contains(&said, "dubious ownership") {
            "the repository belongs to another user, and git reads no such one unless `git config --global --add \
             safe.directory` names it"
        } else {
            "the current directory is in no git work tree"
        }
    }

    /// The last commit that the reference and what is checked out have in common.
    pub(super) fn base(&self) -> Result<String, Failure> {
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

    /// What of the index is not as in a commit, by its path, with the blob that a file was in the commit.
    pub(super) fn staged(&self, commit: &str) -> Result<HashMap<PathBuf, Option<String>>, Failure> {
        let compare = [
            "diff-index",
            "--cached",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules",
            commit,
            "--",
        ];
        let said = self.demand(&compare)?;
        let mut words = said.split(|&byte| byte == 0);
        let mut staged = HashMap::new();
        // `:oldmode newmode oldblob newblob status`, and the name.
        while let Some(head) = words.next().filter(|word| !word.is_empty()) {
            let head = String::from_utf8_lossy(head);
            let fields: Vec<&str> = head.split(' ').collect();
            let (&[mode, _, blob, ..], Some(name)) = (&fields[..], words.next()) else {
                return Err(self.failed(compare[0]));
            };
            let blob = mode.starts_with(":100").then(|| blob.to_owned());
            staged.insert(self.top.join(path_of(name)), blob);
        }
        Ok(staged)
    }

    /// The index.
    pub(super) fn index(&self) -> Result<Vec<Entry>, Failure> {
        let list = ["ls-files", "--stage", "-t", "-z"];
        let said = self.demand(&list)?;
        let entries = said
            .split(|&byte| byte == 0)
            .filter(|entry| !entry.is_empty());
        let entries = entries.map(|entry| self.entry(entry).ok_or_else(|| self.failed(list[0])));
        entries.collect()
    }

    /// Reads `tag mode blob stage`, a tab, and the name.
    fn entry(&self, entry: &[u8]) -> Option<Entry> {
        let tab = entry.iter().position(|&byte| byte == b'\t')?;
        let head = str::from_utf8(&entry[..tab]).ok()?;
        let fields: Vec<&str> = head.split(' ').collect();
        let &[tag, mode, blob, stage] = &fields[..] else {
            return None;
        };
        let is = match mode {
            "160000" => Is::Repository,
            _ if stage != "0" => Is::Unmerged,
            _ if tag == "S" => Is::Absent,
            "120000" => Is::Link,
            _ => Is::File,
        };
        Some(Entry {
            blob: blob.to_owned(),
            path: self.top.join(path_of(&entry[tab + 1..])),
            is,
        })
    }

    /// What a command prints; `None` if it fails.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
        let output = self.output(arguments)?;
        Ok(output.status.success().then_some(output.stdout))
    }

    /// What a command prints that is not to fail.
    pub(super) fn demand(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = self.output(arguments)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let reason = said.lines().find(|line| !line.trim().is_empty());
        let reason = reason.map(|reason| format!(": {}", brief(reason.trim().to_owned())));
        let fails = self.fails(arguments[0]);
        Err(self.failure(&(fails + &reason.unwrap_or_default())))
    }

    fn output(&self, arguments: &[&str]) -> Result<Output, Failure> {
        let mut command = self.command(arguments);
        // What git says is looked into, and repeated.
        let output = command.env("LC_ALL", "C").stderr(Stdio::piped()).output();
        output.map_err(|error| self.cannot_run(&error))
    }

    /// A command that reads what is stored, and the index. None of those that are used here runs a program that the
    /// repository's configuration names, nor looks at the files, for which filters would be run; and should one want to
    /// (a monitor, a pager, what fetches the blobs that a partial clone lacks), it is forbidden.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        if !self.top.as_os_str().is_empty() {
            command.arg("-C").arg(&self.top);
        }
        command.arg("--no-pager");
        for setting in [
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "protocol.allow=never",
        ] {
            command.args(["-c", setting]);
        }
        command
            .args(arguments)
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    pub(super) fn cannot_run(&self, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::NotFound => self.failure("the program git is needed, and not found"),
            _ => self.failure(&format!("git cannot be run: {}", reason(error))),
        }
    }

    pub(super) fn failed(&self, command: &str) -> Failure {
        self.failure(&self.fails(command))
    }

    fn fails(&self, command: &str) -> String {
        format!("`git {command}` fails in {}", self.top.display())
    }

    pub(super) fn failure(&self, what: &str) -> Failure {
        Failure::Request(format!("--changed-since {}: {what}", self.reference))
    }
}

fn contains(text: &[u8], part: &str) -> bool {
    memchr::memmem::find(text, part.as_bytes()).is_some()
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
