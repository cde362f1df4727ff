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
        let span = renamable(&asked.question(), asked.offset).unwrap();
        span.map(|span| span.of(&asked.text).to_owned())
    };
    assert_eq!(shown("volumeMounts: [{name: da").as_deref(), Some("data"));
    assert_eq!(shown("{httpGet: {port: \"ht").as_deref(), Some("http"));
    assert_eq!(shown("metadata: {name: we"), None);
    assert_eq!(shown("image: we"), None);
}

/// What names a port or a container of the pod from without, and what does so of another pod.
const ELSEWHERE: &str = "apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: to-web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: http}]}]
  egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: http}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: from-other}
spec:
  podSelector: {matchLabels: {app: other}}
  ingress: [{ports: [{port: http}]}]
  egress:
    - {to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: http}]}
    - {to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: http}]}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  podMetricsEndpoints: [{port: http}]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web}
spec:
  selector: {matchLabels: {of: web}}
  endpoints: [{port: http, path: /a}, {targetPort: http}]
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {of: web}}
spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 3
  metrics: [{type: ContainerResource, containerResource: {name: cpu, container: web, target: {type: Utilization, averageUtilization: 80}}}]
";

#[test]
fn a_name_changes_where_others_mean_that_pod() {
    let found = |before: &str, name: &str| {
        let at = WEB.find(before).unwrap() + before.len();
        let marked = format!("{}‸{}", &WEB[..at], &WEB[at..]);
        let asked = Asked::of(&[("web.yaml", &marked), ("others.yaml", ELSEWHERE)]);
        let changes = rename(&asked.question(), asked.offset, name).unwrap();
        let places: Vec<_> = changes.into_iter().map(|change| change.at).collect();
        let shown = asked.shown(&places).into_iter();
        shown
            .filter(|place| place.starts_with("others"))
            .collect::<Vec<String>>()
    };
    let line = |of: &str| {
        1 + ELSEWHERE
            .lines()
            .position(|line| line.contains(of))
            .unwrap()
    };
    let lines = |found: Vec<String>| -> Vec<usize> {
        let lines = found
            .iter()
            .map(|place| place.split(':').nth(1).unwrap().parse().unwrap());
        lines.collect()
    };
    assert_eq!(
        lines(found("ports: [{name: ht", "web")),
        [
            line("ingress: [{ports"),
            line("app: web}}}], ports"),
            line("podMetricsEndpoints"),
            line("targetPort: http}]"),
        ]
    );
    assert_eq!(lines(found("- name: w", "main")), [line("container: web")]);
}

/// The places that change when the name behind `before` does, begun in the other file.
fn begun_elsewhere(others: &str, before: &str, name: &str) -> Result<Vec<String>, String> {
    let at = others.find(before).unwrap() + before.len();
    let marked = format!("{}‸{}", &others[..at], &others[at..]);
    let asked = Asked::of(&[("others.yaml", &marked), ("web.yaml", WEB)]);
    let can = renamable(&asked.question(), asked.offset);
    let changes = rename(&asked.question(), asked.offset, name);
    match &changes {
        Ok(_) => {
            let span = can.unwrap().unwrap();
            let word = span.of(&asked.text);
            assert!(["http", "web"].contains(&word), "{word}");
        }
        // Why it cannot be is said before somebody writes a name.
        Err(why) if why.contains("means") => assert_eq!(&can.unwrap_err(), why),
        Err(_) => {}
    }
    let places: Vec<_> = changes?.into_iter().map(|change| change.at).collect();
    Ok(asked.shown(&places))
}

