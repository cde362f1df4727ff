//! Kustomizations of our own, each for something that kustomize does, against its answers:
//! `conformance/record/kustomize.py` asks it.

use std::path::{Path, PathBuf};

use podlint::files::Texts;
use podlint::kustomize::{Build, Cache, build, entry_points};
use podlint::origin::{Place, ProblemKind, Rendering};
use podlint::source::LineIndex;
use podlint::yaml::{Cursor, Kind, Scalar, Tree};
use serde_json::{Map, Value};

mod faults;
mod properties;

use properties::{files_of, ground, texts};

/// A file of `tests/data/kustomize`.
struct Case {
    name: String,
    files: Texts,
    directory: PathBuf,
    /// What kustomize prints; nothing if it refuses.
    answer: Option<String>,
}

impl Case {
    fn read(path: &Path) -> Self {
        let files = files_of(&std::fs::read_to_string(path).unwrap());
        let section = |name: &str| {
            let found = files.iter().find(|(path, _)| path == name);
            found.unwrap().1.clone()
        };
        let answer = section("kustomize");
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            directory: Path::new("/").join(section("build").trim()),
            files: texts(&files),
            answer: (answer != "refused\n").then_some(answer),
        }
    }

    fn build(&self) -> Build {
        let cache = Cache::default();
        build(&self.directory, ground(&self.files, &cache))
    }
}

fn cases() -> Vec<Case> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/kustomize");
    let entries = std::fs::read_dir(directory).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Case::read(path)).collect()
}

