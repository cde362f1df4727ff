//! Fixes over many manifests: they end, a second run finds nothing to do, and nothing else changes.

use std::path::{Path, PathBuf};

use podlint::diagnostic::Applicability;
use podlint::engine::{Input, Report, run};
use podlint::fix::{Fixed, Part, settle, unified};
use podlint::machine;
use podlint::secret;
use serde_json::Value;

use crate::conformance;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes texts to files and fixes them.
fn fixed(folder: &Path, texts: &[String]) -> Vec<Fixed> {
    let input = |(number, text): (usize, &String)| {
        let shown = format!("{number}.yaml");
        let path = folder.join(&shown);
        std::fs::write(&path, text).unwrap();
        Input::File {
            path,
            shown,
            context: false,
            regular: false,
        }
    };
    let inputs: Vec<Input> = texts.iter().enumerate().map(input).collect();
    let settings = machine::settings();
    let check = |inputs: Vec<Input>| -> Report { run(inputs, &settings, &|_| ()) };
    let outcome = settle(
        check(inputs.clone()),
        &inputs,
        Applicability::Unsafe,
        &check,
    );
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    outcome.fixed
}

/// What two texts do not have in common: what is between their common start and end.
fn middle<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (old, new) = (&old[start..], &new[start..]);
    let end: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    (&old[..old.len() - end], &new[..new.len() - end])
}

#[test]
fn a_second_run_changes_nothing_and_the_first_no_more_than_it_must() {
    let folder = folder("fix-rows");
    let rows = conformance::edited().into_iter().step_by(13);
    let texts: Vec<String> = rows.map(|row: Value| format!("{row:#}\n")).collect();
    let first = fixed(&folder, &texts);
    assert!(first.len() > 30, "{}", first.len());
    for fixed in &first {
        // One row has one edit mostly, and its fix is a word, or moves some lines.
        let (old, new) = middle(&fixed.old, &fixed.new);
        if old.contains('\n') || new.contains('\n') {
            continue;
        }
        assert!(
            fixed.fixes > 1 || (old.len() < 60 && new.len() < 60),
            "{old} -> {new}"
        );
        let source = |text| secret::source(&fixed.path, text);
        let diff = unified(&source(&fixed.old), &source(&fixed.new), &|_| true);
        let marked = |part: Part| diff.iter().filter(|(of, _)| *of == part).count();
        assert_eq!(marked(Part::Removed), marked(Part::Added));
        assert!(marked(Part::Removed) <= fixed.fixes, "{diff:?}");
    }
    let texts: Vec<String> = first.iter().map(|fixed| fixed.new.clone()).collect();
    assert_eq!(fixed(&folder, &texts), []);
}

#[test]
fn line_breaks_and_the_byte_order_mark_stay() {
    let folder = folder("fix-breaks");
    let text = "\u{feff}apiversion: v1\nKind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    imge: registry.example.com/a:1";
    for breaks in ["\n", "\r\n"] {
        let text = text.replace('\n', breaks);
        let fixed = fixed(&folder, std::slice::from_ref(&text));
        let expected = text
            .replace("apiversion", "apiVersion")
            .replace("Kind", "kind")
            .replace("imge", "image");
        assert_eq!(
            (fixed.len(), &fixed[0].new, fixed[0].fixes),
            (1, &expected, 3)
        );
    }
}

