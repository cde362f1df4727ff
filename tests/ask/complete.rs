use podlint::ask::{Completion, complete};

use super::Asked;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  volumes:\n    - name: data\n      emptyDir: {}\n    - name: certs\n      secret: {secretName: tls}\n  containers:\n    - name: web\n      image: nginx:1.27\n      ports:\n        - {name: http, containerPort: 80}\n";

fn offered(asked: &Asked) -> Vec<Completion> {
    complete(&asked.question(), asked.offset)
}

fn labels(asked: &Asked) -> Vec<String> {
    offered(asked)
        .into_iter()
        .map(|offered| offered.label)
        .collect()
}

/// What is offered in one file.
fn of(text: &str) -> Vec<String> {
    labels(&Asked::of(&[("web.yaml", text)]))
}

/// The text once one of the offers is chosen.
fn chosen(text: &str, label: &str) -> String {
    let asked = Asked::of(&[("web.yaml", text)]);
    let offered = offered(&asked);
    let one = offered.iter().find(|offered| offered.label == label);
    let one = one.unwrap_or_else(|| panic!("{label} is not offered: {offered:?}"));
    asked.chosen(one)
}

#[test]
fn an_empty_line_is_offered_the_fields_of_its_column_the_required_ones_first() {
    let of_port = of(&format!("{POD}        - containerPort: 81\n          ‸\n"));
    assert_eq!(of_port, ["hostIP", "hostPort", "name", "protocol"]);
    let of_mount = of(&format!("{POD}      volumeMounts:\n        - ‸\n"));
    assert_eq!(
        of_mount,
        [
            "mountPath",
            "name",
            "mountPropagation",
            "readOnly",
            "recursiveReadOnly",
            "subPath",
            "subPathExpr"
        ]
    );
    let of_pod = of(&format!("{POD}  ‸\n"));
    assert!(
        of_pod.contains(&"serviceAccountName".to_owned()),
        "{of_pod:?}"
    );
    assert!(!of_pod.contains(&"containers".to_owned()), "{of_pod:?}");
    let of_top = of(&format!("{POD}‸\n"));
    assert_eq!(of_top, ["status"]);
}

#[test]
fn a_key_half_written_is_replaced_whole_with_its_colon_and_what_comes_behind() {
    let before = "apiVersion: apps/v1\nkind: Deployment\nspec:\n";
    for (typed, label, expected) in [
        ("  repl‸\n", "replicas", "  replicas: ‸\n"),
        (
            "  re‸pl\n  paused: true\n",
            "replicas",
            "  replicas: ‸\n  paused: true\n",
        ),
        ("  sel‸\n", "selector", "  selector:\n    ‸\n"),
        ("  re‸: 3\n", "replicas", "  replicas‸: 3\n"),
        (
            "  ‸\n  paused: true\n",
            "strategy",
            "  strategy:\n    ‸\n  paused: true\n",
        ),
        (
            "  template:\n    spec:\n      ‸\n",
            "containers",
            "  template:\n    spec:\n      containers:\n        - ‸\n",
        ),
        (
            "  template:\n    spec:\n      containers:\n      - na‸\n",
            "name",
            "  template:\n    spec:\n      containers:\n      - name: ‸\n",
        ),
        (
            "  template:\n    spec:\n      containers:\n      - name: a\n        po‸\n",
            "ports",
            "  template:\n    spec:\n      containers:\n      - name: a\n        ports:\n        - ‸\n",
        ),
        (
            "  template:\n    spec:\n      containers:\n        ‸\n",
            "name",
            "  template:\n    spec:\n      containers:\n        - name: ‸\n",
        ),
        (
            "  selector: {‸}\n",
            "matchLabels",
            "  selector: {matchLabels: ‸}\n",
        ),
        (
            "  selector: {ma‸\n",
            "matchLabels",
            "  selector: {matchLabels: ‸\n",
        ),
    ] {
        let given = format!("{before}{typed}");
        assert_eq!(
            chosen(&given, label),
            format!("{before}{expected}"),
            "{typed}"
        );
    }
}

