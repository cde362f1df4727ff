//! What a kustomization changes, in the order in which kustomize does it.

use std::sync::Arc;

use crate::origin::Text;

use super::config::{Config, merge};
use super::crds;
use super::entries::{write_pairs, write_replicas};
use super::file::Kustomization;
use super::id::Gvk;
use super::load::Loader;
use super::names::{End, Namespace, Subjects, affix};
use super::parts::Labels;
use super::patch::{self, Stage};
use super::problem::{Failure, Outcome};
use super::provenance::{Source, note};
use super::read::documents;
use super::schema::Schemas;
use super::selector::FieldSpec;
use super::target::State;

/// Adds the fields that `configurations` and `crds` name to those that are changed.
pub(super) fn configure(
    kustomization: &Kustomization,
    loader: &Loader<'_>,
    built_in: &Arc<Config>,
    state: &mut State,
) -> Outcome<()> {
    let is_plain = kustomization.configurations.is_empty() && kustomization.crds.is_empty();
    if is_plain && state.config.is_some() {
        return Ok(());
    }
    if is_plain {
        state.config = Some(Arc::clone(built_in));
        return Ok(());
    }
    let mut config = (**built_in).clone();
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
    // Those of bases come first. A field of all kinds that comes behind one of some kind is taken for the same.
    let mut all = state.config.as_deref().cloned().unwrap_or_default();
    all.add(config, kustomization.place)?;
    all.sort();
    state.config = Some(Arc::new(all));
    Ok(())
}

/// Applies all that a kustomization itself has.
pub(super) fn apply(
    kustomization: &Kustomization,
    loader: &Loader<'_>,
    schemas: &Schemas,
    state: &mut State,
) -> Outcome<()> {
    let config = state.config.clone().unwrap_or_default();
    let stage = Stage {
        loader,
        schemas,
        is_whole: state.is_whole,
    };
    let set = &mut state.set;
    let by = |kind| Source::in_kustomization(kustomization, kind);
    for text in &kustomization.patches_strategic_merge {
        patch::apply_old(text, set, &stage)?;
    }
    if !kustomization.patches_strategic_merge.is_empty() {
        note(set, by("PatchStrategicMergeTransformer").as_ref());
    }
    for patch in &kustomization.patches {
        patch.apply(set, &stage)?;
        note(set, by("PatchTransformer").as_ref());
    }
    if let Some(name) = &kustomization.namespace {
        let namespace = Namespace {
            name: name.clone(),
            specs: config.namespace.clone(),
            unset_only: false,
            subjects: Subjects::Default,
        };
        namespace.apply(set)?;
        note(set, by("NamespaceTransformer").as_ref());
    }
    if let Some(prefix) = &kustomization.name_prefix {
        affix(set, prefix, End::Prefix, &config.name_prefix)?;
        note(set, by("PrefixTransformer").as_ref());
    }
    if let Some(suffix) = &kustomization.name_suffix {
        affix(set, suffix, End::Suffix, &config.name_suffix)?;
        note(set, by("SuffixTransformer").as_ref());
    }
    for labels in &kustomization.labels {
        let specs = specs_of(labels, &config)?;
        write_pairs(set, &labels.pairs, &specs)?;
        note(set, by("LabelTransformer").as_ref());
    }
    if !kustomization.labels.is_empty() || !kustomization.common_labels.is_empty() {
        write_pairs(set, &kustomization.common_labels, &config.common_labels)?;
        note(set, by("LabelTransformer").as_ref());
    }
    if !kustomization.common_annotations.is_empty() {
        write_pairs(set, &kustomization.common_annotations, &config.annotations)?;
        note(set, by("AnnotationsTransformer").as_ref());
    }
    for patch in &kustomization.patches_json {
        patch.apply(set, &stage)?;
        note(set, by("PatchJson6902Transformer").as_ref());
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
    let by = |kind| Source::in_kustomization(kustomization, kind);
    for replicas in &kustomization.replicas {
        if !write_replicas(set, replicas, &config.replicas)? && is_whole {
            return Err(no_replicas(&replicas.name));
        }
        note(set, by("ReplicaCountTransformer").as_ref());
    }
    for image in &kustomization.images {
        if image.apply(set, &config.images)? {
            loader.does(image.place());
        } else if is_whole {
            let message = format!("no container has the image `{}`", image.name());
            loader.note(Failure::idle(image.place(), message));
        }
        note(set, by("ImageTagTransformer").as_ref());
    }
    for entry in &kustomization.replacements {
        for replacement in entry.all(loader)? {
            replacement.apply(set, is_whole)?;
        }
    }
    if !kustomization.replacements.is_empty() {
        note(set, by("ReplacementTransformer").as_ref());
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
