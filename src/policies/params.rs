//! The parameters of a policy, among the manifests. Source: `CollectParams` in `pkg/admission/plugin/policy/generic` of
//! `k8s.io/apiserver`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::held::Around;
use super::judge::{Breach, Verdict};
use super::policy::{Binding, ParamRef, Policy};
use super::request::Request;
use super::selector::{Holds, text};
use super::served::Whole;
use crate::api::{ApiKind, Scope};
use crate::objects::Object;

/// The parameters with which a policy is asked, one after the other; none once where it has none.
pub(super) type Params<'a> = Vec<Option<Rc<Whole<'a>>>>;

/// Why a policy has no parameters.
pub(super) enum Without {
    /// They may be elsewhere, or nobody can say which are meant; what the policy hangs on.
    Unknown(String),
    /// The server cannot use the binding for this object, and says why.
    Refused(&'static str),
}

impl Without {
    /// What it makes of an object.
    pub(super) fn verdict<'a>(self, policy: &Policy, binding: &Binding) -> Verdict<'a> {
        match (self, &binding.params) {
            (Self::Unknown(why), _) => Verdict::unknown(why),
            (Self::Refused(why), Some(wanted)) if !policy.is_lenient => Verdict {
                breaches: vec![Breach {
                    message: format!("failed to configure binding: {why}"),
                    reason: None,
                    must_hold: None,
                    policy_at: wanted.at,
                    looked: Vec::new(),
                    always_denies: true,
                    looked_back: false,
                }],
                ..Verdict::default()
            },
            (Self::Refused(_), _) => Verdict::default(),
        }
    }
}

/// The parameters that a binding names for a request.
pub(super) fn params<'a>(
    policy: &Policy,
    binding: &Binding,
    request: &Request<'_, 'a>,
    around: &Around<'_, 'a>,
) -> Result<Params<'a>, Without> {
    let (Some((api_version, kind)), Some(wanted)) = (&policy.params, &binding.params) else {
        return Ok(vec![None]);
    };
    let scope = ApiKind::find(api_version, kind).map(ApiKind::scope);
    let namespace = namespace(wanted, request, scope)?;
    let mut found = BTreeMap::new();
    let mut is_elsewhere = false;
    for object in (around.objects)((api_version, kind), wanted.name.as_deref()) {
        if !is_meant(object, wanted) {
            continue;
        }
        match (object.namespace(), &namespace) {
            (Some(own), Some(namespace)) if own != *namespace => {}
            (Some(_), None) => is_elsewhere = true,
            _ => {
                let name = object.name().unwrap_or_default();
                let params = || Some(Whole::of(object, around.version));
                found.entry(name).or_insert_with(params);
            }
        }
    }
    if !found.is_empty() {
        return Ok(found.into_values().collect());
    }
    let unknown = match &wanted.name {
        _ if is_elsewhere => "the namespace of objects that name none".to_owned(),
        _ if around.is_closed && wanted.is_needed => return Err(Without::Refused(NOT_FOUND)),
        _ if around.is_closed => return Ok(Vec::new()),
        Some(name) => format!("the {kind} `{name}`, which is not among the manifests"),
        None => format!("what `paramRef` selects: no {kind} among the manifests"),
    };
    Err(Without::Unknown(unknown))
}

const NOT_FOUND: &str = "no params found for policy binding with `Deny` parameterNotFoundAction";

/// The namespace in which parameters are looked for, where that is known; any if they are in none.
fn namespace<'r>(
    wanted: &'r ParamRef,
    request: &'r Request<'_, '_>,
    scope: Option<Scope>,
) -> Result<Option<Cow<'r, str>>, Without> {
    let written = wanted.namespace.as_deref().map(Cow::Borrowed);
    if scope == Some(Scope::Cluster) {
        return match written {
            Some(_) => Err(Without::Refused(
                "paramRef.namespace must not be provided for a cluster-scoped `paramKind`",
            )),
            None => Ok(None),
        };
    }
    let own = match request.is_namespace() {
        true => request.name.clone(),
        false => request.namespace.clone(),
    };
    match written.or(own) {
        None if scope.is_some() && request.is_of_cluster() => Err(Without::Refused(
            "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources",
        )),
        namespace => Ok(namespace),
    }
}

/// Whether an object has the name or the labels that a binding asks for.
fn is_meant(object: &Object<'_>, wanted: &ParamRef) -> bool {
    let metadata = object.root.get("metadata");
    let labels = metadata.and_then(|metadata| metadata.get("labels"));
    let label = |key: &str| Ok(labels.and_then(|labels| labels.get(key)).map(text));
    match &wanted.name {
        Some(wanted) => object.name().is_some_and(|name| *wanted == *name),
        None => wanted.selector.selects(&label) == Holds::Yes,
    }
}
