//! The reader beside libyaml, on texts made by a grammar and on texts a few changes away from ours.
//!
//! The reader stands for what kubectl reads: libyaml's grammar as go-yaml v2 has it, one document
//! between two separators. Whatever else differs from libyaml is a defect, or stands in `difference.rs`.
//! `PODLINT_TEXTS=500000` compares more texts than usual.

pub(crate) mod difference;
mod events;
mod grammar;
pub(crate) mod mutate;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::random::Random;
use difference::{difference, disagreement};

/// Texts of our own that are short enough to change with effect.
fn seeds() -> Vec<String> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let rows = std::fs::read_to_string(format!("{data}/raw-yaml.jsonl")).unwrap();
    let rows = rows
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut texts: Vec<String> = rows
        .filter_map(|row| row["text"].as_str().map(str::to_owned))
        .collect();
    for file in std::fs::read_dir(format!("{data}/seeds")).unwrap() {
        let manifests = std::fs::read_to_string(file.unwrap().path()).unwrap();
        texts.extend(manifests.split("---\n").map(str::to_owned));
    }
    texts.retain(|text| text.len() < 2000);
    texts.sort();
    texts
}

fn text(number: u64, seeds: &[String]) -> String {
    let random = &mut Random::new(number);
    let seed = &seeds[random.below(seeds.len())];
    let made = grammar::Writer::document(random);
    match random.below(4) {
        0 | 1 => made,
        2 => mutate::mutate(&made, seed, random),
        _ => mutate::mutate(seed, &made, random),
    }
}

/// Texts made by the grammar, and some near to it and to manifests; without end, and the same at each run.
pub(crate) fn mutated() -> impl Iterator<Item = String> {
    let seeds = seeds();
    (0..).map(move |number| text(number, &seeds))
}

#[test]
fn the_reader_reads_as_libyaml_does() {
    let count = std::env::var("PODLINT_TEXTS").map_or(4000, |count| count.parse().unwrap());
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for text in mutated().take(count) {
        let Some((ours, theirs)) = disagreement(&text) else {
            continue;
        };
        let group = format!(
            "{ours:.40} | {}",
            theirs.split(':').nth(1).unwrap_or_default()
        );
        let entry = wrong.entry(group).or_insert((0, String::new()));
        entry.0 += 1;
        if entry.1.is_empty() || text.len() < entry.1.len() {
            entry.1 = format!("{text:?}\n  ours   {ours}\n  theirs {theirs}");
        }
    }
    let report: Vec<String> = wrong
        .values()
        .map(|(count, example)| format!("{count} as {example}"))
        .collect();
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// Each once differed, or did not end.
#[test]
fn what_once_differed_is_read_alike() {
    let texts = [
        "- {a: &b , &b !t *b: c}\n&b ! =: d\n",
        "1: !!map &a *a\n*c : null\n",
        "a: [&b, c, &d]\n",
        "a: b\n \t\nc: d\n",
        "a: b\n \t# comment\nc: d\n",
        "a: |+ # comment\n",
        "a: |+\n  x\n\n  ",
        "a: |+\n  x\n\n \n\nb: c\n",
        "a: |\r  x\r  y\rb: c\r",
        "'a\rb': c\n",
        "{\"a\", b\r\"c\": d}\n",
        "a: [b\n :c]\n",
        "a: [! :b]\n",
        "a: [b\n...\nc]\n",
        "a: [\n...b]\n",
        "a:\n  !b\n  !c\n",
        "a:\n  !b\n  !c\nd: e\n",
        "a:\n  !b\n  &c\nd: e\n",
        "a:\n  &b\n  &c\n",
        "a:\n  !b\n  !c d: e\n",
        "!b\n!c\n",
        "a: !%bb b\n",
        "a: !%41%c3%a9 b\n",
        "a: !%c3 b\n",
        "a: !%c3b b\n",
        "a: !%c3%41 b\n",
        "a: !%e2%82%ac%0 b\n",
        "a: !%4 b\n",
        "a: !%+4 b\n",
        "a: {b\n\tc}\n",
        "a: {b\n\t}\n",
        "a: [b\n\t,c]\n",
        "a:\n  b: {c\n \td}\n",
        "a:\n- {b\n\tc}\n",
        "a:\n- - {b\n  \tc}\n",
        "{a\n\tb}\n",
        "a: {b\n \tc}\n",
        "a: {b\n\t# c\n}\n",
        "a: {\"b\n\tc\"}\n",
        "a:\n&b ",
        "-\n|\n  x\n",
        "! <<: a\n!!str <<: b\n",
    ];
    for text in texts {
        let (ours, theirs) = difference(text).unwrap_or_default();
        assert_eq!(ours, theirs, "{text:?}");
    }
}
