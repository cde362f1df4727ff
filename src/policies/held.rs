//! Policies with the bindings that put them in force, and what they say of the objects of a run.

use super::judge::{Case, Verdict};
use super::params::params;
use super::policy::{Binding, Policy};
use super::request::Request;
use super::selector::Holds;
use crate::api::Version;
use crate::objects::Object;
use crate::yaml::Cursor;

/// What there is around an object.
pub struct Around<'w, 't> {
    /// The Namespace of that name.
    pub namespace: &'w dyn Fn(&str) -> Option<Cursor<'t>>,
    /// The objects of an `apiVersion` and a kind, and of a name if one is wanted.
    pub objects: &'w Asked<'w, 't>,
    /// What the object was.
    pub before: Before<'w, 't>,
    /// Whether there is nothing but what is among the manifests.
    pub is_closed: bool,
    /// The version of Kubernetes.
    pub version: Version,
}

/// What an object was before it is as it is.
#[derive(Clone, Copy)]
pub enum Before<'w, 't> {
    /// Nobody has said it.
    Unknown,
    /// It was not there.
    Nothing,
    /// This.
    Was(&'w Object<'t>),
}

/// Finds objects of an `apiVersion` and a kind, and of a name if one is wanted.
pub type Asked<'w, 't> = dyn Fn((&str, &str), Option<&str>) -> Vec<&'w Object<'t>> + 'w;

/// Whether the server asks policies about objects of a kind: not about what configures admission, nor about what is never
/// stored.
#[must_use]
pub fn is_asked(group: &str, kind: &str) -> bool {
    let configures = group == "admissionregistration.k8s.io"
        && (kind.contains("AdmissionPolicy") || kind.ends_with("WebhookConfiguration"));
    !configures && !matches!(group, "authentication.k8s.io" | "authorization.k8s.io")
}

/// What a policy says of an object by a binding; none where it is not about the object.
#[must_use]
pub fn hold<'a>(
    policy: &'a Policy,
    binding: &Binding,
    object: &Object<'a>,
    around: &Around<'a, 'a>,
) -> Option<Verdict<'a>> {
    let created = Request::of(object, around.version, around.namespace);
    let changed = match around.before {
        Before::Was(old) => Some(created.changing(old)),
        Before::Unknown | Before::Nothing => None,
    };
    // What is said of changes is said of an object that was there; what is said of new ones holds where the manifest is used
    // again.
    let mut requests = changed.into_iter().chain([created]);
    requests.find_map(|request| match matches(policy, binding, &request, around) {
        Holds::No => None,
        Holds::Unknown(why) => Some(Verdict::unknown(why)),
        Holds::Yes => Some(ask(policy, binding, &request, around)),
    })
}

fn matches(
    policy: &Policy,
    binding: &Binding,
    request: &Request<'_, '_>,
    around: &Around<'_, '_>,
) -> Holds {
    let matches = policy.constraints.matches(request, around.version);
    matches.and(|| {
        let resources = binding.resources.as_ref();
        resources.map_or(Holds::Yes, |resources| {
            resources.matches(request, around.version)
        })
    })
}

/// What a policy says of a request that it is about.
fn ask<'a>(
    policy: &'a Policy,
    binding: &Binding,
    request: &Request<'_, 'a>,
    around: &Around<'_, 'a>,
) -> Verdict<'a> {
    let params = match params(policy, binding, request, around) {
        Ok(params) => params,
        Err(without) => return without.verdict(policy, binding),
    };
    let mut all = Verdict::default();
    for params in params {
        let verdict = Case::of(policy, request, params, around.version).judge(around.before);
        all.breaches.extend(verdict.breaches);
        all.unknown.extend(verdict.unknown);
    }
    all
}
