//! The pods that custom resources carry: in the place where a configuration says that a kind has them, and wherever something
//! has the shape of a pod's `spec`.

use std::borrow::Cow;

use crate::api::{ApiKind, Type, inner};
use crate::objects::{Object, Pod, Text, Workload, WorkloadKind};
use crate::yaml::{Cursor, Entry, Kind};

/// How many places of an object are looked at; aliases may make any number of few.
const MOST: usize = 10_000;

/// The place of a pod in the custom resources of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodPlace {
    /// The API group, if it is told.
    pub group: Option<String>,
    /// The kind.
    pub kind: String,
    /// The fields on the way to the pod's template, or to its `spec`.
    steps: Vec<Step>,
}

/// A field, and whether it is each item of its list that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    field: String,
    is_list: bool,
}

impl PodPlace {
    /// The place that a path names: `spec.workers[].template`.
    ///
    /// # Errors
    ///
    /// The part of the path that is no field, and no list of which every item is meant.
    pub fn read(kind: String, group: Option<String>, path: &str) -> Result<Self, String> {
        let step = |part: &str| {
            let (field, is_list) = match part.strip_suffix("[]") {
                Some(field) => (field, true),
                None => (part, false),
            };
            let is_field = !field.is_empty() && !field.contains(['[', ']', ' ', '*']);
            let step = Step {
                field: field.to_owned(),
                is_list,
            };
            is_field.then_some(step).ok_or_else(|| part.to_owned())
        };
        Ok(Self {
            group,
            kind,
            steps: path.split('.').map(step).collect::<Result<_, _>>()?,
        })
    }

    fn is_of(&self, object: &Object<'_>) -> bool {
        let is_group = |group: &String| object.group() == group;
        object.kind == *self.kind && self.group.as_ref().is_none_or(is_group)
    }

    /// What stands in the place.
    fn reach<'t>(&self, object: &Object<'t>) -> Vec<Cursor<'t>> {
        self.steps.iter().fold(vec![object.root], |here, step| {
            let below = here.iter().filter_map(|at| at.get(&step.field));
            match step.is_list {
                true => below.flat_map(|list| list.items()).take(MOST).collect(),
                false => below.collect(),
            }
        })
    }
}

impl<'t> Workload<'t> {
    /// The pods of an object: its own, or those that it carries.
    #[must_use]
    pub fn all_of(object: &Object<'t>, places: &[PodPlace]) -> Vec<Self> {
        match Self::of(object) {
            Some(own) => vec![own],
            None => Self::carried(object, places),
        }
    }

    /// The pods of a custom resource: of a kind that is like one of Kubernetes', in the places that are named, or by its
    /// shape. One of a kind that Kubernetes has carries none besides its own.
    #[must_use]
    pub fn carried(object: &Object<'t>, places: &[PodPlace]) -> Vec<Self> {
        if ApiKind::find(&object.api_version, &object.kind).is_some() {
            return Vec::new();
        }
        if let Some(like) = Self::of(object) {
            return vec![like];
        }
        let mut search = Search { found: Vec::new() };
        let named = places.iter().filter(|place| place.is_of(object));
        for at in named.flat_map(|place| place.reach(object)) {
            match at.entry("spec").filter(|_| at.get("containers").is_none()) {
                Some(spec) => search.take((spec.value, spec.key), Some(at), &object.kind),
                None => search.take((at, at), None, &object.kind),
            }
        }
        search.look_into(object);
        search.found
    }
}

/// Looks for pods in a custom resource.
struct Search<'t> {
    found: Vec<Workload<'t>>,
}

