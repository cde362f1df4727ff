//! Warnings about kinds other than workloads.

use std::collections::BTreeSet;

use super::{deprecated, entry, pod};
use crate::diagnostic::RuleId;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::versions::{
    EXTERNAL_IPS_DEPRECATED, MOUNTABLE_SECRETS_DEPRECATED, PREFER_CLOSE_DEPRECATED,
    TOKENS_IN_SECRETS, WARNS_OF_CAPITALS, WARNS_OF_HEADLESS, WARNS_OF_QUOTAS, WARNS_OF_REVISIONS,
    WARNS_OF_STATIC_NAMES,
};

/// Warnings about the object, by its kind.
pub(super) fn warnings(check: &mut Check<'_, '_>) {
    owners(check);
    let (root, spec) = (check.root(), check.root().get_if_defined("spec"));
    match check.object.kind.as_ref() {
        "PersistentVolume" => persistent_volume(check, spec),
        "PersistentVolumeClaim" => {
            storage_class_annotation(check);
            pod::claim_amounts(check, spec);
        }
        "StatefulSet" => stateful_set(check, spec),
        "Service" => service(check, spec),
        "Ingress" => {
            let annotations = root.at(&["metadata", "annotations"]);
            let class = entry(annotations, "kubernetes.io/ingress.class");
            // GKE's controller goes by the annotation and by nothing else.
            let is_of_gke = |class: &Field<'_>| class.text().starts_with("gce");
            let class = class.filter(|class| !is_of_gke(class));
            if let Some(annotation) = class.filter(|_| !spec.get("ingressClassName").is_set()) {
                deprecated::annotation(check, annotation, "`spec.ingressClassName`");
            }
        }
        "EndpointSlice" if root.get("addressType").is("FQDN") => {
            let message = "end points by name are deprecated";
            check.warn(RuleId::DEPRECATED_FIELD, root.get("addressType"), message);
        }
        "Secret" => tls_secret(check, root),
        "ResourceQuota" => quota(check, spec),
        "CSIDriver" => csi_driver(check, spec),
        "Job" => job(check, spec),
        "CronJob" => job(check, spec.at(&["jobTemplate", "spec"])),
        "Node" => node(check, spec),
        "ServiceAccount" => mountable_secrets(check),
        "ResourceSlice" => driver(check, spec.get("driver")),
        "MutatingAdmissionPolicy"
        | "MutatingAdmissionPolicyBinding"
        | "MutatingWebhookConfiguration"
        | "ValidatingAdmissionPolicy"
        | "ValidatingAdmissionPolicyBinding"
        | "ValidatingWebhookConfiguration" => static_name(check),
        "RuntimeClass" => {
            for (key, value) in root.at(&["scheduling", "nodeSelector"]).entries() {
                deprecated::node_label(check, value.shown_at(key), &key.as_key());
            }
        }
        "StorageClass" => {
            for topology in root.get("allowedTopologies").items() {
                for expression in topology.get("matchLabelExpressions").items() {
                    let key = expression.get("key");
                    deprecated::node_label(check, key, &key.text());
                }
            }
        }
        "CSIStorageCapacity" => {
            let topology = root.get("nodeTopology");
            deprecated::node_selector_term(check, topology, false);
            for (key, value) in topology.get("matchLabels").entries() {
                deprecated::node_label(check, value.shown_at(key), &key.as_key());
            }
        }
        _ => {}
    }
}

/// The server drops an owner that is named twice.
fn owners(check: &mut Check<'_, '_>) {
    let owners = check.root().at(&["metadata", "ownerReferences"]);
    let mut seen = BTreeSet::new();
    for owner in owners.items() {
        let uid = owner.get("uid").text();
        if !seen.insert(uid) {
            let place = owners.shown_at(owner.get("uid").place());
            let message = "an owner is named twice, and the server keeps one";
            return check.warn(RuleId::IGNORED_VALUE, place, message);
        }
    }
}

/// Names that the server keeps for what it reads from files.
fn static_name(check: &mut Check<'_, '_>) {
    let name = check.root().at(&["metadata", "name"]);
    if check.has(&WARNS_OF_STATIC_NAMES) && name.text().ends_with(".static.k8s.io") {
        let message = "names that end with `.static.k8s.io` are kept for configuration in the API server's files";
        check.warn(RuleId::SURPRISING_NAME, name, message);
    }
}

fn driver<'t>(check: &mut Check<'_, 't>, driver: Field<'t>) {
    let text = driver.text();
    if text.chars().any(char::is_uppercase) {
        let message = format!(
            "`{}` has capitals, and drivers have names without",
            short(&text)
        );
        check.warn_since(&WARNS_OF_CAPITALS, RuleId::SURPRISING_NAME, driver, message);
    }
}

/// Source: `WarningsForJobSpec`.
fn job<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let count = |name| spec.get(name).int().unwrap_or_default();
    let is_large = count("completions") > 100_000 && count("parallelism") > 10_000;
    if spec.get("completionMode").is("Indexed") && is_large {
        let message =
            "with so many completions at once Kubernetes may lose count of those that fail";
        check.warn(RuleId::IGNORED_VALUE, spec, message);
    }
}

fn node<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    for (name, message) in [
        (
            "configSource",
            "`configSource` is of a feature that is gone",
        ),
        (
            "externalID",
            "`externalID` is deprecated, and nothing reads it",
        ),
    ] {
        if !spec.get(name).is_empty() {
            check.warn(RuleId::DEPRECATED_FIELD, spec.get(name), message);
        }
    }
}

fn mountable_secrets(check: &mut Check<'_, '_>) {
    let annotations = check.root().at(&["metadata", "annotations"]);
    let annotation = entry(annotations, "kubernetes.io/enforce-mountable-secrets");
    if let Some(annotation) = annotation.filter(|_| check.has(&MOUNTABLE_SECRETS_DEPRECATED)) {
        deprecated::annotation(
            check,
            annotation,
            "a namespace for those who may mount the secrets",
        );
    }
}

