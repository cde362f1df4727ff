//! The objects of a text, those in lists among them.

use super::node::Node;
use super::problem::{Failure, Outcome};
use super::read::{Source, documents};
use super::resource::Resource;

/// Reads the objects of a text. Those of a list stand in its place if it is alone, and else behind the others.
pub(super) fn objects(source: Source<'_>) -> Outcome<Vec<Resource>> {
    let mut nodes = documents(source)?;
    if let [only] = nodes.as_slice()
        && matches!(
            only.get("kind").map(Node::said),
            Some("List" | "ResourceList")
        )
        && only.get("items").is_some()
        && let Some(Node::Map(mut list)) = nodes.pop()
    {
        nodes = match list.entries.remove("items") {
            Some(Node::List(items)) => items.items.into_own(),
            _ => Vec::new(),
        };
    }
    let mut objects = Vec::new();
    let mut waiting = std::collections::VecDeque::from(nodes);
    while let Some(node) = waiting.pop_front() {
        if node.is_empty() {
            continue;
        }
        let object = Resource::checked(node)?;
        let items = object.node().get("items");
        match items {
            Some(items) if object.kind().ends_with("List") => match items {
                Node::List(list) => waiting.extend(list.items.iter().cloned()),
                node if node.is_null() => {}
                node => {
                    let message = format!("`items` is {}, and no list", node.what());
                    return Err(Failure::refused(node.place(), message));
                }
            },
            _ => objects.push(object),
        }
    }
    Ok(objects)
}
