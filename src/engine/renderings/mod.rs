//! Texts that charts and overlays are rendered to: each is judged as a text of its own, and what is found in it is told
//! where it was written.

mod add;
mod definitions;
mod found;
mod from;
mod merge;
mod told;

pub(super) use add::Aside;
pub(super) use definitions::Definitions;
pub use from::render_from;
pub(super) use told::{RenderedFindings, worlds};

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Edit;
use crate::files::shown;
use crate::gitops::Deliverer;
use crate::origin::{FileId, Place, ReadFile, Rendering, Text};
use crate::source::{SourceId, Span};

/// A program that renders what is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// `helm template`, for charts.
    Helm,
    /// `kustomize build`, for overlays.
    Kustomize,
}

/// What a text was rendered from, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// What renders it when it is applied.
    pub renderer: Renderer,
    /// The directory of the chart or the overlay, as reports call it.
    pub path: String,
    /// The values files and settings besides the chart's own, in order, as reports call them.
    pub values: Vec<String>,
    /// Whether somebody named these: other files of values are taken because they lie beside the chart's own.
    pub are_named: bool,
    /// The release's name, for a chart.
    pub release: Option<String>,
    /// What delivers it so, if a manifest says that.
    pub deliverer: Option<Deliverer>,
}

impl By {
    /// A build of an overlay.
    pub(super) fn overlay(directory: &Path, deliverer: Option<Deliverer>) -> Self {
        Self {
            renderer: Renderer::Kustomize,
            path: shown(directory),
            values: Vec::new(),
            are_named: false,
            release: None,
            deliverer,
        }
    }

    /// What a text is called that stands for a file: an overlay's is no kustomization itself.
    pub(super) fn shown(&self, file: String) -> String {
        match self.renderer {
            Renderer::Helm => file,
            Renderer::Kustomize => self.path.clone(),
        }
    }

    /// Whether all that was read to render it is there for that alone. A build that failed has read nothing for good.
    pub(super) fn is_read_whole(&self, rendering: &Rendering) -> bool {
        self.renderer == Renderer::Kustomize && !rendering.outputs.is_empty()
    }
}

/// What is to be checked of a rendering.
#[derive(Clone, Debug)]
pub struct Renders {
    /// What it is a rendering of.
    pub by: By,
    /// What came of it.
    pub rendering: Rendering,
}

/// A rendering whose files are known as sources.
#[derive(Debug)]
pub(super) struct Placed {
    by: Arc<By>,
    rendering: Rendering,
    /// The source of each file of the rendering, and whether what stands in it is reported.
    files: Vec<(SourceId, bool)>,
    /// Which of the renderings of a run it is: objects of one do not meet those of another.
    number: usize,
}

impl Placed {
    /// The file that a source is.
    fn read(&self, source: SourceId) -> Option<&ReadFile> {
        let at = self.files.iter().position(|&(file, _)| file == source)?;
        self.rendering.files.get(at)
    }

    /// A place of a file that was made elsewhere is where it was asked for.
    fn home(&self, place: Place) -> Place {
        let file = self.rendering.files.get(place.file.0 as usize);
        file.and_then(|file| file.brought_by).unwrap_or(place)
    }
}

/// A text that was rendered.
#[derive(Debug)]
pub struct Rendered {
    of: Arc<Placed>,
    /// Which of the outputs it is.
    at: usize,
    /// How reports call the file that it stands for.
    shown: String,
}