#[test]
fn a_value_is_offered_what_its_field_takes_the_default_first() {
    let before = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n";
    let of = |typed: &str| of(&format!("{before}{typed}"));
    assert_eq!(
        of("  type: ‸\n"),
        ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    );
    assert_eq!(of("  publishNotReadyAddresses: ‸\n"), ["false", "true"]);
    assert_eq!(of("  type:‸\n").len(), 4);
    let chosen = |typed: &str, label: &str| {
        let text = chosen(&format!("{before}{typed}"), label);
        text.strip_prefix(before).unwrap().to_owned()
    };
    assert_eq!(chosen("  type:‸\n", "NodePort"), "  type: NodePort‸\n");
    assert_eq!(
        chosen("  type: Clu‸ster\n", "NodePort"),
        "  type: NodePort‸\n"
    );
    assert_eq!(
        chosen("  type: \"No‸\n", "NodePort"),
        "  type: \"NodePort\"‸\n"
    );
    assert_eq!(
        chosen("  type: 'No‸'\n", "NodePort"),
        "  type: 'NodePort'‸\n"
    );
    assert_eq!(
        chosen("  type: ‸ # which?\n", "NodePort"),
        "  type: NodePort‸ # which?\n"
    );
}

#[test]
fn kinds_are_offered_by_version_and_versions_by_kind() {
    assert_eq!(of("kind: Deployment\napiVersion: ‸\n"), ["apps/v1"]);
    let kinds = of("apiVersion: batch/v1\nkind: ‸\n");
    assert_eq!(kinds, ["CronJob", "Job"]);
    let all = of("kind: ‸\n");
    assert!(all.contains(&"ConfigMap".to_owned()) && all.contains(&"Ingress".to_owned()));
    assert!(!all.contains(&"PodList".to_owned()));
    let homes = of("kind: HorizontalPodAutoscaler\napiVersion: ‸\n");
    assert_eq!(homes, ["autoscaling/v2", "autoscaling/v1"]);
    assert_eq!(of("‸\n"), ["apiVersion", "kind", "metadata", "spec"]);
    assert_eq!(
        of("apiVersion: v1\n---\nki‸\n"),
        ["apiVersion", "kind", "metadata", "spec"]
    );
}

#[test]
fn what_not_all_versions_have_that_hold_is_not_offered() {
    let text = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - restartP‸\n";
    let by = |versions: &str| {
        let labels = labels(&Asked::by(&[("web.yaml", text)], versions));
        labels.contains(&"restartPolicy".to_owned())
    };
    assert!(by("1.30"));
    assert!(!by("1.25"));
    assert!(!by("1.25..1.30"));
}

#[test]
fn names_come_from_the_pod() {
    let mounts = of(&format!(
        "{POD}      volumeMounts:\n        - name: ‸\n          mountPath: /data\n"
    ));
    assert_eq!(mounts, ["data", "certs"]);
    let ports = of(&format!(
        "{POD}      livenessProbe:\n        httpGet:\n          port: ‸\n"
    ));
    assert_eq!(ports, ["http"]);
    let containers = of(&format!(
        "{POD}      env:\n        - name: CPU\n          valueFrom:\n            resourceFieldRef:\n              containerName: ‸\n"
    ));
    assert_eq!(containers, ["web"]);
    let resources = of(&format!(
        "{POD}      resources:\n        limits:\n          cpu: 1\n          ‸\n"
    ));
    assert_eq!(resources, ["memory", "ephemeral-storage"]);
}

