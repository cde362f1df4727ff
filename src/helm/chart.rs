//! A chart as it was read, before any values: it can be rendered many times.

use std::path::PathBuf;
use std::sync::Arc;

use super::metadata::{Dependency, Metadata};
use super::shared::Shared;
use crate::origin::{FileId, Problem, ReadFile};

/// A chart with those that it depends on.
#[derive(Debug)]
pub struct Chart {
    /// `None` if it cannot be read.
    pub(super) top: Option<Part>,
    pub(super) files: Vec<ReadFile>,
    pub(super) problems: Vec<Problem>,
    pub(super) missing: Vec<Missing>,
    pub(super) shared: Shared,
}

/// One chart among those.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its directory, or archive.
    pub(super) path: PathBuf,
    pub(super) metadata: Metadata,
    /// Its Chart.yaml.
    pub(super) manifest: FileId,
    /// Its values.yaml.
    pub(super) values: Option<FileId>,
    /// Its values.schema.json.
    pub(super) schema: Option<FileId>,
    pub(super) templates: Vec<File>,
    /// What templates see as `.Files`.
    pub(super) others: Vec<File>,
    pub(super) children: Vec<Part>,
}

/// A file of a chart.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its name, seen from the chart.
    pub(super) name: String,
    pub(super) content: Content,
}

#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(FileId),
    /// What is no UTF-8.
    Bytes(Arc<[u8]>),
}

/// A dependency that is not there.
#[derive(Clone, Debug)]
pub(super) struct Missing {
    /// The directory of the chart that needs it.
    pub(super) directory: PathBuf,
    pub(super) dependency: Dependency,
}
