//! Generators and transformers in files of their own. Those that are built in are done; functions and plugins of others
//! are never run.

use super::decode::Fields;
use super::load::Loader;
use super::node::Node;
use super::problem::{Failure, Outcome};
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
pub(super) fn generate(config: &Resource, loader: &Loader<'_>, state: &mut State) -> Outcome<()> {
    use super::generator::{Generator, Sort};
    let sort = match config.kind() {
        "ConfigMapGenerator" if is_built_in(config) => Sort::ConfigMap,
        "SecretGenerator" if is_built_in(config) => Sort::Secret,
        _ => {
            state.is_whole = false;
            loader.note(not_run(config, "a generator"));
            return Ok(());
        }
    };
    let made = Generator::read(config.node(), false)?.make(sort, None, loader)?;
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
    super::builtin::transform(&fields, config, loader, schemas, state)
}

/// Says that a validator is not run.
pub(super) fn validate(config: &Resource, loader: &Loader<'_>) {
    loader.note(not_run(config, "a validator"));
}
