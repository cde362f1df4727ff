//! A fault that is planted in a base or in a patch is found where it stands.

use std::path::Path;
use std::sync::Arc;

use podlint::engine::{Input, Report, Session, Settings, render_from};
use podlint::files::{FileSystem, Nothing, Texts, shown};
use podlint::source::LineIndex;

use crate::manifests::{Value, manifests};
use crate::random::Random;

/// A finding: its file, its line from 0, and its rule.
type Told = (String, usize, &'static str);

/// What a run over some files tells.
fn told(files: &[(&str, &str)]) -> Vec<Told> {
    let mut texts = Texts::over(Arc::new(Nothing));
    for (path, text) in files {
        texts.put(Path::new(path), *text);
    }
    let input = |&(path, text): &(&str, &str)| Input::Bytes {
        shown: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ());
    session.check_all(files.iter().map(input).collect());
    let paths: Vec<&Path> = files.iter().map(|(path, _)| Path::new(*path)).collect();
    let renders = render_from(&session, &paths, std::iter::empty(), &texts, &settings);
    let here = texts.here();
    let shown = |path: &Path| shown(path.strip_prefix(&here).unwrap_or(path));
    session.check_rendered(renders, &|_| true, &shown);
    of_report(&session.into_report())
}

fn of_report(report: &Report) -> Vec<Told> {
    let told = |finding: &podlint::engine::Finding| {
        let place = &finding.diagnostic.primary;
        let source = report.sources.get(&place.source)?;
        let line = LineIndex::new(&source.text).line(place.span.start);
        Some((source.path.clone(), line, finding.diagnostic.rule.name()))
    };
    report.findings.iter().filter_map(told).collect()
}

#[test]
fn what_git_crypt_has_encrypted_is_no_fault() {
    let build = "resources: [config.yaml, secret.yaml]";
    let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n";
    let told = |secret| {
        told(&[
            ("web/kustomization.yaml", build),
            ("web/config.yaml", config),
            ("web/secret.yaml", secret),
        ])
    };
    let only = vec![("web/config.yaml".to_owned(), 3, "unknown-field")];
    assert_eq!(told("\0GITCRYPT\0ab"), only);
    assert!(told("\0GIT").len() > 1);
}

/// Which kinds of faults are planted.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// A key that is none, or a value of another type.
    Nonsense,
    /// A letter too many in a key.
    Misspelt,
}

/// A manifest with a fault in the value of that number.
fn with(fault: Fault, manifest: &Value, number: usize, random: &mut Random) -> Value {
    let mut faulty = manifest.clone();
    match fault {
        Fault::Nonsense => faulty.plant(number),
        Fault::Misspelt => faulty.misspell(number, random),
    }
    faulty
}

fn name(manifest: &Value) -> Option<&str> {
    match manifest.get("metadata")?.get("name")? {
        Value::Leaf(name) => Some(name),
        _ => None,
    }
}

const BASE: (&str, &str) = ("base/kustomization.yaml", "resources: [object.yaml]\n");

/// An overlay that changes something of every object, and with a patch.
const PATCHED: &str =
    "resources: [../base]\ncommonAnnotations: {team: shop}\npatches: [{path: patch.yaml}]\n";

const ANNOTATED: &str = "resources: [../base]\ncommonAnnotations: {team: shop}\n";

