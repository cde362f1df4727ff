//! Labels by which the new pods are told from the old ones.

use super::draft::{quoted, word};
use super::edits::Edits;
use super::lines;
use crate::objects::{Label, Object, Text, labels};
use crate::yaml::{Cursor, Kind};

/// Labels by which the new pods are told from the old ones.
#[derive(Debug)]
pub(super) struct Labels {
    /// Those of the old pods.
    pub(super) old: Vec<Label>,
    /// Those of the new pods, with the same keys.
    pub(super) pod: Vec<Label>,
    /// Those by which the old workload selects its pods.
    pub(super) old_selector: Vec<Label>,
    /// Those by which the new workload selects its pods.
    pub(super) selector: Vec<Label>,
}

impl Labels {
    /// `selectors` are those by which Services find the old pods.
    pub(super) fn new(
        object: &Object<'_>,
        pod: Vec<Label>,
        selectors: &[Vec<Label>],
        (name, tier): (&str, &str),
    ) -> Result<Self, String> {
        let own = selector(object, &pod)?;
        let mut changed = pod.clone();
        let mut new_selector = own.clone();
        if pod.is_empty() {
            changed.push(("app".into(), name.into()));
            new_selector.clone_from(&changed);
        }
        for (key, value) in &mut changed {
            if let Some(new) = sort(key).value(name, tier)
                && **value != *new
            {
                *value = new.into();
            }
        }
        // Whatever finds the old pods must not find the new ones.
        for selector in selectors.iter().chain([&own]) {
            let finds = |(key, value): &Label| has(&changed, key, value);
            if selector.iter().all(finds)
                && let Some((key, _)) = selector.first()
                && let Some((_, value)) = changed.iter_mut().find(|(other, _)| other == key)
            {
                *value = name.into();
            }
        }
        for (key, value) in &mut new_selector {
            if let Some((_, new)) = changed.iter().find(|(other, _)| other == key) {
                value.clone_from(new);
            }
        }
        Ok(Self {
            old: pod,
            old_selector: own,
            pod: changed,
            selector: new_selector,
        })
    }

    /// The new value of an old pod's label, where it is another.
    pub(super) fn new_value(&self, key: &str, old: &str) -> Option<&str> {
        let (_, new) = self.pod.iter().find(|(other, _)| **other == *key)?;
        (has(&self.old, key, old) && **new != *old).then_some(new)
    }
}

/// What a label's key says that its value is.
enum Sort {
    Name,
    Component,
    Other,
}

fn sort(key: &str) -> Sort {
    match key {
        "app"
        | "app.kubernetes.io/name"
        | "k8s-app"
        | "name"
        | "run"
        | "service"
        | "svc"
        | "deployment"
        | "workload"
        | "io.kompose.service" => Sort::Name,
        "app.kubernetes.io/component" | "component" | "tier" | "role" | "layer" => Sort::Component,
        _ => Sort::Other,
    }
}

impl Sort {
    fn value<'a>(&self, name: &'a str, tier: &'a str) -> Option<&'a str> {
        match self {
            Self::Name => Some(name),
            Self::Component => Some(tier),
            Self::Other => None,
        }
    }
}

/// The labels that a workload's selector asks for; all of its pods' labels where it has none.
fn selector(object: &Object<'_>, pod: &[Label]) -> Result<Vec<Label>, String> {
    let written = object
        .root
        .get("spec")
        .and_then(|spec| spec.get("selector"));
    let Some(written) = written.filter(|selector| selector.entries().next().is_some()) else {
        return Ok(pod.to_vec());
    };
    if object.kind == "ReplicationController" {
        return Ok(labels(Some(written)));
    }
    let mut found = labels(written.get("matchLabels"));
    let expressions = written.get("matchExpressions");
    let keys = expressions.into_iter().flat_map(|all| all.items());
    for expression in keys {
        let key = Text::field(&expression, "key");
        let operator = Text::field(&expression, "operator");
        if operator.as_deref() == Some("In")
            && let Some(label) = key.and_then(|key| pod.iter().find(|(name, _)| **name == *key))
            && !found.contains(label)
        {
            found.push(label.clone());
        }
    }
    if found.is_empty() {
        return Err("its selector names no label with a value, so that it would select the pods of the new workload as well".to_owned());
    }
    Ok(found)
}

pub(super) fn has(labels: &[Label], key: &str, value: &str) -> bool {
    labels
        .iter()
        .any(|(other, theirs)| **other == *key && **theirs == *value)
}

/// Writes the new values of labels that have changed.
pub(super) fn relabel<'t>(
    entries: impl Iterator<Item = (Cursor<'t>, Cursor<'t>)>,
    labels: &Labels,
    edits: &mut Edits,
) {
    for (key, value) in entries {
        let old = value.as_key();
        if value.kind() == Kind::Scalar
            && let Some(new) = labels.new_value(&key.as_key(), &old)
        {
            let is_bare = !value.text().starts_with(['"', '\'']);
            let new = if is_bare { word(new) } else { quoted(new) };
            edits.replace(lines::place(&value), new);
        }
    }
}

/// An object's own labels, those changed that its pods' are.
pub(super) fn relabelled(own: Option<Cursor<'_>>, changed: &Labels) -> Vec<Label> {
    let mut own = labels(own);
    for (key, value) in &mut own {
        if let Some(new) = changed.new_value(key, value) {
            *value = new.into();
        }
    }
    own
}
