//! `helmCharts`, its old form, and `HelmChartInflationGenerator`: charts that a kustomization names.

use crate::helm::{KubeVersion, Without};
use crate::origin::{Place, Text};

use super::decode::Fields;
use super::node::Node;
use super::problem::{Failure, Outcome};

/// Where charts lie if nothing is said.
const HOME: &str = "charts";

/// The fields that are for all charts.
const GLOBALS: [&str; 2] = ["chartHome", "configHome"];

/// The fields of one chart. Source: `HelmChart` in kustomize's reference,
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/helmcharts/>.
const FIELDS: [&str; 17] = [
    "name",
    "version",
    "repo",
    "releaseName",
    "namespace",
    "additionalValuesFiles",
    "valuesFile",
    "valuesInline",
    "valuesMerge",
    "includeCRDs",
    "skipHooks",
    "apiVersions",
    "kubeVersion",
    "nameTemplate",
    "skipTests",
    "debug",
    "devel",
];

/// The fields of the old form.
const OLD_FIELDS: [&str; 13] = [
    "chartName",
    "chartVersion",
    "chartRepoUrl",
    "chartHome",
    "chartRepoName",
    "helmBin",
    "helmHome",
    "values",
    "valuesLocal",
    "valuesMerge",
    "releaseName",
    "releaseNamespace",
    "extraArgs",
];

/// A chart, and what it is rendered with.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) name: Text,
    pub(super) version: Option<Text>,
    /// Where it is on another machine, if it is from one.
    pub(super) repository: Option<Text>,
    /// The directory that charts lie in.
    pub(super) home: Text,
    pub(super) release: Option<Text>,
    pub(super) namespace: Option<Text>,
    /// The file of values; the chart's own if none is named.
    pub(super) values: Option<Text>,
    pub(super) more_values: Vec<Text>,
    /// Values that stand in the kustomization.
    pub(super) inline: Option<Node>,
    pub(super) merge: Merge,
    pub(super) without: Without,
    pub(super) api_versions: Vec<Text>,
    pub(super) kubernetes: Option<KubeVersion>,
    pub(super) place: Option<Place>,
}

/// How values that stand in the kustomization go with those of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    /// They hold over them.
    Override,
    /// They are added where the file has none.
    Below,
    /// The file's are not read.
    Replace,
}

/// The charts that a kustomization names.
pub(super) fn charts(fields: &Fields<'_>) -> Outcome<Vec<Chart>> {
    let mut globals = None;
    if let Some(node) = fields.get("helmGlobals") {
        globals = Fields::strict(node, "`helmGlobals`", &GLOBALS)?.filled("chartHome")?;
    }
    let mut old_home = None;
    let mut old = fields.list("helmChartInflationGenerator", |node| {
        let fields = Fields::strict(node, "a chart", &OLD_FIELDS)?;
        if let Some(home) = fields.filled("chartHome")? {
            old_home = Some(home);
        }
        Chart::old(&fields)
    })?;
    let home = match fields.get("helmGlobals") {
        Some(_) => globals,
        None => old_home,
    };
    let mut charts = fields.list("helmCharts", |node| {
        Chart::read(&Fields::strict(node, "a chart", &FIELDS)?)
    })?;
    charts.append(&mut old);
    for chart in &mut charts {
        if let Some(home) = &home {
            chart.home = home.clone();
        }
    }
    Ok(charts)
}

impl Chart {
    /// One in a file of its own, with what is for all charts.
    pub(super) fn alone(fields: &Fields<'_>) -> Outcome<Self> {
        let mut chart = Self::read(fields)?;
        if let Some(home) = fields.filled("chartHome")? {
            chart.home = home;
        }
        Ok(chart)
    }

    fn read(fields: &Fields<'_>) -> Outcome<Self> {
        let name = |field| fields.filled(field);
        if let Some(template) = name("nameTemplate")? {
            let message =
                "`nameTemplate` is not followed, and what the chart makes is missing here";
            return Err(Failure::not_checked(template.place(), message));
        }
        let kubernetes = name("kubeVersion")?
            .map(|text| version(&text))
            .transpose()?;
        Ok(Self {
            name: demanded(name("name")?, fields)?,
            version: name("version")?,
            repository: name("repo")?,
            home: Text::made(HOME),
            release: name("releaseName")?,
            namespace: name("namespace")?,
            values: name("valuesFile")?,
            more_values: fields.texts("additionalValuesFiles")?,
            inline: inline(fields, "valuesInline")?,
            merge: merge(fields)?,
            without: Without {
                crds: !fields.bool("includeCRDs")?,
                hooks: fields.bool("skipHooks")?,
                tests: fields.bool("skipTests")?,
            },
            api_versions: fields.texts("apiVersions")?,
            kubernetes,
            place: fields.place(),
        })
    }

    /// The form before `helmCharts`.
    fn old(fields: &Fields<'_>) -> Outcome<Self> {
        let name = |field| fields.filled(field);
        Ok(Self {
            name: demanded(name("chartName")?, fields)?,
            version: name("chartVersion")?,
            repository: name("chartRepoUrl")?,
            home: Text::made(HOME),
            release: name("releaseName")?,
            namespace: None,
            values: name("values")?,
            more_values: Vec::new(),
            inline: inline(fields, "valuesLocal")?,
            merge: merge(fields)?,
            without: Without {
                crds: true,
                ..Without::default()
            },
            api_versions: Vec::new(),
            kubernetes: None,
            place: fields.place(),
        })
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Option<Place> {
        self.name.place().or(self.place)
    }
}

fn demanded(name: Option<Text>, fields: &Fields<'_>) -> Outcome<Text> {
    name.ok_or_else(|| Failure::refused(fields.place(), "this chart has no `name`"))
}

/// Values, if there are any.
fn inline(fields: &Fields<'_>, name: &'static str) -> Outcome<Option<Node>> {
    match fields.get(name) {
        Some(node) if node.as_map().is_none() => {
            let message = format!("`{name}` must be a mapping, and this is {}", node.what());
            Err(Failure::refused(node.place(), message))
        }
        node => Ok(node.filter(|node| !node.is_empty()).cloned()),
    }
}

fn merge(fields: &Fields<'_>) -> Outcome<Merge> {
    let Some(text) = fields.filled("valuesMerge")? else {
        return Ok(Merge::Override);
    };
    match text.as_str() {
        "override" => Ok(Merge::Override),
        "merge" => Ok(Merge::Below),
        "replace" => Ok(Merge::Replace),
        other => {
            let message =
                format!("`valuesMerge` is `{other}`, and must be override, merge or replace");
            Err(Failure::refused(text.place(), message))
        }
    }
}

fn version(text: &Text) -> Outcome<KubeVersion> {
    KubeVersion::parse(text.as_str()).ok_or_else(|| {
        let message = format!("`{}` is no version of Kubernetes", text.as_str());
        Failure::refused(text.place(), message)
    })
}
