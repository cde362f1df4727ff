//! The transformers that are built in, configured by files of their own.

use super::config::merge;
use super::decode::Fields;
use super::entries::{write_pairs, write_replicas};
use super::file::Replicas;
use super::image::Image;
use super::load::Loader;
use super::names::{End, Namespace, Subjects, affix};
use super::node::Node;
use super::patch::{Patch, Stage, apply_old};
use super::problem::{Failure, Outcome};
use super::replacement::Entry;
use super::resource::Resource;
use super::schema::Schemas;
use super::selector::FieldSpec;
use super::target::State;
use super::transform::no_replicas;

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
        "PatchStrategicMergeTransformer" => {
            for path in fields.texts("paths")? {
                apply_old(&path, set, &stage)?;
            }
            match fields.filled("patches")? {
                Some(patches) => apply_old(&patches, set, &stage),
                None => Ok(()),
            }
        }
        "NamespaceTransformer" => {
            namespace(fields, config, specs)?.map_or(Ok(()), |own| own.apply(set))
        }
        "PrefixTransformer" | "SuffixTransformer" => {
            let (name, end) = match config.kind() {
                "PrefixTransformer" => ("prefix", End::Prefix),
                _ => ("suffix", End::Suffix),
            };
            match fields.filled(name)? {
                Some(text) => affix(set, &text, end, &specs),
                None => Ok(()),
            }
        }
        "LabelTransformer" => write_pairs(set, &fields.pairs("labels")?, &specs),
        "AnnotationsTransformer" => write_pairs(set, &fields.pairs("annotations")?, &specs),
        "ReplicaCountTransformer" => {
            let Some(node) = fields.get("replica") else {
                return Ok(());
            };
            let replicas = Replicas::read(node, false)?;
            match write_replicas(set, &replicas, &specs)? || !stage.is_whole {
                true => Ok(()),
                false => Err(no_replicas(&replicas.name)),
            }
        }
        "ImageTagTransformer" => {
            if let Some(node) = fields.get("imageTag") {
                let image = Image::of(&Fields::of(node, "an image")?)?;
                image.apply(set, &specs)?;
            }
            Ok(())
        }
        "ReplacementTransformer" => {
            let entries = fields.list("replacements", |node| {
                Entry::of(&Fields::of(node, "a replacement")?)
            })?;
            for entry in entries {
                for replacement in entry.all(loader)? {
                    replacement.apply(set, stage.is_whole)?;
                }
            }
            Ok(())
        }
        other => {
            let message = format!("the transformer {other} is not done here");
            loader.note(Failure::not_checked(config.place(), message));
            Ok(())
        }
    }
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
