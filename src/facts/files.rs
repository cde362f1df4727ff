//! The paths that a container names.

use std::borrow::Cow;
use std::iter;

use crate::diagnostic::Certainty;
use crate::facts::Origin;
use crate::facts::operands;
use crate::facts::shell::{Started, trapped};
use crate::facts::software::{Class, Known};
use crate::objects::{Container, Text, within};
use crate::source::Span;
use crate::yaml::Cursor;

/// What a container does with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads it: `tail -f /x`, `< /x`, or a log collector's input.
    Reads,
    /// Waits for it to change: `inotifywait /x`.
    Watches,
    /// Reads it, to write what it holds elsewhere: `cp /x /y`.
    Copies,
    /// Writes it: `> /x`, `tee /x`, `LOG_FILE=/x`.
    Writes,
    /// Makes a directory, unless it is there.
    Makes,
    /// Changes what it is, and not what it holds: `chmod`.
    Changes,
    /// Runs it: the program, or the script of an interpreter.
    Runs,
    /// Keeps its own data there: `--data-dir=/x`.
    Keeps,
    /// Names it.
    Names,
}

/// A path that a container names, and where.
#[derive(Clone, Debug)]
pub struct PathUse<'t> {
    /// The absolute path, without what a glob or a variable leaves open, and without a `/` at its end.
    pub path: String,
    /// What is done with it.
    pub access: Access,
    /// How this is known: told, or what the software does unless told otherwise.
    pub origin: Origin,
    /// How certain it is that this is done with it.
    pub certainty: Certainty,
    /// Where it says so.
    pub at: Cursor<'t>,
    /// A mounted file says so, and not the container's own fields.
    pub in_file: bool,
}

impl<'t> PathUse<'t> {
    /// What a container says of a path.
    fn told(path: String, (access, certainty): (Access, Certainty), at: Cursor<'t>) -> Self {
        Self {
            path,
            access,
            origin: Origin::Told,
            certainty,
            at,
            in_file: false,
        }
    }

    /// A path that a mounted file names.
    pub(super) fn of_file(path: String, access: Access, file: &Text<'t>) -> Self {
        Self {
            in_file: true,
            ..Self::told(path, (access, Certainty::Certain), file.at)
        }
    }

    /// What the software of an image does with a path unless told otherwise.
    pub(super) fn of_software(path: &str, access: Access, known: Known, image: &Text<'t>) -> Self {
        Self {
            origin: Origin::Default,
            ..Self::told(path.to_owned(), (access, known.certainty), image.at)
        }
    }

    /// Whether what is there is read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        matches!(
            self.access,
            Access::Reads | Access::Watches | Access::Copies
        )
    }

    /// Whether it is written to, or made.
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self.access, Access::Writes | Access::Makes)
    }

    /// Whether the path is named as a socket.
    #[must_use]
    pub fn is_socket(&self) -> bool {
        self.path.ends_with(".sock") || self.path.ends_with(".socket")
    }

    /// Whether it is the container's own output, or another file of the system's: `/dev/stdout`.
    #[must_use]
    pub fn is_output(&self) -> bool {
        within(&self.path, "/dev") || within(&self.path, "/proc")
    }

    /// Where the path itself stands, in what may be a whole script.
    #[must_use]
    pub fn span(&self) -> Span {
        let whole = self.at.span();
        let found = self
            .at
            .text()
            .find(&self.path)
            .filter(|_| self.origin == Origin::Told);
        found.map_or(whole, |at| {
            let start = whole.start + at as u32;
            Span::new(start, start + self.path.len() as u32)
        })
    }

    /// That nothing but a name says what is done with it.
    fn is_likely(&mut self, access: Access) {
        self.access = access;
        self.certainty = Certainty::Likely;
    }

    /// The last part of the path.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Every path that a container's command, arguments and environment name, and those that its software is known to
/// serve from and to log to.
pub(super) fn paths<'t>(
    container: &Container<'t>,
    started: &Started<'_, 't>,
    class: Class,
    software: Option<Known>,
) -> Vec<PathUse<'t>> {
    let mut found = said(container, started, (class, software));
    for used in found.iter_mut().filter(|used| used.access == Access::Names) {
        if class == Class::Collector && !is_config(&used.path) {
            used.is_likely(Access::Reads);
        }
    }
    let certain = software.filter(|known| known.certainty.is_certain());
    if let (Some(known), Some(image)) = (certain, &container.image) {
        let default = |access| move |path: &&str| PathUse::of_software(path, access, known, image);
        let served = known.software.data.iter();
        let served = served.filter(|_| class == Class::WebServer);
        found.extend(served.map(default(Access::Reads)));
        found.extend(known.software.logs.iter().map(default(Access::Writes)));
    }
    found
}

