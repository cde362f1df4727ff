//! Helm charts: a directory with a `Chart.yaml` and values in, what `helm template --include-crds` prints out, with the
//! place that each byte of it comes from.
//!
//! Its authority is Helm 3's documentation (<https://helm.sh/docs/chart_template_guide/>) and behaviour. Nothing is
//! fetched or run, and no file is read that is not in reach.

mod about;
mod archive;
mod bounds;
mod bytes;
mod capabilities;
mod chart;
mod coalesce;
mod dependencies;
mod directory;
mod failures;
mod fields;
mod files;
pub mod functions;
mod glob;
mod ignore;
mod load;
mod manifests;
mod metadata;
mod node;
mod numbers;
mod render;
mod request;
mod schema;
mod sets;
mod shared;
mod strvals;
mod top;
mod unread;
mod values;
mod wanting;
mod worded;
pub mod yaml;

use std::path::Path;

pub use chart::Chart;
pub(crate) use functions::base64;
pub(crate) use numbers::float;
pub use request::{Apis, Given, How, KubeVersion, RELEASE, Request, Set, Without};
pub use sets::{ValueSet, value_sets};

use crate::files::{FileSystem, Most, Reach};
use crate::host::Workers;
use crate::origin::Rendering;
use crate::template::Limits;

/// What charts are read from, and how far.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'f> {
    /// Where files are.
    pub files: &'f dyn FileSystem,
    /// Which of them may be read.
    pub reach: &'f Reach,
    /// Who renders: templates call each other deeply, and whoever asks may have little room for that.
    pub workers: &'f dyn Workers,
}

/// What a packed chart says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// The text of its Chart.yaml.
    pub manifest: String,
    /// That of its values.yaml, empty if it has none.
    pub values: String,
}

impl About {
    /// Of the packed chart at a path; nothing if it is none, or has more than a chart may have.
    #[must_use]
    pub fn packed(files: &dyn FileSystem, path: &Path) -> Option<Self> {
        let bytes = files.read(path, Most::bytes(bounds::MAX_CHART)).ok()?;
        let mut packed = archive::unpack(&bytes).ok()?;
        let mut text = |name: &str| {
            let at = packed.iter().position(|file| file.name == name)?;
            String::from_utf8(packed.swap_remove(at).data).ok()
        };
        Some(Self {
            manifest: text("Chart.yaml")?,
            values: text("values.yaml").unwrap_or_default(),
        })
    }
}

/// Renders the chart in a directory, or in an archive.
#[must_use]
pub fn render(chart: &Path, request: &Request, ground: Ground<'_>) -> Rendering {
    Chart::load(chart, ground).render(request, ground)
}

impl Chart {
    /// Reads the chart in a directory, or in an archive. What is wrong with it every rendering tells.
    #[must_use]
    pub fn load(path: &Path, ground: Ground<'_>) -> Self {
        load::load(path, ground)
    }

    /// Renders it.
    #[must_use]
    pub fn render(&self, request: &Request, ground: Ground<'_>) -> Rendering {
        let mut rendering = None;
        let mut deep = || rendering = Some(render::render(self, request, ground, Limits::deep()));
        if !ground.workers.on_stack(Limits::STACK, &mut deep) {
            return render::render(self, request, ground, Limits::default());
        }
        rendering.unwrap_or_default()
    }

    /// How many texts were parsed so far, those as often that were parsed anew.
    #[must_use]
    pub fn parsed(&self) -> usize {
        self.shared.parses()
    }

    /// Whether it is of type library, which only other charts render.
    #[must_use]
    pub fn is_library(&self) -> bool {
        self.top.as_ref().is_some_and(|top| top.metadata.is_library)
    }
}
