//! What a kustomization says.

use crate::origin::{Place, Text};

use super::chart::{self, Chart};
use super::decode::Fields;
use super::generator::{Generator, Options};
use super::image::Image;
use super::node::Node;
use super::parts::{Definitions, Labels, Order, Replicas};
use super::patch::Patch;
use super::problem::{Failure, Outcome};
use super::replacement::Entry;
use super::variable::Variable;

/// The fields of a Kustomization and a Component. Source: the reference of kustomization files,
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>.
pub const FIELDS: [&str; 36] = [
    "apiVersion",
    "kind",
    "metadata",
    "openapi",
    "namePrefix",
    "nameSuffix",
    "namespace",
    "commonLabels",
    "labels",
    "commonAnnotations",
    "patchesStrategicMerge",
    "patchesJson6902",
    "patches",
    "images",
    "imageTags",
    "replacements",
    "replicas",
    "vars",
    "sortOptions",
    "resources",
    "components",
    "crds",
    "bases",
    "configMapGenerator",
    "secretGenerator",
    "helmGlobals",
    "helmCharts",
    "helmChartInflationGenerator",
    "generatorOptions",
    "configurations",
    "generators",
    "transformers",
    "validators",
    "buildMetadata",
    "creationTimestamp",
    "status",
];

/// A kustomization, read.
#[derive(Debug)]
pub(super) struct Kustomization {
    /// Where it begins.
    pub(super) place: Option<Place>,
    pub(super) is_component: bool,
    pub(super) resources: Vec<Text>,
    pub(super) components: Vec<Text>,
    pub(super) crds: Vec<Text>,
    pub(super) configurations: Vec<Text>,
    pub(super) generators: Vec<Text>,
    pub(super) transformers: Vec<Text>,
    pub(super) validators: Vec<Text>,
    pub(super) name_prefix: Option<Text>,
    pub(super) name_suffix: Option<Text>,
    pub(super) namespace: Option<Text>,
    pub(super) labels: Vec<Labels>,
    pub(super) common_labels: Vec<(Text, Text)>,
    pub(super) common_annotations: Vec<(Text, Text)>,
    pub(super) patches_strategic_merge: Vec<Text>,
    pub(super) patches_json: Vec<Patch>,
    pub(super) patches: Vec<Patch>,
    pub(super) images: Vec<Image>,
    pub(super) replacements: Vec<Entry>,
    pub(super) replicas: Vec<Replicas>,
    pub(super) variables: Vec<Variable>,
    pub(super) config_maps: Vec<Generator>,
    pub(super) secrets: Vec<Generator>,
    pub(super) options: Option<Options>,
    pub(super) charts: Vec<Chart>,
    pub(super) build_metadata: Vec<Text>,
    pub(super) order: Option<Order>,
    /// What `openapi` says.
    pub(super) schema: Definitions,
    /// Fields that are deprecated, with what takes their place.
    pub(super) deprecated: Vec<(Place, &'static str, &'static str)>,
}

