//! `images`: other names, tags and digests for the images of containers.

use regex::Regex;

use crate::origin::{Place, Text};

use super::decode::Fields;
use super::field::{Made, each};
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::selector::FieldSpec;
use super::set::Set;

/// An entry of `images`.
#[derive(Clone, Debug)]
pub(super) struct Image {
    name: Text,
    new_name: Option<Text>,
    tag_suffix: Option<Text>,
    new_tag: Option<Text>,
    digest: Option<Text>,
    place: Option<Place>,
}

impl Image {
    /// Reads one of a kustomization.
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let known = ["name", "newName", "tagSuffix", "newTag", "digest"];
        Self::of(&Fields::strict(node, "an image", &known)?)
    }

    pub(super) fn of(fields: &Fields<'_>) -> Outcome<Self> {
        Ok(Self {
            name: fields.text("name")?.unwrap_or_default(),
            new_name: fields.filled("newName")?,
            tag_suffix: fields.filled("tagSuffix")?,
            new_tag: fields.filled("newTag")?,
            digest: fields.filled("digest")?,
            place: fields.place(),
        })
    }

    /// Writes it into all objects. Containers are found anywhere, other images where `specs` say.
    pub(super) fn apply(&self, set: &mut Set, specs: &[FieldSpec]) -> Outcome<bool> {
        let pattern = format!(
            "^{}(:[a-zA-Z0-9_.{{}}-]*)?(@sha256:[a-zA-Z0-9_.{{}}-]*)?$",
            self.name.as_str()
        );
        let built = regex::RegexBuilder::new(&pattern)
            .size_limit(1 << 20)
            .build();
        let Ok(matches) = built else {
            let message = format!("the name `{}` is no regular expression", self.name.as_str());
            return Err(Failure::refused(self.name.place(), message));
        };
        let mut is_found = false;
        for resource in &mut set.resources {
            if resource.kind() == "CustomResourceDefinition" {
                continue;
            }
            let mentions = mentions(resource.node(), self.literal());
            if !mentions {
                continue;
            }
            let node = resource.node_mut();
            self.in_containers(node, &matches, &mut is_found);
            for spec in specs {
                each(node, spec, Made::Nothing, &mut |node| match node {
                    Node::Scalar(_) => {
                        self.write(node, &matches, &mut is_found);
                        Ok(())
                    }
                    other => {
                        let message = format!("the image is {}, and no string", other.what());
                        Err(Failure::refused(other.place(), message))
                    }
                })?;
            }
        }
        Ok(is_found)
    }

    /// What every image that it is for has in it, if the name is no pattern.
    fn literal(&self) -> &str {
        let name = self.name.as_str();
        let end = name.find(['\\', '*', '?', '+', '(', '[', '|', '{', '^', '$', '.']);
        match end {
            // What stands before a sign may be meant not to be there.
            Some(end) => name[..end]
                .char_indices()
                .next_back()
                .map_or("", |(at, _)| &name[..at]),
            None => name,
        }
    }

    fn in_containers(&self, node: &mut Node, matches: &Regex, is_found: &mut bool) {
        match node {
            Node::Map(map) => {
                for (key, value) in map.entries.iter_mut() {
                    self.in_containers(value, matches, is_found);
                    if !matches!(key.0.as_str(), "containers" | "initContainers") {
                        continue;
                    }
                    if let Node::List(list) = value {
                        let images = list.items.iter_mut();
                        images
                            .filter_map(|container| container.get_mut("image"))
                            .for_each(|image| self.write(image, matches, is_found));
                    }
                }
            }
            Node::List(list) => {
                let items = list.items.iter_mut();
                items.for_each(|item| self.in_containers(item, matches, is_found));
            }
            Node::Scalar(_) => {}
        }
    }

    fn write(&self, node: &mut Node, matches: &Regex, is_found: &mut bool) {
        let Node::Scalar(scalar) = node else {
            return;
        };
        if scalar.is_null() || !matches.is_match(scalar.as_str()) {
            return;
        }
        *is_found = true;
        let new = self.of_image(&scalar.text);
        if new.as_str() != scalar.as_str() {
            scalar.set(new);
        }
    }

    /// The image that takes the place of one: each part from where it stands.
    fn of_image(&self, image: &Text) -> Text {
        let (name, tag, digest) = split(image.as_str());
        let part = |range: &std::ops::Range<usize>| image.slice(range.start, range.end);
        let mut all = match &self.new_name {
            Some(name) => name.clone(),
            None => part(&name),
        };
        let (tag, digest) = match (&self.new_tag, &self.digest, &self.tag_suffix) {
            (Some(tag), digest, _) => (Some(tag.clone()), digest.clone()),
            (None, Some(digest), _) => (None, Some(digest.clone())),
            (None, None, Some(suffix)) => {
                let mut tag = tag.as_ref().map(part).unwrap_or_default();
                tag.push(suffix);
                (Some(tag), None)
            }
            (None, None, None) => (tag.as_ref().map(part), digest.as_ref().map(part)),
        };
        for (sign, part) in [(":", tag), ("@", digest)] {
            if let Some(part) = part.filter(|part| !part.is_empty()) {
                all.push(&part.derive(sign));
                all.push(&part);
            }
        }
        all
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Option<Place> {
        self.name.place().or(self.place)
    }

    pub(super) fn name(&self) -> &str {
        self.name.as_str()
    }
}

/// Whether some scalar of a tree has a text in it.
fn mentions(node: &Node, text: &str) -> bool {
    match node {
        Node::Scalar(scalar) => scalar.as_str().contains(text),
        Node::Map(map) => map.entries.values().any(|value| mentions(value, text)),
        Node::List(list) => list.items.iter().any(|item| mentions(item, text)),
    }
}

type Part = std::ops::Range<usize>;

/// Name, tag and digest of an image, as ranges in it.
fn split(image: &str) -> (Part, Option<Part>, Option<Part>) {
    let from = image.find('/').unwrap_or(0);
    let find = |sign| image[from..].find(sign).map(|at| from + at);
    let (at, colon, end) = (find('@'), find(':'), image.len());
    match (colon, at) {
        (None, None) => (0..end, None, None),
        (Some(colon), Some(at)) if colon < at => (0..colon, Some(colon + 1..at), Some(at + 1..end)),
        (_, Some(at)) => (0..at, None, Some(at + 1..end)),
        (Some(colon), None) => (0..colon, Some(colon + 1..end), None),
    }
}
