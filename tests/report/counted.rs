//! Whatever is found is listed, in every format, and the number that is told is the number that is listed.

use podlint::engine::{Input, Settings, run};

use super::agree::adds_up;
use crate::libyaml::mutated;

fn bytes(shown: &str, bytes: &[u8]) -> Input {
    Input::Bytes {
        shown: shown.to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Texts near to manifests, those that once failed, and what is no text.
fn corpus() -> Vec<Input> {
    let mut inputs: Vec<Input> = mutated()
        .step_by(7)
        .take(300)
        .zip(0..)
        .map(|(text, number): (String, usize)| bytes(&format!("{number}.yaml"), text.as_bytes()))
        .collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/found");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        inputs.push(bytes(&name, &std::fs::read(path).unwrap()));
    }
    inputs.extend([
        bytes("odd.yaml", b"\xff\xfea"),
        bytes("half.yaml", b"\xfe\xff\xd8\x00"),
        bytes("latin.yaml", b"a: \xe9\n"),
        bytes("nothing.yaml", b""),
        bytes("bytes.yaml", b"\x80"),
    ]);
    inputs
}

#[test]
fn the_number_told_is_the_number_listed() {
    for input in corpus() {
        adds_up(&run(vec![input], &Settings::default(), &|_| ()));
    }
    let report = run(corpus(), &Settings::default(), &|_| ());
    assert!(report.findings.len() > 100, "{}", report.findings.len());
    adds_up(&report);
}

/// A finding whose source the report does not have is in the report all the same.
#[test]
fn a_finding_without_a_text_is_listed() {
    let mut report = run(
        vec![bytes("odd.yaml", b"\xff\xfea")],
        &Settings::default(),
        &|_| (),
    );
    assert_eq!(report.findings.len(), 1);
    adds_up(&report);
    report.sources.clear();
    adds_up(&report);
}
