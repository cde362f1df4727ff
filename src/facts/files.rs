//! The paths that a container names.

use crate::diagnostic::Certainty;
use crate::facts::software::{Class, Known};
use crate::facts::{Origin, certain_if};
use crate::objects::{Container, Text, within};
use crate::source::Span;
use crate::yaml::Cursor;

/// What a container does with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads it: `tail -f /x`, `< /x`, or a log collector's input.
    Reads,
    /// Writes it: `> /x`, `tee /x`, `LOG_FILE=/x`.
    Writes,
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
}

impl PathUse<'_> {
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

/// Every path that a container's command, arguments and environment name (the program itself is none), and
/// those that its software is known to serve from and to log to.
pub(super) fn paths<'t>(
    container: &Container<'t>,
    class: Class,
    software: Option<Known>,
) -> Vec<PathUse<'t>> {
    let mut found = said(container, class);
    if let (Some(known), Some(image)) = (
        software.filter(|known| known.certainty.is_certain()),
        &container.image,
    ) {
        let default = |path: &&str, access| PathUse {
            path: (*path).to_owned(),
            access,
            origin: Origin::Default,
            certainty: known.certainty,
            at: image.at,
        };
        let served = known
            .software
            .data
            .iter()
            .filter(|_| class == Class::WebServer);
        found.extend(served.map(|path| default(path, Access::Reads)));
        found.extend(
            known
                .software
                .logs
                .iter()
                .map(|path| default(path, Access::Writes)),
        );
    }
    found
}

fn said<'t>(container: &Container<'t>, class: Class) -> Vec<PathUse<'t>> {
    let mut found = Vec::new();
    let mut verb = Verb::default();
    let has_command = !container.command.is_empty();
    for (at, text) in container.command_line().enumerate() {
        scan(text, &mut verb, has_command && at == 0, &mut found);
    }
    for var in &container.env {
        let Some(value) = &var.value else { continue };
        let from = found.len();
        scan(value, &mut Verb::default(), false, &mut found);
        if var.name.to_uppercase().contains("LOG") {
            let log = |used: &&mut PathUse<'_>| used.access == Access::Names;
            found[from..]
                .iter_mut()
                .filter(log)
                .for_each(|used| used.is_likely(Access::Writes));
        }
    }
    for used in found.iter_mut().filter(|used| used.access == Access::Names) {
        if class == Class::Collector && !is_config(&used.path) {
            used.is_likely(Access::Reads);
        }
    }
    found
}

/// Whether a path looks like configuration, which an image brings along.
fn is_config(path: &str) -> bool {
    let ends = [
        ".conf",
        ".cfg",
        ".yaml",
        ".yml",
        ".toml",
        ".json",
        ".ini",
        ".properties",
    ];
    path.starts_with("/etc/") || ends.iter().any(|end| path.ends_with(end))
}

/// The program whose arguments are being read.
#[derive(Clone, Copy, Default, PartialEq)]
enum Verb {
    #[default]
    Other,
    Reads,
    Writes,
    Redirects,
}

fn scan<'t>(text: &Text<'t>, verb: &mut Verb, program: bool, found: &mut Vec<PathUse<'t>>) {
    let mut first = program;
    for word in pieces(text) {
        match word {
            "tail" | "cat" | "less" | "inotifywait" | "grep" => *verb = Verb::Reads,
            "tee" | "touch" | "mkdir" => *verb = Verb::Writes,
            ">" | ">>" => *verb = Verb::Redirects,
            ";" | "|" | "&" | "\n" => *verb = Verb::Other,
            _ => {
                let flag = word.split_once('=').map_or("", |(flag, _)| flag);
                let value = word.split_once('=').map_or(word, |(_, value)| value);
                if let Some(path) = absolute(value).filter(|_| !std::mem::take(&mut first)) {
                    let is_log = is_log_flag(flag);
                    let access = match *verb {
                        Verb::Redirects | Verb::Writes => Access::Writes,
                        _ if is_log => Access::Writes,
                        Verb::Reads => Access::Reads,
                        Verb::Other => Access::Names,
                    };
                    found.push(PathUse {
                        path,
                        access,
                        origin: Origin::Told,
                        certainty: certain_if(!is_log),
                        at: text.at,
                    });
                }
                if *verb == Verb::Redirects {
                    *verb = Verb::Other;
                }
            }
        }
        first = false;
    }
}

/// `--log-file=/x`, `--access-logfile=/x`
fn is_log_flag(flag: &str) -> bool {
    flag.starts_with('-') && flag.contains("log")
}

/// Words and the shell's operators, in order.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([
            ' ', '\t', '\r', '"', '\'', '(', ')', '`', ',', '[', ']', '{', '}', '<',
        ]);
        let first = rest.chars().next()?;
        let end = match first {
            '>' if rest.starts_with(">>") => 2,
            '>' | ';' | '|' | '&' | '\n' => 1,
            _ => rest
                .find([
                    ' ', '\t', '\r', '\n', '"', '\'', '(', ')', '`', ',', ';', '|', '&', '<', '>',
                ])
                .unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// The absolute path in a word, as far as it is certain: `unix:///run/x.sock`, `/var/log/*.log`.
fn absolute(word: &str) -> Option<String> {
    let path = word
        .strip_prefix("unix://")
        .or_else(|| word.strip_prefix("unix:"))
        .or_else(|| word.strip_prefix("file://"))
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
    fn words_and_operators_come_apart() {
        let all: Vec<_> = pieces("while true; do date >> \"/x/y\"; done").collect();
        assert_eq!(
            all,
            [
                "while", "true", ";", "do", "date", ">>", "/x/y", ";", "done"
            ]
        );
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
