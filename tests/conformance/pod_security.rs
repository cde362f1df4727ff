//! What the evaluator of `k8s.io/pod-security-admission` forbids in pods put together by chance, against what podlint does:
//! every control, in every version of both levels. `record/pod_security.py` made the record.

use std::collections::{BTreeMap, BTreeSet};

use podlint::api::Version;
use podlint::objects::{Pod, recognize};
use podlint::pod_security::{Level, Standard, violations};
use podlint::source::SourceId;
use podlint::yaml::Tree;
use serde_json::{Value, json};

use crate::packed;

/// What the evaluator gives as its reason, and the documentation's name of the control.
const CONTROLS: [(&str, &str); 18] = [
    ("allowPrivilegeEscalation != false", "Privilege Escalation"),
    ("forbidden AppArmor profile", "AppArmor"),
    ("forbidden AppArmor profiles", "AppArmor"),
    ("forbidden sysctls", "Sysctls"),
    ("host namespaces", "Host Namespaces"),
    ("hostPath volumes", "HostPath Volumes"),
    ("hostPort", "Host Ports"),
    ("hostProcess", "HostProcess"),
    ("non-default capabilities", "Capabilities"),
    ("privileged", "Privileged Containers"),
    ("probe or lifecycle host", "Host Probes / Lifecycle Hooks"),
    ("procMount", "/proc Mount Type"),
    ("restricted volume types", "Volume Types"),
    ("runAsNonRoot != true", "Running as Non-root"),
    ("runAsUser=0", "Running as Non-root user"),
    ("seLinuxOptions", "SELinux"),
    ("seccompProfile", "Seccomp"),
    ("unrestricted capabilities", "Capabilities"),
];

/// The controls that the evaluator names for a minor version: those recorded for the newest one that is not newer.
fn recorded(row: &Value, level: Level, minor: u32) -> BTreeSet<&'static str> {
    let changes: BTreeMap<u32, &str> = row[level.name()]
        .as_object()
        .unwrap()
        .iter()
        .map(|(minor, reasons)| (minor.parse().unwrap(), reasons.as_str().unwrap()))
        .collect();
    let (_, reasons) = changes.range(..=minor).next_back().unwrap();
    let reasons = reasons.split(',').filter(|reason| !reason.is_empty());
    let control = |reason| {
        let mut known = CONTROLS.iter();
        known.find(|(known, _)| *known == reason).unwrap().1
    };
    reasons.map(control).collect()
}

#[test]
fn every_control_decides_as_the_evaluator_does() {
    // Each version at which a control changes, and the one before.
    let minors = [
        0, 7, 8, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37,
    ];
    let mut seen = BTreeSet::new();
    for row in packed::rows(include_bytes!("../data/pod-security.jsonl.gz")) {
        let pod = json!({"apiVersion": "v1", "kind": "Pod", "metadata": row["metadata"], "spec": row["spec"]});
        let text = pod.to_string();
        let tree = Tree::read(&text);
        let objects = recognize(SourceId(0), "pod.json", &tree, &tree.documents()[0]).objects();
        let root = objects[0].root;
        let pod = Pod::read(root.get("spec").unwrap(), root.get("metadata"), None);
        for level in [Level::Baseline, Level::Restricted] {
            for minor in minors {
                let standard = Standard {
                    level,
                    minor: Some(minor),
                };
                let found = violations(&pod, standard, Version::newest().into());
                let found: BTreeSet<&str> = found
                    .iter()
                    .map(|violation| violation.control.name)
                    .collect();
                assert_eq!(found, recorded(&row, level, minor), "{standard}: {text}");
                seen.extend(found.into_iter().map(|name| (level, name)));
            }
        }
    }
    assert_eq!(
        seen.len(),
        12 + 15,
        "a control is not in the record: {seen:?}"
    );
}