impl Rendered {
    /// The text, with the origin of each byte.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.of.rendering.outputs[self.at].text
    }

    /// How reports call the file that it stands for.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// The file that it stands for.
    pub(super) fn path(&self) -> &Path {
        let file = self.of.rendering.outputs[self.at].file;
        let file = self.of.rendering.files.get(file.0 as usize);
        file.map_or(Path::new(""), |file| &file.path)
    }

    /// The template that it was written by.
    pub(super) fn template(&self) -> Option<&ReadFile> {
        self.read(self.of.rendering.outputs[self.at].file)
    }

    /// Whether it is a file as it stands, and nothing was rendered.
    pub(super) fn stands_as_written(&self) -> bool {
        self.of.by.renderer == Renderer::Helm
            && self.template().is_some_and(|read| !read.is_template)
    }

    /// Whether not all could be rendered, and nothing came of a template with a workload.
    pub(super) fn lacks_workloads(&self) -> bool {
        const WORKLOADS: [&str; 3] = ["DaemonSet", "Deployment", "StatefulSet"];
        let Rendering { files, outputs, .. } = &self.of.rendering;
        if self.of.rendering.is_complete() {
            return false;
        }
        let outputs = outputs
            .iter()
            .filter(|output| !output.text.as_str().trim().is_empty());
        let made: BTreeSet<FileId> = outputs.map(|output| output.file).collect();
        let has_workload = |text: &str| {
            let mut kinds = text.lines().filter_map(|line| line.strip_prefix("kind: "));
            kinds.any(|kind| WORKLOADS.contains(&kind.trim()))
        };
        let mut files = (0..).map(FileId).zip(files);
        files.any(|(id, file)| file.is_template && !made.contains(&id) && has_workload(&file.text))
    }

    /// Whether a function made what comes from a place by chance.
    pub(super) fn draws(&self, place: Place) -> bool {
        let mut made = self.of.rendering.stand_ins.iter();
        made.any(|made| made.action == Some(place))
    }

    /// What it was rendered from.
    #[must_use]
    pub fn by(&self) -> &Arc<By> {
        &self.of.by
    }

    /// The definitions of custom resources that it has besides, and an earlier rendering as well.
    pub(super) fn known(&self) -> &[Arc<str>] {
        match self.at {
            0 => &self.of.rendering.known,
            _ => &[],
        }
    }

    /// Which of the renderings of a run it belongs to.
    #[must_use]
    pub fn rendering(&self) -> usize {
        self.of.number
    }

    /// Whether a change of what was rendered can be made in a file of the rendering: not in values, which others read
    /// too, and in what an overlay reads only in a line, since it is written anew with other indents.
    pub(super) fn takes(&self, edit: &Edit, file: FileId) -> bool {
        match self.of.by.renderer {
            Renderer::Helm => self.of.rendering.is_source(file),
            Renderer::Kustomize => edit.span.start < edit.span.end && !edit.text.contains('\n'),
        }
    }

    /// The file in which a range of the text is written.
    pub(super) fn written_in(&self, span: Span) -> Option<&Path> {
        let place = self.text().locate(span)?.place;
        let read = self.read(self.home(place).file)?;
        Some(&read.path)
    }

    /// The source of the file that it stands for.
    pub(super) fn stands_for(&self) -> Option<SourceId> {
        let file = self.of.rendering.outputs[self.at].file;
        self.file(file).map(|(source, _)| source)
    }

    /// The number of a file of the rendering, if it is read with this text.
    pub(super) fn number(&self, path: &Path, text: &str) -> Option<FileId> {
        let mut files = self.of.rendering.files.iter();
        let at = files.position(|file| *file.path == *path && *file.text == *text)?;
        Some(FileId(at as u32))
    }

    /// What is in a file of the rendering.
    pub(super) fn read(&self, file: FileId) -> Option<&ReadFile> {
        self.of.rendering.files.get(file.0 as usize)
    }

    /// The sources of all files of the rendering.
    pub(super) fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.of.files.iter().map(|&(source, _)| source)
    }

    /// A place of a file that was made elsewhere is where it was asked for.
    pub(super) fn home(&self, place: Place) -> Place {
        self.of.home(place)
    }

    /// The source that a file of the rendering is, and whether what stands in it is reported.
    pub(super) fn file(&self, file: FileId) -> Option<(SourceId, bool)> {
        self.of.files.get(file.0 as usize).copied()
    }
}
