//! The rules' pages: complete, registered, and true.

use std::collections::BTreeSet;
use std::path::Path;

use podlint::api::Version;
use podlint::engine::Settings;
use podlint::examples::{block, output, run_page};
use podlint::machine;
use podlint::rules::{self, Page};

fn pages() -> BTreeSet<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let names = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let page = |name: std::ffi::OsString| Some(name.to_str()?.strip_suffix(".md")?.to_owned());
    names.filter_map(page).collect()
}

#[test]
fn every_page_is_registered_and_every_rule_has_a_page() {
    let registered: Vec<&str> = rules::all().iter().map(|rule| rule.name()).collect();
    assert!(
        registered.is_sorted(),
        "the registry is in order of name: {registered:?}"
    );
    assert_eq!(
        registered
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<_>>(),
        pages()
    );
}

#[test]
fn every_page_has_its_front_matter() {
    for rule in rules::all() {
        let page = Page::parse(&rule.text)
            .unwrap_or_else(|error| panic!("rules/{}.md: {error}", rule.name()));
        let one_line =
            !page.summary.is_empty() && !page.summary.contains('\n') && page.summary.len() < 100;
        assert!(
            one_line,
            "rules/{}.md: the summary is one short line",
            rule.name()
        );
        assert!(
            !page.summary.ends_with('.'),
            "rules/{}.md: the summary has no full stop",
            rule.name()
        );
        assert!(
            !page.references.is_empty(),
            "rules/{}.md: what does it rest on?",
            rule.name()
        );
    }
}

/// In the newest version, which every field that a rule looks at is in; and in one spelling.
#[test]
fn the_fields_that_pages_name_exist() {
    for rule in rules::all() {
        for name in &rule.page().fields {
            let place = podlint::api::find(name, None, Version::newest())
                .unwrap_or_else(|missing| panic!("rules/{}.md: {name}: {missing:?}", rule.name()));
            let spelt = format!("{}.{}", place.kind.kind(), place.path());
            assert_eq!(*name, spelt, "rules/{}.md", rule.name());
        }
    }
    let named = rules::find("unused-volume").unwrap().page();
    assert_eq!(named.fields, ["Pod.spec.volumes"]);
}

/// Puts what podlint prints for the first example of a page behind *Flagged*.
fn bless(rule: &rules::Rule, settings: &Settings) {
    let output = output(rule, settings).unwrap();
    let section = format!("## Output\n\n{}\n\n", block(&output));
    let (before, after) = rule.text.split_once("## Accepted\n").unwrap();
    let before = before.split("## Output\n").next().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{}.md", rule.name()));
    std::fs::write(path, format!("{before}{section}## Accepted\n{after}")).unwrap();
}

#[test]
fn every_example_does_what_its_page_claims() {
    let settings = machine::settings();
    if std::env::var_os("PODLINT_BLESS").is_some() {
        rules::all().iter().for_each(|rule| bless(rule, &settings));
        return;
    }
    let wrong: Vec<String> = rules::all()
        .iter()
        .flat_map(|rule| run_page(rule, &settings))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