impl<'t> Search<'t> {
    /// Takes a pod, unless it is known. `anchor` is where to point at all of it, and `kind` that of the object that is
    /// nearest around it.
    fn take(
        &mut self,
        (spec, anchor): (Cursor<'t>, Cursor<'t>),
        template: Option<Cursor<'t>>,
        kind: &str,
    ) {
        let is_known = |known: &Workload<'_>| known.pod.spec.id() == spec.id();
        if spec.kind() != Kind::Mapping || self.found.iter().any(is_known) {
            return;
        }
        // The pods of what is called so run to their end: of a TFJob, of a JobSet.
        let kind = match kind.ends_with("Job") || kind.ends_with("JobSet") {
            true => WorkloadKind::Job,
            false => WorkloadKind::Custom,
        };
        self.found.push(Workload {
            kind,
            replicas: None,
            template,
            pod: Pod {
                anchor,
                ..Pod::read(spec, template.and_then(|at| at.get("metadata")), None)
            },
        });
    }

    /// Looks at all that stands below the top of an object, without recursion: it may be as deep as texts are read.
    fn look_into(&mut self, object: &Object<'t>) {
        let top = Open {
            at: object.root,
            is_template: false,
            kind: object.kind.clone(),
        };
        let mut pending = vec![top];
        for _ in 0..MOST {
            let Some(open) = pending.pop() else { break };
            let before = pending.len();
            match open.at.kind() {
                Kind::Mapping => self.look_at(open, &mut pending),
                Kind::Sequence => {
                    pending.extend(open.at.items().take(MOST - before).map(|at| Open {
                        at,
                        kind: open.kind.clone(),
                        ..open
                    }))
                }
                _ => {}
            }
            pending[before..].reverse();
        }
    }

    /// Takes the pods among the entries of a mapping, and leaves the others to be looked at.
    fn look_at(&mut self, open: Open<'t>, pending: &mut Vec<Open<'t>>) {
        let own = open.at.get("kind").and_then(|kind| kind.as_str());
        let kind = own.unwrap_or(open.kind);
        let has_parts = |entry: &Entry<'_>| entry.value.kind() != Kind::Scalar;
        for entry in open.at.entries().filter(has_parts) {
            let key = entry.key.as_key();
            if is_pod(&entry.value, open.is_template && key == "spec") {
                let template = Some(open.at).filter(|_| key == "spec");
                self.take((entry.value, entry.key), template, &kind);
            } else if pending.len() < MOST {
                pending.push(Open {
                    at: entry.value,
                    is_template: key.ends_with("emplate"),
                    kind: kind.clone(),
                });
            }
        }
    }
}

/// Something that is yet to be looked at.
struct Open<'t> {
    at: Cursor<'t>,
    /// Whether a field that is called so leads there.
    is_template: bool,
    /// The kind of the object that is nearest around it.
    kind: Cow<'t, str>,
}

/// Whether a mapping is the `spec` of a pod: all its containers have names and images, and below anything but a `template` it
/// has no field that a pod does not have. A policy that says what images may be like is none.
fn is_pod(spec: &Cursor<'_>, is_of_template: bool) -> bool {
    let Some(containers) = spec.get("containers") else {
        return false;
    };
    let is_image = |image: Text<'_>| !image.is_empty() && !image.contains(['*', '?', '!', '|']);
    let is_container = |of: Cursor<'_>| {
        Text::field(&of, "image").is_some_and(is_image) && Text::field(&of, "name").is_some()
    };
    let mut items = containers.items().peekable();
    containers.kind() == Kind::Sequence
        && items.peek().is_some()
        && items.all(is_container)
        && (is_of_template || has_fields_of_pods(spec))
}

fn has_fields_of_pods(spec: &Cursor<'_>) -> bool {
    let is_known = |known: Type| {
        let mut keys = spec.entries().map(|entry| entry.key.as_key());
        keys.all(|key| known.some_field(&key).is_some())
    };
    pod_spec().is_some_and(is_known)
}

