//! Which charts and overlays files belong to, and what these are rendered to.

use std::path::Path;

use super::Renders;
use crate::config::Settings;
use crate::engine::{charts, overlays};
use crate::files::FileSystem;

/// Renders the charts and overlays that files belong to which were found, or named `alone`: around such, what may read them
/// is looked for.
#[must_use]
pub fn render_from<'p>(
    found: &[&'p Path],
    alone: impl Iterator<Item = &'p Path>,
    files: &dyn FileSystem,
    settings: &Settings,
) -> Vec<Renders> {
    let charts = charts::charts(files, found.iter().copied());
    let mut renders = charts::render(&charts, files, settings);
    let mut kustomizations = overlays::kustomizations(found.iter().copied());
    kustomizations.extend(alone.flat_map(|file| overlays::around(file, files)));
    renders.extend(overlays::build(&kustomizations, files, settings));
    renders
}
