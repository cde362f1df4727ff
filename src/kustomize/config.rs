//! Which fields transformers change: those that are built in, and what `configurations` add.

use crate::origin::Place;

use super::decode::Fields;
use super::defaults;
use super::id::Gvk;
use super::node::Node;
use super::order::rank;
use super::problem::{Failure, Outcome};
use super::selector::{FieldSpec, gvk};

/// Fields by the transformers that change them.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    pub(super) name_prefix: Vec<FieldSpec>,
    pub(super) name_suffix: Vec<FieldSpec>,
    pub(super) namespace: Vec<FieldSpec>,
    pub(super) common_labels: Vec<FieldSpec>,
    pub(super) labels: Vec<FieldSpec>,
    pub(super) template_labels: Vec<FieldSpec>,
    pub(super) annotations: Vec<FieldSpec>,
    pub(super) references: Vec<References>,
    pub(super) variables: Vec<FieldSpec>,
    pub(super) images: Vec<FieldSpec>,
    pub(super) replicas: Vec<FieldSpec>,
}

/// The fields that hold names of one kind of object.
#[derive(Clone, Debug)]
pub(super) struct References {
    pub(super) to: Gvk,
    pub(super) from: Vec<FieldSpec>,
}

/// What a file of `configurations` may have.
const FIELDS: [&str; 11] = [
    "namePrefix",
    "nameSuffix",
    "namespace",
    "commonLabels",
    "labels",
    "templateLabels",
    "commonAnnotations",
    "nameReference",
    "varReference",
    "images",
    "replicas",
];

impl Config {
    /// What is built in.
    pub(super) fn built_in() -> Self {
        defaults::config()
    }

    /// Reads a file of `configurations`.
    pub(super) fn read(root: &Node) -> Outcome<Self> {
        let fields = Fields::strict(root, "a transformer configuration", &FIELDS)?;
        let specs = |name| fields.list(name, |node| FieldSpec::read(node, true));
        Ok(Self {
            name_prefix: specs("namePrefix")?,
            name_suffix: specs("nameSuffix")?,
            namespace: specs("namespace")?,
            common_labels: specs("commonLabels")?,
            labels: specs("labels")?,
            template_labels: specs("templateLabels")?,
            annotations: specs("commonAnnotations")?,
            references: fields.list("nameReference", References::read)?,
            variables: specs("varReference")?,
            images: specs("images")?,
            replicas: specs("replicas")?,
        })
    }

    /// Adds what another has. `place` is where that is said.
    pub(super) fn add(&mut self, other: Self, place: Option<Place>) -> Outcome<()> {
        let pairs = [
            (&mut self.name_prefix, other.name_prefix),
            (&mut self.name_suffix, other.name_suffix),
            (&mut self.namespace, other.namespace),
            (&mut self.common_labels, other.common_labels),
            (&mut self.labels, other.labels),
            (&mut self.template_labels, other.template_labels),
            (&mut self.annotations, other.annotations),
            (&mut self.variables, other.variables),
            (&mut self.images, other.images),
            (&mut self.replicas, other.replicas),
        ];
        for (own, others) in pairs {
            merge(own, others, place)?;
        }
        for references in other.references {
            let known = self.references.iter_mut();
            match { known }.find(|known| known.to == references.to) {
                Some(known) => merge(&mut known.from, references.from, place)?,
                None => self.references.push(references),
            }
        }
        Ok(())
    }

    /// Sorts by kinds, which is the order of changes, and that in which fields are brought together.
    pub(super) fn sort(&mut self) {
        self.references
            .sort_by_cached_key(|references| rank(&references.to));
        let of_references = self
            .references
            .iter_mut()
            .map(|references| &mut references.from);
        let others = [
            &mut self.name_prefix,
            &mut self.name_suffix,
            &mut self.namespace,
            &mut self.common_labels,
            &mut self.labels,
            &mut self.template_labels,
            &mut self.annotations,
            &mut self.variables,
            &mut self.images,
            &mut self.replicas,
        ];
        for specs in of_references.chain(others) {
            specs.sort_by_cached_key(|spec| rank(&spec.of));
        }
    }
}

impl References {
    fn read(node: &Node) -> Outcome<Self> {
        let known = ["group", "version", "kind", "fieldSpecs"];
        let fields = Fields::strict(node, "an entry of `nameReference`", &known)?;
        Ok(Self {
            to: gvk(&fields)?,
            from: fields.list("fieldSpecs", |node| FieldSpec::read(node, true))?,
        })
    }
}

/// Adds fields to those that are there, unless they are among them.
pub(super) fn merge(
    own: &mut Vec<FieldSpec>,
    others: Vec<FieldSpec>,
    place: Option<Place>,
) -> Outcome<()> {
    for spec in others {
        let known = own
            .iter()
            .find(|known| known.of.is_of(&spec.of) && known.path == spec.path);
        match known {
            None => own.push(spec),
            Some(known) if known.create == spec.create => {}
            Some(_) => {
                let message = format!(
                    "`{}` is given twice, with `create` and without it",
                    spec.path
                );
                return Err(Failure::refused(place, message));
            }
        }
    }
    Ok(())
}
