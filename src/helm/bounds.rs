//! How much of a chart is read.

/// The bytes of one file; Helm's own bound.
pub(super) const MAX_FILE: u64 = 5 << 20;

/// The bytes of a chart, unpacked, with all that it depends on; Helm's own bound for one archive.
pub(super) const MAX_CHART: u64 = 100 << 20;

/// The files of a chart.
pub(super) const MAX_FILES: usize = 20_000;

/// How deep charts are in charts.
pub(super) const MAX_DEPTH: usize = 16;

/// The sets of values that lie beside a chart.
pub(super) const MAX_SETS: usize = 200;
