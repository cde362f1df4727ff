//! What a configuration file says, with the place of each value.

use std::sync::Arc;

use super::read::Problem;
use crate::api::Versions;
use crate::diagnostic::{Level, RuleId};
use crate::facts::Named;
use crate::objects::{PodPlace, World};
use crate::pod_security::Standard;
use crate::rules::{Ignored, Item, Profile, Selector, Value};
use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Span,
}

/// Versions, as written and as meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenVersions {
    pub(super) text: String,
    pub(super) versions: Versions,
}

/// A level that is set, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetLevel {
    pub(super) of: At<Selector>,
    pub(super) level: Level,
}

/// A rule's parameter that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetParameter {
    pub(super) rule: RuleId,
    pub(super) name: At<String>,
    pub(super) value: Value,
}

/// A parameter of a rule that people have written: what it takes is known once their pages are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnreadParameter {
    pub(super) rule: RuleId,
    pub(super) name: At<String>,
    pub(super) value: At<Item>,
}

/// A name that is none of podlint's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownRule {
    pub(super) rule: RuleId,
    /// What is to be told if nobody has written it.
    pub(super) problem: Problem,
}

/// A file; a field per key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) kubernetes_version: Option<At<WrittenVersions>>,
    pub(super) pod_security: Option<At<Standard>>,
    pub(super) scope: Option<At<World>>,
    pub(super) schema_locations: Option<Vec<At<String>>>,
    pub(super) exclude: Vec<At<String>>,
    pub(super) project: Option<At<String>>,
    pub(super) profile: Option<At<Profile>>,
    pub(super) select: Option<Vec<At<Selector>>>,
    pub(super) ignore: Vec<At<Ignored>>,
    pub(super) levels: Vec<SetLevel>,
    pub(super) require_reason: Option<At<bool>>,
    pub(super) images: Vec<At<Arc<Named>>>,
    pub(super) parameters: Vec<SetParameter>,
    pub(super) rule_locations: Vec<At<String>>,
    /// The parameters of rules that are none of podlint's.
    pub(super) unread: Vec<UnreadParameter>,
    /// The rules that are named, wherever, and are none of podlint's.
    pub(super) unknown: Vec<UnknownRule>,
    pub(super) charts: Vec<WrittenChart>,
    pub(super) pods: Vec<WrittenPod>,
    pub(super) gitops: Option<At<bool>>,
    pub(super) overrides: Vec<WrittenOverride>,
}

/// Values of a chart; a field per key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenChart {
    /// The whole of it, or its heading.
    pub(super) span: Span,
    pub(super) path: Option<At<String>>,
    pub(super) values: Vec<At<String>>,
    pub(super) set: Vec<At<String>>,
    pub(super) release: Option<At<String>>,
    pub(super) namespace: Option<At<String>>,
    pub(super) api_versions: Vec<At<String>>,
}

/// A place where custom resources have pods; a field per key, and what they say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenPod {
    /// The whole of it, or its heading.
    pub(super) span: Span,
    pub(super) group: Option<At<String>>,
    pub(super) kind: At<String>,
    pub(super) path: At<String>,
    pub(super) place: PodPlace,
}

/// An override; a field per key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenOverride {
    /// The whole of it, or its heading.
    pub(super) span: Span,
    pub(super) paths: Option<Vec<At<String>>>,
    pub(super) kinds: Option<Vec<At<String>>>,
    pub(super) namespaces: Option<Vec<At<String>>>,
    pub(super) names: Option<Vec<At<String>>>,
    pub(super) containers: Option<Vec<At<String>>>,
    pub(super) ignore: Vec<At<Ignored>>,
    pub(super) levels: Vec<SetLevel>,
    pub(super) reason: Option<At<String>>,
}