impl Kustomization {
    /// Reads one.
    pub(super) fn read(root: &Node) -> Outcome<Self> {
        let fields = Fields::strict(root, "a kustomization", &FIELDS)?;
        let place = fields.place();
        let is_component = kind(&fields)?;
        let mut resources = fields.texts("resources")?;
        resources.extend(fields.texts("bases")?);
        let mut images = fields.list("images", Image::read)?;
        images.extend(fields.list("imageTags", Image::read)?);
        let generator = |node| Generator::read(node, true);
        let read = Self {
            place,
            is_component,
            resources,
            components: fields.texts("components")?,
            crds: fields.texts("crds")?,
            configurations: fields.texts("configurations")?,
            generators: fields.texts("generators")?,
            transformers: fields.texts("transformers")?,
            validators: fields.texts("validators")?,
            name_prefix: fields.filled("namePrefix")?,
            name_suffix: fields.filled("nameSuffix")?,
            namespace: fields.filled("namespace")?,
            labels: fields.list("labels", Labels::read)?,
            common_labels: fields.pairs("commonLabels")?,
            common_annotations: fields.pairs("commonAnnotations")?,
            patches_strategic_merge: fields.texts("patchesStrategicMerge")?,
            patches_json: fields.list("patchesJson6902", Patch::read_old)?,
            patches: fields.list("patches", Patch::read)?,
            images,
            replacements: fields.list("replacements", Entry::read)?,
            replicas: fields.list("replicas", |node| Replicas::read(node, true))?,
            variables: fields.list("vars", Variable::read)?,
            config_maps: fields.list("configMapGenerator", generator)?,
            secrets: fields.list("secretGenerator", generator)?,
            options: fields
                .get("generatorOptions")
                .map(Options::read)
                .transpose()?,
            charts: chart::charts(&fields)?,
            build_metadata: fields.texts("buildMetadata")?,
            order: fields.get("sortOptions").map(Order::read).transpose()?,
            schema: Definitions::read(&fields)?,
            deprecated: deprecated(&fields),
        };
        read.demand_something(&fields)?;
        Ok(read)
    }

    /// The files of patches that it names.
    pub(super) fn patch_files(&self) -> impl Iterator<Item = &Text> {
        let new = self.patches.iter().chain(&self.patches_json);
        let old = self.patches_strategic_merge.iter();
        new.filter_map(Patch::file).chain(old)
    }

    /// kustomize takes no kustomization that says nothing.
    fn demand_something(&self, fields: &Fields<'_>) -> Outcome<()> {
        let says = |name: &&&str| !matches!(**name, "apiVersion" | "kind" | "creationTimestamp");
        let mut said = FIELDS.iter().filter(says);
        let is_said = said.any(|name| {
            fields.get(name).is_some_and(|node| {
                !node.is_empty() && node.as_scalar().is_none_or(|s| !s.text.is_empty())
            })
        });
        // An empty list is one, to kustomize, where the field is there.
        if is_said || FIELDS[2..].iter().any(|name| fields.get(name).is_some()) {
            return Ok(());
        }
        let failure = Failure::refused(self.place, "this kustomization says nothing");
        Err(failure.help("name what it takes in `resources`"))
    }
}

/// Whether it is a component.
fn kind(fields: &Fields<'_>) -> Outcome<bool> {
    let kind = fields.filled("kind")?;
    let is_component = match kind.as_ref().map(Text::as_str) {
        None | Some("Kustomization") => false,
        Some("Component") => true,
        Some(other) => {
            let place = kind.as_ref().and_then(Text::place);
            let message = format!("`kind` is `{other}`, and must be Kustomization or Component");
            return Err(Failure::refused(place, message).help("kind: Kustomization"));
        }
    };
    let wanted = match is_component {
        true => "kustomize.config.k8s.io/v1alpha1",
        false => "kustomize.config.k8s.io/v1beta1",
    };
    if let Some(version) = fields.filled("apiVersion")?
        && version.as_str() != wanted
    {
        let kind = if is_component {
            "Component"
        } else {
            "Kustomization"
        };
        let message = format!(
            "the `apiVersion` of a {kind} is {wanted}, and this is `{}`",
            version.as_str()
        );
        return Err(
            Failure::refused(version.place(), message).help(format!("apiVersion: {wanted}"))
        );
    }
    Ok(is_component)
}

fn deprecated(fields: &Fields<'_>) -> Vec<(Place, &'static str, &'static str)> {
    let all = [
        ("bases", "resources"),
        ("commonLabels", "labels"),
        ("imageTags", "images"),
        ("patchesJson6902", "patches"),
        ("patchesStrategicMerge", "patches"),
        ("vars", "replacements"),
        ("helmChartInflationGenerator", "helmCharts"),
    ];
    let found = all
        .into_iter()
        .filter_map(|(old, new)| Some((fields.key_place(old)?, old, new)));
    found.collect()
}
