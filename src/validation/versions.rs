//! What the API server checks, or lets pass, only from a version on.
//!
//! The evidence is the feature gate, whose versions stand in `pkg/features/kube_features.go`, or the release
//! whose source is the first with the check. Of versions before 1.30 what came with no gate is not told apart.

use crate::api::Version;
use crate::diagnostic::{Diagnostic, RuleId, Server};
use crate::field_path::FieldPath;
use crate::objects::Object;

/// Something that servers do from a version on.
#[derive(Debug)]
pub(super) struct Feature(pub(super) u8);

impl Feature {
    /// Whether servers of a version do it.
    pub(super) fn is_in(&self, version: Version) -> bool {
        version.minor() >= self.0
    }
}

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $minor:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: Feature = Feature($minor);)*
    };
}

features! {
    /// Search domains may have underscores, or be a dot alone. Gate `RelaxedDNSSearchValidation`.
    LOOSE_SEARCH_DOMAINS = 33;
    /// Variables have almost any name. Gate `RelaxedEnvironmentVariableValidation`.
    LOOSE_VARIABLE_NAMES = 32;
    /// Services have names that start with a digit. Gate `RelaxedServiceNameValidation`.
    LOOSE_SERVICE_NAMES = 36;
    /// Addresses without leading zeros, ranges without bits behind their prefix. Gate `StrictIPCIDRValidation`.
    STRICT_ADDRESSES = 36;
    /// A lifecycle hook may sleep for no time. Gate `PodLifecycleSleepActionAllowZero`.
    SLEEP_OF_ZERO = 33;
    /// The template and the claims of a StatefulSet are checked. Release 1.34.
    STATEFUL_SET_TEMPLATES = 34;
    /// `serviceName` of a StatefulSet is checked. Release 1.33.
    STATEFUL_SET_SERVICE_NAMES = 33;
    /// The `apiVersion` of what an autoscaler scales is checked. Release 1.34.
    SCALED_VERSIONS = 34;
    /// Pods with `hostUsers: false` may not share what is the host's. Gate `UserNamespacesSupport`.
    USER_NAMESPACES = 33;
    /// AppArmor profiles are fields. Gate `AppArmorFields`.
    APP_ARMOR_FIELDS = 30;
    /// A pod may mount its volumes with its SELinux label. Gate `SELinuxMount`.
    SELINUX_MOUNT = 37;
    /// Any container has a `restartPolicy`, of three values. Gate `ContainerRestartRules`.
    CONTAINER_RESTART_POLICY = 35;
    /// The server warns of ports that stand twice and of variables that do. Release 1.28.
    WARNS_OF_DUPLICATES = 28;
    /// It warns of addresses that are not in their canonical form: of a Service's. Release 1.28.
    WARNS_OF_SERVICE_ADDRESSES = 28;
    /// And of those of other kinds. Release 1.33.
    WARNS_OF_ADDRESSES = 33;
    /// It warns of revisions that are kept for ever. Release 1.33.
    WARNS_OF_REVISIONS = 33;
    /// It warns of values that no label has. Release 1.33.
    WARNS_OF_LABEL_VALUES = 33;
    /// It warns of affinities that headless Services do not have. Release 1.34.
    WARNS_OF_HEADLESS = 34;
    /// It warns of formats that it does not know. Release 1.34.
    WARNS_OF_FORMATS = 34;
    /// It warns of quotas that contradict each other. Release 1.35.
    WARNS_OF_QUOTAS = 35;
    /// It warns of drivers' names with capitals. Release 1.35.
    WARNS_OF_CAPITALS = 35;
    /// It warns of names that are kept for files of its own. Release 1.36.
    WARNS_OF_STATIC_NAMES = 36;
    /// `kubernetes.io/enforce-mountable-secrets` is deprecated. Release 1.32.
    MOUNTABLE_SECRETS_DEPRECATED = 32;
    /// It warns of names of ports that stand in two containers. Release 1.33.
    WARNS_OF_PORT_NAMES = 33;
    /// It warns of paths that meet in a volume, and of volumes without sources. Release 1.32.
    WARNS_OF_VOLUME_PATHS = 32;
    /// `externalIPs` of a Service is deprecated. Release 1.36.
    EXTERNAL_IPS_DEPRECATED = 36;
    /// `trafficDistribution: PreferClose` is deprecated. Release 1.35.
    PREFER_CLOSE_DEPRECATED = 35;
    /// Traffic can prefer a zone or a node. Gate `PreferSameTrafficDistribution`.
    SAME_TRAFFIC_DISTRIBUTION = 34;
    /// Workloads are scaled to no pod at all. Gate `HPAScaleToZero`.
    SCALED_TO_ZERO = 37;
    /// A CSI driver says how it takes tokens. Gate `CSIServiceAccountTokenSecrets`.
    TOKENS_IN_SECRETS = 35;
}

/// Makes of what was found by what the newest servers check what servers of a version say. What they do not
/// look at in a template, they refuse in its pods.
pub(super) fn settle(object: &Object<'_>, version: Version, found: &mut [Diagnostic]) {
    if object.kind == "StatefulSet" && !STATEFUL_SET_TEMPLATES.is_in(version) {
        let unchecked = |path: &FieldPath| {
            path.starts_with(&["spec", "volumeClaimTemplates"])
                || path.starts_with(&["spec", "template", "spec"])
        };
        let later = found
            .iter_mut()
            .filter(|found| is_checked(found) && found.field.as_ref().is_some_and(unchecked));
        later.for_each(|found| refused_later(object, found));
    }
}

/// What is found in a template which servers take, and then refuse the pods of.
pub(super) fn refused_later(object: &Object<'_>, found: &mut Diagnostic) {
    found.rule = RuleId::REFUSED_POD;
    found.server = Some(Server::Takes);
    found.reason = None;
    let kind = &object.kind;
    let note = format!("the API server takes this {kind}, and refuses every pod of it");
    found.notes.push(note.into());
}

/// Whether it is what the server refuses once it has read the object: only then it gives a reason.
fn is_checked(found: &Diagnostic) -> bool {
    found.reason.is_some()
}