fn said<'t>(
    container: &Container<'t>,
    started: &Started<'_, 't>,
    (class, software): (Class, Option<Known>),
) -> Vec<PathUse<'t>> {
    let mut found: Vec<PathUse<'t>> = Vec::new();
    let mut add = |word: &str, done, text: &Text<'t>| {
        let word = expanded(word, container, started);
        let said = pieces(&word).filter_map(absolute);
        found.extend(said.map(|path| PathUse::told(path, done, text.at)));
    };
    let handlers: Vec<_> = started.commands.iter().filter_map(trapped).collect();
    for started in iter::once(started).chain(&handlers) {
        for command in &started.commands {
            for used in operands::uses(command) {
                let known = software.and_then(|known| known.software.use_of(used.flag));
                let known = known.map(|access| (access, Certainty::Certain));
                let done = known.unwrap_or((used.access, used.certainty));
                add(used.word, done, command.item(used.at));
            }
        }
        for file in &started.files {
            add(file.word, (file.access, Certainty::Certain), file.text);
        }
    }
    for var in &container.env {
        let Some(value) = &var.value else { continue };
        let is_log = operands::is_log(&var.name, value) && class != Class::Collector;
        let done = match is_log {
            true => (Access::Writes, Certainty::Likely),
            false => (Access::Names, Certainty::Certain),
        };
        add(value, done, value);
    }
    found
}

/// A word with the variable at its start replaced by its value, if a script or the manifest sets it: `$DIR/x`.
fn expanded<'w>(
    word: &'w str,
    container: &'w Container<'_>,
    started: &Started<'w, '_>,
) -> Cow<'w, str> {
    let variable = word.strip_prefix('$').and_then(|rest| {
        let inner = rest.strip_prefix(['{', '(']);
        let name = inner.unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, behind) = name.split_at(end.unwrap_or(name.len()));
        let behind = match inner {
            Some(_) => behind.strip_prefix(['}', ')'])?,
            None => behind,
        };
        Some((name, behind))
    });
    let Some((name, behind)) = variable else {
        return Cow::Borrowed(word);
    };
    let set = started.sets.iter().rev().find(|(set, _)| *set == name);
    let of_env = || {
        let var = container.env.iter().find(|var| &*var.name == name)?;
        var.value.as_deref()
    };
    match set.map(|(_, value)| *value).or_else(of_env) {
        Some(value) => Cow::Owned(format!("{value}{behind}")),
        None => Cow::Borrowed(word),
    }
}

/// Whether a path looks like configuration, which an image brings along.
pub(super) fn is_config(path: &str) -> bool {
    let ends = [
        ".conf",
        ".cfg",
        ".yaml",
        ".yml",
        ".toml",
        ".json",
        ".ini",
        ".properties",
        ".xml",
    ];
    path.starts_with("/etc/") || ends.iter().any(|end| path.ends_with(end))
}

/// The parts of a word, or of a text, that may be paths.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    const BETWEEN: [char; 19] = [
        ' ', '\t', '\r', '\n', '"', '\'', '(', ')', '`', ',', '[', ']', '{', '}', '<', '>', ';',
        '|', '&',
    ];
    text.split(BETWEEN)
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let assigned = piece.split_once('=').map(|(_, value)| value);
            assigned.unwrap_or(piece)
        })
}

/// The absolute path in a word, as far as it is certain: `unix:///run/x.sock`, `/var/log/*.log`.
pub(super) fn absolute(word: &str) -> Option<String> {
    let path = word
        .strip_prefix("unix://")
        .or_else(|| word.strip_prefix("unix:"))
        .or_else(|| word.strip_prefix("file://"))
        .or_else(|| word.strip_prefix("file:"))
        .unwrap_or(word);
    if !path.starts_with('/') || path.starts_with("//") {
        return None;
    }
    let certain = match path.find(['*', '$', '?', ':', '\\', '%', '{']) {
        Some(end) => &path[..path[..end].rfind('/')?],
        None => path,
    };
    let certain = certain.trim_end_matches(['/', '.']);
    (certain.len() > 1).then(|| certain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_hold_several_paths() {
        let all: Vec<_> = pieces(r#"-Da=/x,/y {"b": "/z"}"#).collect();
        assert_eq!(all, ["/x", "/y", "b", ":", "/z"]);
    }

    #[test]
    fn a_path_ends_where_it_is_no_longer_certain() {
        assert_eq!(
            absolute("unix:///csi/csi.sock").as_deref(),
            Some("/csi/csi.sock")
        );
        assert_eq!(
            absolute("/var/log/app/*.log").as_deref(),
            Some("/var/log/app")
        );
        assert_eq!(absolute("/data/").as_deref(), Some("/data"));
        assert_eq!(absolute("http://x/y"), None);
    }
}
