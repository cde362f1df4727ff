//! `patches` and their old forms.

use crate::origin::{Place, Text};

use super::decode::Fields;
use super::effect::{Effect, Kind, listed};
use super::json_patch::Operation;
use super::keyless::keyless;
use super::load::Loader;
use super::merge::merge;
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::read::Source;
use super::resource::Resource;
use super::schema::Schemas;
use super::selector::Selector;
use super::set::Set;

/// An entry of `patches`.
#[derive(Clone, Debug)]
pub(super) struct Patch {
    path: Option<Text>,
    patch: Option<Text>,
    target: Option<Selector>,
    may_rename: bool,
    may_change_kind: bool,
    /// Whether it is one of `patchesJson6902`.
    is_old: bool,
    place: Option<Place>,
}

impl Patch {
    /// Reads one of a kustomization.
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let known = ["path", "patch", "target", "options"];
        if let Node::Scalar(file) = node {
            // What `patchesStrategicMerge` takes, and `patches` took once.
            let message = "a patch is a mapping, and this is a string";
            let help = format!("- path: {}", file.as_str());
            return Err(Failure::refused(node.place(), message).help(help));
        }
        Self::of(&Fields::strict(node, "a patch", &known)?)
    }

    /// Reads one of the old form, `patchesJson6902`.
    pub(super) fn read_old(node: &Node) -> Outcome<Self> {
        let is_old = true;
        Self::read(node).map(|patch| Self { is_old, ..patch })
    }

    pub(super) fn of(fields: &Fields<'_>) -> Outcome<Self> {
        let options = fields.get("options");
        let options = options.map(|node| Fields::of(node, "the options of a patch"));
        let options = options.transpose()?;
        let option = |name| options.map_or(Ok(false), |options| options.bool(name));
        let patch = fields.text("patch")?;
        // A patch in a file of its own may be called by another name.
        let patch = match patch {
            None => fields.text("jsonOp")?,
            some => some,
        };
        Ok(Self {
            path: fields.filled("path")?,
            patch: patch.filter(|text| !text.as_str().trim().is_empty()),
            target: fields
                .get("target")
                .map(|node| Selector::read(node, "the target of a patch"))
                .transpose()?,
            may_rename: option("allowNameChange")?,
            may_change_kind: option("allowKindChange")?,
            is_old: false,
            place: fields.place(),
        })
    }

    /// The file that it names.
    pub(super) fn file(&self) -> Option<&Text> {
        self.path.as_ref()
    }

    /// Where it is named, or stands.
    fn place(&self) -> Option<Place> {
        let texts = self.path.iter().chain(&self.patch);
        let mut places = texts.filter_map(Text::place);
        places.next().or(self.place)
    }

    /// Applies it to the objects that it is for. Of one that changes none of them a word is said, if all objects are there.
    pub(super) fn apply(&self, set: &mut Set, stage: &Stage<'_>) -> Outcome<()> {
        let kind = self.kind(stage.loader)?;
        let is_still = kind.is_still();
        // One for all of a kind says what must hold, whatever there is.
        let is_named = self.target.as_ref().is_none_or(Selector::is_named);
        match self.apply_as(kind, set, stage)? {
            Effect::Changes => stage.loader.does(self.place()),
            Effect::None(names) if stage.is_whole && !is_still && !names.is_empty() && is_named => {
                let message = format!("this patch changes nothing in {}", listed(&names));
                let told = Failure::idle(self.place(), message);
                stage
                    .loader
                    .note(told.help("delete it, if it is there for nothing else"));
            }
            Effect::None(_) => {}
        }
        Ok(())
    }

    fn apply_as(&self, kind: Kind, set: &mut Set, stage: &Stage<'_>) -> Outcome<Effect> {
        let mut effect = Effect::None(Vec::new());
        match (kind, &self.target) {
            (Kind::Merges(patches), None) => {
                let mut is_met = false;
                for patch in patches {
                    let merged = self.merge_into_namesake(set, patch, stage)?;
                    is_met |= merged.is_some();
                    effect.add(merged.unwrap_or(Effect::Changes));
                }
                if let Some(path) = self.path.as_ref().filter(|_| !is_met) {
                    stage.loader.leaves(stage.loader.load(path)?.place().file);
                }
            }
            (Kind::Merges(patches), Some(target)) => {
                if let [_, second, ..] = patches.as_slice() {
                    let message =
                        "a patch with a `target` can be one object only, and this has more";
                    return Err(
                        Failure::refused(second.place(), message).also(target.place, "the target")
                    );
                }
                let at = self.selected(set, target, stage)?;
                for patch in patches {
                    for &at in &at {
                        effect.add(self.merge(set, at, patch.node().clone(), stage)?);
                    }
                }
                set.drop_empty();
            }
            (Kind::Operations(_), None) => {
                let message = "a JSON patch needs a `target`, which says what it is for";
                return Err(Failure::refused(self.place, message));
            }
            (Kind::Operations(operations), Some(target)) => {
                for at in self.selected(set, target, stage)? {
                    effect.add(self.operate(&mut set.resources[at], &operations, stage)?);
                }
            }
        }
        Ok(effect)
    }

    /// Does all operations to an object.
    fn operate(
        &self,
        resource: &mut Resource,
        operations: &[Operation],
        stage: &Stage<'_>,
    ) -> Outcome<Effect> {
        if !self.is_old {
            resource.remember();
        }
        if !resource.before.is_empty() {
            // kustomize keeps what it remembers among the annotations, so that there are some.
            let key = operations.first().map(Operation::annotations);
            let metadata = resource.metadata();
            if let Some(key) = key {
                metadata.and_then(|metadata| metadata.under(key));
            }
        }
        let (name, place) = (resource.id().to_string(), resource.place());
        let before = resource.shared();
        let node = resource.node_mut();
        for operation in operations {
            if operation.replaces_nothing(node) {
                let path = operation.path();
                let message =
                    format!("`{path}` replaces nothing: {name} has none, and it is added");
                let advice = Failure::advice(operation.place(), message);
                stage
                    .loader
                    .note(advice.also(place, "the object").help("op: add"));
            }
            let also = |failure: Failure| failure.also(place, format!("{name} is patched"));
            operation.apply(node).map_err(also)?;
        }
        let effect = Effect::between(&before, resource);
        // kustomize makes JSON of the object for this, and reads it again.
        resource.node_mut().spell_nulls();
        resource.settle("annotations");
        Ok(effect)
    }

    /// The objects that the target selects. None at all is worth a word, where there are objects: all of a list may be
    /// switched off.
    fn selected(&self, set: &Set, target: &Selector, stage: &Stage<'_>) -> Outcome<Vec<usize>> {
        let matcher = target.matcher()?;
        let found = set.resources.iter().enumerate();
        let found: Vec<usize> = found
            .filter(|(_, resource)| matcher.has(resource))
            .map(|(at, _)| at)
            .collect();
        if !found.is_empty() {
            stage.loader.does(target.place);
        } else if stage.is_whole && !set.resources.is_empty() {
            let message = format!(
                "no object is {}, so that this patch does nothing",
                target.id
            );
            stage.loader.note(Failure::idle(target.place, message));
        }
        Ok(found)
    }

    /// Merges a patch into the object of its name; `None` if that is not there yet.
    fn merge_into_namesake(
        &self,
        set: &mut Set,
        patch: Resource,
        stage: &Stage<'_>,
    ) -> Outcome<Option<Effect>> {
        let id = patch.id();
        match set.by_any_id(&id.name, |other| other.is(&id)).as_slice() {
            &[at] => {
                let effect = self.merge(set, at, patch.node().clone(), stage)?;
                set.drop_empty();
                Ok(Some(effect))
            }
            [] if !stage.is_whole => Ok(None),
            [] => Err(no_target(set, &patch)),
            several => {
                let message = format!("{} objects are {id}, and a patch is for one", several.len());
                Err(Failure::refused(patch.place(), message))
            }
        }
    }

    fn merge(&self, set: &mut Set, at: usize, patch: Node, stage: &Stage<'_>) -> Outcome<Effect> {
        let resource = &mut set.resources[at];
        let whole = resource.shared();
        if self.may_rename || self.may_change_kind {
            resource.remember();
        }
        let before = resource.node().clone();
        let of_metadata = |field| before.at(&["metadata", field]).cloned();
        let kept = ["name", "namespace"].map(|field| (field, of_metadata(field)));
        let api_version = before.get("apiVersion").cloned();
        let kind = before.get("kind").cloned();
        let found = keyless(&patch, stage.schemas);
        found.into_iter().for_each(|found| stage.loader.note(found));
        let Some(merged) = merge(before, patch, stage.schemas)? else {
            resource.set_node(Node::map());
            return Ok(Effect::Changes);
        };
        resource.set_node(merged);
        if let Some(map) = resource.node_mut().as_map_mut() {
            let mut restore = |field: &str, value: Option<Node>| {
                if let Some(value) = value {
                    map.set(Text::made(field), value);
                }
            };
            restore("apiVersion", api_version);
            if !self.may_change_kind {
                restore("kind", kind);
            }
        }
        for (field, value) in kept {
            if field == "namespace" || !self.may_rename {
                resource.set_metadata(field, value);
            }
        }
        Ok(Effect::between(&whole, resource))
    }

    /// Its text read, by what it is.
    fn kind(&self, loader: &Loader<'_>) -> Outcome<Kind> {
        match (&self.path, &self.patch) {
            (Some(path), Some(_)) => {
                let message = "a patch has either `path` or `patch`, and this has both";
                Err(Failure::refused(path.place(), message))
            }
            (None, None) => {
                let message = "this patch has neither `path` nor `patch`";
                Err(Failure::refused(self.place, message))
            }
            (Some(path), None) => Kind::read(loader.load(path)?.demand_text()?),
            (None, Some(text)) => {
                let all = text.as_str();
                let start = all.len() - all.trim_start().len();
                Kind::read(Source::text(&text.slice(start, all.trim_end().len())))
            }
        }
    }
}

