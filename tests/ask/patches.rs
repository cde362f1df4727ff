//! Operations of JSON Patch, and patches that stand in a kustomization, are asked as what they change is.

use podlint::ask::{complete, definition, hover};

use super::Asked;

const BASE: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {example.com/team: shop}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      volumes: [{name: data, emptyDir: {}}, {name: certs, secret: {secretName: tls}}]
      containers:
        - {name: log, image: \"log:1\"}
        - name: web
          image: web:1
          ports: [{name: http, containerPort: 8080}]
          volumeMounts: [{name: data, mountPath: /data}]
";
const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\n";
const CRD: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: string, enum: [small, large]}}}}}}\n";

/// An overlay with a patch of one operation, for an object of the base, as a file or within the kustomization.
fn operation(target: &str, operation: &str, is_file: bool) -> Asked {
    let indent = |columns: usize| {
        let (mut lines, begin) = (String::new(), operation.lines());
        for (at, line) in begin.enumerate() {
            let dash = if at == 0 { "- " } else { "  " };
            lines += &format!("{:columns$}{dash}{line}\n", "");
        }
        lines
    };
    let base = [
        (
            "base/kustomization.yaml",
            "resources: [web.yaml, service.yaml]\n",
        ),
        ("base/web.yaml", BASE),
        ("base/service.yaml", SERVICE),
        ("base/crd.yaml", CRD),
        (
            "base/route.yaml",
            "apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: web}\nspec: {host: a}\n",
        ),
        (
            "base/shop.yaml",
            "apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: shop}\nspec: {size: small}\n",
        ),
    ];
    let head = "resources: [../base]\npatches:\n";
    let mut files = Vec::new();
    let (kustomization, patch);
    if is_file {
        kustomization = format!("{head}  - path: patch.yaml\n    target: {target}\n");
        patch = indent(0);
        files.extend([
            ("overlay/patch.yaml", &*patch),
            ("overlay/kustomization.yaml", &*kustomization),
        ]);
    } else {
        kustomization = format!("{head}  - target: {target}\n    patch: |-\n{}", indent(6));
        files.push(("overlay/kustomization.yaml", &*kustomization));
    }
    files.extend(base);
    Asked::of(&files)
}

fn labels_of(asked: &Asked) -> Vec<String> {
    let offered = complete(&asked.question(), asked.offset);
    offered.into_iter().map(|offered| offered.label).collect()
}

/// What a patch is for, an operation, its path, and what may stand there.
const VALUES: [(&str, &str, &str, &[&str]); 9] = [
    (
        "{kind: Deployment, name: web}",
        "op: replace",
        "/spec/strategy/type",
        &["RollingUpdate", "Recreate"],
    ),
    (
        "{kind: Deployment}",
        "op: add",
        "/spec/paused",
        &["false", "true"],
    ),
    // The name alone says which object.
    (
        "{name: web, kind: Deployment}",
        "op: add",
        "/spec/template/spec/serviceAccountName",
        &["shop", "default"],
    ),
    (
        "{kind: Deployment, name: web}",
        "op: add",
        "/spec/template/spec/containers/1/volumeMounts/0/name",
        &["data", "certs"],
    ),
    (
        "{kind: Deployment, name: web}",
        "op: replace",
        "/spec/template/spec/containers/1/livenessProbe/httpGet/port",
        &["http"],
    ),
    (
        "{kind: Service, name: web}",
        "op: replace",
        "/spec/ports/0/targetPort",
        &["http"],
    ),
    // A kind that no object has here.
    (
        "{kind: Service, version: v1, name: other}",
        "op: add",
        "/spec/type",
        &["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"],
    ),
    (
        "{group: example.com, version: v1, kind: Shop}",
        "op: add",
        "/spec/size",
        &["small", "large"],
    ),
    ("{kind: Deployment}", "op: add", "/spec/none/of/it", &[]),
];

#[test]
fn the_value_of_an_operation_is_completed_as_its_place_is() {
    for (target, op, path, expected) in VALUES {
        for is_file in [false, true] {
            let text = format!("{op}\npath: {path}\nvalue: ‸");
            assert_eq!(
                labels_of(&operation(target, &text, is_file)),
                expected,
                "{path} {is_file}"
            );
        }
    }
}

#[test]
fn a_mapping_that_an_operation_adds_has_the_fields_of_its_place() {
    for is_file in [false, true] {
        let of = |text: &str| operation("{kind: Deployment, name: web}", text, is_file);
        let path = "op: add\npath: /spec/template/spec/containers/1/volumeMounts/-\nvalue:\n";
        let fields = labels_of(&of(&format!("{path}  name: data\n  ‸")));
        assert_eq!(fields[0], "mountPath", "{fields:?}");
        assert!(!fields.contains(&"name".to_owned()), "{fields:?}");
        let named = labels_of(&of(&format!("{path}  mountPath: /certs\n  name: ‸")));
        assert_eq!(named, ["data", "certs"]);
        let asked = of(&format!("{path}  mou‸"));
        let offered = complete(&asked.question(), asked.offset);
        let chosen = offered.iter().find(|one| one.label == "mountPath").unwrap();
        assert!(
            asked.chosen(chosen).contains("  mountPath: ‸"),
            "{chosen:?}"
        );
    }
}

