//! Kustomizations name files.

use podlint::ask::{complete, definition, hover};

use super::Asked;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";

fn asked(text: &str) -> Asked {
    Asked::of(&[
        ("overlay/kustomization.yaml", text),
        ("overlay/web.yaml", POD),
        ("overlay/patches/env.yaml", POD),
        ("overlay/notes.txt", ""),
        ("base/kustomization.yaml", "resources: []\n"),
    ])
}

fn offered(text: &str) -> Vec<String> {
    let asked = asked(text);
    let offered = complete(&asked.question(), asked.offset);
    offered.into_iter().map(|offered| offered.text).collect()
}

fn defined(text: &str) -> Vec<String> {
    let asked = asked(text);
    let found = definition(&asked.question(), asked.offset);
    found
        .iter()
        .map(|place| {
            place
                .path
                .strip_prefix("/k8s")
                .unwrap()
                .display()
                .to_string()
        })
        .collect()
}

#[test]
fn what_stands_beside_is_offered() {
    assert_eq!(
        offered("resources:\n  - ‸\n"),
        ["patches/", "web.yaml", "../"]
    );
    assert_eq!(
        offered("resources:\n  - web.yaml\n  - ‸\n"),
        ["patches/", "../"]
    );
    assert_eq!(offered("resources:\n  - patches/‸\n"), ["patches/env.yaml"]);
    assert_eq!(
        offered("resources:\n  - ../‸\n"),
        ["../base/", "../overlay/", "../../"]
    );
    assert_eq!(
        offered("patches:\n  - path: ‸\n"),
        ["patches/", "web.yaml", "../"]
    );
    assert_eq!(offered("namePrefix: ‸\n"), [""; 0]);
}

#[test]
fn its_fields_are_offered_but_those_that_have_gone() {
    let fields = offered("resources: []\nres‸\n");
    assert!(fields.contains(&"patches:\n  - ".to_owned()), "{fields:?}");
    assert!(fields.contains(&"namespace: ".to_owned()), "{fields:?}");
    let is_old = |field: &String| field.starts_with("bases") || field.starts_with("resources");
    assert!(!fields.iter().any(is_old), "{fields:?}");
}

#[test]
fn a_path_leads_to_its_file_and_to_the_kustomization_of_its_directory() {
    assert_eq!(defined("resources:\n  - web‸.yaml\n"), ["overlay/web.yaml"]);
    assert_eq!(
        defined("resources:\n  - ../ba‸se\n"),
        ["base/kustomization.yaml"]
    );
    assert_eq!(
        defined("patches:\n  - path: patches/en‸v.yaml\n"),
        ["overlay/patches/env.yaml"]
    );
    assert_eq!(
        defined("configMapGenerator:\n  - name: a\n    files: [a.txt=no‸tes.txt]\n"),
        ["overlay/notes.txt"]
    );
    assert_eq!(defined("resources:\n  - no‸ne.yaml\n"), [""; 0]);
    assert_eq!(defined("namePrefix: web‸.yaml\n"), [""; 0]);
}