#[test]
fn a_name_changes_alike_wherever_the_change_begins() {
    let at = WEB.find("ports: [{name: ht").unwrap() + "ports: [{name: ht".len();
    let marked = format!("{}‸{}", &WEB[..at], &WEB[at..]);
    let asked = Asked::of(&[("web.yaml", &marked), ("others.yaml", ELSEWHERE)]);
    let changes = rename(&asked.question(), asked.offset, "web").unwrap();
    let places: Vec<_> = changes.into_iter().map(|change| change.at).collect();
    let of_pod = asked.shown(&places);
    for before in [
        "app: web}}\n  ingress: [{ports: [{port: ht",
        "    - {to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: ht",
        "podMetricsEndpoints: [{port: ht",
        "targetPort: ht",
    ] {
        assert_eq!(
            begun_elsewhere(ELSEWHERE, before, "web").unwrap(),
            of_pod,
            "{before}"
        );
    }
    let of_service = begun_elsewhere(SERVICES, "targetPort: ht", "web").unwrap();
    assert_eq!(
        of_service,
        [
            "others.yaml:4:61 http",
            "web.yaml:15:26 http",
            "web.yaml:16:43 \"http\""
        ]
    );
    let of_container = begun_elsewhere(ELSEWHERE, "container: w", "main").unwrap();
    let line = 1 + ELSEWHERE
        .lines()
        .position(|line| line.contains("container: web"))
        .unwrap();
    assert!(
        of_container
            .iter()
            .any(|place| place.starts_with(&format!("others.yaml:{line}:"))),
        "{of_container:?}"
    );
    assert!(
        of_container.contains(&"web.yaml:13:17 web".to_owned()),
        "{of_container:?}"
    );
}

#[test]
fn a_port_of_a_service_changes_with_what_sends_to_it() {
    let others = format!(
        "{ELSEWHERE}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{defaultBackend: {{service: {{name: web, port: {{name: http}}}}}}}}\n"
    );
    let from_ingress = begun_elsewhere(&others, "name: web, port: {name: ht", "web").unwrap();
    let words: Vec<&str> = others.lines().collect();
    let lines = |places: &[String]| -> Vec<String> {
        let lines = places.iter().map(|place| {
            let line: usize = place.split(':').nth(1).unwrap().parse().unwrap();
            words[line - 1].trim().to_owned()
        });
        lines.collect()
    };
    assert_eq!(
        lines(&from_ingress),
        [
            "endpoints: [{port: http, path: /a}, {targetPort: http}]",
            "spec: {selector: {app: web}, ports: [{name: http, port: 80}]}",
            "spec: {defaultBackend: {service: {name: web, port: {name: http}}}}",
        ]
    );
    for before in ["endpoints: [{port: ht", "app: web}, ports: [{name: ht"] {
        assert_eq!(
            begun_elsewhere(&others, before, "web").unwrap(),
            from_ingress,
            "{before}"
        );
    }
}

#[test]
fn a_name_of_several_or_of_none_is_refused_with_the_reason() {
    let two = format!(
        "{SERVICES}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: two, labels: {{app: web}}}}\nspec: {{containers: [{{name: a, image: \"a:1\", ports: [{{name: http, containerPort: 1}}]}}]}}\n"
    );
    assert_eq!(
        begun_elsewhere(&two, "targetPort: ht", "web").unwrap_err(),
        "several have a port `http` that this means: Pod two (/k8s/others.yaml), Deployment web (/k8s/web.yaml); rename it where it stands in each"
    );
    let none = SERVICES.replace(
        "{app: other}, ports: [{port: 80, targetPort: http",
        "{app: other}, ports: [{port: 80, targetPort: web",
    );
    assert_eq!(
        begun_elsewhere(&none, "targetPort: we", "http").unwrap_err(),
        "no pod that this means has a port `web`, as far as the files here tell"
    );
    // What the pod has for another port.
    assert_eq!(
        begun_elsewhere(SERVICES, "targetPort: ht", "logs").unwrap_err(),
        "the pod has a `logs` already"
    );
    let number = SERVICES.replace("targetPort: http", "targetPort: 8080");
    assert_eq!(
        begun_elsewhere(&number, "targetPort: 80", "web").unwrap_err(),
        "there is no name of a container, a volume or a port here"
    );
}
