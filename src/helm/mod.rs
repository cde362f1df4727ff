//! Helm charts: a directory with a `Chart.yaml` and values in, what `helm template --include-crds` prints out, with the
//! place that each byte of it comes from.
//!
//! Its authority is Helm 3's documentation (<https://helm.sh/docs/chart_template_guide/>) and behaviour. Nothing is
//! fetched or run, and no file is read that is not in reach.

mod archive;
mod bounds;
mod chart;
mod directory;
pub mod functions;
mod glob;
mod ignore;
mod load;
mod metadata;
mod numbers;
mod request;
pub mod yaml;

use std::path::{Path, PathBuf};

pub use request::{How, KubeVersion, Request, Set};

use crate::files::{FileSystem, Reach};
use crate::origin::Rendering;

/// What charts are read from, and how far.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'f> {
    /// Where files are.
    pub files: &'f dyn FileSystem,
    /// Which of them may be read.
    pub reach: &'f Reach,
}

/// Renders the chart in a directory.
#[must_use]
pub fn render(chart: &Path, request: &Request, ground: Ground<'_>) -> Rendering {
    let _ = (chart, request, ground);
    Rendering::default()
}

/// Values that a chart is rendered with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueSet {
    /// What reports call it: the files as they are seen from the chart, or nothing for the chart's own values.
    pub name: String,
    /// The files, in order; of a value that several set, the last holds.
    pub files: Vec<PathBuf>,
}

/// The sets of values that a chart is checked with when nobody names others: its own alone, and with each of the files that
/// lie beside it for that by habit.
#[must_use]
pub fn value_sets(chart: &Path, ground: Ground<'_>) -> Vec<ValueSet> {
    let _ = (chart, ground);
    vec![ValueSet::default()]
}
