//! `namePrefix`, `nameSuffix` and `namespace`.

use std::sync::Arc;

use crate::origin::{Made as Way, Origin, Place, Step, Text};

use super::field::{Made, each};
use super::id::Gvk;
use super::node::{Node, Scalar, Sort};
use super::problem::{Failure, Outcome};
use super::selector::FieldSpec;
use super::set::Set;

/// Which end of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Prefix,
    Suffix,
}

/// Whether names of a kind stay as they are.
fn keeps_name(gvk: &Gvk) -> bool {
    matches!(gvk.kind.as_str(), "CustomResourceDefinition" | "Namespace")
        || gvk.kind == "APIService" && gvk.group == "apiregistration.k8s.io"
}

/// A text that was made through something that a kustomization says: it comes from where `of` stands.
pub(super) fn through(text: &str, of: &Text, cause: Option<Place>) -> Text {
    let mut made = Text::default();
    let origin = of.place().or(cause).map(|place| Origin {
        place,
        made: Way::Derived,
    });
    let step = cause.map(|action| {
        Arc::new(Step {
            action,
            caller: None,
        })
    });
    made.push_run(text, origin, step);
    made
}

/// Adds a prefix or suffix to names.
pub(super) fn affix(set: &mut Set, affix: &Text, end: End, specs: &[FieldSpec]) -> Outcome<()> {
    let cause = affix.place();
    for resource in &mut set.resources {
        let first = resource.first_id();
        if keeps_name(&first.gvk) {
            continue;
        }
        for spec in specs {
            if !first.gvk.is_of(&spec.of) {
                continue;
            }
            if spec.path == "metadata/name" {
                let own = match end {
                    End::Prefix => &mut resource.prefixes,
                    End::Suffix => &mut resource.suffixes,
                };
                own.push(affix.as_str().to_owned());
                resource.remember();
            }
            each(
                resource.node_mut(),
                spec,
                Made::Scalar(affix),
                &mut |node| {
                    let Node::Scalar(scalar) = node else {
                        let message = format!("a name is {}, and no string", node.what());
                        return Err(Failure::refused(node.place(), message));
                    };
                    let added = through(affix.as_str(), &scalar.text, cause);
                    let mut name = Text::default();
                    match end {
                        End::Prefix => {
                            name.push(&added);
                            name.push(&scalar.text);
                        }
                        End::Suffix => {
                            name.push(&scalar.text);
                            name.push(&added);
                        }
                    }
                    scalar.set(name);
                    Ok(())
                },
            )?;
        }
    }
    Ok(())
}

/// How a namespace is set.
#[derive(Clone, Debug)]
pub(super) struct Namespace {
    pub(super) name: Text,
    pub(super) specs: Vec<FieldSpec>,
    /// Whether one that is there stays.
    pub(super) unset_only: bool,
    pub(super) subjects: Subjects,
}

/// Of which subjects of a binding the namespace is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subjects {
    /// Those called `default`.
    Default,
    /// All service accounts.
    Accounts,
    None,
}

impl Namespace {
    /// Sets the namespace of all objects, and of what is in them.
    pub(super) fn apply(&self, set: &mut Set) -> Outcome<()> {
        for resource in &mut set.resources {
            resource.remember();
            let gvk = resource.gvk();
            let api_version = gvk.api_version();
            if !gvk.is_cluster_scoped() {
                let spec = FieldSpec::new(Gvk::default(), "metadata/namespace", true);
                self.write(resource.node_mut(), &spec)?;
            }
            let is_binding = matches!(gvk.kind.as_str(), "RoleBinding" | "ClusterRoleBinding");
            if is_binding
                && let Some(Node::List(subjects)) = resource.node_mut().get_mut("subjects")
            {
                for subject in subjects.items.iter_mut() {
                    self.write_subject(subject)?;
                }
            }
            for spec in &self.specs {
                let is_passed_over = spec.path == "metadata/namespace"
                    || api_version != "v1" && spec.path == "metadata/name"
                    || is_binding
                        && matches!(spec.of.kind.as_str(), "RoleBinding" | "ClusterRoleBinding")
                        && spec.path == "subjects/namespace";
                if !is_passed_over {
                    self.write(resource.node_mut(), spec)?;
                }
            }
        }
        set.demand_apart().map_err(|failure| {
            failure.also(
                self.name.place(),
                "in this namespace they are called the same",
            )
        })
    }

    fn write(&self, node: &mut Node, spec: &FieldSpec) -> Outcome<()> {
        each(node, spec, Made::Scalar(&self.name), &mut |node| {
            self.set(node)
        })
    }

    fn write_subject(&self, subject: &mut Node) -> Outcome<()> {
        let is_meant = match self.subjects {
            Subjects::None => false,
            Subjects::Default => subject.get("name").map(Node::said) == Some("default"),
            Subjects::Accounts => subject.get("kind").map(Node::said) == Some("ServiceAccount"),
        };
        let Node::Map(map) = subject else {
            return Ok(());
        };
        if !is_meant {
            return Ok(());
        }
        if !map.entries.contains_key("namespace") {
            map.set(self.name.derive("namespace"), Node::str(Text::default()));
        }
        match map.entries.get_mut("namespace") {
            Some(namespace) => self.set(namespace),
            None => Ok(()),
        }
    }

    fn set(&self, node: &mut Node) -> Outcome<()> {
        match node {
            Node::Scalar(scalar) => {
                let is_set = !scalar.is_null() && !scalar.text.is_empty();
                if !(self.unset_only && is_set) {
                    let sort = scalar.sort;
                    *scalar = Scalar::str(self.name.clone());
                    if matches!(sort, Sort::Quoted | Sort::Folded) {
                        scalar.sort = sort;
                    }
                }
                Ok(())
            }
            other => {
                let message = format!("a namespace is {}, and no string", other.what());
                Err(Failure::refused(other.place(), message))
            }
        }
    }
}