#[test]
fn paths_go_on_with_what_the_object_has() {
    let of = |text: &str| labels_of(&operation("{kind: Deployment, name: web}", text, true));
    let containers = "/spec/template/spec/containers/";
    assert_eq!(
        of(&format!("op: replace\npath: {containers}‸")),
        ["0", "1", "-"].map(|item| format!("{containers}{item}"))
    );
    assert_eq!(
        of("op: remove\npath: /metadata/annotations/‸"),
        ["/metadata/annotations/example.com~1team"]
    );
    let custom = operation(
        "{group: example.com, version: v1, kind: Shop}",
        "op: add\npath: /spec/‸",
        true,
    );
    assert_eq!(labels_of(&custom), ["/spec/size"]);
    // No schema tells of it.
    let unknown = operation(
        "{kind: Route, name: web}",
        "op: replace\npath: /spec/‸",
        false,
    );
    assert_eq!(labels_of(&unknown), ["/spec/host"]);
    assert_eq!(of("op: ‸")[..2], ["replace", "add"]);
}

#[test]
fn an_operation_leads_to_what_it_changes_and_says_what_stands_there() {
    for is_file in [false, true] {
        let of = |text: &str| operation("{kind: Deployment, name: web}", text, is_file);
        let said = |text: &str| {
            let asked = of(text);
            hover(&asked.question(), asked.offset).unwrap().text
        };
        let replicas = said("op: replace\npath: /spec/repl‸icas\nvalue: 3");
        assert!(
            replicas.starts_with("**Deployment web** in /k8s/base/web.yaml has 1 here"),
            "{replicas}"
        );
        assert!(
            replicas.contains("**Deployment.spec.replicas** · apps/v1"),
            "{replicas}"
        );
        let memory = "op: add\npath: /spec/template/spec/containers/1/resources\nvalue: {limits: {memory: 64‸Mi}}";
        let memory = said(memory);
        assert!(memory.contains("has nothing here"), "{memory}");
        assert!(memory.contains("64Mi is 67108864"), "{memory}");
        let led = |text: &str| {
            let asked = of(text);
            asked.shown(&definition(&asked.question(), asked.offset))
        };
        assert_eq!(
            led("op: replace\npath: /spec/template/spec/containers/1/im‸age\nvalue: a"),
            ["base/web.yaml:14:11 image"]
        );
        // What is not there yet leads to what it comes into.
        assert_eq!(
            led("op: add\npath: /spec/strategy/ty‸pe\nvalue: Recreate"),
            ["base/web.yaml:4:1 spec"]
        );
    }
}

#[test]
fn a_patch_within_a_kustomization_leads_to_its_object() {
    let text = |patch: &str| {
        format!(
            "resources: [../base]\npatches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n{patch}"
        )
    };
    let asked = |text: &str| {
        Asked::of(&[
            ("overlay/kustomization.yaml", text),
            ("base/kustomization.yaml", "resources: [web.yaml]\n"),
            ("base/web.yaml", BASE),
        ])
    };
    let led = |text: &str| {
        let asked = asked(text);
        asked.shown(&definition(&asked.question(), asked.offset))
    };
    let named = text("      metadata: {name: we‸b}\n      spec: {replicas: 3}\n");
    assert_eq!(led(&named), ["base/web.yaml:3:18 web"]);
    let volume = text(
        "      metadata: {name: web}\n      spec:\n        template:\n          spec:\n            volumes: [{name: tmp, emptyDir: {}}]\n            containers: [{name: web, volumeMounts: [{name: tm‸p, mountPath: /tmp}]}]\n",
    );
    assert_eq!(led(&volume), ["overlay/kustomization.yaml:10:30 tmp"]);
    let replicas = asked(&text(
        "      metadata: {name: web}\n      spec: {repl‸icas: 3}\n",
    ));
    let said = hover(&replicas.question(), replicas.offset).unwrap();
    assert_eq!(said.span.of(&replicas.text), "replicas");
    assert!(
        said.text
            .contains("**Deployment web** in /k8s/base/web.yaml has 1 here"),
        "{}",
        said.text
    );
    let target = "resources: [../base]\npatches: [{path: gone.yaml, target: {kind: Deployment, name: we‸b}}]\n";
    assert_eq!(led(target), ["base/web.yaml:3:18 web"]);
}
