//! The texts that are looked through for what they deliver: files, and what these were rendered to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Settings;
use crate::engine::overlays::Overlays;
use crate::engine::renderings::{By, Renderer, Renders};
use crate::files::{FileSystem, Most, read_text};
use crate::gitops::{self, is_helmfile};
use crate::host::gather;
use crate::origin::{FileId, Passage, ReadFile, Rendering, Text};

/// How large a file may be that is read for what it delivers.
const MOST_FILE: u64 = 8 << 20;

/// Whether a file is read for what it delivers.
pub(super) fn is_read(path: &Path, files: &dyn FileSystem, settings: &Settings) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_yaml = matches!(ending, Some("yaml" | "yml" | "json")) || is_helmfile(path);
    let mut above = path.ancestors();
    let is_template = above.any(|above| {
        let is_of_chart = || files.exists(&above.with_file_name("Chart.yaml"));
        above.ends_with("templates") && is_of_chart()
    });
    is_yaml && !is_template && settings.of(path).policy.gitops
}

/// Whether what was rendered may say what is delivered.
pub(super) fn may_deliver(Renders { by, rendering }: &Renders, settings: &Settings) -> bool {
    let mut texts = rendering.outputs.iter().map(|output| output.text.as_str());
    is_followed(by, settings) && texts.any(gitops::may_deliver)
}

/// Whether what a chart or an overlay is rendered to is looked through for what delivers.
fn is_followed(by: &By, settings: &Settings) -> bool {
    settings.of(&Path::new(&by.path).join("_")).policy.gitops
}

/// The texts of files, with where they are, located.
pub(super) fn loose(
    manifests: &[&Path],
    files: &dyn FileSystem,
    settings: &Settings,
) -> Vec<(PathBuf, Passage)> {
    let read = gather(&*settings.host.workers, manifests.len(), &|job| {
        let path = manifests[job];
        let text = read_text(files, path, Most::bytes(MOST_FILE)).ok()?;
        Some((files.locate(path), whole(path, &text)))
    });
    read.into_iter().flatten().collect()
}

/// A file as a text that knows where it stands.
fn whole(path: &Path, text: &str) -> Passage {
    let read = ReadFile {
        path: path.into(),
        text: Arc::from(text),
        brought_by: None,
        is_template: false,
        is_apart: true,
    };
    Passage {
        text: Text::of_file(FileId(0), text),
        files: [read].into(),
    }
}

/// What was rendered before, as far as that says what is delivered.
pub(super) struct Before {
    /// The directory of the overlay, without links.
    pub(super) root: Option<PathBuf>,
    pub(super) texts: Vec<Passage>,
    /// The files that were read for it alone, located.
    pub(super) read: Vec<PathBuf>,
}

pub(super) fn rendered(
    before: &[Renders],
    overlays: &Overlays<'_>,
    settings: &Settings,
) -> Vec<Before> {
    let mut charts = BTreeSet::new();
    let files = overlays.files;
    let of = |renders: &Renders| {
        let Renders { by, rendering } = renders;
        let is_overlay = by.renderer == Renderer::Kustomize;
        // The other values of a chart give the same Applications, with other values.
        if !is_overlay && !charts.insert(by.path.clone()) {
            return None;
        }
        let read = rendering
            .files
            .iter()
            .filter(|_| by.is_read_whole(rendering));
        Some(Before {
            root: is_overlay
                .then(|| overlays.real(Path::new(&by.path)))
                .flatten(),
            texts: match is_followed(by, settings) {
                true => passages(rendering),
                false => Vec::new(),
            },
            read: read.map(|read| files.locate(&read.path)).collect(),
        })
    };
    before.iter().filter_map(of).collect()
}

/// What was rendered that may say what is delivered.
pub(super) fn passages(rendering: &Rendering) -> Vec<Passage> {
    let texts = rendering.outputs.iter().map(|output| &output.text);
    let wanted =
        |text: &&Text| gitops::may_deliver(text.as_str()) || gitops::may_be_named(text.as_str());
    let texts: Vec<&Text> = texts.filter(wanted).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let apart = rendering.files.iter().map(|read| ReadFile {
        is_apart: true,
        ..read.clone()
    });
    let files: Arc<[ReadFile]> = apart.collect();
    let passage = |text: &Text| Passage {
        text: text.clone(),
        files: Arc::clone(&files),
    };
    texts.into_iter().map(passage).collect()
}
