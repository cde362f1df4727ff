//! What the API server's own source says of objects that no recorded verdict is about: what it drops because a
//! feature gate is off, what it refuses, and what it warns of, by version. The cases are in `data/server.txt`.

use podlint::api::Version;
use podlint::diagnostic::{Diagnostic, Server};
use podlint::engine::{Settings, check_text};

/// What a server does with a field, in the words of the cases; `None` where a finding is not the server's.
fn word(found: &Diagnostic) -> Option<&'static str> {
    match found.server {
        Some(Server::Rejects) => Some("refuses"),
        Some(Server::Warns) => Some("warns"),
        Some(Server::Takes) if found.rule.name() == "ignored-value" => Some("drops"),
        _ => None,
    }
}

fn said(version: &str, text: &str) -> Vec<String> {
    let settings = Settings {
        versions: Version::parse(version).unwrap().into(),
        ..Settings::default()
    };
    let findings = check_text("a.yaml", text, &settings).into_iter();
    let all = findings.map(|finding| finding.diagnostic);
    let mut said: Vec<String> = all
        .filter_map(|found| {
            let field = found.field.clone().unwrap_or_default();
            Some(format!("{} {field}", word(&found)?))
        })
        .collect();
    said.sort();
    said
}

#[test]
fn podlint_says_what_the_servers_source_says() {
    let text = include_str!("data/server.txt").replace('\r', "");
    let text: String = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with('#'))
        .collect();
    let mut wrong = Vec::new();
    for case in text.split("=== ").skip(1) {
        let (head, manifest) = case.split_once('\n').unwrap();
        let (version, expected) = head.split_once(' ').unwrap();
        let expected = expected.split("; ").filter(|one| *one != "nothing");
        let mut expected: Vec<String> = expected.map(str::to_owned).collect();
        expected.sort();
        let said = said(version, manifest);
        if said != expected {
            wrong.push(format!("{case}said {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
