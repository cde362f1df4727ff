//! What a manifest goes through, step by step and as a whole: `cargo bench --bench check`.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot read its data has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use podlint::api::Versions;
use podlint::diagnostic::Diagnostic;
use podlint::engine::{Input, run};
use podlint::machine;
use podlint::objects::{ConfigMaps, Object, Workload, recognize};
use podlint::report::{Format, Options, Output, render};
use podlint::rules::{self, KnownPod, Parameters};
use podlint::source::SourceId;
use podlint::yaml::Tree;
use podlint::{schema, validation};

/// The manifests of the tests, one file each.
fn manifests() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds");
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect()
}

fn objects<'t>(tree: &'t Tree<'t>) -> Vec<Object<'t>> {
    let documents = tree.documents().iter();
    documents
        .flat_map(|document| recognize(SourceId(0), "all.yaml", tree, document).objects())
        .collect()
}

/// Each step over all objects, as the one before leaves them.
fn steps(criterion: &mut Criterion) {
    let text = manifests().join("\n---\n");
    let tree = Tree::read(&text);
    let objects = objects(&tree);
    let versions = Versions::default();
    let newest = versions.iter().next_back().unwrap();
    let config_maps = ConfigMaps::of(&tree);
    let parameters = Parameters::default();
    let mut group = criterion.benchmark_group("steps");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let mut step = |name: &str, check: &dyn Fn(&Object<'_>, &mut Vec<Diagnostic>)| {
        group.bench_function(name, |bench| {
            bench.iter(|| {
                for object in &objects {
                    let mut found = Vec::new();
                    check(black_box(object), &mut found);
                    black_box(found);
                }
            });
        });
    };
    step("schema", &|object, found| {
        schema::check(object, newest, found);
    });
    step("validation", &|object, found| {
        validation::check(object, newest, found);
    });
    group.bench_function("rules", |bench| {
        bench.iter(|| {
            for object in &objects {
                let mut found = Vec::new();
                if let Some(workload) = Workload::of(black_box(object)) {
                    let known =
                        KnownPod::of(object, &workload, &config_maps, versions, &parameters);
                    drop(rules::check_pod(
                        &known,
                        rules::Chosen::recommended(),
                        &mut found,
                    ));
                }
                black_box(found);
            }
        });
    });
    group.finish();
}

/// From bytes to a report.
fn whole(criterion: &mut Criterion) {
    let texts = manifests();
    let settings = machine::settings();
    let mut group = criterion.benchmark_group("whole");
    let bytes: usize = texts.iter().map(String::len).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("run", |bench| {
        bench.iter(|| {
            let input = |(at, text): (usize, &String)| Input::Bytes {
                shown: format!("{at}.yaml"),
                bytes: text.clone().into_bytes(),
            };
            let inputs = texts.iter().enumerate().map(input).collect();
            black_box(run(inputs, &settings, &|_| ()))
        });
    });
    group.finish();
}

/// A report on manifests with a finding on every object, in the formats that take most care.
fn rendering(criterion: &mut Criterion) {
    let bytes = manifests()
        .join("\n---\n")
        .replace("name: ", "nmae: ")
        .into_bytes();
    let input = Input::Bytes {
        shown: "all.yaml".to_owned(),
        bytes,
    };
    let report = run(vec![input], &machine::settings(), &|_| ());
    assert!(report.findings.len() > 100, "little to render");
    let mut group = criterion.benchmark_group("rendering");
    group.throughput(Throughput::Elements(report.findings.len() as u64));
    for format in [Format::Human, Format::Concise, Format::Json, Format::Sarif] {
        let options = Options {
            format,
            ..Options::human(true, 100)
        };
        group.bench_function(format.name(), |bench| {
            bench.iter(|| {
                let (mut out, mut aside) = (Vec::new(), Vec::new());
                let mut output = Output {
                    out: &mut out,
                    aside: &mut aside,
                    options: &options,
                };
                render(black_box(&report), &mut output).unwrap();
                black_box(out)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, steps, whole, rendering);
criterion_main!(benches);
