//! What a kustomization changes, in the order in which kustomize does it.

use std::sync::Arc;

use crate::origin::Text;

use super::config::{Config, merge};
use super::crds;
use super::entries::{write_pairs, write_replicas};
use super::file::{Kustomization, Labels};
use super::id::Gvk;
use super::load::Loader;
use super::names::{End, Namespace, Subjects, affix};
use super::patch::{self, Stage};
use super::problem::{Failure, Outcome};
use super::read::documents;
use super::schema::Schemas;
use super::selector::FieldSpec;
use super::target::State;

/// Adds the fields that `configurations` and `crds` name to those that are changed.
pub(super) fn configure(
    kustomization: &Kustomization,
    loader: &Loader<'_>,
    state: &mut State,
) -> Outcome<()> {
    if kustomization.configurations.is_empty() && kustomization.crds.is_empty() {
        return Ok(());
    }
    let mut config = (*state.config).clone();
    for path in &kustomization.configurations {
        let loaded = loader.load(path)?;
        if let Some(document) = documents(loaded.demand_text()?)?.first() {
            config.add(Config::read(document)?, path.place())?;
        }
    }
    for path in &kustomization.crds {
        let loaded = loader.load(path)?;
        if let Some(document) = documents(loaded.demand_text()?)?.first() {
            config.add(crds::config(document), path.place())?;
        }
    }
    config.sort();
    state.config = Arc::new(config);
    Ok(())
}

/// Applies all that a kustomization itself has.
pub(super) fn apply(
    kustomization: &Kustomization,
    loader: &Loader<'_>,
    schemas: &Schemas,
    state: &mut State,
) -> Outcome<()> {
    let config = Arc::clone(&state.config);
    let stage = Stage {
        loader,
        schemas,
        is_whole: state.is_whole,
    };
    let set = &mut state.set;
    for text in &kustomization.patches_strategic_merge {
        patch::apply_old(text, set, &stage)?;
    }
    for patch in &kustomization.patches {
        patch.apply(set, &stage)?;
    }
    if let Some(name) = &kustomization.namespace {
        let namespace = Namespace {
            name: name.clone(),
            specs: config.namespace.clone(),
            unset_only: false,
            subjects: Subjects::Default,
        };
        namespace.apply(set)?;
    }
    if let Some(prefix) = &kustomization.name_prefix {
        affix(set, prefix, End::Prefix, &config.name_prefix)?;
    }
    if let Some(suffix) = &kustomization.name_suffix {
        affix(set, suffix, End::Suffix, &config.name_suffix)?;
    }
    for labels in &kustomization.labels {
        let specs = specs_of(labels, &config)?;
        write_pairs(set, &labels.pairs, &specs)?;
    }
    write_pairs(set, &kustomization.common_labels, &config.common_labels)?;
    write_pairs(set, &kustomization.common_annotations, &config.annotations)?;
    for patch in &kustomization.patches_json {
        patch.apply(set, &stage)?;
    }
    rest(kustomization, loader, &config, state)
}

/// Counts, images and replacements.
fn rest(
    kustomization: &Kustomization,
    loader: &Loader<'_>,
    config: &Config,
    state: &mut State,
) -> Outcome<()> {
    let (set, is_whole) = (&mut state.set, state.is_whole);
    for replicas in &kustomization.replicas {
        if !write_replicas(set, replicas, &config.replicas)? && is_whole {
            return Err(no_replicas(&replicas.name));
        }
    }
    for image in &kustomization.images {
        if !image.apply(set, &config.images)? && is_whole && !kustomization.is_component {
            let message = format!("no container has the image `{}`", image.name());
            loader.note(Failure::advice(image.place(), message));
        }
    }
    for entry in &kustomization.replacements {
        for replacement in entry.all(loader)? {
            replacement.apply(set, is_whole)?;
        }
    }
    Ok(())
}

pub(super) fn no_replicas(name: &Text) -> Failure {
    let message = format!(
        "the build has nothing with replicas that is called `{}`",
        name.as_str()
    );
    Failure::refused(name.place(), message)
}

/// Where labels are written.
fn specs_of(labels: &Labels, config: &Config) -> Outcome<Vec<FieldSpec>> {
    let place = labels.pairs.iter().find_map(|(key, _)| key.place());
    let mut specs = labels.fields.clone();
    merge(&mut specs, config.labels.clone(), place)?;
    if labels.selectors {
        merge(&mut specs, config.common_labels.clone(), place)?;
        return Ok(specs);
    }
    if labels.templates {
        merge(&mut specs, config.template_labels.clone(), place)?;
    }
    let own = FieldSpec::new(Gvk::default(), "metadata/labels", true);
    merge(&mut specs, vec![own], place)?;
    Ok(specs)
}
