use podlint::ask::{definition, references};

use super::Asked;

const WEB: &str = "apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      serviceAccountName: shop
      volumes:
        - name: data
          emptyDir: {}
      containers:
        - name: web
          image: web:1
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet: {port: http}
          volumeMounts:
            - name: data
              mountPath: /data
          env:
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: db
                  key: password
";
const SERVICE: &str = "apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: web
      port: 80
      targetPort: http
";
const SECRET: &str = "apiVersion: v1
kind: Secret
metadata:
  name: db
stringData:
  password: x
";
const INGRESS: &str = "apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service:
      name: web
      port:
        name: web
";

/// The files, the first with a mark behind the word that stands behind `before`.
fn asked(first: &str, before: &str) -> Asked {
    let all = [
        ("web.yaml", WEB),
        ("service.yaml", SERVICE),
        ("secret.yaml", SECRET),
        ("ingress.yaml", INGRESS),
    ];
    let (_, text) = all.iter().find(|(name, _)| *name == first).unwrap();
    let at = text.find(before).unwrap() + before.len();
    let marked = format!("{}‸{}", &text[..at], &text[at..]);
    let others = all.iter().filter(|(name, _)| *name != first);
    let mut files = vec![(first, marked.as_str())];
    files.extend(others);
    Asked::of(&files)
}

fn defined(first: &str, before: &str) -> Vec<String> {
    let asked = asked(first, before);
    asked.shown(&definition(&asked.question(), asked.offset))
}

fn used(first: &str, before: &str) -> Vec<String> {
    let asked = asked(first, before);
    asked.shown(&references(&asked.question(), asked.offset, true))
}

#[test]
fn a_name_leads_to_what_has_it() {
    for (file, before, expected) in [
        (
            "web.yaml",
            "secretKeyRef:\n                  name: d",
            "secret.yaml:4:9 db",
        ),
        ("web.yaml", "key: pass", "secret.yaml:6:3 password"),
        (
            "web.yaml",
            "volumeMounts:\n            - name: da",
            "web.yaml:14:17 data",
        ),
        ("web.yaml", "httpGet: {port: ht", "web.yaml:20:21 http"),
        ("service.yaml", "targetPort: ht", "web.yaml:20:21 http"),
        ("service.yaml", "selector:\n    app: w", "web.yaml:4:9 web"),
        (
            "ingress.yaml",
            "service:\n      name: w",
            "service.yaml:4:9 web",
        ),
        (
            "ingress.yaml",
            "port:\n        name: w",
            "service.yaml:9:13 web",
        ),
    ] {
        assert_eq!(defined(file, before), [expected], "{before}");
    }
    assert_eq!(defined("web.yaml", "serviceAccountName: sh"), [""; 0]);
}

#[test]
fn what_has_a_name_leads_to_all_that_say_it() {
    for (file, before, expected) in [
        (
            "secret.yaml",
            "metadata:\n  name: d",
            &["secret.yaml:4:9 db", "web.yaml:31:25 db"][..],
        ),
        (
            "secret.yaml",
            "stringData:\n  pass",
            &["secret.yaml:6:3 password", "web.yaml:32:24 password"],
        ),
        (
            "web.yaml",
            "metadata:\n  name: w",
            &["web.yaml:4:9 web", "service.yaml:7:5 app: web"],
        ),
        (
            "web.yaml",
            "ports:\n            - name: ht",
            &[
                "web.yaml:20:21 http",
                "service.yaml:11:19 http",
                "web.yaml:23:29 http",
            ],
        ),
        (
            "web.yaml",
            "volumes:\n        - name: da",
            &["web.yaml:14:17 data", "web.yaml:25:21 data"],
        ),
        (
            "service.yaml",
            "metadata:\n  name: w",
            &["service.yaml:4:9 web", "ingress.yaml:8:13 web"],
        ),
        (
            "service.yaml",
            "ports:\n    - name: w",
            &["service.yaml:9:13 web", "ingress.yaml:10:15 web"],
        ),
    ] {
        assert_eq!(used(file, before), expected, "{before}");
    }
}

#[test]
fn a_custom_resource_leads_to_its_definition() {
    let crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Shop, plural: shops}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: {openAPIV3Schema: {type: object}}\n";
    let asked = Asked::of(&[
        (
            "shop.yaml",
            "apiVersion: example.com/v1\nkind: Sh‸op\nmetadata: {name: a}\n",
        ),
        ("crd.yaml", crd),
    ]);
    let found = definition(&asked.question(), asked.offset);
    assert_eq!(asked.shown(&found), ["crd.yaml:1:1"]);
}

#[test]
fn what_is_not_saved_yet_counts() {
    let mut asked = asked("web.yaml", "volumeMounts:\n            - name: da");
    asked.text = asked.text.replace("data", "ware");
    asked.texts[0].1 = asked.text.clone();
    let found = definition(&asked.question(), asked.offset);
    assert_eq!(asked.shown(&found), ["web.yaml:14:17 ware"]);
}

#[test]
fn what_a_kustomization_takes_together_is_meant_wherever_it_stands() {
    let service = SERVICE.replace("targetPort: http", "targetPort: ht‸tp");
    let files = |top: &'static str, of_web: &'static str| {
        Asked::of(&[
            ("rbac/service.yaml", &service),
            ("rbac/kustomization.yaml", "resources: [service.yaml]\n"),
            ("manager/web.yaml", WEB),
            ("manager/kustomization.yaml", of_web),
            ("default/kustomization.yaml", top),
        ])
    };
    let defined = |asked: &Asked| asked.shown(&definition(&asked.question(), asked.offset));
    let (both, web) = (
        "resources: [../rbac, ../manager]\n",
        "resources: [web.yaml]\n",
    );
    assert_eq!(defined(&files(both, web)), ["manager/web.yaml:20:21 http"]);
    // Both come into the namespace of the one that takes them.
    let one = "namespace: shop\nresources: [../rbac, ../manager]\n";
    assert_eq!(defined(&files(one, web)), ["manager/web.yaml:20:21 http"]);
    // Into one of its own.
    let apart = "namespace: other\nresources: [web.yaml]\n";
    assert_eq!(defined(&files(both, apart)), [""; 0]);
    assert_eq!(defined(&files("resources: [../rbac]\n", web)), [""; 0]);
    let asked = files(both, web);
    let used = asked.shown(&references(&asked.question(), asked.offset, false));
    assert_eq!(
        used,
        [
            "manager/web.yaml:23:29 http",
            "rbac/service.yaml:11:19 http"
        ]
    );
}
