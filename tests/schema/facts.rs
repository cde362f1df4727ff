//! What is known of the versions from Kubernetes' own change logs and documentation, held against the table.

use podlint::api::{ApiKind, Field, Shape, Type, Version, Versions};
use podlint::engine::{Finding, Settings, check_text};

/// The definition of a kind of the embedded versions.
fn definition(api_version: &str, kind: &str) -> Type {
    let known = ApiKind::find(api_version, kind);
    known
        .unwrap_or_else(|| panic!("no {kind} in {api_version}"))
        .definition()
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

/// The field at a path below a definition, through lists and maps.
fn field(top: Type, path: &str, version: Version) -> Option<Field> {
    let mut steps = path.split('.').peekable();
    let mut holder = top;
    loop {
        let field = holder.field(steps.next()?, version)?;
        if steps.peek().is_none() {
            return Some(field);
        }
        let mut shape = field.shape();
        while let Shape::List(element) | Shape::Map(element) = shape {
            shape = element.shape();
        }
        let Shape::Object(below) = shape else {
            return None;
        };
        holder = below;
    }
}

/// The versions that have a field.
fn versions(api_version: &str, kind: &str, path: &str) -> String {
    let top = definition(api_version, kind);
    let has = |version: &Version| field(top, path, *version).is_some();
    let versions = Versions::all().iter().filter(has);
    let none = Versions::range(Version::newest(), Version::oldest());
    let versions = versions.fold(none, Versions::with);
    span(versions)
}

/// `1.26 to 1.31`, or `1.26 on` for what the newest version has too.
fn span(versions: Versions) -> String {
    match versions.iter().next() {
        Some(first) if versions == Versions::range(first, Version::newest()) => {
            format!("{first} on")
        }
        _ => versions.to_string(),
    }
}

/// apiVersion, kind, field and the versions that have it.
const FIELDS: [(&str, &str, &str, &str); 22] = [
    ("v1", "Pod", "spec.ephemeralContainers", "1.24 on"),
    ("v1", "Pod", "spec.hostUsers", "1.25 on"),
    ("v1", "Pod", "spec.schedulingGates", "1.26 on"),
    ("v1", "Pod", "spec.resourceClaims", "1.26 on"),
    ("v1", "Pod", "spec.containers.resizePolicy", "1.27 on"),
    ("v1", "Pod", "spec.initContainers.restartPolicy", "1.28 on"),
    (
        "v1",
        "Pod",
        "spec.containers.lifecycle.preStop.sleep",
        "1.29 on",
    ),
    (
        "v1",
        "Pod",
        "spec.containers.securityContext.appArmorProfile",
        "1.30 on",
    ),
    ("v1", "Pod", "spec.volumes.image", "1.31 on"),
    ("v1", "Pod", "spec.resources", "1.32 on"),
    (
        "v1",
        "Pod",
        "spec.containers.lifecycle.stopSignal",
        "1.33 on",
    ),
    ("v1", "Pod", "spec.hostnameOverride", "1.34 on"),
    ("v1", "Service", "spec.trafficDistribution", "1.30 on"),
    ("batch/v1", "CronJob", "spec.timeZone", "1.24 on"),
    ("batch/v1", "Job", "spec.podFailurePolicy", "1.25 on"),
    ("batch/v1", "Job", "spec.podReplacementPolicy", "1.28 on"),
    ("batch/v1", "Job", "spec.managedBy", "1.30 on"),
    ("batch/v1", "Job", "spec.successPolicy", "1.30 on"),
    ("apps/v1", "StatefulSet", "spec.ordinals", "1.26 on"),
    (
        "policy/v1",
        "PodDisruptionBudget",
        "spec.unhealthyPodEvictionPolicy",
        "1.26 on",
    ),
    (
        "v1",
        "PersistentVolumeClaim",
        "spec.volumeAttributesClassName",
        "1.29 on",
    ),
    (
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        "spec.behavior.scaleUp.tolerance",
        "1.33 on",
    ),
];

#[test]
fn fields_came_and_went_when_their_documentation_says() {
    for (api_version, kind, path, expected) in FIELDS {
        assert_eq!(versions(api_version, kind, path), expected, "{kind} {path}");
    }
}

#[test]
fn kinds_came_and_went_when_the_deprecation_guide_says() {
    let facts = [
        ("apps/v1", "Deployment", "1.24 on"),
        ("autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.24"),
        (
            "autoscaling/v2beta2",
            "HorizontalPodAutoscaler",
            "1.24 to 1.25",
        ),
        ("autoscaling/v2", "HorizontalPodAutoscaler", "1.24 on"),
        ("batch/v1beta1", "CronJob", "1.24"),
        ("discovery.k8s.io/v1beta1", "EndpointSlice", "1.24"),
        ("events.k8s.io/v1beta1", "Event", "1.24"),
        ("policy/v1beta1", "PodDisruptionBudget", "1.24"),
        ("policy/v1beta1", "PodSecurityPolicy", "1.24"),
        ("node.k8s.io/v1beta1", "RuntimeClass", "1.24"),
        (
            "storage.k8s.io/v1beta1",
            "CSIStorageCapacity",
            "1.24 to 1.26",
        ),
        (
            "flowcontrol.apiserver.k8s.io/v1beta1",
            "FlowSchema",
            "1.24 to 1.25",
        ),
        (
            "flowcontrol.apiserver.k8s.io/v1beta2",
            "FlowSchema",
            "1.24 to 1.28",
        ),
        (
            "flowcontrol.apiserver.k8s.io/v1beta3",
            "FlowSchema",
            "1.26 to 1.31",
        ),
        ("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "1.29 on"),
        (
            "admissionregistration.k8s.io/v1",
            "ValidatingAdmissionPolicy",
            "1.30 on",
        ),
        ("resource.k8s.io/v1", "ResourceClaim", "1.34 on"),
    ];
    for (api_version, kind, expected) in facts {
        let known = ApiKind::find(api_version, kind).unwrap();
        assert_eq!(span(known.versions()), expected, "{api_version} {kind}");
    }
    assert_eq!(ApiKind::find("extensions/v1beta1", "Ingress"), None);
}

#[test]
fn a_field_has_the_type_of_its_version() {
    let claim = definition("v1", "PersistentVolumeClaim");
    for (number, names) in [
        (
            "1.25",
            ["ResourceRequirements", "TypedLocalObjectReference"],
        ),
        ("1.28", ["ResourceRequirements", "TypedObjectReference"]),
        (
            "1.29",
            ["VolumeResourceRequirements", "TypedObjectReference"],
        ),
    ] {
        let named = ["spec.resources", "spec.dataSourceRef"].map(|path| {
            match field(claim, path, version(number)).map(Field::shape) {
                Some(Shape::Object(found)) => {
                    found.name().trim_start_matches("io.k8s.api.core.v1.")
                }
                other => panic!("{path} in {number}: {other:?}"),
            }
        });
        assert_eq!(named, names, "{number}");
    }
}

#[test]
fn a_field_takes_the_values_of_its_version() {
    let job = definition("batch/v1", "Job");
    let values = |number: &str| {
        let version = version(number);
        let action = field(job, "spec.podFailurePolicy.rules.action", version).unwrap();
        action.values(version).collect::<Vec<_>>()
    };
    assert_eq!(values("1.27"), ["Count", "FailJob", "Ignore"]);
    assert_eq!(values("1.28"), ["Count", "FailIndex", "FailJob", "Ignore"]);
}

/// What marks the subresource of a custom resource is an object without fields.
#[test]
fn an_object_without_fields_is_no_other_value() {
    let definition = |status: &str| {
        format!(
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: as.b.c}}\nspec:\n  group: b.c\n  scope: Namespaced\n  names: {{plural: as, kind: A}}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema: {{openAPIV3Schema: {{type: object}}}}\n    subresources: {{status: {status}}}\n"
        )
    };
    for (status, wrong) in [
        ("{}", 0),
        ("null", 0),
        ("on", 1),
        ("text", 1),
        ("[]", 1),
        ("{a: b}", 1),
    ] {
        let findings = check_text("crd.yaml", &definition(status), &Settings::default());
        let of_type = |finding: &&Finding| {
            matches!(
                finding.diagnostic.rule.name(),
                "wrong-type" | "unknown-field"
            )
        };
        assert_eq!(findings.iter().filter(of_type).count(), wrong, "{status}");
    }
}
