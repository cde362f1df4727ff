use podlint::ask::{renamable, rename};

use super::Asked;

const WEB: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
      annotations: {kubectl.kubernetes.io/default-container: web}
    spec:
      volumes: [{name: data, emptyDir: {}}]
      containers:
        - name: web
          image: web:1
          ports: [{name: http, containerPort: 8080}]
          livenessProbe: {httpGet: {port: \"http\"}}
          volumeMounts: [{name: data, mountPath: /data}]
        - name: log
          image: log:1
          ports: [{name: logs, containerPort: 9090}]
          volumeMounts: [{name: data, mountPath: /data}]
          env: [{name: CPU, valueFrom: {resourceFieldRef: {containerName: web, resource: limits.cpu}}}]
";
const SERVICES: &str = "apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: other}
spec: {selector: {app: other}, ports: [{port: 80, targetPort: http}]}
";

fn asked(before: &str) -> Asked {
    let at = WEB.find(before).unwrap() + before.len();
    let marked = format!("{}‸{}", &WEB[..at], &WEB[at..]);
    Asked::of(&[("web.yaml", &marked), ("services.yaml", SERVICES)])
}

fn changes(before: &str, name: &str) -> Result<Vec<String>, String> {
    let asked = asked(before);
    let changes = rename(&asked.question(), asked.offset, name)?;
    assert!(changes.iter().all(|change| change.text == name));
    let places: Vec<_> = changes.into_iter().map(|change| change.at).collect();
    Ok(asked.shown(&places))
}

#[test]
fn a_name_changes_where_the_pod_says_it_and_where_services_do() {
    assert_eq!(
        changes("ports: [{name: ht", "web").unwrap(),
        [
            "services.yaml:4:61 http",
            "web.yaml:15:26 http",
            "web.yaml:16:43 \"http\""
        ]
    );
    assert_eq!(
        changes("volumeMounts: [{name: da", "store").unwrap(),
        [
            "web.yaml:11:24 data",
            "web.yaml:17:33 data",
            "web.yaml:21:33 data"
        ]
    );
    assert_eq!(
        changes("- name: we", "shop").unwrap(),
        [
            "web.yaml:9:62 web",
            "web.yaml:13:17 web",
            "web.yaml:22:75 web"
        ]
    );
}

#[test]
fn a_name_that_cannot_be_is_refused() {
    let said = |before: &str, name: &str| changes(before, name).unwrap_err();
    assert_eq!(said("- name: we", "log"), "the pod has a `log` already");
    assert_eq!(
        said("- name: we", "Web"),
        "a name has small letters, digits and dashes, and begins and ends with no dash"
    );
    assert_eq!(
        said("ports: [{name: ht", "a-very-long-name"),
        "a name has 15 characters at most here"
    );
    assert_eq!(
        said("ports: [{name: ht", "8080"),
        "the name of a port has a letter, and no two dashes together"
    );
    assert_eq!(
        said("image: we", "other"),
        "there is no name of a container, a volume or a port here"
    );
}

#[test]
fn only_a_name_of_the_pods_own_can_be_renamed() {
    let shown = |before: &str| {
        let asked = asked(before);
        let span = renamable(&asked.question(), asked.offset);
        span.map(|span| span.of(&asked.text).to_owned())
    };
    assert_eq!(shown("volumeMounts: [{name: da").as_deref(), Some("data"));
    assert_eq!(shown("{httpGet: {port: \"ht").as_deref(), Some("http"));
    assert_eq!(shown("metadata: {name: we"), None);
    assert_eq!(shown("image: we"), None);
}
