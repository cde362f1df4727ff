//! What a kustomization names: files and directories, as they are seen from it.

use std::path::{Path, PathBuf};

use super::inline::{Inline, is_json_patch};
use super::links::with_links;
use super::spot::Spot;
use super::target::{PATCHES, Target};
use super::{Location, Question, operation};
use crate::files::{Listed, locate};
use crate::kustomize::{FIELDS, NAMES};
use crate::source::Span;
use crate::yaml::Tree;

/// Fields that newer ones have taken the place of, or that nobody writes.
const OLD: [&str; 9] = [
    "bases",
    "commonLabels",
    "creationTimestamp",
    "helmChartInflationGenerator",
    "imageTags",
    "patchesJson6902",
    "patchesStrategicMerge",
    "status",
    "vars",
];

/// The fields whose items are files or directories.
const LISTS: [&str; 9] = [
    "bases",
    "components",
    "configurations",
    "crds",
    "generators",
    "patchesStrategicMerge",
    "resources",
    "transformers",
    "validators",
];

/// Those below others that are files; of a generator's `files` what stands behind a key.
const FILES: [&str; 6] = [
    "env",
    "envs",
    "files",
    "path",
    "valuesFile",
    "additionalValuesFiles",
];

/// Whether a file is a kustomization, by its name.
pub(super) fn is_one(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| NAMES.contains(&name))
}

/// Where that stands which the word at a place names: in a patch what that names or changes, in what a patch is for the object,
/// and else a file.
pub(super) fn definition(asked: &Question<'_>, offset: u32) -> Vec<Location> {
    if let Some(inline) = Inline::at(asked.text, offset) {
        return in_patch(asked, offset, &inline);
    }
    let files = named_file(asked, offset);
    if files.is_empty() {
        return patched(asked, offset).into_iter().collect();
    }
    files
}

fn in_patch(asked: &Question<'_>, offset: u32, inline: &Inline) -> Vec<Location> {
    let inside = inline.inside(offset);
    inline.ask(asked, |question| {
        if is_json_patch(&inline.text) {
            let target = Target::of_entry(asked, offset);
            let found = target.and_then(|target| operation::definition(question, inside, &target));
            return found.into_iter().collect();
        }
        let mut found = with_links(question, inside, |links, spot| {
            links.definition(spot, inside)
        });
        for place in &mut found {
            if place.path == question.path {
                asked.path.clone_into(&mut place.path);
                place.span = inline.outside(place.span);
            }
        }
        found
    })
}

/// Where the object stands that a patch is for, where a place is in the words that say so.
fn patched(asked: &Question<'_>, offset: u32) -> Option<Location> {
    let tree = Tree::read(asked.text);
    let spot = Spot::find(&tree, &[], offset)?;
    let is_target = matches!(spot.names()[..], [list, "target", ..] if PATCHES.contains(&list));
    let target = is_target.then(|| Target::of_entry(asked, offset));
    target.flatten()?.location()
}

/// The file that the word at a place names; of a directory its kustomization.
fn named_file(asked: &Question<'_>, offset: u32) -> Vec<Location> {
    let tree = Tree::read(asked.text);
    let Some(spot) = Spot::find(&tree, &[], offset) else {
        return Vec::new();
    };
    let word = spot
        .word()
        .filter(|_| !spot.is_on_key && names_files(&spot));
    let Some(text) = word.and_then(|word| word.as_str()) else {
        return Vec::new();
    };
    let path = text.split_once('=').map_or(&*text, |(_, path)| path);
    let files = &asked.settings.host.files;
    let place = locate(&directory(asked), Path::new(path));
    let inside = NAMES.into_iter().map(|name| place.join(name));
    let found = match files.is_directory(&place) {
        true => inside.into_iter().find(|path| files.exists(path)),
        false => Some(place).filter(|path| files.exists(path)),
    };
    let location = |path: PathBuf| Location {
        path,
        span: Span::default(),
    };
    found.map(location).into_iter().collect()
}

fn names_files(spot: &Spot<'_>) -> bool {
    let names = spot.names();
    match &names[..] {
        [list] => LISTS.contains(list),
        [.., last] => FILES.contains(last),
        [] => false,
    }
}

fn directory(asked: &Question<'_>) -> PathBuf {
    let path = asked.settings.host.files.locate(asked.path);
    path.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// A name that could be written, and whether it is that of a directory.
pub(super) struct Offer {
    pub(super) name: String,
    pub(super) is_directory: bool,
}

/// The fields of a kustomization.
pub(super) fn fields() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter().filter(|name| !OLD.contains(name))
}

/// The files and directories that the word of a spot could go on with, behind what is typed up to its last slash.
pub(super) fn offers(asked: &Question<'_>, spot: &Spot<'_>, typed: &str) -> Vec<Offer> {
    if !names_files(spot) {
        return Vec::new();
    }
    let typed = typed.split_once('=').map_or(typed, |(_, path)| path);
    let before = typed.rfind('/').map_or("", |at| &typed[..=at]);
    let files = &asked.settings.host.files;
    let own = directory(asked);
    let place = locate(&own, Path::new(before));
    let beside = spot.beside();
    let listed = files.list(&place).unwrap_or_default();
    let mut offers: Vec<Offer> = listed
        .iter()
        .filter_map(|found| offer(asked, found, before))
        .filter(|offer| !beside.contains(&offer.name))
        .collect();
    offers.sort_by(|a, b| a.name.cmp(&b.name));
    if before.is_empty() || before.ends_with("../") {
        offers.push(Offer {
            name: format!("{before}../"),
            is_directory: true,
        });
    }
    offers
}

fn offer(asked: &Question<'_>, found: &Listed, before: &str) -> Option<Offer> {
    let name = found.path.file_name()?.to_str()?;
    if name.starts_with('.') {
        return None;
    }
    let is_directory = asked.settings.host.files.is_directory(&found.path);
    let is_yaml = [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| name.ends_with(end));
    if !is_directory && (!is_yaml || NAMES.contains(&name)) {
        return None;
    }
    Some(Offer {
        name: format!("{before}{name}"),
        is_directory,
    })
}
