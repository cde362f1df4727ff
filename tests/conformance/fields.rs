//! Whether podlint names the fields that the server names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

/// How far a manifest came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// All the way.
    Accepted,
    /// It was not read: the server names the first kind of fault, without indexes and keys.
    Decode,
    /// It was read and refused.
    Validation,
    /// It was refused after validation, without a field.
    Create,
}

impl Stage {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "accepted" => Self::Accepted,
            "decode" => Self::Decode,
            "validation" => Self::Validation,
            "create" => Self::Create,
            other => panic!("what is the stage `{other}`?"),
        }
    }
}

/// Where the paths of validation are no paths of the schema, and what both sides' are made before they are
/// compared.
const SPELLINGS: &[(&str, &str)] = &[
    // `ValidatePodTemplateSpec` and the Jobs' labels skip a step.
    (
        r"\btemplate\.(labels|annotations)\b",
        "template.metadata.$1",
    ),
    // Names of Go's, and of older versions of an API.
    (r"\bLoadBalancerSourceRanges\b", "loadBalancerSourceRanges"),
    (r"\bJSONPath\b", "jsonPath"),
    (r"\binitiatorname\b", "initiatorName"),
    (r"\btargetportal\b", "targetPortal"),
    (r"\bspec\.persistentDisk\b", "spec.gcePersistentDisk"),
    (r"\bmetadata\.taints\b", "spec.taints"),
    (
        r"\bspec\.conversion\.conversionReviewVersions\b",
        "spec.conversion.webhook.conversionReviewVersions",
    ),
    (
        r"\bspec\.conversion\.webhookClientConfig\b",
        "spec.conversion.webhook.clientConfig",
    ),
    (
        r"\bspec\.(versions\[\d+\]\.schema|validation)\.openAPIV3Schema\b",
        "spec.schema",
    ),
    // Indexes and steps that the server leaves out here and there.
    (r"\bvolumeMounts\[\d+\]", "volumeMounts"),
    (r"\bownerReferences\[\d+\]", "ownerReferences"),
    (r"\bdownwardAPI\.items\[\d+\]", "downwardAPI"),
    (r"\bnamespaces\[\d+\]$", "namespace"),
    (r"\bresources\.(requests|limits)\[", "resources["),
    (r"\bcsi\.nodePublishSecretRef\.name\b", "csi.name"),
    (
        r"\bspec\.resources\.containers\[[^\]]*\]\[([^\]]*)\]\.limits",
        "spec.containers.resources[$1]",
    ),
    (
        r"\bspec\.containers\[\d+\]\.resources\[",
        "spec.containers.resources[",
    ),
    // A Secret's `stringData` is merged into `data` before it is looked at.
    (r"^stringData\[", "data["),
    // The volumes that a StatefulSet makes of its claim templates.
    (
        r"\bspec\.volumeClaimTemplates\[\d+\]\.metadata\.name$",
        "spec.template.spec.volumes.name",
    ),
    (
        r"\bspec\.template\.spec\.volumes\[\d+\]\.name$",
        "spec.template.spec.volumes.name",
    ),
];

static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let compile =
        |&(pattern, to): &(&'static str, &'static str)| (Regex::new(pattern).unwrap(), to);
    SPELLINGS.iter().map(compile).collect()
});

fn spelt(path: &str) -> String {
    let start = path.to_owned();
    PATTERNS.iter().fold(start, |path, (pattern, to)| {
        match pattern.replace_all(&path, *to) {
            std::borrow::Cow::Borrowed(_) => path,
            std::borrow::Cow::Owned(changed) => changed,
        }
    })
}

/// What the server names besides, because of a fault that it names too: the end of the path, and what is in
/// the path of the fault. podlint says the cause.
const CONSEQUENCES: &[(&str, &str)] = &[
    // A volume at fault is not there for those that mount it.
    (r"\.volumeMounts\.name$", "volumes"),
    (r"\.volumeMounts\.name$", "volumeClaimTemplates"),
    (r"\.volumeDevices\[\d+\]\.name$", "volume"),
    (
        r"\bspec\.template\.spec\.volumes\.name$",
        "volumeClaimTemplates",
    ),
    (
        r"\.persistentVolumeClaim\.claimName$",
        "volumeClaimTemplates",
    ),
    // A selector that cannot be read selects nothing.
    (r"^spec\.selector$", "spec.selector."),
    (r"\btemplate\.metadata\.labels$", "spec.selector"),
    (
        r"^aggregationRule\.clusterRoleSelectors\[\d+\]$",
        "clusterRoleSelectors",
    ),
    // Labels that are made of the object's name.
    (r"\btemplate\.metadata\.labels$", "metadata.name"),
    // Names that are derived from others.
    (r"^spec\.names\.(singular|listKind)$", "spec.names"),
    // The old form of a list is filled from the new one.
    (r"^spec\.version$", "spec.versions"),
];

