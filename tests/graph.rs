//! What refers to what, as it is drawn: sets of many objects stay readable.

use std::collections::BTreeSet;

use podlint::bundle::Bundle;
use podlint::config::Flags;
use podlint::engine::{Input, Session, Settings};
use podlint::report::picture::Graph;
use podlint::rules::Registry;

fn graph(text: &str) -> Graph {
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ());
    session.check_all(vec![Input::Bytes {
        shown: "k8s/all.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    Graph::of(&session.surroundings().applied(&settings))
}

/// An application of eight objects, of which one is used by all.
fn application(name: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: {name}}}
spec: {{defaultBackend: {{service: {{name: {name}, port: {{number: 80}}}}}}}}
---
apiVersion: v1
kind: Service
metadata: {{name: {name}, labels: {{app.kubernetes.io/name: {name}}}}}
spec: {{selector: {{app.kubernetes.io/name: {name}}}, ports: [{{port: 80}}]}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: {name}}}
spec: {{minAvailable: 1, selector: {{matchLabels: {{app.kubernetes.io/name: {name}}}}}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, labels: {{app.kubernetes.io/name: {name}}}}}
spec:
  selector: {{matchLabels: {{app.kubernetes.io/name: {name}}}}}
  template:
    metadata: {{labels: {{app.kubernetes.io/name: {name}}}}}
    spec:
      serviceAccountName: {name}
      containers:
        - name: main
          image: registry.example.com/{name}:1
          envFrom: [{{configMapRef: {{name: {name}}}}}, {{configMapRef: {{name: common}}}}, {{secretRef: {{name: {name}}}}}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: {name}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: {name}}}
---
apiVersion: v1
kind: Secret
metadata: {{name: {name}}}
---
"
    )
}

/// The places of the names in a picture.
fn names(svg: &str) -> Vec<(usize, usize)> {
    let (mut left, mut top) = (0, 0);
    let mut found = Vec::new();
    for line in svg.lines() {
        let number = |text: &str| {
            text.chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
                .parse::<usize>()
                .unwrap()
        };
        if let Some(place) = line.strip_prefix("<g transform=\"translate(") {
            (left, top) = (number(place), number(place.split_once(' ').unwrap().1));
        } else if line.starts_with("<rect class=\"frame\"") {
            // Its title follows.
            left = 0;
        } else if let Some(place) = line.strip_prefix("<text class=\"strong\" x=\"")
            && left > 0
        {
            found.push((
                left + number(place),
                top + number(place.split_once("y=\"").unwrap().1),
            ));
        }
    }
    found
}

#[test]
fn two_hundred_objects_stay_readable() {
    let common = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: common}\n";
    let applications: Vec<String> = (0..30)
        .map(|number| application(&format!("app-{number}")))
        .collect();
    let graph = graph(&(applications.concat() + common));
    assert_eq!(graph.left_out, 0);

    let mermaid = graph.mermaid();
    let frames = mermaid
        .lines()
        .filter(|line| line.starts_with("  subgraph"))
        .count();
    assert_eq!(frames, 30, "{mermaid}");
    let lines = |with: &str| mermaid.lines().filter(|line| line.contains(with)).count();
    assert_eq!(
        (
            lines("common<br/>ConfigMap<br/>shared"),
            lines(" --> "),
            lines(" -.-> ")
        ),
        (30, 150, 60)
    );

    let svg = graph.svg();
    let names = names(&svg);
    assert_eq!(names.len(), 240);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    for (at, (x, y)) in names.iter().enumerate() {
        let meets = |(other_x, other_y): &&(usize, usize)| {
            x.abs_diff(*other_x) < 40 && y.abs_diff(*other_y) < 30
        };
        assert_eq!(names[at + 1..].iter().find(meets), None, "{x} {y}");
    }
    let width: usize = svg
        .split_once("width=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0
        .parse()
        .unwrap();
    assert!(width < 2_000, "{width}");
}

/// Objects of one name in several directories, or in a chart and beside it, are not taken for each other.
#[test]
fn directories_are_kept_apart() {
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ());
    let input = |directory: &str| Input::Bytes {
        shown: format!("{directory}/app.yaml"),
        bytes: application("app").into_bytes(),
    };
    session.check_all(vec![input("dev"), input("prod")]);
    let mermaid = Graph::of(&session.surroundings().applied(&settings)).mermaid();
    let frames: Vec<&str> = mermaid
        .lines()
        .filter(|line| line.starts_with("  subgraph"))
        .collect();
    assert_eq!(
        frames,
        [
            "  subgraph g0[\"dev · app\"]",
            "  subgraph g1[\"prod · app\"]"
        ]
    );
}

#[test]
fn objects_of_one_name_say_where_each_is_from() {
    let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      serviceAccountName: shop\n      containers: [{name: main, image: web, envFrom: [{configMapRef: {name: web}}]}]\n";
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\n";
    let texts = [
        ("k8s/all/account.yaml", account),
        ("k8s/one/web.yaml", deployment),
        ("k8s/two/web.yaml", deployment),
    ];
    let bundle = Bundle::of(texts);
    let settings = bundle.settings(&Flags::default(), (&Registry::default(), None));
    let svg = Graph::of(&bundle.objects(&settings.unwrap(), &[]).1).svg();
    for (said, count) in [("in one<", 2), ("in two<", 2), ("in all<", 0)] {
        assert_eq!(svg.matches(said).count(), count, "{said} {svg}");
    }
}

/// A key or a port that is asked for and not there marks the reference, and what lacks it says so.
#[test]
fn what_an_object_lacks_is_marked() {
    let text = application("web")
        .replace("port: {number: 80}", "port: {name: web}")
        .replace(
            "ports: [{port: 80}]",
            "ports: [{name: http, port: 80, targetPort: admin}]",
        )
        .replace(
            "envFrom: [{configMapRef: {name: web}},",
            "env: [{name: A, valueFrom: {configMapKeyRef: {name: web, key: absent}}}]\n          envFrom: [",
        )
        .replace(
            "kind: ConfigMap\nmetadata: {name: web}",
            "kind: ConfigMap\nmetadata: {name: web}\ndata: {there: a}",
        );
    let graph = graph(&text);
    let mermaid = graph.mermaid();
    for said in [
        "web<br/>Service<br/>✗ no port web",
        "web<br/>Deployment<br/>✗ no port admin",
        "web<br/>ConfigMap<br/>✗ no key absent",
    ] {
        assert!(mermaid.contains(said), "{said} {mermaid}");
    }
    let style = mermaid.lines().find(|line| line.contains("linkStyle"));
    let marked = style.and_then(|style| style.split_whitespace().nth(1));
    assert_eq!(marked.map(|numbers| numbers.split(',').count()), Some(3));
    let svg = graph.svg();
    assert_eq!(svg.matches("class=\"fault\"").count(), 3 + 1, "{svg}");
}
