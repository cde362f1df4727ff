//! Every check of other linters that is known has an answer: a rule, a field of one, or the reason why none does.

use std::collections::{BTreeMap, BTreeSet};

use podlint::rules::{self, Answer};

/// The checks by name, and the word for what each of them means: `peer`, `check`, `meaning`.
const CHECKS: &str = include_str!("data/peers.tsv");

fn answers() -> BTreeMap<(String, String), Answer> {
    let answers = rules::answers().into_iter();
    answers
        .map(|answer| ((answer.peer.clone(), answer.check.clone()), answer))
        .collect()
}

#[test]
fn every_check_of_a_peer_has_an_answer() {
    let answers = answers();
    let mut open = Vec::new();
    for line in CHECKS.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [peer, check, meaning] = columns[..] else {
            panic!("{line}");
        };
        if !answers.contains_key(&(peer.to_owned(), check.to_owned())) {
            open.push(format!("{peer}:{check}, {meaning}"));
        }
    }
    assert!(open.is_empty(), "nothing answers to {}", open.join("; "));
}

#[test]
fn every_answer_is_one() {
    for ((peer, check), answer) in answers() {
        let called = format!("{peer}:{check}");
        assert!(
            !answer.rules.is_empty() || !answer.reason.is_empty(),
            "{called} has neither rule nor reason"
        );
        for rule in &answer.rules {
            let name = rule.split('@').next().unwrap_or_default();
            assert!(
                rules::find(name).is_some(),
                "{called}: there is no rule `{name}`"
            );
        }
        let mut seen = BTreeSet::new();
        assert!(
            answer.rules.iter().all(|rule| seen.insert(rule)),
            "{called} has an answer twice"
        );
    }
}

/// Of what pages say that they cover, each is a check that is known.
#[test]
fn pages_cover_checks_that_there_are() {
    let known: BTreeSet<(&str, &str)> = CHECKS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(peer, rest)| Some((peer, rest.split_once('\t')?.0)))
        .collect();
    for rule in rules::all() {
        for covered in &rule.page().covers {
            let check = covered.split_once(':').unwrap_or_default();
            assert!(
                known.contains(&check),
                "rules/{}.md: {covered}",
                rule.name()
            );
        }
    }
}