/// The definition of a pod's `spec`.
pub(super) fn pod_spec() -> Option<Type> {
    let pod = ApiKind::find("v1", "Pod")?;
    inner(pod.definition().some_field("spec")?.shape())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::recognize;
    use crate::source::SourceId;
    use crate::yaml::Tree;

    /// The kind and the containers of each pod that an object carries.
    fn carried(text: &str, places: &[PodPlace]) -> Vec<String> {
        let tree = Tree::read(text);
        let objects = recognize(SourceId(0), "a.yaml", &tree, &tree.documents()[0]).objects();
        let pods = Workload::carried(&objects[0], places);
        let told = |workload: &Workload<'_>| {
            let names = workload
                .pod
                .all_containers()
                .map(|of| of.called().into_owned());
            format!(
                "{:?}: {}",
                workload.kind,
                names.collect::<Vec<_>>().join(" ")
            )
        };
        pods.iter().map(told).collect()
    }

    const POD: &str = "{containers: [{name: app, image: r/app:1}]}";

    #[test]
    fn a_kind_that_is_like_one_of_kubernetes_has_its_pod_in_the_same_place() {
        for (version, kind, like) in [
            ("argoproj.io/v1alpha1", "Rollout", "Deployment"),
            ("apps.kruise.io/v1beta1", "StatefulSet", "StatefulSet"),
            ("serving.knative.dev/v1", "Service", "Custom"),
        ] {
            let text = format!(
                "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{template: {{spec: {{containers: [{{name: app, image: r/app}}], timeoutSeconds: 1}}}}}}\n"
            );
            assert_eq!(carried(&text, &[]), [format!("{like}: app")], "{kind}");
        }
    }

    #[test]
    fn what_has_the_shape_of_a_pod_is_one_wherever_it_stands() {
        let of = |kind: &str, spec: &str| {
            carried(
                &format!(
                    "apiVersion: example.com/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}\n"
                ),
                &[],
            )
        };
        assert_eq!(
            of(
                "Cluster",
                &format!("{{head: {{template: {{spec: {POD}}}}}, workers: [{{podSpec: {POD}}}]}}")
            ),
            ["Custom: app", "Custom: app"]
        );
        assert_eq!(
            of(
                "TFJob",
                &format!("{{replicas: {{Worker: {{template: {{spec: {POD}}}}}}}}}")
            ),
            ["Job: app"]
        );
        let inner = format!(
            "{{kind: CronJob, spec: {{jobTemplate: {{spec: {{template: {{spec: {POD}}}}}}}}}}}"
        );
        assert_eq!(
            of(
                "Composition",
                &format!("{{resources: [{{base: {inner}}}]}}")
            ),
            ["Job: app"]
        );
        // A field that no pod has: below a template it is misspelt, and elsewhere this is something else.
        let more = POD.replace("{containers", "{replicas: 2, containers");
        assert_eq!(
            of("Cluster", &format!("{{template: {{spec: {more}}}}}")),
            ["Custom: app"]
        );
        let none: [&str; 0] = [];
        assert_eq!(of("Cluster", &more), none);
        assert_eq!(
            of(
                "Cluster",
                "{template: {spec: {containers: [{name: app, resources: {}}]}}}"
            ),
            none
        );
        assert_eq!(
            of(
                "Policy",
                "{pattern: {spec: {containers: [{name: '*', image: '!*:latest'}]}}}"
            ),
            none
        );
    }

    #[test]
    fn a_place_that_is_named_need_not_have_the_shape() {
        let place = |path| PodPlace::read("Farm".into(), Some("example.com".into()), path);
        let text = "apiVersion: example.com/v1\nkind: Farm\nmetadata: {name: a}\nspec: {workers: [{pod: {containers: [{name: a}]}}, {pod: {spec: {containers: [{name: b}]}}}]}\n";
        let named = [place("spec.workers[].pod").unwrap()];
        assert_eq!(carried(text, &named), ["Custom: a", "Custom: b"]);
        let none: [&str; 0] = [];
        assert_eq!(
            carried(&text.replace("example.com", "other.com"), &named),
            none
        );
        assert_eq!(place("spec..pod").unwrap_err(), "");
        assert_eq!(place("spec.workers[0].pod").unwrap_err(), "workers[0]");
    }
}
