//! Admission policies: what their expressions say, and which objects they hold for.
//!
//! A manifest is judged as the request that creates its object, or that changes it where it is known what it was. What only
//! a cluster knows (who asks, what it fills in by itself) is unknown, and what hangs on it is told as not checked.
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/> and
//! `pkg/admission/plugin/policy` of `k8s.io/apiserver`.

pub(crate) mod declared;
pub(crate) mod expressions;
mod held;
mod judge;
mod matching;
mod params;
pub(crate) mod place;
mod policy;
mod request;
mod run;
mod selector;
mod served;
pub(crate) mod typed;

pub use held::{Around, Asked, Before, hold, is_asked};
pub use judge::{Breach, Verdict};
pub use policy::{Action, Binding, Policy};
pub(crate) use served::Whole;

/// The label that every namespace has, with its name.
const NAMESPACE_LABEL: &str = "kubernetes.io/metadata.name";