/// What patches work on.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    pub(super) loader: &'a Loader<'a>,
    pub(super) schemas: &'a Schemas,
    /// Whether all objects are there.
    pub(super) is_whole: bool,
}

/// An entry of `patchesStrategicMerge`: a path, or a patch itself.
pub(super) fn apply_old(text: &Text, set: &mut Set, stage: &Stage<'_>) -> Outcome<()> {
    let is_inline = text.as_str().contains('\n') || text.as_str().contains(": ");
    let (path, patch) = match is_inline {
        true => (None, Some(text.clone())),
        false => (Some(text.clone()), None),
    };
    let patch = Patch {
        path,
        patch,
        target: None,
        may_rename: false,
        may_change_kind: false,
        is_old: false,
        place: text.place(),
    };
    patch.apply(set, stage)
}

/// Why a patch has nothing to be merged into, with what was probably meant.
fn no_target(set: &Set, patch: &Resource) -> Failure {
    let id = patch.id();
    let message = format!("the build has no {id}, which this patch is for");
    // What only patches is for what another program adds: a chart that Fleet renders, a post-renderer's input.
    if set.resources.is_empty() {
        return Failure::not_checked(patch.place(), message);
    }
    let failure = Failure::refused(patch.place(), message);
    let like = |other: &&Resource| {
        let other = other.first_id();
        other.name == id.name && other.gvk.kind == id.gvk.kind
    };
    if let Some(other) = set.resources.iter().find(like) {
        let first = other.first_id();
        let difference = match first.gvk == id.gvk {
            true => format!("this one is in namespace `{}`", first.effective_namespace()),
            false => format!("this one is of {}", first.gvk.api_version()),
        };
        return failure.also(other.place(), difference);
    }
    failure
}