#[test]
fn a_planted_fault_is_found_in_its_base_or_patch() {
    let (manifests, mut planted) = (manifests(), [0, 0]);
    let mut lost = Vec::new();
    for seed in 0..PLANTED {
        let random = &mut Random::new(seed);
        let mut manifest = manifests[random.below(manifests.len())].clone();
        if name(&manifest).is_none() {
            continue;
        }
        let mut count = 0;
        manifest.each(&mut |_| count += 1);
        let fault = random.pick(&[Fault::Nonsense, Fault::Misspelt]);
        let faulty = with(fault, &manifest, random.below(count), random);
        let (text, whole) = (faulty.text(None), manifest.text(None));
        let before = told(&[("object.yaml", &whole)]);
        let alone = told(&[("object.yaml", &text)]);
        let is_planted = |(_, _, rule): &&Told| matches!(*rule, "unknown-field" | "wrong-type");
        let alone = alone.into_iter().filter(|found| !before.contains(found));
        let alone: Vec<Told> = alone.filter(|found| is_planted(&found)).collect();
        for in_patch in [false, true] {
            let patch = text_of_part(&faulty, &manifest);
            let (files, stands) = match in_patch {
                false => {
                    let overlay = ("overlay/kustomization.yaml", ANNOTATED);
                    (
                        vec![BASE, ("base/object.yaml", &*text), overlay],
                        "base/object.yaml",
                    )
                }
                true => {
                    let overlay = ("overlay/kustomization.yaml", PATCHED);
                    let patch = ("overlay/patch.yaml", &*patch);
                    (
                        vec![BASE, ("base/object.yaml", &*whole), overlay, patch],
                        "overlay/patch.yaml",
                    )
                }
            };
            let found = told(&files);
            for (_, line, rule) in &alone {
                let line = line_in(&text, *line, files.iter().find(|(path, _)| *path == stands));
                // Where the field tells items apart the build itself loses it, and that is told of the item.
                let is_lost = |rule: &str| in_patch && rule == "render-error";
                let is_it = |(path, at, other): &Told| {
                    path == stands && (*at == line && other == rule || is_lost(other))
                };
                planted[usize::from(in_patch)] += 1;
                if !found.iter().any(is_it) {
                    let text = files.iter().find(|(path, _)| *path == stands).unwrap().1;
                    lost.push(format!(
                        "{seed} {fault:?}: {rule} at {stands}:{}\n{text}{found:?}",
                        line + 1
                    ));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} lost\n{}", lost.len(), lost.join("\n"));
    assert!(planted.iter().all(|count| *count > 20), "{planted:?}");
}

/// How many faults are tried.
const PLANTED: u64 = 120;

/// What a patch has to say for an object to become another one: its name, and the field in which they differ.
fn text_of_part(faulty: &Value, manifest: &Value) -> String {
    let (Value::Map(entries), Value::Map(whole)) = (faulty, manifest) else {
        return faulty.text(None);
    };
    let is_said = |(key, value): &&(String, Value)| {
        let is_header = matches!(&**key, "apiVersion" | "kind" | "metadata");
        let before = whole.iter().find(|(other, _)| other == key);
        is_header || before.is_none_or(|(_, before)| before.text(None) != value.text(None))
    };
    Value::Map(entries.iter().filter(is_said).cloned().collect()).text(None)
}

/// The line of another text that says the same as one of a text: the last that is there as often before.
fn line_in(text: &str, line: usize, other: Option<&(&str, &str)>) -> usize {
    let wanted = text.lines().nth(line).unwrap_or_default();
    let behind = text.lines().skip(line + 1);
    let more = behind.filter(|other| *other == wanted).count();
    let lines: Vec<&str> = other.map_or(text, |(_, text)| text).lines().collect();
    let same = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| **line == wanted);
    let mut same = same.map(|(at, _)| at).rev().skip(more);
    same.next().unwrap_or(usize::MAX)
}

const REFERRED: &str = "apiVersion: v1
kind: ConfigMap
metadata: {name: shop-settings}
data: {currency: EUR}
---
apiVersion: v1
kind: Secret
metadata: {name: shop-login}
stringData: {user: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: shop-runner}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: shop-files}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
";

const REFERS: &str = "apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      serviceAccountName: shop-runner
      containers:
        - name: web
          image: registry.example.com/shop/web:2.4.1
          envFrom:
            - configMapRef:
                name: shop-settings
            - secretRef:
                name: shop-login
          volumeMounts: [{name: files, mountPath: /files}]
      volumes:
        - name: files
          persistentVolumeClaim:
            claimName: shop-files
";

#[test]
fn a_reference_that_leads_nowhere_is_found_in_its_base_or_patch() {
    for name in ["shop-runner", "shop-settings", "shop-login", "shop-files"] {
        let wrong = format!("{}x{}", &name[..6], &name[6..]);
        let broken = REFERS.replace(name, &wrong);
        let line = REFERS.lines().position(|line| line.contains(name)).unwrap();
        let base = (
            "base/kustomization.yaml",
            "resources: [object.yaml, others.yaml]\n",
        );
        for in_patch in [false, true] {
            let (object, patch, stands) = match in_patch {
                false => (&*broken, None, "base/object.yaml"),
                true => (
                    REFERS,
                    Some(("overlay/patch.yaml", &*broken)),
                    "overlay/patch.yaml",
                ),
            };
            let overlay = match in_patch {
                false => "namePrefix: eu-\nresources: [../base]\n",
                true => "namePrefix: eu-\nresources: [../base]\npatches: [{path: patch.yaml}]\n",
            };
            let mut files = vec![
                base,
                ("base/object.yaml", object),
                ("base/others.yaml", REFERRED),
                ("overlay/kustomization.yaml", overlay),
            ];
            files.extend(patch);
            let found = told(&files);
            let wanted = (stands.to_owned(), line, "unresolved-reference");
            assert!(found.contains(&wanted), "{wanted:?} {found:?}");
        }
    }
}

#[test]
fn a_reference_that_misses_a_generated_object_is_found() {
    let base = "resources: [object.yaml]
configMapGenerator:
  - name: shop-settings
    literals: [currency=EUR]
secretGenerator:
  - name: shop-login
    literals: [user=shop]
";
    for name in ["shop-settings", "shop-login"] {
        let broken = REFERS.replace(name, &format!("{}x{}", &name[..6], &name[6..]));
        let line = REFERS.lines().position(|line| line.contains(name)).unwrap();
        let found = told(&[
            ("base/kustomization.yaml", base),
            ("base/object.yaml", &broken),
            (
                "overlay/kustomization.yaml",
                "nameSuffix: -eu\nresources: [../base]\n",
            ),
        ]);
        let wanted = ("base/object.yaml".to_owned(), line, "unresolved-reference");
        assert!(found.contains(&wanted), "{wanted:?} {found:?}");
    }
}