#[test]
fn names_come_from_what_stands_beside() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: x, user: y}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: tls}\n";
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\n";
    let other = "apiVersion: v1\nkind: Secret\nmetadata: {name: elsewhere}\n";
    let beside = |text: &str| {
        let files = [
            ("web.yaml", text),
            ("secret.yaml", secret),
            ("account.yaml", account),
            ("other/secret.yaml", other),
        ];
        labels(&Asked::of(&files))
    };
    let env = |typed: &str| {
        format!(
            "{POD}      env:\n        - name: PASSWORD\n          valueFrom:\n            secretKeyRef:\n{typed}"
        )
    };
    assert_eq!(beside(&env("              name: ‸\n")), ["db", "tls"]);
    assert_eq!(
        beside(&env("              name: db\n              key: ‸\n")),
        ["password", "user"]
    );
    assert_eq!(
        beside(&env("              key: ‸\n              name: db\n")),
        ["password", "user"]
    );
    assert_eq!(
        beside(&format!("{POD}  serviceAccountName: ‸\n")),
        ["shop", "default"]
    );
    assert_eq!(
        beside(&format!("{POD}  imagePullSecrets:\n    - name: ‸\n")),
        ["db", "tls"]
    );
    let files = POD.replace(
        "      secret: {secretName: tls}\n",
        "      secret:\n        secretName: db\n        items:\n          - key: ‸\n",
    );
    assert_eq!(beside(&files), ["password", "user"]);
}

#[test]
fn a_service_is_offered_the_labels_and_the_ports_of_the_pods_beside_it() {
    let web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web, tier: front}}\n    spec:\n      containers:\n        - {name: web, image: \"web:1\", ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]}\n";
    let service = |typed: &str| {
        let text =
            format!("apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec:\n{typed}");
        labels(&Asked::of(&[("service.yaml", &text), ("web.yaml", web)]))
    };
    assert_eq!(service("  selector:\n    ‸\n"), ["app", "tier"]);
    assert_eq!(service("  selector:\n    app: ‸\n"), ["web"]);
    let ports = "  selector: {app: web}\n  ports:\n    - port: 80\n      targetPort: ‸\n";
    assert_eq!(service(ports), ["http", "metrics"]);
    let none = "  selector: {app: other}\n  ports:\n    - port: 80\n      targetPort: ‸\n";
    assert!(service(none).is_empty());
}

#[test]
fn nothing_is_offered_where_nothing_can_stand() {
    for typed in [
        "spec:\n  containers:\n    - name: a # a ‸\n",
        "spec:\n  hostname: web\n    ‸\n",
        "metadata:\n  annotations:\n    text: |\n      some ‸\n",
        "spec:\n  containers: ‸\n",
        "spec:\n  nothing:\n    ‸\n",
    ] {
        let text = format!("apiVersion: v1\nkind: Pod\n{typed}");
        assert_eq!(of(&text), [""; 0], "{typed}");
    }
}

#[test]
fn what_is_broken_elsewhere_does_not_matter() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  nam\n  labels:\n    app: [web\nspec:\n  containers:\n    - name: web\n      imag‸\n      ports\n";
    let labels = of(text);
    assert!(labels.contains(&"image".to_owned()), "{labels:?}");
}

#[test]
fn json_is_completed_in_quotes() {
    let text = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Service\",\n  \"spec\": {\"type\": \"‸\"}\n}\n";
    let asked = Asked::of(&[("web.json", text)]);
    let offered = offered(&asked);
    assert_eq!(offered[0].label, "ClusterIP");
    assert!(
        asked
            .chosen(&offered[0])
            .contains("\"type\": \"ClusterIP\"‸}")
    );
}

#[test]
fn a_line_behind_items_is_one_more_of_them() {
    let env = format!("{POD}      env:\n        - name: A\n          value: b\n        ‸\n");
    let text = chosen(&env, "name");
    assert!(
        text.ends_with("          value: b\n        - name: ‸\n"),
        "{text}"
    );
    let type_below = "apiVersion: v1\nkind: Service\nspec:\n  type:\n    ‸\n";
    assert_eq!(of(type_below).len(), 4);
}

#[test]
fn a_role_is_offered_verbs_and_resources() {
    let rule = |typed: &str| {
        of(&format!(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n  - {typed}"
        ))
    };
    assert_eq!(rule("verbs: [get, ‸]\n").len(), 7);
    assert!(rule("resources:\n      - ‸\n").contains(&"configmaps".to_owned()));
    assert!(rule("apiGroups: [\"‸\"]\n").contains(&"apps".to_owned()));
}