static FOLLOWS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let compile = |&(end, cause): &(&'static str, &'static str)| (Regex::new(end).unwrap(), cause);
    CONSEQUENCES.iter().map(compile).collect()
});

fn is_consequence(path: &str, named: &BTreeSet<String>) -> bool {
    FOLLOWS.iter().any(|(end, cause)| {
        end.is_match(path)
            && named
                .iter()
                .any(|other| other != path && other.contains(cause))
    })
}

/// Go's embedded structs, which the decoder names and which are no fields of the API.
static EMBEDDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\.(ProbeHandler|LifecycleHandler|(Persistent)?VolumeSource|EphemeralContainerCommon|",
        r"LocalObjectReference|IngressRuleValue|RuleWithOperations|Rule|TypeMeta|DeviceConfiguration)\b"
    ))
    .unwrap()
});

/// A path without indexes and keys.
fn bare(path: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        match c {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    path.chars().filter(outside).collect()
}

/// How much is named alike.
#[derive(Default)]
pub(super) struct Shares {
    /// Fields that the server named, and how many of them podlint names.
    wanted: usize,
    named: usize,
    /// Fields that podlint names, and how many of them the server named.
    given: usize,
    right: usize,
    /// By sort of warning: how many there are, and how many of them podlint gives.
    warnings: BTreeMap<String, (usize, usize)>,
    /// Warnings that podlint gives, and how many of them the server does not.
    warned: usize,
    extra: usize,
}

impl Shares {
    /// Takes in what both said of a manifest that they reject.
    pub(super) fn rejected(
        &mut self,
        stage: Stage,
        fields: &BTreeSet<String>,
        ours: impl Iterator<Item = String>,
    ) {
        let (mut theirs, mut found): (BTreeSet<String>, BTreeSet<String>);
        match stage {
            Stage::Accepted | Stage::Create => return,
            Stage::Validation => {
                theirs = fields.iter().map(|path| spelt(path)).collect();
                found = ours.map(|path| spelt(&path)).collect();
                theirs.retain(|path| found.contains(path) || !is_consequence(path, &found));
                found.remove("");
                self.given += found.len();
                self.right += found.intersection(&theirs).count();
            }
            Stage::Decode => {
                let path = |path: &String| bare(&EMBEDDED.replace_all(path, ""));
                theirs = fields.iter().map(path).collect();
                found = ours.map(|path| bare(&path)).collect();
                // A map's key is not in the server's path.
                let above =
                    |path: &String| path.rsplit_once('.').map(|(above, _)| above.to_owned());
                found.append(&mut found.iter().filter_map(above).collect());
            }
        }
        self.wanted += theirs.len();
        self.named += theirs.intersection(&found).count();
    }

    /// Takes in the warnings that both gave of a manifest that they accept.
    pub(super) fn warned(&mut self, theirs: &[(String, String)], mut ours: Vec<String>) {
        self.warned += ours.len();
        for (field, sort) in theirs {
            let field = spelt(field);
            let place = ours
                .iter()
                .position(|named| field.is_empty() || spelt(named) == field);
            let share = self.warnings.entry(sort.clone()).or_default();
            share.0 += 1;
            if let Some(place) = place {
                ours.swap_remove(place);
                share.1 += 1;
            }
        }
        self.extra += ours.len();
    }

    pub(super) fn assert(&self) {
        let share = |part: usize, of: usize| part as f64 / of as f64;
        let named = share(self.named, self.wanted);
        let right = share(self.right, self.given);
        let sorts = self.warnings.values();
        let warned =
            sorts.map(|&(all, given)| share(given, all)).sum::<f64>() / self.warnings.len() as f64;
        let extra = share(self.extra, self.warned);
        assert!(named >= 0.97, "of the server's fields {named:.4} are named");
        assert!(right >= 0.97, "of the fields named {right:.4} are right");
        assert!(warned >= 0.95, "of the warnings {warned:.4} are given");
        assert!(extra <= 0.02, "of the warnings given {extra:.4} are extra");
    }
}
