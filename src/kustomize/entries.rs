//! What is written into all objects: labels, annotations, and counts of replicas.

use crate::origin::Text;

use super::field::{Made, each};
use super::node::{Node, Scalar};
use super::parts::Replicas;
use super::problem::{Failure, Outcome};
use super::selector::FieldSpec;
use super::set::Set;

/// Writes pairs into the mappings that `specs` name.
pub(super) fn write_pairs(
    set: &mut Set,
    pairs: &[(Text, Text)],
    specs: &[FieldSpec],
) -> Outcome<()> {
    let Some((first, _)) = pairs.first() else {
        return Ok(());
    };
    for resource in &mut set.resources {
        for spec in specs {
            each(resource.node_mut(), spec, Made::Map(first), &mut |node| {
                if node.is_null() {
                    *node = Node::map();
                }
                let Node::Map(map) = node else {
                    let message = format!("this is {}, and a mapping is wanted here", node.what());
                    return Err(Failure::refused(node.place(), message));
                };
                for (key, value) in pairs {
                    map.set(key.clone(), Node::str(value.clone()));
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Writes a count of replicas. Whether there is an object of the name.
pub(super) fn write_replicas(
    set: &mut Set,
    replicas: &Replicas,
    specs: &[FieldSpec],
) -> Outcome<bool> {
    let mut is_found = false;
    for spec in specs {
        let name = replicas.name.as_str();
        let found = set.by_any_id(name, |id| id.name == name && id.gvk.is_of(&spec.of));
        is_found |= !found.is_empty();
        for at in found {
            let node = set.resources[at].node_mut();
            each(
                node,
                spec,
                Made::Scalar(&replicas.count),
                &mut |node| match node {
                    Node::Scalar(scalar) => {
                        *scalar = Scalar::plain(replicas.count.clone());
                        Ok(())
                    }
                    other => {
                        let message = format!("the count is {}, and no number", other.what());
                        Err(Failure::refused(other.place(), message))
                    }
                },
            )?;
        }
    }
    Ok(is_found)
}
