//! Generators and transformers in files of their own. Those that are built in are done; functions and plugins of others
//! are never run.

use super::chart::Chart;
use super::decode::Fields;
use super::generator::{Generator, Sort};
use super::inflate::inflate;
use super::load::Loader;
use super::node::{Map, Node};
use super::problem::{Failure, Outcome};
use super::provenance::{self, Source};
use super::resource::Resource;
use super::schema::Schemas;
use super::target::State;

/// Whether a plugin is built in.
fn is_built_in(config: &Resource) -> bool {
    config.node().get("apiVersion").map(Node::said) == Some("builtin")
}

fn not_run(config: &Resource, what: &str) -> Failure {
    let message = format!(
        "{} is {what} that kustomize does not have built in, and is not run",
        config.id()
    );
    Failure::not_checked(config.place(), message)
}

/// Does what a generator says.
pub(super) fn generate(
    config: &Resource,
    loader: &Loader<'_>,
    schemas: &Schemas,
    state: &mut State,
) -> Outcome<()> {
    if config.kind() == "HelmChartInflationGenerator" && is_built_in(config) {
        let chart = Chart::alone(&Fields::of(config.node(), "a chart")?)?;
        let source = Source::configured(config);
        return inflate(&chart, loader, schemas, source.as_ref(), state);
    }
    if config.kind() == "IAMPolicyGenerator" && is_built_in(config) {
        let mut made = account(config)?;
        made.source = Source::configured(config);
        return state.set.absorb(made, state.is_whole);
    }
    let sort = match config.kind() {
        "ConfigMapGenerator" if is_built_in(config) => Sort::ConfigMap,
        "SecretGenerator" if is_built_in(config) => Sort::Secret,
        _ => {
            state.is_whole = false;
            loader.note(not_run(config, "a generator"));
            return Ok(());
        }
    };
    let mut made = Generator::read(config.node(), false)?.make(sort, None, loader)?;
    made.source = Source::configured(config);
    state.set.absorb(made, state.is_whole)
}

/// Does what a transformer says.
pub(super) fn transform(
    config: &Resource,
    loader: &Loader<'_>,
    schemas: &Schemas,
    state: &mut State,
) -> Outcome<()> {
    if !is_built_in(config) {
        loader.note(not_run(config, "a transformer"));
        return Ok(());
    }
    let fields = Fields::of(config.node(), "a transformer")?;
    super::builtin::transform(&fields, config, loader, schemas, state)?;
    provenance::note(&mut state.set, Source::configured(config).as_ref());
    Ok(())
}

/// A service account that may act for one of Google's.
fn account(config: &Resource) -> Outcome<Resource> {
    let said = |path: &[&str]| config.node().at(path).map_or("", Node::said);
    let name = config.node().at(&["kubernetesService", "name"]);
    let Some(name) = name.and_then(Node::as_scalar).map(|name| &name.text) else {
        let message = "this generator has no `kubernetesService.name`";
        return Err(Failure::refused(config.place(), message));
    };
    let account = format!(
        "{}@{}.iam.gserviceaccount.com",
        said(&["serviceAccount", "name"]),
        said(&["serviceAccount", "projectId"])
    );
    let mut annotations = Map::default();
    let key = name.derive("iam.gke.io/gcp-service-account");
    annotations.set(key, Node::str(name.derive(&account)));
    let mut metadata = Map::default();
    metadata.set(name.derive("annotations"), Node::Map(annotations));
    metadata.set(name.derive("name"), Node::str(name.clone()));
    let namespace = config.node().at(&["kubernetesService", "namespace"]);
    if let Some(namespace) = namespace {
        metadata.set(name.derive("namespace"), namespace.clone());
    }
    let mut object = Map::default();
    object.set(name.derive("apiVersion"), Node::str(name.derive("v1")));
    object.set(
        name.derive("kind"),
        Node::str(name.derive("ServiceAccount")),
    );
    object.set(name.derive("metadata"), Node::Map(metadata));
    Resource::checked(Node::Map(object))
}

/// Says that a validator is not run.
pub(super) fn validate(config: &Resource, loader: &Loader<'_>) {
    loader.note(not_run(config, "a validator"));
}
