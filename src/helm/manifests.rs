//! What templates wrote, by documents, in the order in which Helm prints them.

use std::sync::LazyLock;

use regex::Regex;

use super::metadata::refused;
use super::request::Without;
use super::shared::Shared;
use super::yaml;
use crate::origin::{FileId, Output, Place, Problem, ProblemKind, Text};
use crate::template::Value;

/// The order in which kinds are installed; those that are not among them come behind, by their names.
const ORDER: [&str; 36] = [
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
];

/// When a hook can run.
const EVENTS: [&str; 10] = [
    "pre-install",
    "post-install",
    "pre-delete",
    "post-delete",
    "pre-upgrade",
    "post-upgrade",
    "pre-rollback",
    "post-rollback",
    "test",
    "test-success",
];

/// What one template wrote.
pub(super) struct Written {
    /// Helm's name for the template.
    pub(super) name: String,
    pub(super) file: FileId,
    pub(super) text: Text,
}

/// What cannot be read.
pub(super) struct Unread {
    pub(super) problem: Problem,
    /// Whether a template puts a colon behind a value, and writes nothing behind that: `image: shop:`.
    pub(super) ends_in_nothing: bool,
}

impl Unread {
    fn of(problem: Problem, text: &Text, template: &Written) -> Self {
        let line = problem.place.and_then(|place| text.written_line(place));
        let value = line.and_then(|line| line.split_once(": "));
        Self {
            ends_in_nothing: value.is_some_and(|(_, value)| value.trim_end().ends_with(':')),
            problem: in_template(problem, template),
        }
    }
}

/// Documents, each with what it is sorted by.
#[derive(Default)]
struct Sorted {
    manifests: Vec<(String, Output)>,
    hooks: Vec<(String, Output)>,
}

/// The documents of all templates: manifests in the order of their kinds, then hooks in the same order. What cannot be read as
/// YAML is told, and left out.
pub(super) fn sort(
    mut written: Vec<Written>,
    without: Without,
    shared: &Shared,
    unread: &mut Vec<Unread>,
) -> Vec<Output> {
    written.sort_by(|one, other| one.name.cmp(&other.name));
    let mut sorted = Sorted::default();
    for template in written {
        for (start, end) in documents(template.text.as_str()) {
            let text = template.text.slice(start, end);
            match shared.head(&text, head) {
                Ok(head) if head.is_left_out(without) => {}
                Ok(head) => sorted.add(head, output(&template, text)),
                Err(problem) => unread.push(Unread::of(problem, &text, &template)),
            }
        }
    }
    let order = |(kind, _): &(String, Output)| match ORDER.iter().position(|known| known == kind) {
        Some(place) => (place, String::new()),
        None => (usize::MAX, kind.clone()),
    };
    sorted.manifests.sort_by_cached_key(order);
    sorted.hooks.sort_by_cached_key(order);
    let all = sorted.manifests.into_iter().chain(sorted.hooks);
    all.map(|(_, output)| output).collect()
}

impl Sorted {
    fn add(&mut self, head: Head, output: Output) {
        match head.hook {
            None => self.manifests.push((head.kind, output)),
            Some(events) => {
                let is_known = |event: &str| {
                    let event = event.trim().to_lowercase();
                    EVENTS.contains(&event.as_str())
                };
                // Helm leaves out a hook of an event that it does not know.
                if events.split(',').all(is_known) {
                    self.hooks.push((head.kind, output));
                }
            }
        }
    }
}

fn output(template: &Written, text: Text) -> Output {
    Output {
        file: template.file,
        name: Some(template.name.clone()),
        text,
    }
}

/// Where the documents of a text stand, without the blanks around them: `---` at the start of a line divides them, whatever follows.
fn documents(text: &str) -> Vec<(usize, usize)> {
    static DIVIDER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:\A|[\t\n\f\r ]*\n)---[\t\n\f\r ]*").ok());
    let start = text.len() - text.trim_start().len();
    let inner = text.trim();
    let mut found = Vec::new();
    let mut from = 0;
    let mut add = |from: usize, to: usize| {
        let part = inner[from..to].trim_end();
        if !part.is_empty() {
            found.push((start + from, start + from + part.len()));
        }
    };
    let dividers = DIVIDER.iter().flat_map(|divider| divider.find_iter(inner));
    for divider in dividers {
        add(from, divider.start());
        from = divider.end();
    }
    add(from, inner.len());
    found
}

/// What Helm looks at in a document.
#[derive(Clone, Debug)]
pub(super) struct Head {
    kind: String,
    /// The events of a hook.
    hook: Option<String>,
}

impl Head {
    fn is_left_out(&self, without: Without) -> bool {
        let is_test = |events: &str| {
            let mut events = events.split(',').map(|event| event.trim().to_lowercase());
            events.any(|event| event == "test" || event == "test-success")
        };
        let hook = self.hook.as_deref();
        hook.is_some_and(|events| without.hooks || without.tests && is_test(events))
    }
}

/// Whether a text is a list of operations: webhooks that inject containers keep theirs as charts.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc6902>.
fn is_json_patch(text: &str) -> bool {
    let members = ["\"op\"", "\"path\""];
    text.trim_start().starts_with('[') && members.iter().all(|member| text.contains(member))
}

