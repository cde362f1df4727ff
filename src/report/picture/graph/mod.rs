//! What refers to what: objects in layers, from where requests come in to what a workload is configured with.

mod groups;
mod kinds;
mod layout;
mod links;
mod mermaid;
mod svg;

use crate::engine::Applied;
use kinds::Class;
use links::Web;

/// Objects and the references between them, as they are drawn.
#[derive(Debug, Default)]
pub struct Graph {
    groups: Vec<Group>,
    /// How many objects are not drawn, since none refers to them, and they to none.
    pub left_out: usize,
}

/// What is drawn in one frame.
#[derive(Debug)]
struct Group {
    /// Where its objects are from, their namespace and their application, as far as they share them.
    title: String,
    /// Of which none refers to another.
    parts: Vec<Part>,
}

/// Objects that are joined.
#[derive(Debug, Default)]
struct Part {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

/// An object, or what stands where one should be.
#[derive(Clone, Debug)]
struct Node {
    name: String,
    kind: String,
    /// What there is to say besides.
    note: Option<String>,
    class: Class,
    layer: usize,
    state: State,
}

/// Whether an object is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum State {
    /// It is.
    There,
    /// It is named, and not among the files: it may be elsewhere.
    Absent,
    /// It is not, and a rule tells that.
    Broken,
}

/// A reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    from: usize,
    to: usize,
    /// Whether it is by labels; else by name.
    by_labels: bool,
    /// Whether it asks for a key or a port that what it leads to does not have, and a rule tells that.
    lacks: bool,
}

impl Node {
    /// Adds to what there is to say.
    fn remark(&mut self, remark: &str) {
        match &mut self.note {
            Some(note) => *note += &format!(", {remark}"),
            None => self.note = Some(remark.to_owned()),
        }
    }
}

impl Part {
    /// Whether a reference leads to nothing, or asks for what is not there.
    fn is_broken(&self, edge: &Edge) -> bool {
        edge.lacks || self.nodes[edge.to].state == State::Broken
    }
}

impl Graph {
    /// That of objects, of which those that are applied together may refer to each other.
    #[must_use]
    pub fn of(applied: &[Applied]) -> Self {
        let mut graph = Self::default();
        for applied in applied {
            let web = Web::of(&applied.inventory);
            let (mut groups, left_out) = groups::of(&web, applied.by.as_deref());
            graph.groups.append(&mut groups);
            graph.left_out += left_out;
        }
        graph
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// A picture.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::render(self)
    }

    /// A flowchart in Mermaid's language.
    #[must_use]
    pub fn mermaid(&self) -> String {
        mermaid::render(self)
    }

    fn edges(&self) -> impl Iterator<Item = (&Part, &Edge)> {
        let parts = self.groups.iter().flat_map(|group| &group.parts);
        parts.flat_map(|part| part.edges.iter().map(move |edge| (part, edge)))
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        let parts = self.groups.iter().flat_map(|group| &group.parts);
        parts.flat_map(|part| &part.nodes)
    }

    /// What is said of the objects that are not drawn.
    fn remark(&self) -> Option<String> {
        match self.left_out {
            0 => None,
            1 => Some("1 object that is joined to no other is not drawn".to_owned()),
            count => Some(format!(
                "{count} objects that are joined to no other are not drawn"
            )),
        }
    }
}
