//! What pages, scripts and other manifests around a directory say of the files in it.

use std::path::Path;

use super::texts::{Surroundings, Texts};
use crate::files::top;

/// How many directories are looked into, from the innermost on.
const MOST_ABOVE: usize = 12;

/// Directories below those around in which people keep what applies manifests.
const OF_SCRIPTS: [&str; 9] = [
    ".github/workflows",
    ".gitlab",
    ".tekton",
    "bin",
    "ci",
    "docs",
    "hack",
    "scripts",
    "tests",
];

/// The texts around a directory.
pub(in crate::engine) struct Around {
    /// The last part of the directory's path.
    name: String,
    /// Those that stand in the directory itself.
    beside: Texts,
    others: Vec<Texts>,
}

impl Around {
    /// Those around a directory, up to the top of its repository or the directory that was named.
    pub(super) fn of(surroundings: &Surroundings<'_>, directory: &str) -> Self {
        let files = &*surroundings.settings.host.files;
        let name = directory.rsplit('/').next().unwrap_or_default();
        let directory = Path::new(directory);
        let named = surroundings
            .settings
            .looked
            .iter()
            .find(|named| directory.starts_with(named));
        let end = top(files, directory).or_else(|| named.cloned());
        let end = end.as_deref().unwrap_or(directory);
        let above = directory.ancestors().take(MOST_ABOVE);
        let mut others = Vec::new();
        for above in above.take_while(|above| above.starts_with(end)) {
            if above != directory {
                others.push(surroundings.texts_in(above));
            }
            for scripts in OF_SCRIPTS {
                others.push(surroundings.texts_in(&above.join(scripts)));
            }
        }
        Self {
            name: name.to_owned(),
            beside: surroundings.texts_in(directory),
            others,
        }
    }

    /// Whether a page, a script or another manifest names a file of the directory, or all of a kind in it.
    pub(in crate::engine) fn names(&self, file: &str) -> bool {
        let name = file.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit('.').next().unwrap_or_default();
        let all = format!("*.{ending}");
        let mut texts = self.texts();
        let is_for_all = |text: &String| {
            let mut before = before_each(text, &all);
            before.any(|before| self.is_here(before).unwrap_or_default())
        };
        let mut beside = self.beside.iter();
        beside.any(|text| before_each(text, &all).any(|before| self.is_here(before).is_none()))
            || texts.any(|text| {
                let mut before = before_each(text, name);
                before.any(|before| self.may_be_here(before)) || is_for_all(text)
            })
    }

    /// Whether a command in one of them hands a file of the directory to a program that adds fields to objects.
    pub(in crate::engine) fn complete(&self, file: &str) -> bool {
        let name = file.rsplit('/').next().unwrap_or_default();
        self.texts().any(|text| {
            let mut before = before_each(text, name);
            before.any(|before| self.may_be_here(before) && is_edited(text, before.len()))
        })
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let others = self.others.iter().flat_map(|texts| texts.iter());
        self.beside.iter().chain(others)
    }

    /// Whether what stands before a name is this directory; `None` if no directory stands there.
    fn is_here(&self, before: &str) -> Option<bool> {
        Some(directory_of(before)? == self.name)
    }

    /// The same where it may be one that only a script knows.
    fn may_be_here(&self, before: &str) -> bool {
        let Some(directory) = directory_of(before) else {
            return true;
        };
        let path = before.strip_suffix('/').unwrap_or(before);
        directory == self.name
            || matches!(directory, "." | "..")
            || directory.contains('*')
            || path.ends_with(['}', ')', '"', '\''])
            || path
                .strip_suffix(directory)
                .is_some_and(|rest| rest.ends_with('$'))
    }
}

/// Whether the command at a place of a script edits objects: `kubectl create -f job.yaml --dry-run=client -o json | jq …`.
fn is_edited(text: &str, at: usize) -> bool {
    const EDITORS: [&str; 2] = ["jq", "yq"];
    const MOST_LINES: usize = 40;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut lines = text[start..].lines().take(MOST_LINES).peekable();
    while let Some(line) = lines.next() {
        let line = line.trim();
        let mut words = line.split([' ', '|', '(', '`']);
        if !line.starts_with('#') && words.any(|word| EDITORS.contains(&word)) {
            return true;
        }
        let goes_on = line.ends_with(['\\', '|']) || line.starts_with('#');
        let is_next = |next: &&str| next.trim_start().starts_with('|');
        if !goes_on && !lines.peek().is_some_and(is_next) {
            return false;
        }
    }
    false
}

/// What stands before each place of a text that has a name.
fn before_each<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(name).filter_map(move |(at, _)| {
        let (before, behind) = (&text[..at], &text[at + name.len()..]);
        let is_whole = !before.ends_with(is_part) && !behind.starts_with(goes_on);
        is_whole.then_some(before)
    })
}

/// The last directory of a path that ends where a name begins.
fn directory_of(before: &str) -> Option<&str> {
    let path = before.strip_suffix('/')?;
    let start = path.rfind(|c| !is_part(c)).map_or(0, |at| {
        at + path[at..].chars().next().map_or(1, char::len_utf8)
    });
    Some(&path[start..])
}

/// Whether a letter may be one of a path's part.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "-_.*".contains(c)
}

/// Whether a letter goes on with a file's name: a full stop may end the sentence.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::{Around, is_edited};

    fn names(beside: &str, other: &str) -> bool {
        let around = Around {
            name: "base".to_owned(),
            beside: [beside.to_owned()].into(),
            others: vec![[other.to_owned()].into()],
        };
        around.names("/shop/base/cache.yaml")
    }

    #[test]
    fn a_file_is_named_alone_or_behind_its_directory() {
        for text in [
            "kubectl apply -f cache.yaml",
            "See `base/cache.yaml`.",
            "Apply k8s/base/cache.yaml.",
            "kubectl apply -f \"$DIR/cache.yaml\"",
            "kubectl apply -f ${DIR}/cache.yaml",
            "for file in base/*.yaml; do",
        ] {
            assert!(names("", text), "{text}");
        }
        for text in [
            "kubectl apply -f web-cache.yaml",
            "kubectl apply -f other/cache.yaml",
            "cache.yaml2",
            "base/*.json",
            "files: é/*.yaml",
            "*.yaml text",
        ] {
            assert!(!names("", text), "{text}");
        }
        assert!(names("for file in *.yaml; do", ""));
    }

    #[test]
    fn a_command_edits_what_it_reads_up_to_its_end() {
        let name = "job.yaml";
        for (script, is) in [
            (
                "kubectl create -f job.yaml -o json --dry-run=client | jq '.a = 1' | kubectl create -f -",
                true,
            ),
            ("yq '.a = 1' job.yaml", true),
            (
                "kubectl create -f job.yaml -o json \\\n  |\n  # the image\n  jq .a",
                true,
            ),
            (
                "image=$(jq .image pod.json)\nkubectl create -f job.yaml",
                false,
            ),
            ("kubectl create -f job.yaml\njq . other.json", false),
            ("# job.yaml takes no jq", false),
        ] {
            let at = script.find(name).unwrap();
            assert_eq!(is_edited(script, at), is, "{script}");
        }
    }
}