#[test]
fn what_an_overlay_builds_is_known_as_it_stands_in_its_files() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {serviceAccountName: sh‸op, containers: [{name: web, image: \"web:1\"}]}\n";
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\n";
    let asked = Asked::of(&[
        ("base/web.yaml", pod),
        ("base/account.yaml", account),
        (
            "base/kustomization.yaml",
            "namePrefix: a-\nresources: [web.yaml, account.yaml]\n",
        ),
    ]);
    let found = definition(&asked.question(), asked.offset);
    assert_eq!(asked.shown(&found), ["base/account.yaml:3:18 shop"]);
}

#[test]
fn a_patch_leads_to_what_it_is_merged_into_and_says_what_stands_there() {
    let base = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n        - {name: log, image: \"log:1\"}\n        - {name: web, image: \"web:1\"}\n";
    let patch = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  paused: true\n  template:\n    spec:\n      containers:\n        - {name: web, image: \"web:2\"}\n";
    let at = |before: &str| {
        let at = patch.find(before).unwrap() + before.len();
        let marked = format!("{}‸{}", &patch[..at], &patch[at..]);
        Asked::of(&[
            ("overlay/patch.yaml", &marked),
            (
                "overlay/kustomization.yaml",
                "resources: [../base]\npatches: [{path: patch.yaml}]\n",
            ),
            ("base/web.yaml", base),
            ("base/kustomization.yaml", "resources: [web.yaml]\n"),
        ])
    };
    let asked = at("metadata: {name: w");
    let found = definition(&asked.question(), asked.offset);
    assert_eq!(asked.shown(&found), ["base/web.yaml:3:18 web"]);
    for (before, expected) in [
        (
            "replicas: ",
            "**Deployment web** in /k8s/base/web.yaml has 1 here",
        ),
        (
            "paused: ",
            "added to **Deployment web** in /k8s/base/web.yaml",
        ),
        (
            "image: \"we",
            "**Deployment web** in /k8s/base/web.yaml has \"web:1\" here",
        ),
    ] {
        let asked = at(before);
        let said = hover(&asked.question(), asked.offset).unwrap().text;
        assert!(said.split("\n\n").any(|part| part == expected), "{said}");
    }
}

/// What is offered in an overlay: the labels, and the text once the first is chosen.
fn in_patch(text: &str) -> (Vec<String>, String) {
    let asked = Asked::of(&[
        ("overlay/kustomization.yaml", text),
        ("overlay/web.yaml", POD),
    ]);
    let offered = complete(&asked.question(), asked.offset);
    let chosen = offered.first().map(|first| asked.chosen(first));
    let labels = offered.into_iter().map(|offered| offered.label);
    (labels.collect(), chosen.unwrap_or_default())
}

#[test]
fn a_patch_in_a_kustomization_is_completed_as_a_manifest() {
    let text = "patches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: web}\n      spec:\n        strat‸\n    target: {kind: Deployment}\n";
    let (labels, chosen) = in_patch(text);
    assert!(labels.iter().any(|label| label == "strategy"), "{labels:?}");
    assert!(labels.iter().any(|label| label == "replicas"), "{labels:?}");
    let selector = "      spec:\n        selector:\n          ‸\n    target:";
    assert!(chosen.contains(selector), "{chosen}");
    let text = "patchesStrategicMerge:\n- |-\n  apiVersion: v1\n  kind: Pod\n  metadata: {name: web}\n  spec:\n    restartPolicy: ‸\n";
    let (labels, chosen) = in_patch(text);
    assert_eq!(labels, ["Always", "Never", "OnFailure"]);
    assert!(chosen.ends_with("    restartPolicy: Always‸\n"), "{chosen}");
}

#[test]
fn the_paths_of_a_json_patch_lead_through_what_it_is_for() {
    let patch = |operation: &str| {
        format!(
            "patches:\n  - target: {{group: apps, version: v1, kind: Deployment, name: web}}\n    patch: |-\n      - {operation}\n"
        )
    };
    let labels = |operation: &str| in_patch(&patch(operation)).0;
    let top = labels("op: replace\n        path: /‸");
    assert_eq!(
        top,
        ["/apiVersion", "/kind", "/metadata", "/spec", "/status"]
    );
    let deep = "op: replace\n        path: /spec/template/spec/containers/0/ima‸";
    let (offered, chosen) = in_patch(&patch(deep));
    let image = "/spec/template/spec/containers/0/image".to_owned();
    assert!(offered.contains(&image), "{offered:?}");
    let args = "path: /spec/template/spec/containers/0/args‸\n";
    assert!(chosen.ends_with(args), "{chosen}");
    let items = labels("op: add\n        path: /spec/template/spec/containers/‸");
    assert_eq!(
        items,
        [
            "/spec/template/spec/containers/0",
            "/spec/template/spec/containers/-"
        ]
    );
    assert_eq!(labels("op: add\n        path: /spec/none/‸"), [""; 0]);
    assert_eq!(labels("op: r‸")[..3], ["replace", "add", "remove"]);
    assert_eq!(labels("op: add\n        ‸"), ["path", "value", "from"]);
}
