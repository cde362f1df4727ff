//! Kustomizations name files.

use podlint::ask::{complete, definition};

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
