//! The files that say the values of a chart: its own, that of the chart that it is a part of, and those of its parts, which may be packed.

use std::path::{Path, PathBuf};

use super::Question;
use crate::files::{FileSystem, read_text};
use crate::helm::About;
use crate::objects::Text;
use crate::source::Span;
use crate::yaml::{Cursor, Kind, Tree};

const NAME: &str = "values.yaml";
const CHART: &str = "Chart.yaml";

/// What a chart and its parts share.
const GLOBAL: &str = "global";

/// A file that says values, and by which names.
pub(super) struct ValueFile {
    /// Where it is; nowhere to go to if it is in a packed chart.
    pub(super) path: Option<PathBuf>,
    /// What reports call it: `values.yaml` of the chart itself, others with their chart.
    pub(super) shown: String,
    text: String,
    /// The names there above those that a template says.
    above: Vec<String>,
    /// How many of the names that a template says are not there.
    skipped: usize,
}

impl ValueFile {
    /// Its text as it is read.
    pub(super) fn tree(&self) -> Tree<'_> {
        Tree::read(&self.text)
    }

    /// The key at the end of names, and what it holds; without names all, of which there is no key.
    pub(super) fn value<'t>(
        &self,
        tree: &'t Tree<'t>,
        names: &[&str],
    ) -> Option<(Option<Span>, Cursor<'t>)> {
        let mut at = tree.root(tree.documents().first()?)?;
        let mut key = None;
        let above = self.above.iter().map(String::as_str);
        let names = names.get(self.skipped..)?.iter().copied();
        for name in above.chain(names) {
            let entry = at.entry(name)?;
            (key, at) = (Some(entry.key.span()), entry.value);
        }
        Some((key, at))
    }
}

/// The files that may say a value of a chart, the nearest first.
pub(super) fn of(asked: &Question<'_>, chart: &Path, names: &[&str]) -> Vec<ValueFile> {
    let files = &*asked.settings.host.files;
    let first = names.first().copied().unwrap_or_default();
    let own = |path: &Path, above, skipped| {
        let of = path.file_name().unwrap_or_default().to_string_lossy();
        let shown = match path == chart {
            true => NAME.to_owned(),
            false => format!("{NAME} of {of}"),
        };
        let path = path.join(NAME);
        Some(ValueFile {
            text: read(asked, &path)?,
            path: Some(path),
            shown,
            above,
            skipped,
        })
    };
    let mut all = vec![own(chart, Vec::new(), 0)];
    if names.len() > 1 {
        let part = parts(asked, chart).find(|part| part.called == first);
        all.push(match part {
            Some(part) => own(&part.directory, Vec::new(), 1),
            None => packed(asked, chart, first),
        });
    }
    if let Some(whole) = whole(files, chart) {
        let called = parts(asked, &whole).filter(|part| part.directory == chart);
        let called = called.map(|part| vec![part.called]);
        let above: Vec<Vec<String>> = match first == GLOBAL {
            true => vec![Vec::new()],
            false => called.collect(),
        };
        all.extend(above.into_iter().map(|above| own(&whole, above, 0)));
    }
    all.into_iter().flatten().collect()
}

/// The text of a file, if it can be read.
pub(super) fn read(asked: &Question<'_>, path: &Path) -> Option<String> {
    let files = &*asked.settings.host.files;
    read_text(files, path, asked.settings.max_file_size).ok()
}

/// A chart that is a part of another.
struct Part {
    directory: PathBuf,
    /// What its values stand below in those of the whole.
    called: String,
}

/// The chart that a chart is a part of, by where it lies.
fn whole(files: &dyn FileSystem, chart: &Path) -> Option<PathBuf> {
    let among = chart.parent()?;
    let is_among = among.file_name().is_some_and(|name| name == "charts");
    let whole = among.parent().filter(|_| is_among)?;
    files.exists(&whole.join(CHART)).then(|| whole.to_owned())
}

/// The parts of a chart that lie unpacked in it: by the names that it gives them, or else by their own.
fn parts(asked: &Question<'_>, chart: &Path) -> impl Iterator<Item = Part> {
    let files = &asked.settings.host.files;
    let text = read(asked, &chart.join(CHART)).unwrap_or_default();
    let given = given(&text);
    let listed = files.list(&chart.join("charts")).unwrap_or_default();
    let directories = listed.into_iter().map(|listed| listed.path);
    let mut directories: Vec<PathBuf> = directories
        .filter(|path| files.exists(&path.join(CHART)))
        .collect();
    directories.sort();
    directories.into_iter().flat_map(move |directory| {
        let name = directory.file_name().unwrap_or_default().to_string_lossy();
        let of_name = given.iter().filter(|(known, _)| *known == name);
        let mut called: Vec<String> = of_name.map(|(_, called)| called.clone()).collect();
        if called.is_empty() {
            called.push(name.into_owned());
        }
        called.into_iter().map(move |called| Part {
            directory: directory.clone(),
            called,
        })
    })
}

/// The values of a part that lies packed in a chart, by the name that the chart gives it, or else by its own.
fn packed(asked: &Question<'_>, chart: &Path, called: &str) -> Option<ValueFile> {
    let files = &*asked.settings.host.files;
    let given = given(&read(asked, &chart.join(CHART)).unwrap_or_default());
    let of_given = given.iter().find(|(_, known)| known == called);
    let name = of_given.map_or(called, |(name, _)| name);
    let mut listed = files.list(&chart.join("charts")).unwrap_or_default();
    listed.sort();
    // Archives are named after what is in them, and few are opened.
    let archives = listed.into_iter().filter_map(|listed| {
        let file = listed.path.file_name()?.to_str()?.to_owned();
        let is_it = file.starts_with(name) && file.ends_with(".tgz");
        is_it.then_some((listed.path, file))
    });
    let mut found = archives.filter_map(|(path, file)| {
        let about = About::packed(files, &path)?;
        let tree = Tree::read(&about.manifest);
        let top = tree.root(tree.documents().first()?)?;
        (*Text::field(&top, "name")? == *name).then_some(ValueFile {
            path: None,
            shown: format!("{NAME} of {file}"),
            text: about.values,
            above: Vec::new(),
            skipped: 1,
        })
    });
    found.next()
}

/// The names of dependencies, and what they are called.
fn given(text: &str) -> Vec<(String, String)> {
    let tree = Tree::read(text);
    let top = tree.documents().first().and_then(|first| tree.root(first));
    let list = top.and_then(|top| top.get("dependencies"));
    let list = list.filter(|list| list.kind() == Kind::Sequence);
    let items = list.into_iter().flat_map(|list| list.items());
    let names = items.filter_map(|item| {
        let name = Text::field(&item, "name")?.to_string();
        let alias = Text::field(&item, "alias").map(|alias| alias.to_string());
        Some((name.clone(), alias.unwrap_or(name)))
    });
    names.collect()
}
