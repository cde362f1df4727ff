//! The charts that files belong to, rendered with the values that they are checked with.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::overlays::Overlays;
use super::renderings::{By, Renderer, Renders};
use crate::api::Version;
use crate::config::{ChartValues, Settings};
use crate::files::{FileSystem, shown};
use crate::gitops::Deliverer;
use crate::helm::{self, Apis, Chart, Given, Ground, How, KubeVersion, Request, Set};
use crate::host::gather;

/// What makes a directory a chart.
const CHART: &str = "Chart.yaml";

/// How many directories above a file a chart is looked for in.
const MOST_ABOVE: usize = 12;

/// The charts that some files belong to, as they are seen from these; none that is part of another one.
pub(super) fn charts<'p>(
    files: &dyn FileSystem,
    found: impl IntoIterator<Item = &'p Path>,
) -> BTreeSet<PathBuf> {
    let mut known = Known {
        files,
        nearest: HashMap::new(),
    };
    let mut charts = BTreeSet::new();
    // Files come by directory: each is asked about once for all that follow each other.
    let mut last = None;
    for directory in found.into_iter().filter_map(Path::parent) {
        if last.replace(directory.as_os_str()) != Some(directory.as_os_str()) {
            charts.extend(known.outermost(directory));
        }
    }
    charts
}

/// What is known of directories.
struct Known<'f> {
    files: &'f dyn FileSystem,
    /// The chart that a directory lies in, by how its path is written.
    nearest: HashMap<OsString, Option<PathBuf>>,
}

impl Known<'_> {
    /// The chart that a directory lies in and that no other one has in its `charts/`.
    fn outermost(&mut self, directory: &Path) -> Option<PathBuf> {
        let mut chart = self.nearest(directory, MOST_ABOVE)?;
        while let Some(parent) = self.parent(&chart) {
            chart = parent;
        }
        Some(chart)
    }

    fn nearest(&mut self, directory: &Path, most: usize) -> Option<PathBuf> {
        if let Some(known) = self.nearest.get(directory.as_os_str()) {
            return known.clone();
        }
        let nearest = if self.files.has(directory, CHART) {
            Some(directory.to_owned())
        } else {
            let above = above(directory).filter(|_| most > 0);
            above.and_then(|above| self.nearest(&above, most - 1))
        };
        let written = directory.as_os_str().to_owned();
        self.nearest.insert(written, nearest.clone());
        nearest
    }

    /// The chart of which another one is a dependency, where it lies: `web/charts/redis`.
    fn parent(&mut self, chart: &Path) -> Option<PathBuf> {
        let charts = above(chart)?;
        let real = self.files.locate(&charts);
        if !real.ends_with("charts") {
            return None;
        }
        let above = above(&charts)?;
        self.files.has(&above, CHART).then_some(above)
    }
}

/// The directory above one, also where the way to it says nothing of that.
fn above(directory: &Path) -> Option<PathBuf> {
    let is_named = directory.file_name().is_some();
    match directory.parent() {
        Some(above) if is_named => Some(above.to_owned()),
        _ if directory.has_root() => None,
        _ => Some(directory.join("..")),
    }
}

/// A rendering that is wanted.
struct Wanted<'c> {
    path: &'c Path,
    chart: &'c Chart,
    /// The files of values, and how reports call them.
    files: &'c [(PathBuf, String)],
    values: &'c ChartValues,
}

/// Renders charts from files, each with each of the sets of values that it is checked with.
pub(super) fn render(
    charts: &BTreeSet<PathBuf>,
    files: &dyn FileSystem,
    settings: &Settings,
) -> Vec<Renders> {
    let workers = &*settings.host.workers;
    let paths: Vec<&PathBuf> = charts.iter().collect();
    // A chart is let go once all its sets of values are rendered: its templates take far more than their texts.
    let rendered = gather(workers, paths.len(), &|job| {
        let path = paths[job];
        let reach = settings.reach(files, &files.locate(path));
        let ground = Ground {
            files,
            reach: &reach,
            workers,
        };
        let chart = Chart::load(path, ground);
        let sets = sets(path, ground, settings);
        gather(workers, sets.len(), &|job| {
            let (files, values) = &sets[job];
            let wanted = Wanted {
                path,
                chart: &chart,
                files,
                values,
            };
            wanted.render(ground, settings)
        })
    });
    rendered.into_iter().flatten().collect()
}

/// The sets of values that a chart is checked with: those of the command line alone, or its own, those that lie beside it,
/// and those that a configuration names.
fn sets(
    chart: &Path,
    ground: Ground<'_>,
    settings: &Settings,
) -> Vec<(Vec<(PathBuf, String)>, ChartValues)> {
    let of_all = of_all(settings);
    if of_all.are_for_all() {
        return vec![(of_all.files.clone(), of_all)];
    }
    let asked = |values: &ChartValues| (values.files.clone(), values.clone().and(&of_all));
    let beside = helm::value_sets(chart, ground).into_iter().map(|set| {
        let files = set.files.into_iter();
        let called = |path: PathBuf| {
            let called = shown(path.strip_prefix(chart).unwrap_or(&path));
            (path, called)
        };
        (files.map(called).collect(), of_all.clone())
    });
    let real = ground.files.locate(chart);
    let named = settings.charts.iter();
    let named = named.filter(|values| values.chart.as_ref() == Some(&real));
    beside.chain(named.map(asked)).collect()
}