#[test]
fn an_unused_annotation_goes_and_all_around_it_stays() {
    let folder = folder("fix-annotations");
    let object = |metadata: &str| {
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n{metadata}data: {{}}\n")
    };
    let rows = [
        (
            "  annotations:\n    a: b\n    podlint/ignore: bare-pod # why\n    c: d\n",
            "  annotations:\n    a: b\n    c: d\n",
        ),
        ("  annotations:\n    podlint/ignore: bare-pod\n", ""),
        ("  annotations: {podlint/ignore: bare-pod}\n", ""),
        (
            "  annotations: {podlint/ignore: bare-pod, a: b}\n",
            "  annotations: {a: b}\n",
        ),
        (
            "  annotations:\n    podlint/ignore: >-\n      bare-pod because\n      of that\n    c: d\n",
            "  annotations:\n    c: d\n",
        ),
        (
            "  annotations:\n    podlint/ignore: |\n      bare-pod\n    c: d\n",
            "  annotations:\n    c: d\n",
        ),
        (
            "  annotations:\n    podlint/ignore: &why bare-pod\n    c: *why\n",
            "  annotations:\n    podlint/ignore: &why bare-pod\n    c: *why\n",
        ),
    ];
    let texts: Vec<String> = rows.iter().map(|(before, _)| object(before)).collect();
    let done = fixed(&folder, &texts);
    // What is used elsewhere stays.
    assert_eq!(done.len(), rows.len() - 1);
    for (done, (_, after)) in done.iter().zip(rows) {
        assert_eq!(done.new, object(after));
    }
    let json = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"ConfigMap\",\n  \"metadata\": {\n    \"name\": \"a\",\n    \"annotations\": {\n      \"a\": \"b\",\n      \"podlint/ignore\": \"bare-pod\",\n      \"c\": \"d\"\n    }\n  }\n}\n";
    let gone = json.replace("      \"podlint/ignore\": \"bare-pod\",\n", "");
    assert_eq!(fixed(&folder, &[json.to_owned()])[0].new, gone);
}

#[test]
fn a_key_without_a_value_is_given_it_and_not_written_twice() {
    let folder = folder("fix-empty-key");
    let rest = "metadata: {name: a}\nspec: {ports: [{port: 80}]}\n";
    let rows = [
        ("kind: Service\n", "apiVersion: v1\nkind: Service\n"),
        (
            "apiVersion:\nkind: Service\n",
            "apiVersion: v1\nkind: Service\n",
        ),
        (
            "apiVersion: # v1\nkind: Service\n",
            "apiVersion: v1 # v1\nkind: Service\n",
        ),
        (
            "apiVersion: ~ # none\nkind: Service\n",
            "apiVersion: v1 # none\nkind: Service\n",
        ),
        (
            "\"apiVersion\":\nkind: Service\n",
            "\"apiVersion\": \"v1\"\nkind: Service\n",
        ),
    ];
    let texts: Vec<String> = rows
        .iter()
        .map(|(head, _)| format!("{head}{rest}"))
        .collect();
    let done = fixed(&folder, &texts);
    assert_eq!(done.len(), rows.len());
    for (done, (_, head)) in done.iter().zip(rows) {
        assert_eq!(done.new, format!("{head}{rest}"));
    }
    // In braces a key needs no colon, and then there is no place for a value.
    let bare = "{apiVersion, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}\n";
    assert_eq!(fixed(&folder, &[bare.to_owned()]), []);
}

#[test]
fn a_file_that_reads_worse_with_its_fixes_stays_as_it_is() {
    let path = folder("fix-worse").join("a.yaml");
    std::fs::write(&path, "apiversion: v1\nkind: ConfigMap\n").unwrap();
    let file = Input::File {
        path,
        shown: "a.yaml".to_owned(),
        context: false,
        regular: true,
    };
    let settings = machine::settings();
    // As if the fixed text had a fault that the first one had not.
    let spoilt = |input: Input| match input {
        Input::Fixed { path, shown, .. } => Input::Fixed {
            path,
            shown,
            text: "apiVersion: v1\nkind: [".to_owned(),
        },
        input => input,
    };
    let check = |inputs: Vec<Input>| -> Report {
        run(inputs.into_iter().map(spoilt).collect(), &settings, &|_| ())
    };
    let inputs = [file];
    let path = inputs[0].path().to_owned();
    let outcome = settle(check(inputs.to_vec()), &inputs, Applicability::Safe, &check);
    assert_eq!(outcome.fixed, []);
    assert_eq!(outcome.refused[&path], "a.yaml");
}
