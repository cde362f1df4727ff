//! What is made to be tried, shown or tested, and thrown away again: a Pod of a tutorial needs no controller, and the database
//! of a demo no volume. Rules whose pages say so leave it alone with what is only likely.

use std::path::{Path, PathBuf};

use super::readme::is_of_demonstrations;
use crate::config::Settings;
use crate::diagnostic::{Category, Diagnostic, Level};
use crate::files::{FileSystem, shown, top};
use crate::naming::words;
use crate::objects::Object;
use crate::rules::{self, Parameters};
use crate::source::Span;

/// What such objects, and the directories and files that they are in, are called, alone or with other words.
const WORDS: [&str; 34] = [
    "bench",
    "benchmark",
    "benchmarks",
    "debug",
    "demo",
    "demos",
    "doc",
    "docs",
    "documentation",
    "e2e",
    "emptydir",
    "example",
    "examples",
    "exercise",
    "exercises",
    "hack",
    "hello",
    "helloworld",
    "labs",
    "lesson",
    "lessons",
    "playground",
    "poc",
    "quickstart",
    "sample",
    "samples",
    "sockshop",
    "test",
    "testdata",
    "testing",
    "tests",
    "tutorial",
    "tutorials",
    "workshop",
];

/// Words that say so of an object, and nothing of a directory.
const OF_NAMES: [&str; 4] = ["ephemeral", "throwaway", "tmp", "temp"];

/// The labels that say what an object is a part of.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>.
const LABELS: [&str; 4] = [
    "app",
    "app.kubernetes.io/name",
    "app.kubernetes.io/part-of",
    "app.kubernetes.io/instance",
];

/// Takes out what rules say of a demonstration that is only likely, where they spare those and nobody asks for them; gives the places, where nothing
/// says any more whether a suppression is used.
pub(super) fn spare(
    object: &Object<'_>,
    path: &str,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Vec<Span> {
    let parameters = &settings.parameters;
    if found.iter().any(|found| is_spared(found, parameters)) && is_called_one(object) {
        return take_out(found, parameters);
    }
    let is_wanted = |found: &mut Diagnostic| {
        found.rule.name() == "bare-pod" && is_spared(found, parameters) && is_called_pod(path)
    };
    let spared = found.extract_if(.., is_wanted);
    let mut spared: Vec<Span> = spared.map(|found| found.primary.span).collect();
    spared.append(&mut spare_by_place(settings, path, found));
    spared
}

/// Whether a file, or the directory that it is in, is called after Pods: `pod.yaml`, `nginx-pod.yaml`, `pods/web.yaml`. Who
/// writes one by that name wants no other kind.
fn is_called_pod(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let parts = path.rsplit(['/', '\\']);
    let mut words = parts.take(2).flat_map(words);
    words.any(|word| matches!(word, "pod" | "pods"))
}

/// As [`spare`], by the place of a file alone.
pub(super) fn spare_by_place(
    settings: &Settings,
    path: &str,
    found: &mut Vec<Diagnostic>,
) -> Vec<Span> {
    let (files, parameters) = (&*settings.host.files, &settings.parameters);
    match found.iter().any(|found| is_spared(found, parameters)) && is_among_them(files, path) {
        true => take_out(found, parameters),
        false => Vec::new(),
    }
}

fn take_out(found: &mut Vec<Diagnostic>, parameters: &Parameters) -> Vec<Span> {
    let spared = found.extract_if(.., |found| is_spared(found, parameters));
    spared.map(|found| found.primary.span).collect()
}

/// Whether a finding is advice of a rule that spares demonstrations, or one on powers: who shows how a cluster is broken into, or
/// looks into a node for once, wants them.
fn is_spared(found: &Diagnostic, parameters: &Parameters) -> bool {
    let page = rules::page(found.rule);
    let is_advice = page.level(found.server, found.certainty) == Level::Advice;
    page.spares_demonstrations
        && (is_advice || page.category == Category::Security)
        && !parameters.is_asked(found.rule)
}

/// Whether an object's own words say that it is one.
fn is_called_one(object: &Object<'_>) -> bool {
    let says = |text: &str| has_word(text, &WORDS) || has_word(text, &OF_NAMES);
    let labels = object
        .root
        .get("metadata")
        .and_then(|all| all.get("labels"));
    let label = |key: &&str| labels?.get(key)?.as_str();
    let texts = [object.name(), object.namespace()].into_iter().flatten();
    texts
        .chain(LABELS.iter().filter_map(label))
        .any(|text| says(&text))
}

/// Whether the directories that a file is in say so, one of several words in its own name, or the README of its repository. The
/// directories are those of its repository, or below the current directory, since how those above are called says nothing of
/// it. `example.yaml` may be anything.
fn is_among_them(files: &dyn FileSystem, path: &str) -> bool {
    if path.starts_with('<') {
        return false;
    }
    let file = files.locate(Path::new(path));
    let above = file.parent().and_then(|directory| top(files, directory));
    let own = shown(&own(files, &file, above.as_deref())).to_ascii_lowercase();
    let (directories, name) = own.rsplit_once('/').unwrap_or(("", &own));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_called_so =
        has_word(directories, &WORDS) || !WORDS.contains(&stem) && has_word(stem, &WORDS);
    let of_one = || {
        file.parent()
            .is_some_and(|directory| is_of_demonstrations(files, directory))
    };
    is_called_so || of_one()
}

/// Where a located file is in its repository, or below the current directory where there is none.
pub(super) fn own(files: &dyn FileSystem, file: &Path, top: Option<&Path>) -> PathBuf {
    let below = |directory: &Path| file.strip_prefix(directory).map(Path::to_path_buf);
    let own = top.map_or_else(|| below(&files.here()), below);
    own.unwrap_or_else(|_| file.to_owned())
}

/// Whether one of the words of a text is among some. Courses number theirs from 101 on.
fn has_word(text: &str, among: &[&str]) -> bool {
    let mut words = text.split(['/', '-', '_', '.', ' ']);
    let is_first_lesson = |word: &str| {
        let subject = word.strip_suffix("101");
        subject.is_some_and(|subject| subject.ends_with(|c: char| c.is_ascii_alphabetic()))
    };
    words.any(|word| among.contains(&word) || is_first_lesson(word))
}