/// What a command line says of all charts.
fn of_all(settings: &Settings) -> ChartValues {
    let mut all = settings.charts.iter();
    let of_all = all.find(|values| values.chart.is_none());
    of_all.cloned().unwrap_or_default()
}

/// Renders charts as something delivers them.
pub(super) fn deliver(
    wanted: &[(PathBuf, Request, Deliverer)],
    overlays: &Overlays<'_>,
    settings: &Settings,
) -> Vec<Renders> {
    // The values of a command line take the place of all others.
    let of_all = of_all(settings);
    if of_all.are_for_all() {
        return Vec::new();
    }
    let ground = overlays.ground().of_charts();
    let paths: BTreeSet<&Path> = wanted.iter().map(|(path, ..)| path.as_path()).collect();
    let paths: Vec<&Path> = paths.into_iter().collect();
    let workers = &*settings.host.workers;
    let loaded = gather(workers, paths.len(), &|job| {
        (paths[job], Chart::load(paths[job], ground))
    });
    let loaded: HashMap<&Path, Chart> = loaded.into_iter().collect();
    let all = gather(workers, wanted.len(), &|job| {
        let (path, request, deliverer) = &wanted[job];
        let newest = newest(path, settings);
        let told = request.api_versions.iter().chain(&of_all.api_versions);
        let request = Request {
            kubernetes: KubeVersion::from(newest),
            apis: Apis::OfCluster(newest),
            api_versions: told.cloned().collect(),
            ..request.clone()
        };
        let chart = loaded.get(path.as_path())?;
        let values = request.values.iter().filter_map(|given| match given {
            Given::File(path) => Some(shown(path)),
            Given::Text(_) => None,
        });
        let by = By {
            renderer: Renderer::Helm,
            path: shown(path),
            values: values.collect(),
            are_named: true,
            release: Some(request.release.clone()),
            deliverer: Some(deliverer.clone()),
        };
        let rendering = chart.render(&request, ground);
        Some(Renders { by, rendering })
    });
    all.into_iter().flatten().collect()
}

/// The newest version of Kubernetes that a chart is checked against.
fn newest(chart: &Path, settings: &Settings) -> Version {
    let versions = settings.of(&chart.join(CHART)).versions;
    versions.iter().next_back().unwrap_or_default()
}

impl Wanted<'_> {
    fn render(&self, ground: Ground<'_>, settings: &Settings) -> Renders {
        let newest = newest(self.path, settings);
        let values = self.files.iter();
        let mut request = Request {
            values: values.map(|(path, _)| Given::File(path.clone())).collect(),
            may_be_more: !self.values.are_named(),
            set: self.values.set.iter().map(|text| typed(text)).collect(),
            kubernetes: KubeVersion::from(newest),
            apis: Apis::OfCluster(newest),
            api_versions: self.values.api_versions.clone(),
            ..Request::default()
        };
        if let Some(release) = &self.values.release {
            request.release.clone_from(release);
        }
        if let Some(namespace) = &self.values.namespace {
            request.namespace.clone_from(namespace);
        }
        let rendering = self.chart.render(&request, ground);
        let called = self.files.iter().map(|(_, called)| called.clone());
        Renders {
            by: By {
                renderer: Renderer::Helm,
                path: shown(self.path),
                values: called.chain(self.values.set.iter().cloned()).collect(),
                are_named: self.values.are_named(),
                release: Some(request.release),
                deliverer: None,
            },
            rendering,
        }
    }
}

fn typed(text: &str) -> Set {
    Set {
        how: How::Typed,
        text: text.to_owned(),
        said_by: None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::files::{Nothing, Texts};

    #[test]
    fn a_file_belongs_to_the_outermost_chart_around_it() {
        let mut files = Texts::over(Arc::new(Nothing));
        for path in [
            "k8s/web/Chart.yaml",
            "k8s/web/templates/a.yaml",
            "k8s/web/charts/db/Chart.yaml",
            "k8s/web/charts/db/templates/b.yaml",
            "k8s/loose.yaml",
        ] {
            files.put(Path::new(path), "");
        }
        let of = |path: &str| charts(&files, [Path::new(path)]).into_iter().next();
        let web = Some(PathBuf::from("k8s/web"));
        assert_eq!(of("k8s/web/Chart.yaml"), web);
        assert_eq!(of("k8s/web/templates/a.yaml"), web);
        assert_eq!(of("k8s/web/charts/db/templates/b.yaml"), web);
        assert_eq!(of("k8s/loose.yaml"), None);
    }
}
