//! The values that charts are checked with.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::file::File;
use super::keys::{CHART, Key};
use super::read::{Reader, Value};
use super::written::{At, WrittenChart};
use crate::files::{FileSystem, shown};
use crate::source::Span;

/// Values that a chart is checked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartValues {
    /// The directory of the chart, located; `None` for all charts.
    pub chart: Option<PathBuf>,
    /// Files of values, in order, and how reports call them.
    pub files: Vec<(PathBuf, String)>,
    /// Values as `--set` takes them, in order.
    pub set: Vec<String>,
    /// The release's name, if it is told.
    pub release: Option<String>,
    /// The namespace, if it is told.
    pub namespace: Option<String>,
    /// API versions that templates are told of besides those of the cluster.
    pub api_versions: Vec<String>,
}

impl ChartValues {
    /// Whether all charts are checked with these values alone.
    #[must_use]
    pub fn are_for_all(&self) -> bool {
        self.chart.is_none() && self.are_named()
    }

    /// Whether there are values among them.
    #[must_use]
    pub fn are_named(&self) -> bool {
        !(self.files.is_empty() && self.set.is_empty())
    }

    /// The same where a command line tells besides what holds for all charts.
    #[must_use]
    pub fn and(mut self, of_all: &Self) -> Self {
        self.namespace = self.namespace.or_else(|| of_all.namespace.clone());
        self.api_versions
            .extend(of_all.api_versions.iter().cloned());
        self
    }
}

impl Reader {
    pub(super) fn charts(&mut self, key: &Key, value: &Value<'_>) -> Vec<WrittenChart> {
        let tables = self.tables((key, value), "sets of values for charts", None);
        let read = tables.into_iter();
        read.map(|(table, span)| self.chart(table, span)).collect()
    }

    fn chart(&mut self, table: &DeTable<'_>, span: Span) -> WrittenChart {
        let before = self.problems.len();
        let mut into = WrittenChart {
            span,
            ..WrittenChart::default()
        };
        for (key, value) in self.entries(table, &CHART) {
            match key.name {
                "path" => into.path = self.text(key, value),
                "values" => into.values = self.texts(key, value),
                "set" => into.set = self.texts(key, value),
                "release" => into.release = self.text(key, value),
                "namespace" => into.namespace = self.text(key, value),
                "api-versions" => into.api_versions = self.texts(key, value),
                _ => {}
            }
        }
        if into.path.is_none() && self.problems.len() == before {
            let message = "these values are for no chart".to_owned();
            let help = "say which with `path`, like path = \"charts/shop\"";
            self.problem_at(span, message, Some(help.to_owned()));
        }
        into
    }
}

impl File {
    /// The values that it names for charts.
    pub(super) fn charts(&self, files: &dyn FileSystem) -> impl Iterator<Item = ChartValues> {
        let here = files.here();
        let at = move |path: &At<String>| self.directory.join(&path.value);
        let charts = self.written.charts.iter();
        charts.map(move |written| ChartValues {
            chart: written.path.as_ref().map(|path| files.locate(&at(path))),
            files: written
                .values
                .iter()
                .map(|file| named(at(file), &here))
                .collect(),
            set: written.set.iter().map(|set| set.value.clone()).collect(),
            release: written.release.as_ref().map(|at| at.value.clone()),
            namespace: written.namespace.as_ref().map(|at| at.value.clone()),
            api_versions: written
                .api_versions
                .iter()
                .map(|at| at.value.clone())
                .collect(),
        })
    }
}

/// A file, and how reports call it: as it is seen from where podlint runs.
fn named(path: PathBuf, here: &Path) -> (PathBuf, String) {
    let seen = path.strip_prefix(here).map(Path::to_path_buf);
    let path = seen.unwrap_or(path);
    let called = shown(&path);
    (path, called)
}
