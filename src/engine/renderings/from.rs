//! Which charts and overlays files belong to, and what these are rendered to.

use std::path::Path;

use super::{Renderer, Renders};
use crate::config::Settings;
use crate::engine::overlays::Overlays;
use crate::engine::{Session, charts, deliveries, overlays};
use crate::files::FileSystem;
use crate::parts::Part;

/// Renders the charts and overlays that files of a session belong to which were found, or named `alone`: around such, what may
/// read them is looked for.
#[must_use]
pub fn render_from<'p>(
    session: &Session<'_>,
    found: &[&'p Path],
    alone: impl Iterator<Item = &'p Path>,
    files: &dyn FileSystem,
    settings: &Settings,
) -> Vec<Renders> {
    let mut kustomizations = overlays::kustomizations(found.iter().copied());
    kustomizations.extend(alone.flat_map(|file| overlays::around(file, files)));
    let Some(first) = found.first() else {
        return Vec::new();
    };
    let mut charts = charts::charts(files, found.iter().copied());
    let roles = session.roles();
    let is_any =
        !charts.is_empty() || !kustomizations.is_empty() || deliveries::are_among(found, &roles);
    if !is_any || !Part::Renderings.is_here() {
        return Vec::new();
    }
    let overlays = Overlays::of(first, &kustomizations, files, settings);
    let alone = overlays.build(&kustomizations);
    if !alone.charts.is_empty() {
        let real = |path: &Path| files.resolve(path).unwrap_or_else(|_| path.to_owned());
        charts.retain(|chart| !alone.charts.contains(&real(chart)));
    }
    let mut renders = charts::render(&charts, files, settings);
    renders.extend(alone.renders);
    let delivered = deliveries::render(found, &roles, &renders, &overlays, settings);
    // An overlay that something delivers is judged as it is delivered.
    renders.retain(|renders| {
        let root = overlays.real(Path::new(&renders.by.path));
        renders.by.renderer == Renderer::Helm
            || root.is_none_or(|root| !delivered.built.contains(&root))
    });
    renders.extend(delivered.renders);
    renders
}
