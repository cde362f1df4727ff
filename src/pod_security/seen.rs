//! A pod as the controls see it.

use crate::objects::{Container, Pod, Text};
use crate::pod_security::Breach;
use crate::yaml::Cursor;

/// A pod, with what most controls ask of it read once.
pub(super) struct Seen<'p, 't> {
    pub(super) pod: &'p Pod<'t>,
    /// The security context of the pod.
    pub(super) context: Option<Cursor<'t>>,
    /// `os.name: windows`
    pub(super) is_windows: bool,
    /// `hostUsers: false`: its users are none of the node's.
    pub(super) has_own_users: bool,
}

impl<'p, 't> Seen<'p, 't> {
    pub(super) fn of(pod: &'p Pod<'t>) -> Self {
        let os = pod.spec.get("os");
        Self {
            pod,
            context: set(&pod.spec, "securityContext"),
            is_windows: os
                .and_then(|os| Text::field(&os, "name"))
                .is_some_and(|name| &*name == "windows"),
            has_own_users: flag(Some(pod.spec), "hostUsers") == Some(false),
        }
    }

    /// Its containers of all kinds.
    pub(super) fn containers(&self) -> impl Iterator<Item = &'p Container<'t>> + use<'p, 't> {
        self.pod.all_containers()
    }

    /// The places where the pod or a container has, in the security context, what is forbidden.
    pub(super) fn in_contexts(
        &self,
        forbidden: impl Fn(&Cursor<'t>) -> Vec<(Cursor<'t>, String)>,
    ) -> Vec<Breach<'t>> {
        let of_pod = self.context.iter().flat_map(&forbidden);
        let mut found: Vec<Breach<'t>> = of_pod
            .map(|(at, what)| Breach {
                at,
                what: Some(what),
                container: None,
                shown: None,
            })
            .collect();
        found.extend(self.in_containers(forbidden));
        found
    }

    /// The places where a container has, in its security context, what is forbidden.
    pub(super) fn in_containers(
        &self,
        forbidden: impl Fn(&Cursor<'t>) -> Vec<(Cursor<'t>, String)>,
    ) -> Vec<Breach<'t>> {
        let mut found = Vec::new();
        for container in self.containers() {
            let Some(context) = context(container) else {
                continue;
            };
            for (at, what) in forbidden(&context) {
                found.push(in_container(container, at, what));
            }
        }
        found
    }
}

/// The security context of a container.
pub(super) fn context<'t>(container: &Container<'t>) -> Option<Cursor<'t>> {
    set(&container.at, "securityContext")
}

/// A field that is set: `null` is as good as nothing.
pub(super) fn set<'t>(parent: &Cursor<'t>, key: &str) -> Option<Cursor<'t>> {
    parent.get(key).filter(|value| !value.is_null())
}

/// A field that is true or false.
pub(super) fn flag(parent: Option<Cursor<'_>>, key: &str) -> Option<bool> {
    parent?.get(key)?.as_bool()
}

/// What is wrong somewhere in a container.
pub(super) fn in_container<'t>(
    container: &Container<'t>,
    at: Cursor<'t>,
    what: String,
) -> Breach<'t> {
    Breach {
        at,
        what: Some(what),
        container: Some(container.called().into_owned()),
        shown: None,
    }
}

/// A container that lacks a field.
pub(super) fn lacking<'t>(container: &Container<'t>) -> Breach<'t> {
    Breach {
        at: container.anchor(),
        what: None,
        container: Some(container.called().into_owned()),
        shown: None,
    }
}
