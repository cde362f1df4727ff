use crate::objects::{Recognized, References, recognize};
use crate::source::SourceId;
use crate::yaml::Tree;

/// The references of the one object of a text, each as `path: kind name keys`.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let tree = Tree::read(text);
    let document = &tree.documents()[0];
    let Recognized::Objects(objects, _) = recognize(SourceId(0), "a.yaml", &tree, document) else {
        panic!("no object");
    };
    let found = References::of(&objects[0], &[]);
    let named = found.named.iter().map(|one| {
        let (group, kind) = one.target();
        let keys: Vec<String> = one
            .keys
            .iter()
            .map(|key| format!(" {}={}", key.way.path(), key.text))
            .collect();
        let namespace = one.namespace.as_deref().unwrap_or_default();
        let optional = if one.is_optional { "?" } else { "" };
        assert_eq!(one.name.at.of(text), &*one.name.text);
        format!(
            "{}: {group} {kind}{optional} {namespace}/{}{}",
            one.name.way.path(),
            one.name.text,
            keys.concat()
        )
    });
    let selections = found.selections.iter().map(|one| {
        let labels = one
            .labels
            .iter()
            .map(|(key, value)| format!("{key}={value}"));
        let labels: Vec<String> = labels.collect();
        let more = if one.is_by_labels { "" } else { " and more" };
        format!("{}: {}{more}", one.place().way.path(), labels.join(","))
    });
    (named.collect(), selections.collect())
}

#[test]
fn the_pod_of_any_kind_is_read() {
    let text = "\
apiVersion: batch/v1
kind: CronJob
metadata: {name: a}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: runner
          imagePullSecrets: [{name: pull}]
          containers:
            - name: a
              env:
                - {name: A, value: a}
                - {name: B, valueFrom: {secretKeyRef: {name: keys, key: api, optional: true}}}
              envFrom: [{configMapRef: {name: settings}}]
          volumes:
            - {name: v, projected: {sources: [{secret: {name: tls, items: [{key: crt, path: a}]}}]}}
            - {name: w, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: fast}}}}
";
    let (mut named, selections) = read(text);
    named.sort();
    let spec = "spec.jobTemplate.spec.template.spec";
    let expected = [
        format!("{spec}.containers[0].envFrom[0].configMapRef.name:  ConfigMap /settings"),
        format!(
            "{spec}.containers[0].env[1].valueFrom.secretKeyRef.name:  Secret? /keys {spec}.containers[0].env[1].valueFrom.secretKeyRef.key=api"
        ),
        format!("{spec}.imagePullSecrets[0].name:  Secret /pull"),
        format!("{spec}.serviceAccountName:  ServiceAccount /runner"),
        format!(
            "{spec}.volumes[0].projected.sources[0].secret.name:  Secret /tls {spec}.volumes[0].projected.sources[0].secret.items[0].key=crt"
        ),
        format!(
            "{spec}.volumes[1].ephemeral.volumeClaimTemplate.spec.storageClassName: storage.k8s.io StorageClass /fast"
        ),
    ];
    assert_eq!(named, expected);
    assert_eq!(selections, [""; 0]);
}

#[test]
fn a_kind_may_be_written_beside_the_name() {
    let binding = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: a}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: bot, namespace: ci}]
";
    let (named, _) = read(binding);
    assert_eq!(
        named,
        [
            "roleRef.name: rbac.authorization.k8s.io ClusterRole /view",
            "subjects[0].name:  ServiceAccount ci/bot",
        ]
    );
    let scaler = "\
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: u}]}
spec: {scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}}
status: {currentMetrics: []}
";
    let (mut named, _) = read(scaler);
    named.sort();
    assert_eq!(
        named,
        [
            "metadata.ownerReferences[0].name:  ConfigMap /owner",
            "spec.scaleTargetRef.name: argoproj.io Rollout /web",
        ]
    );
}

#[test]
fn selectors_are_read_as_maps_and_as_more() {
    let service =
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a, tier: b}}\n";
    assert_eq!(read(service).1, ["spec.selector: app=a,tier=b"]);
    let policy = "\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: a}
spec:
  podSelector: {matchLabels: {app: a}, matchExpressions: [{key: x, operator: Exists}]}
  ingress: [{from: [{podSelector: {}}]}]
";
    let mut selections = read(policy).1;
    selections.sort();
    assert_eq!(
        selections,
        [
            "spec.ingress[0].from[0].podSelector: ",
            "spec.podSelector: app=a and more",
        ]
    );
}

#[test]
fn an_unknown_kind_has_no_references() {
    let text = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: {serviceAccountName: b}\n";
    assert_eq!(read(text), (Vec::new(), Vec::new()));
}
