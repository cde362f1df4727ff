//! A tree in which files of different shards say something of each other.

use std::fs;
use std::path::{Path, PathBuf};

/// What nobody may find in what is kept.
pub(super) const SECRETS: [&str; 3] = [
    "c3VwZXItc2VjcmV0",
    "hunter2-correct-horse",
    "s3cr3t-of-annotation",
];

const FILES: &[(&str, &str)] = &[
    (
        "podlint.toml",
        "[[overrides]]\npaths = [\"k8s/old/**\"]\nignore = [\"bare-namespace\"]\n",
    ),
    // Names of other directories, one of which is a letter away.
    (
        "k8s/shop/web.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  replicas: 3\n  \
     selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      serviceAccountName: web\n      \
     containers:\n        - name: web\n          image: registry.example.com/web:1.2\n          imge: slip\n          envFrom:\n            \
     - configMapRef: {name: settings-of-another-shard}\n            - configMapRef: {name: setings}\n            - secretRef: {name: nowhere}\n",
    ),
    (
        "k8s/config/settings.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings-of-another-shard, namespace: shop}\ndata: {a: b}\n---\n\
     apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: b}\n---\n\
     apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n",
    ),
    (
        "k8s/config/secret.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: known, namespace: shop}\ndata: {password: c3VwZXItc2VjcmV0}\n",
    ),
    (
        "k8s/web/service.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {app: web}\n  \
     ports: [{port: 80, targetPort: http}]\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\n\
     spec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - {path: /, pathType: Prefix, backend: {service: {name: webb, port: {number: 80}}}}\n",
    ),
    (
        "k8s/web/scaler.yaml",
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: shop}\nspec:\n  \
     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n  minReplicas: 2\n  maxReplicas: 5\n  metrics:\n    - type: Resource\n      \
     resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}\n",
    ),
    (
        "k8s/jobs/passwords.yaml",
        "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations: {example.com/password: s3cr3t-of-annotation}\nspec:\n  template:\n    \
     spec:\n      restartPolicy: Never\n      containers:\n        - name: migrate\n          image: registry.example.com/migrate\n          env:\n            \
     - {name: DB_PASSWORD, value: hunter2-correct-horse}\n",
    ),
    (
        "k8s/old/pod.yaml",
        "apiVersion: v1\nkind: Pod # podlint: ignore[bare-pod] by hand\nmetadata: {name: alone}\nspec:\n  hostNetwork: true # podlint: ignore[host-port] nothing of the kind\n  \
     containers:\n    - {name: a, image: 'registry.example.com/a:1', ports: [{containerPort: 80}]}\n    - {name: b, image: 'registry.example.com/b:1', ports: [{containerPort: 80}]}\n",
    ),
    (
        "k8s/old/removed.yaml",
        "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: old}\nspec: {}\n",
    ),
    (
        "k8s/list/all.yaml",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: twin}\n  data: {a: 1}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: twin}\n  data: {a: 1}\n",
    ),
    // A definition and what it is of.
    (
        "k8s/crds/widget.yaml",
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  \
     names: {kind: Widget, plural: widgets, singular: widget}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          \
     type: object\n          properties: {spec: {type: object, properties: {size: {type: integer}}}}\n",
    ),
    (
        "k8s/widgets/widget.yaml",
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: large, config: hunter2-correct-horse}\n",
    ),
    (
        "k8s/unknown/gadget.yaml",
        "apiVersion: example.org/v1\nkind: Gadget\nmetadata: {name: one}\n",
    ),
    // A policy and what it is held against.
    (
        "k8s/policies/replicas.yaml",
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: replicas}\nspec:\n  matchConstraints:\n    resourceRules:\n      \
     - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}\n  validations:\n    - {expression: 'object.spec.replicas <= 2', message: 'at most two'}\n---\n\
     apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {name: replicas}\nspec: {policyName: replicas, validationActions: [Deny]}\n",
    ),
    // An overlay of a base that lies in another directory, and a chart.
    ("k8s/base/kustomization.yaml", "resources: [app.yaml]\n"),
    (
        "k8s/base/app.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\nspec:\n  selector: {matchLabels: {app: app}}\n  template:\n    metadata: {labels: {app: app}}\n    \
     spec:\n      containers:\n        - {name: app, image: 'registry.example.com/app:1', imge: x}\n",
    ),
    (
        "k8s/prod/kustomization.yaml",
        "namespace: prod\nresources: [../base]\npatches: [{path: more.yaml}]\n",
    ),
    (
        "k8s/prod/more.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\nspec: {replicas: 5}\n",
    ),
    (
        "k8s/test/kustomization.yaml",
        "namespace: test\nresources: [../base]\n",
    ),
    (
        "k8s/chart/Chart.yaml",
        "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    ),
    (
        "k8s/chart/values.yaml",
        "image: registry.example.com/shop:1\n",
    ),
    (
        "k8s/chart/prod.yaml",
        "image: registry.example.com/shop:latest\n",
    ),
    (
        "k8s/chart/templates/pod.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: \"{{ .Release.Name }}\"}\nspec:\n  containers:\n    - name: shop\n      image: \"{{ .Values.image }}\"\n      ports: [{containerPort: http}]\n",
    ),
    (
        "k8s/gitops/app.yaml",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop, namespace: argocd}\nspec:\n  project: default\n  \
     source: {repoURL: 'https://git.example.com/shop.git', path: k8s/chart, helm: {parameters: [{name: image, value: 'registry.example.com/shop'}]}}\n  destination: {server: 'https://kubernetes.default.svc', namespace: shop}\n",
    ),
    (
        "k8s/broken/broken.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: b\nspec:\n",
    ),
    ("k8s/broken/binary.yaml", "a: \u{0}\n"),
    ("k8s/empty/values.yaml", "replicas: 3\n"),
];

/// The tree, in a folder of its own.
pub(super) fn write(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shards-{name}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for (path, text) in FILES {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}