fn storage_class_annotation(check: &mut Check<'_, '_>) {
    let annotations = check.root().at(&["metadata", "annotations"]);
    if let Some(annotation) = entry(annotations, "volume.beta.kubernetes.io/storage-class") {
        deprecated::annotation(check, annotation, "`spec.storageClassName`");
    }
}

fn persistent_volume<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    storage_class_annotation(check);
    let policy = spec.get("persistentVolumeReclaimPolicy");
    if policy.is("Recycle") {
        let message = "`Recycle` is deprecated: provision volumes dynamically";
        check.warn(RuleId::DEPRECATED_FIELD, policy, message);
    }
    for term in spec
        .at(&["nodeAffinity", "required", "nodeSelectorTerms"])
        .items()
    {
        deprecated::node_selector_term(check, term, false);
    }
    deprecated::volume_source(check, spec);
}

fn stateful_set<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    for claim in spec.get("volumeClaimTemplates").items() {
        pod::claim_amounts(check, claim.get("spec"));
    }
    let limit = spec.get("revisionHistoryLimit");
    if limit.int().is_some_and(|limit| limit < 0) {
        let message = "a negative limit keeps every revision for ever";
        check.warn_since(&WARNS_OF_REVISIONS, RuleId::IGNORED_VALUE, limit, message);
    }
}

/// Source: `GetWarningsForService`.
fn service<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let annotations = check.root().at(&["metadata", "annotations"]);
    if let Some(annotation) = entry(annotations, "service.kubernetes.io/topology-aware-hints") {
        let field = "the annotation `service.kubernetes.io/topology-mode`";
        deprecated::annotation(check, annotation, field);
    }
    let kind = spec.get("type");
    let external = kind.is("ExternalName");
    let headless = (kind.is_empty() || kind.is("ClusterIP")) && spec.get("clusterIP").is("None");
    let addresses = spec.get("externalIPs");
    if headless {
        for name in ["loadBalancerIP", "externalIPs"] {
            if !spec.get(name).is_empty() {
                let message = format!("a headless Service has no use for `{name}`");
                check.warn_since(
                    &WARNS_OF_HEADLESS,
                    RuleId::IGNORED_VALUE,
                    spec.get(name),
                    message,
                );
            }
        }
        if spec.get("sessionAffinity").is("ClientIP") {
            let message = "a headless Service has no use for `sessionAffinity`";
            let affinity = spec.get("sessionAffinity");
            check.warn_since(&WARNS_OF_HEADLESS, RuleId::IGNORED_VALUE, affinity, message);
        }
    } else if !addresses.is_empty() && external {
        let message = "a Service of type `ExternalName` has no use for `externalIPs`";
        check.warn(RuleId::IGNORED_VALUE, addresses, message);
    } else if !addresses.is_empty() && check.has(&EXTERNAL_IPS_DEPRECATED) {
        let message = "`externalIPs` are deprecated, and some clusters leave them out";
        check.warn(RuleId::DEPRECATED_FIELD, addresses, message);
    }
    let name = spec.get("externalName");
    if !external && !name.is_empty() {
        let message = "`externalName` does nothing unless `type` is `ExternalName`";
        check.warn(RuleId::IGNORED_VALUE, name, message);
    }
    let distribution = spec.get("trafficDistribution");
    if distribution.is("PreferClose") && check.has(&PREFER_CLOSE_DEPRECATED) {
        let message = "`PreferClose` is deprecated: write `PreferSameZone`";
        check.warn(RuleId::DEPRECATED_FIELD, distribution, message);
    }
}

/// A TLS secret whose certificate or key is none. Both are base64 of PEM.
fn tls_secret<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    if !root.get("type").is("kubernetes.io/tls") {
        return;
    }
    for name in ["tls.crt", "tls.key"] {
        let plain = entry(root.get("stringData"), name);
        let encoded = entry(root.get("data"), name);
        let text = match (plain, encoded) {
            (Some(plain), _) => plain.text().into_owned(),
            (None, Some(encoded)) => match crate::yaml::decode_base64(&encoded.text()) {
                Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                None => continue,
            },
            (None, None) => continue,
        };
        if !text.contains("-----BEGIN ") {
            let field = plain.or(encoded).unwrap_or(root);
            let message = format!("`{name}` holds no PEM block, so that nothing can use it");
            return check.warn(RuleId::UNUSABLE_CERTIFICATE, field, message);
        }
    }
}

/// A quota of requests above that of limits. Source: the strategy of resource quotas.
fn quota<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let hard = spec.get("hard");
    for name in ["cpu", "memory", "ephemeral-storage"] {
        let bare = entry(hard, name).filter(|_| name != "ephemeral-storage");
        let request = entry(hard, &format!("requests.{name}")).or(bare);
        let limit = entry(hard, &format!("limits.{name}"));
        if let (Some(request), Some(limit)) = (request, limit)
            && request.quantity() > limit.quantity()
        {
            let message = format!("the quota of requests of `{name}` is above that of limits");
            check.warn_since(
                &WARNS_OF_QUOTAS,
                RuleId::CONTRADICTORY_QUOTA,
                request,
                message,
            );
        }
    }
}

fn csi_driver<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let field = spec.get("serviceAccountTokenInSecrets");
    if check.has(&TOKENS_IN_SECRETS) && !spec.get("tokenRequests").is_empty() && !field.is_set() {
        let message =
            "tokens of service accounts may be logged: say `serviceAccountTokenInSecrets`";
        check.warn(RuleId::EXPOSED_TOKEN, field, message);
    }
}
