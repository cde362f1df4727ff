//! The transformers that are built in, configured by files of their own.

use super::config::merge;
use super::decode::Fields;
use super::entries::{write_pairs, write_replicas};
use super::generator::add_hash;
use super::image::Image;
use super::load::Loader;
use super::names::{End, Namespace, Subjects, affix};
use super::node::Node;
use super::parts::Replicas;
use super::patch::{Patch, Stage, apply_old};
use super::problem::{Failure, Outcome};
use super::replacement::Entry;
use super::resource::Resource;
use super::schema::Schemas;
use super::selector::FieldSpec;
use super::set::Set;
use super::target::State;
use super::transform::no_replicas;
use super::value_add;

/// Does what a built-in transformer does.
pub(super) fn transform(
    fields: &Fields<'_>,
    config: &Resource,
    loader: &Loader<'_>,
    schemas: &Schemas,
    state: &mut State,
) -> Outcome<()> {
    let specs = fields.list("fieldSpecs", |node| FieldSpec::read(node, false))?;
    let stage = Stage {
        loader,
        schemas,
        is_whole: state.is_whole,
    };
    let set = &mut state.set;
    match config.kind() {
        "PatchTransformer" | "PatchJson6902Transformer" => Patch::of(fields)?.apply(set, &stage),
        "PatchStrategicMergeTransformer" => merges(fields, set, &stage),
        "NamespaceTransformer" => match namespace(fields, config, specs)? {
            Some(namespace) => namespace.apply(set),
            None => Ok(()),
        },
        "PrefixTransformer" | "SuffixTransformer" | "PrefixSuffixTransformer" => {
            for (name, end) in [("prefix", End::Prefix), ("suffix", End::Suffix)] {
                let does = config.kind().to_lowercase().contains(name);
                if let Some(text) = fields.filled(name)?.filter(|_| does) {
                    affix(set, &text, end, &specs)?;
                }
            }
            Ok(())
        }
        "HashTransformer" => {
            set.resources.iter_mut().for_each(add_hash);
            Ok(())
        }
        "ValueAddTransformer" => value_add::apply(fields, set, loader),
        "LabelTransformer" => write_pairs(set, &fields.pairs("labels")?, &specs),
        "AnnotationsTransformer" => write_pairs(set, &fields.pairs("annotations")?, &specs),
        "ReplicaCountTransformer" => replicas(fields, set, &specs, stage.is_whole),
        "ImageTagTransformer" => {
            if let Some(node) = fields.get("imageTag") {
                let image = Image::of(&Fields::of(node, "an image")?)?;
                image.apply(set, &specs)?;
            }
            Ok(())
        }
        "ReplacementTransformer" => replacements(fields, set, &stage),
        other => {
            let message = format!("kustomize has no transformer {other}");
            Err(Failure::refused(config.place(), message))
        }
    }
}

fn merges(fields: &Fields<'_>, set: &mut Set, stage: &Stage<'_>) -> Outcome<()> {
    let inline = fields.filled("patches")?;
    let mut all = fields.texts("paths")?.into_iter().chain(inline);
    all.try_for_each(|patch| apply_old(&patch, set, stage))
}

fn replicas(
    fields: &Fields<'_>,
    set: &mut Set,
    specs: &[FieldSpec],
    is_whole: bool,
) -> Outcome<()> {
    let Some(node) = fields.get("replica") else {
        return Ok(());
    };
    let replicas = Replicas::read(node, false)?;
    match write_replicas(set, &replicas, specs)? || !is_whole {
        true => Ok(()),
        false => Err(no_replicas(&replicas.name)),
    }
}

fn replacements(fields: &Fields<'_>, set: &mut Set, stage: &Stage<'_>) -> Outcome<()> {
    let entries = fields.list("replacements", |node| {
        Entry::of(&Fields::of(node, "a replacement")?)
    })?;
    for entry in entries {
        for replacement in entry.all(stage.loader)? {
            replacement.apply(set, stage.is_whole)?;
        }
    }
    Ok(())
}

fn namespace(
    fields: &Fields<'_>,
    config: &Resource,
    mut specs: Vec<FieldSpec>,
) -> Outcome<Option<Namespace>> {
    let name = config.node().at(&["metadata", "namespace"]);
    let Some(name) = name
        .and_then(Node::as_scalar)
        .filter(|name| !name.text.is_empty())
    else {
        return Ok(None);
    };
    let mode = fields.text("setRoleBindingSubjects")?.unwrap_or_default();
    let subjects = match mode.as_str() {
        "" | "defaultOnly" => Subjects::Default,
        "allServiceAccounts" => Subjects::Accounts,
        "none" => Subjects::None,
        other => {
            let message = format!(
                "`setRoleBindingSubjects` is `{other}`, and must be one of defaultOnly, allServiceAccounts and none"
            );
            return Err(Failure::refused(mode.place(), message));
        }
    };
    let listed = std::mem::take(&mut specs);
    merge(&mut specs, listed, None)?;
    Ok(Some(Namespace {
        name: name.text.clone(),
        specs,
        unset_only: fields.bool("unsetOnly")?,
        subjects,
    }))
}