fn json(cursor: &Cursor<'_>) -> Value {
    match cursor.kind() {
        Kind::Mapping => {
            let entries = cursor.entries();
            let entries =
                entries.map(|entry| (entry.key.as_key().into_owned(), json(&entry.value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Kind::Sequence => cursor.items().map(|item| json(&item)).collect(),
        Kind::Scalar | Kind::Alias => match cursor.scalar().unwrap() {
            Scalar::Null => Value::Null,
            Scalar::Bool(bool) => bool.into(),
            Scalar::Int(int) => int.to_string().into(),
            Scalar::Float(float) => float.to_string().into(),
            Scalar::Str(text) => format!("\"{text}\"").into(),
        },
    }
}

/// The objects of a text, in order.
fn objects(text: &str) -> Vec<Value> {
    let tree = Tree::read(text);
    for document in tree.documents() {
        assert!(document.faults.is_empty(), "{:?}\n{text}", document.faults);
    }
    let roots = tree
        .documents()
        .iter()
        .filter_map(|document| tree.root(document));
    roots.map(|root| json(&root)).collect()
}

/// Where a place is, as one says it.
fn shown(rendering: &Rendering, place: Place) -> String {
    let file = &rendering.files[place.file.0 as usize];
    let at = LineIndex::new(&file.text).position(&file.text, place.span.start);
    format!("{}:{}", file.path.display(), at.line)
}

/// Where the first run of the output comes from that has some text in it.
fn origin_of(build: &Build, wanted: &str) -> String {
    let text = build.text().unwrap();
    let at = text
        .as_str()
        .find(wanted)
        .unwrap_or_else(|| panic!("{wanted}:\n{}", text.as_str()));
    let part = text.slice(at, at + wanted.len());
    let place = part
        .place()
        .unwrap_or_else(|| panic!("{wanted} comes from nowhere"));
    shown(&build.rendering, place)
}

fn is_failure(kind: ProblemKind) -> bool {
    matches!(kind, ProblemKind::Refused | ProblemKind::NotChecked)
}

#[test]
fn kustomizations_are_built_as_kustomize_does() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        let build = case.build();
        let problems: Vec<_> = build.rendering.problems.iter().collect();
        let fails = problems.iter().any(|problem| is_failure(problem.kind));
        let found = build.text().map(|text| text.as_str());
        let is_right = match (&case.answer, found) {
            (Some(expected), Some(found)) => !fails && objects(found) == objects(expected),
            (None, None) => fails,
            _ => false,
        };
        if !is_right {
            let (found, expected) = (found.unwrap_or("refused"), case.answer.as_deref());
            let expected = expected.unwrap_or("refused");
            wrong.push(format!(
                "== {}\n{found}\n-- kustomize:\n{expected}\n{problems:?}",
                case.name
            ));
        }
    }
    assert!(cases.len() > 15, "{}", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_taken_over_stands_at_its_place() {
    let mut bytes = 0;
    for case in cases() {
        let build = case.build();
        bytes += properties::taken(&build.rendering);
        // A key or a value of an object comes from somewhere.
        if let Some(text) = build.text() {
            let mut start = 0;
            for run in text.runs() {
                let part = &text.as_str()[start..run.end];
                start = run.end;
                let is_word = part.contains(|c: char| c.is_alphanumeric());
                let is_known = run.origin.is_some() || run.through.is_some();
                assert!(is_known || !is_word, "{}: {part:?}", case.name);
            }
        }
    }
    assert!(bytes > 3_000, "{bytes}");
}

fn built(files: &str) -> Build {
    let files = texts(&files_of(files));
    build(Path::new("/shop/prod"), ground(&files, &Cache::default()))
}

#[test]
fn each_part_leads_to_the_file_that_it_comes_from() {
    let build = built(
        "-- shop/base/kustomization.yaml --\nresources: [web.yaml]\nconfigMapGenerator:\n- name: settings\n  files: [notes.txt]\n  \
         literals: [mode=fast]\n  envs: [app.env]\n-- shop/base/notes.txt --\none\ntwo\n-- shop/base/app.env --\n# more\nLEVEL=high\n\
         -- shop/base/web.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicsa: 1\n  \
         template:\n    spec:\n      containers:\n      - name: web\n        image: shop:1\n        envFrom:\n        - \
         configMapRef: {name: settings}\n\
         -- shop/prod/kustomization.yaml --\nresources: [../base]\nnamePrefix: prod-\nnamespace: shop\ncommonLabels:\n  tier: front\n\
         images:\n- name: shop\n  newTag: two\npatches:\n- path: patch.yaml\n\
         -- shop/prod/patch.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      \
         containers:\n      - name: web\n        imagePullPolicyy: Always\n",
    );
    for (part, place) in [
        ("replicsa", "shop/base/web.yaml:6"),
        ("imagePullPolicyy", "shop/prod/patch.yaml:10"),
        ("Always", "shop/prod/patch.yaml:10"),
        ("prod-web", "shop/base/web.yaml:4"),
        ("tier", "shop/prod/kustomization.yaml:5"),
        ("namespace: shop", "shop/prod/kustomization.yaml:3"),
        ("mode: fast", "shop/base/kustomization.yaml:5"),
        ("LEVEL", "shop/base/app.env:2"),
        ("notes.txt", "shop/base/kustomization.yaml:4"),
        ("one\n", "shop/base/notes.txt:1"),
        ("    two\n", "shop/base/notes.txt:2"),
    ] {
        assert_eq!(origin_of(&build, part), place, "{part}");
    }
    assert_eq!(
        origin_of(&build, "two\n        imagePull"),
        "shop/prod/kustomization.yaml:8"
    );
}

/// What a build without an output says first, as `FILE:LINE kind message`.
fn said(files: &str) -> Vec<String> {
    let build = built(files);
    let problems = build.rendering.problems.iter();
    let shown = problems.map(|problem| {
        let place = problem.place.map(|place| shown(&build.rendering, place));
        format!(
            "{} {:?} {}",
            place.unwrap_or_default(),
            problem.kind,
            problem.message
        )
    });
    shown.collect()
}

/// Kustomizations that are wrong, with what is said of them: `:LINE kind message`.
const WRONG: &[(&str, &str)] = &[
    (
        "resources: [web.yaml]\nresuorces: []\n",
        ":2 Refused `resuorces` is no field of a kustomization",
    ),
    (
        "resources:\n- gone.yaml\n",
        ":2 Refused there is no file and no directory `gone.yaml`",
    ),
    (
        "resources:\n- ../prod\n",
        ":2 Refused `../prod` is a directory that takes this one: a cycle",
    ),
    (
        "resources: [web.yaml]\nimages:\n- name: a\n  newTag: 1.10\n",
        ":4 Refused `1.10` is no string, which `newTag` must be",
    ),
    (
        "resources: [web.yaml]\nimages:\n- name: nginx\n",
        ":3 Idle no container has the image `nginx`",
    ),
    (
        "resources: [web.yaml]\nbases: []\n",
        ":2 Deprecated `bases` is deprecated",
    ),
    (
        "resources: [web.yaml]\npatches:\n- target:\n    kind: Deployment\n  patch: |-\n    - {op: remove, path: /spec}\n",
        ":4 Idle no object is Deployment, so that this patch does nothing",
    ),
    (
        "resources: [web.yaml]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Service\n    metadata:\n      name: wbe\n",
        ":7 Refused the build has no Service `wbe`, which this patch is for",
    ),
    (
        "resources: [web.yaml]\npatches:\n- target: {kind: Service}\n  patch: |-\n    - {op: remove, path: /spec/ports}\n",
        ":5 Refused `/spec/ports` leads to nothing in what it patches",
    ),
    (
        "resources:\n- https://github.com/example/shop?ref=main\n- web.yaml\n",
        ":2 NotChecked `https://github.com/example/shop?ref=main` is on another machine: it is not fetched, and what it has \
             is missing here",
    ),
    (
        "resources: [web.yaml]\nconfigMapGenerator:\n- name: a\n  files: [../secret.txt]\n",
        ":4 Refused `../secret.txt` is outside of the directory of the kustomization",
    ),
    (
        "kind: Kustomizaton\nresources: [web.yaml]\n",
        ":1 Refused `kind` is `Kustomizaton`, and must be Kustomization or Component",
    ),
    (
        "resources: [web.yaml]\nreplacements:\n- source: {kind: Secret, name: s}\n  targets:\n  - select: {kind: Service}\n",
        ":3 Refused the build has no Secret `s`, which this replacement takes a value from",
    ),
    (
        "resources: [web.yaml]\nhelmCharts:\n- name: redis\n",
        ":3 Refused there is no chart at `charts/redis`, and no `repo` to bring it from",
    ),
    (
        "helmCharts:\n- name: redis\n  repo: https://charts.example.com\n",
        ":2 NotChecked the chart `redis` is not at hand: it is not fetched, and what it makes is missing here",
    ),
    (
        "helmCharts:\n- name: redis\n  valuesMerge: over\n",
        ":3 Refused `valuesMerge` is `over`, and must be override, merge or replace",
    ),
    (
        "helmCharts:\n- name: redis\n  valuesInline: 3\n",
        ":3 Refused `valuesInline` must be a mapping, and this is a number or a bool",
    ),
    (
        "helmCharts:\n- nam: redis\n",
        ":2 Refused `nam` is no field of a chart",
    ),
];

#[test]
fn what_goes_wrong_is_told_at_its_place() {
    let web = "-- shop/prod/web.yaml --\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n";
    for (files, expected) in WRONG {
        let all =
            format!("-- shop/secret.txt --\nx\n{web}-- shop/prod/kustomization.yaml --\n{files}");
        let said = said(&all);
        let expected = format!("shop/prod/kustomization.yaml{expected}");
        assert!(said.contains(&expected), "{expected}\n{said:#?}");
    }
}

#[test]
fn what_nothing_takes_is_built() {
    let files = texts(&files_of(
        "-- a/base/kustomization.yaml --\nresources: [x.yaml]\n-- a/prod/kustomization.yaml --\nresources: [../base]\ncomponents: \
         [../part]\n-- a/part/kustomization.yaml --\nkind: Component\nnamespace: x\n-- b/kustomization.yaml --\nresources: [c]\n\
         -- b/c/kustomization.yaml --\nresources: [x.yaml]\n-- d/one/kustomization.yaml --\nresources: [../two]\n\
         -- d/two/kustomization.yaml --\nresources: [../one]\n-- e/kustomization.yaml --\nkind: Component\nnamespace: x\n",
    ));
    let all = [
        "a/base", "a/prod", "a/part", "b", "b/c", "d/one", "d/two", "e",
    ];
    let all: Vec<PathBuf> = all.iter().map(|path| Path::new("/").join(path)).collect();
    let points = entry_points(&all, ground(&files, &Cache::default()));
    let expected = ["/a/prod", "/b", "/d/one"].map(PathBuf::from);
    assert_eq!(points, expected);
}

#[test]
fn secrets_of_generators_are_told() {
    let build = built(
        "-- shop/prod/kustomization.yaml --\nsecretGenerator:\n- name: keys\n  literals: [a=b]\nconfigMapGenerator:\n- name: c\n",
    );
    assert_eq!(build.secrets, [1]);
    assert!(build.is_whole);
}

#[test]
fn a_base_is_built_once_for_all_that_take_it() {
    let mut files = String::from(
        "-- shop/base/kustomization.yaml --\nresources: [web.yaml]\n-- shop/base/web.yaml --\napiVersion: v1\nkind: Service\n\
         metadata: {name: web}\n",
    );
    // Each takes two that take two, and so on: without a cache there would be a million.
    let mut below = ["../base".to_owned(), "../base2".to_owned()];
    files.push_str("-- shop/base2/kustomization.yaml --\nnamePrefix: two-\nresources: [../base]\n");
    for level in 0..20 {
        for side in ["a", "b"] {
            let [one, two] = &below;
            files.push_str(&format!(
                "-- shop/{side}{level}/kustomization.yaml --\nnamePrefix: {side}{level}-\nresources: [{}]\n",
                if side == "a" { one } else { two }
            ));
        }
        below = [format!("../a{level}"), format!("../b{level}")];
    }
    files.push_str("-- shop/prod/kustomization.yaml --\nresources: [../a19, ../b19]\n");
    let build = built(&files);
    assert!(
        build.rendering.problems.is_empty(),
        "{:?}",
        build.rendering.problems
    );
    assert_eq!(objects(build.text().unwrap().as_str()).len(), 2);
}

/// Directories by number, each of which takes some of those with higher numbers, and components among them.
fn layered(seed: u64, count: u64) -> (podlint::files::Texts, Vec<PathBuf>) {
    let mut state = seed;
    let mut chance = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut files = String::new();
    for at in 0..count {
        let is_part = at % 7 == 6;
        let (mut bases, mut parts) = (Vec::new(), Vec::new());
        for _ in 0..chance(4).min(count - at - 1) {
            let other = at + 1 + chance(count - at - 1);
            let list = if other % 7 == 6 {
                &mut parts
            } else {
                &mut bases
            };
            list.push(format!("../d{other}"));
        }
        bases.sort();
        bases.dedup();
        let kind = if is_part { "kind: Component\n" } else { "" };
        let name = if is_part {
            "namespace: x"
        } else {
            "namePrefix: a"
        };
        files.push_str(&format!(
            "-- d{at}/kustomization.yaml --\n{kind}resources: [o.yaml, {}]\ncomponents: [{}]\n{name}{}\n",
            bases.join(", "),
            parts.join(", "),
            if is_part { String::new() } else { format!("{at}-") },
        ));
        files.push_str(&format!(
            "-- d{at}/o.yaml --\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{at}}}\n"
        ));
    }
    let all = (0..count)
        .map(|at| PathBuf::from(format!("/d{at}")))
        .collect();
    (texts(&files_of(&files)), all)
}

#[test]
fn no_directory_is_built_twice_whatever_takes_it() {
    for seed in 0..12 {
        let (files, all) = layered(seed, 90);
        let cache = Cache::default();
        let ground = podlint::kustomize::Ground {
            workers: &podlint::parallel::Threads,
            ..ground(&files, &cache)
        };
        let mut built = Vec::new();
        podlint::kustomize::build_all(&all, ground, &mut |point, build| {
            built.push((point.to_path_buf(), build));
        });
        let parts = all.iter().enumerate().filter(|(at, _)| at % 7 == 6).count();
        assert_eq!(cache.builds(), all.len() - parts, "{seed}");
        assert!(built.len() > 10, "{}", built.len());
        // What is built in this order is what each is by itself.
        for (point, build) in built.iter().step_by(9) {
            let own = Cache::default();
            let alone = podlint::kustomize::build(point, self::ground(&files, &own));
            let text = |build: &Build| build.text().map(|text| text.as_str().to_owned());
            assert_eq!(text(build), text(&alone));
        }
    }
}