fn head(text: &Text) -> Result<Head, Problem> {
    let value = yaml::read_entries(text, &["apiVersion", "kind", "metadata"])?;
    let Value::Map(map) = &value else {
        return match value {
            Value::Nil => Ok(Head {
                kind: String::new(),
                hook: None,
            }),
            other => {
                let place = other.place().or_else(|| text.place());
                let (kind, message) = match is_json_patch(text.as_str()) {
                    true => (
                        ProblemKind::NotChecked,
                        "this is a JSON patch, which a program renders for itself",
                    ),
                    false => (ProblemKind::Refused, "this is no mapping, as an object is"),
                };
                Err(Problem {
                    kind,
                    ..refused(place, message.to_owned())
                })
            }
        };
    };
    let map = map.borrow();
    let of = |key: &str| match map.get(key) {
        None | Some(Value::Nil) => Ok(String::new()),
        Some(value) => string(
            value,
            map.get_key_value(key).and_then(|(key, _)| key.0.place()),
            key,
        ),
    };
    of("apiVersion")?;
    let kind = of("kind")?;
    let hook = match map.get("metadata") {
        Some(Value::Map(metadata)) => hook(&metadata.borrow())?,
        None | Some(Value::Nil) => None,
        Some(_) => {
            let key = map.get_key_value("metadata");
            let place = key.and_then(|(key, _)| key.0.place());
            return Err(refused(place, "metadata is a mapping".to_owned()));
        }
    };
    Ok(Head { kind, hook })
}

fn hook(metadata: &crate::template::Entries) -> Result<Option<String>, Problem> {
    let key_place = |key: &str| {
        let key = metadata.get_key_value(key);
        key.and_then(|(key, _)| key.0.place())
    };
    if let Some(name) = metadata.get("name")
        && !matches!(name, Value::Nil)
    {
        string(name, key_place("name"), "name")?;
    }
    let annotations = match metadata.get("annotations") {
        Some(Value::Map(annotations)) => annotations.borrow(),
        None | Some(Value::Nil) => return Ok(None),
        Some(_) => {
            let message = "annotations are a mapping".to_owned();
            return Err(refused(key_place("annotations"), message));
        }
    };
    let mut hook = None;
    for (key, value) in annotations.iter() {
        let read = match value {
            Value::Nil => String::new(),
            value => string(value, key.0.place(), key.0.as_str())?,
        };
        if key.0.as_str() == "helm.sh/hook" {
            hook = Some(read);
        }
    }
    Ok(hook)
}

/// A string, or what Helm makes one of.
fn string(value: &Value, key: Option<Place>, name: &str) -> Result<String, Problem> {
    let text = super::metadata::as_string(value);
    let text = text.map(|text| text.as_str().to_owned());
    text.ok_or_else(|| refused(key, format!("{name} is a string")))
}

/// A problem of rendered text, which is the template's if no place is known.
fn in_template(mut problem: Problem, template: &Written) -> Problem {
    let place = || {
        let span = crate::source::Span::new(0, 0);
        Place {
            file: template.file,
            span,
        }
    };
    problem.place = problem.place.or_else(|| template.text.place());
    problem.place.get_or_insert_with(place);
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, text: &str) -> Written {
        Written {
            name: name.to_owned(),
            file: FileId(0),
            text: Text::made(text),
        }
    }

    #[test]
    fn documents_are_divided_as_helm_does() {
        for (text, expected) in [
            ("", vec![]),
            ("---", vec![]),
            ("a: 1", vec!["a: 1"]),
            ("---\na: 1\n---\n", vec!["a: 1"]),
            (
                "\n---\na: 1\n  \n---\n\n# c\nb: 2\n",
                vec!["a: 1", "# c\nb: 2"],
            ),
            ("--- a: 1\n---\n---\nb: 2", vec!["a: 1", "---\nb: 2"]),
            ("a: |\n  x\n---b\n", vec!["a: |\n  x", "b"]),
            ("a: --- b\n", vec!["a: --- b"]),
            ("a: 1\n ---\nb: 2", vec!["a: 1\n ---\nb: 2"]),
            ("---\n---\n--- ---\na: 1", vec!["---", "---\na: 1"]),
            ("------\na: 1", vec!["---\na: 1"]),
        ] {
            let found = documents(text);
            let found: Vec<_> = found.iter().map(|&(from, to)| &text[from..to]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn documents_are_sorted_by_their_kinds() {
        let hook = "kind: Pod\nmetadata:\n  annotations: {helm.sh/hook: 'test, pre-install'}";
        let unknown = "kind: Job\nmetadata: {annotations: {helm.sh/hook: some-day}}";
        let files = vec![
            written(
                "b",
                "kind: Zebra\n---\nkind: Service\n---\nkind: Deployment",
            ),
            written("c", hook),
            written("d", unknown),
            written("a", "kind: Aardvark\n---\nkind: APIService\n---\n# nothing"),
        ];
        let mut problems = Vec::new();
        let sorted = sort(files, Without::default(), &Shared::default(), &mut problems);
        let texts: Vec<_> = sorted.iter().map(|output| output.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "kind: Service",
                "kind: Deployment",
                "kind: APIService",
                "# nothing",
                "kind: Aardvark",
                "kind: Zebra",
                hook,
            ]
        );
        assert!(problems.is_empty());
    }

    #[test]
    fn what_helm_cannot_read_is_told() {
        for text in [
            "a: b: c",
            "- a",
            "metadata: {annotations: {a: [b]}}",
            "metadata: [a]",
            "kind: {a: b}",
        ] {
            let mut problems = Vec::new();
            let files = vec![written("a", text)];
            let sorted = sort(files, Without::default(), &Shared::default(), &mut problems);
            assert!(sorted.is_empty());
            assert_eq!(problems.len(), 1, "{text}");
        }
    }
}
