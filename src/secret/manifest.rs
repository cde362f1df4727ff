//! Secrets in manifests: what stands in objects of kind Secret, what a variable of a secret name is set to, and what a
//! command is given behind an option of such a name.

use std::collections::BTreeSet;

use super::commands;
use super::names::Name;
use crate::source::Span;
use crate::yaml::{Cursor, Kind, NodeId, Tree};

/// The fields of a Secret that anybody may see.
pub(super) const OPEN: [&str; 5] = ["apiVersion", "immutable", "kind", "metadata", "type"];

/// What `kubectl apply` keeps of an object, all of it.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// What is found, and what has been looked at.
pub(super) struct Found<'t> {
    tree: &'t Tree<'t>,
    pub(super) spans: Vec<Span>,
    /// What the text of some of them means.
    pub(super) meant: Vec<(Span, String)>,
    /// Anchors may be used often.
    hidden: BTreeSet<NodeId>,
}

impl<'t> Found<'t> {
    /// What the documents of a tree have.
    pub(super) fn of(tree: &'t Tree<'t>) -> Self {
        let mut found = Self {
            tree,
            spans: Vec::new(),
            meant: Vec::new(),
            hidden: BTreeSet::new(),
        };
        for document in tree.documents() {
            let first = document.root.map_or(0, |root| root.0);
            for (number, node) in (first..).zip(tree.nodes_of(document)) {
                match node.kind {
                    Kind::Mapping => found.look_at_mapping(NodeId(number)),
                    Kind::Sequence => {
                        let items: Vec<_> = tree.at(NodeId(number)).items().collect();
                        found.look_at_words(&items);
                    }
                    Kind::Scalar | Kind::Alias => {}
                }
            }
            if document.is_broken() {
                super::broken::find(document.span, tree.text(), &mut found.spans);
            }
        }
        found
    }

    fn look_at_mapping(&mut self, mapping: NodeId) {
        let entries = self.entries(mapping);
        let field = |name: &str| {
            let mut named = entries.iter().filter(|(key, _)| key.is_key(name));
            named.next().map(|&(_, value)| value)
        };
        // What is merged in may say what it is.
        let kind =
            field("kind").or_else(|| field("<<").and_then(|_| self.tree.at(mapping).get("kind")));
        let kind = kind.and_then(|kind| kind.as_str());
        if holds_secrets(kind.as_deref(), field) {
            self.hide_object(&entries);
        } else if kind.as_deref() == Some("SecretList") {
            let items = field("items");
            let items = items.iter().flat_map(|items| items.items());
            items.for_each(|item| self.hide_object(&self.entries(item.id())));
        }
        if let Some(generators) = field("secretGenerator") {
            let all = generators.items().filter_map(|one| one.get("literals"));
            all.for_each(|literals| self.hide(literals.id()));
        }
        for (key, value) in &entries {
            let is_last_applied = || key.is_key(LAST_APPLIED) && value.text().contains("Secret");
            if is_of_secret_name(key, value) || is_last_applied() {
                self.hide(value.id());
            }
            // A list where a text should be is a mistake, and no less secret.
            let is_list = value.kind() == Kind::Sequence;
            if is_list && Name::of(&key.as_key()) == Some(Name::Secret) {
                let texts = value.items().filter(|item| item.kind() == Kind::Scalar);
                texts.for_each(|item| self.hide(item.id()));
            }
        }
        if let (Some(command), Some(args)) = (field("command"), field("args")) {
            let items: Vec<_> = command.items().chain(args.items()).collect();
            self.look_at_words(&items);
        }
        // A variable of a container, and the like.
        if let Some(name) = field("name") {
            let values = entries
                .iter()
                .filter(|(key, _)| is_near(&key.as_key(), "value"));
            for (_, value) in values.filter(|(_, value)| is_of_secret_name(&name, value)) {
                self.hide(value.id());
            }
        }
    }

    /// The keys and values that stand in a mapping, which merges nothing in.
    fn entries(&self, mapping: NodeId) -> Vec<(Cursor<'t>, Cursor<'t>)> {
        let children = self.children(mapping);
        let pairs = children.chunks_exact(2);
        pairs
            .map(|pair| (self.tree.at(pair[0]), self.tree.at(pair[1])))
            .collect()
    }

    /// The nodes in a collection, in order.
    fn children(&self, collection: NodeId) -> Vec<NodeId> {
        let end = self.tree.node(collection).next;
        let first = Some(NodeId(collection.0 + 1)).filter(|&first| first < end);
        let next = |&child: &NodeId| Some(self.tree.node(child).next).filter(|&next| next < end);
        std::iter::successors(first, next).collect()
    }

    /// The words of a command: `--password` and what follows.
    fn look_at_words(&mut self, items: &[Cursor<'t>]) {
        if items.iter().any(|item| item.kind() != Kind::Scalar) {
            return;
        }
        let words: Vec<_> = items.iter().map(Cursor::as_key).collect();
        let words: Vec<&str> = words.iter().map(|word| &**word).collect();
        commands::secrets(&words, &mut |at, _| self.hide(items[at].id()));
    }

    fn hide_object(&mut self, entries: &[(Cursor<'t>, Cursor<'t>)]) {
        for (key, value) in entries {
            if !OPEN.iter().any(|open| key.is_key(open)) {
                self.hide(value.id());
            }
        }
    }

    /// Hides all values below a node, and not their keys.
    fn hide(&mut self, node: NodeId) {
        let mut open = vec![node];
        while let Some(id) = open.pop() {
            if !self.hidden.insert(id) {
                continue;
            }
            match self.tree.node(id).kind {
                Kind::Alias => open.extend(self.tree.target(id)),
                Kind::Scalar => self.hide_scalar(&self.tree.at(id)),
                Kind::Sequence => open.extend(self.children(id)),
                Kind::Mapping => {
                    let values = self.children(id).into_iter().skip(1).step_by(2);
                    open.extend(values);
                }
            }
        }
    }

    fn hide_scalar(&mut self, scalar: &Cursor<'t>) {
        let span = scalar.span();
        self.spans.push(span);
        let meant = scalar.as_key();
        if !meant.is_empty() && meant != scalar.text().trim_matches(['"', '\'']) {
            self.meant.push((span, meant.into_owned()));
        }
    }
}

fn is_of_secret_name(name: &Cursor<'_>, value: &Cursor<'_>) -> bool {
    let is_scalar = value.kind() == Kind::Scalar && name.kind() == Kind::Scalar;
    let name = Name::of(&name.as_key()).filter(|_| is_scalar);
    name.is_some_and(|name| name.secret_of(&value.as_key()).is_some())
}

/// Whether a word is another, or may be that misspelt.
fn is_near(written: &str, word: &str) -> bool {
    written.len().abs_diff(word.len()) <= 2
        && strsim::osa_distance(&written.to_lowercase(), word) <= 2
}

/// Whether a mapping with these fields is a Secret, or would be one if its kind were spelt right or written at all.
fn holds_secrets<'t>(kind: Option<&str>, field: impl Fn(&str) -> Option<Cursor<'t>>) -> bool {
    match kind {
        Some("Secret") => true,
        Some(kind) => is_near(kind, "secret"),
        None => {
            let of_type = field("type").and_then(|of| of.as_str()).unwrap_or_default();
            let is_type = of_type == "Opaque" || of_type.starts_with("kubernetes.io/");
            field("stringData").is_some() || is_type && field("data").is_some()
        }
    }
}
