//! Policies with the bindings that put them in force, and what they say of the objects of a run.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::judge::{Case, Verdict};
use super::policy::{Binding, Policy};
use super::request::Request;
use super::selector::Holds;
use super::served::Whole;
use crate::api::Version;
use crate::objects::Object;
use crate::yaml::Cursor;

/// What there is around an object.
pub struct Around<'w, 't> {
    /// The Namespace of that name.
    pub namespace: &'w dyn Fn(&str) -> Option<Cursor<'t>>,
    /// The objects of an `apiVersion` and a kind, and of a name if one is wanted.
    pub objects: &'w Asked<'w, 't>,
    /// The version of Kubernetes.
    pub version: Version,
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
    let request = Request::of(object, around.version, around.namespace);
    let matches = policy.constraints.matches(&request, around.version);
    let matches = matches.and(|| {
        let resources = binding.resources.as_ref();
        resources.map_or(Holds::Yes, |resources| {
            resources.matches(&request, around.version)
        })
    });
    match matches {
        Holds::No => return None,
        Holds::Unknown(why) => {
            return Some(Verdict {
                unknown: vec![why],
                ..Verdict::default()
            });
        }
        Holds::Yes => {}
    }
    let params = match params(policy, binding, &request, around) {
        Ok(params) => params,
        Err(why) => {
            return Some(Verdict {
                unknown: vec![why],
                ..Verdict::default()
            });
        }
    };
    let mut all = Verdict::default();
    for params in params {
        let verdict = Case::of(policy, &request, params, around.version).judge();
        all.breaches.extend(verdict.breaches);
        all.unknown.extend(verdict.unknown);
    }
    Some(all)
}

/// The parameters with which a policy is asked, one after the other; none once where it has none. An error says what is
/// not there.
fn params<'a>(
    policy: &Policy,
    binding: &Binding,
    request: &Request<'_, 'a>,
    around: &Around<'a, 'a>,
) -> Result<Vec<Option<Rc<Whole<'a>>>>, String> {
    let (Some((api_version, kind)), Some(wanted)) = (&policy.params, &binding.params) else {
        return Ok(vec![None]);
    };
    let namespace = wanted.namespace.as_deref().or(request.namespace.as_deref());
    let mut found = BTreeMap::new();
    for object in (around.objects)((api_version, kind), wanted.name.as_deref()) {
        let own = object.namespace();
        let is_near = own.is_none() || own.as_deref() == namespace;
        let name = object.name().unwrap_or_default();
        let labels = object
            .root
            .get("metadata")
            .and_then(|metadata| metadata.get("labels"));
        let label = |key: &str| {
            let value = labels.and_then(|labels| labels.get(key));
            Ok(value.map(super::selector::text))
        };
        let is_it = match &wanted.name {
            Some(wanted) => *wanted == *name,
            None => wanted.selector.selects(&label) == Holds::Yes,
        };
        if is_near && is_it {
            found
                .entry(name)
                .or_insert_with(|| Some(Whole::of(object, around.version)));
        }
    }
    match (found.is_empty(), &wanted.name) {
        (false, _) => Ok(found.into_values().collect()),
        (true, Some(name)) => Err(format!(
            "the {kind} `{name}`, which is not among the manifests"
        )),
        (true, None) => Err(format!(
            "what `paramRef` selects: no {kind} among the manifests"
        )),
    }
}
