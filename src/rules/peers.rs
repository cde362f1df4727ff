//! The checks of other linters, and what answers each of them here: a rule, a field of one, or the reason why none does.

use std::collections::BTreeMap;

use crate::rules::all;

/// What no page covers whole: `peer`, `check`, the rules that answer it, with the field where one speaks of many, and
/// a sentence where that is not all there is to say.
static OTHERS: &str = include_str!("../../rules/peers.tsv");

/// What answers a check of another linter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The linter: `kube-linter`.
    pub peer: String,
    /// Its check: `latest-tag`.
    pub check: String,
    /// The rules that find it, with the field where a rule speaks of many: `invalid-value@spec.schedule`.
    pub rules: Vec<String>,
    /// Why nothing does, or what else is to be said; empty if nothing is.
    pub reason: String,
}

/// The answers to all checks that are known, in order of linter and check.
#[must_use]
pub fn answers() -> Vec<Answer> {
    let mut answers: BTreeMap<(&str, &str), (Vec<String>, String)> = BTreeMap::new();
    for rule in all() {
        for covered in &rule.page().covers {
            if let Some(check) = covered.split_once(':') {
                let (answering, _) = answers.entry(check).or_default();
                answering.push(rule.name().to_owned());
            }
        }
    }
    for line in OTHERS.lines() {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (check, rules, reason) = ((column(), column()), column(), column());
        let known = answers.entry(check).or_default();
        let rules = rules.split(' ').filter(|rule| !rule.is_empty());
        known.0.extend(rules.map(str::to_owned));
        known.1 = reason.to_owned();
    }
    let answer = |((peer, check), (rules, reason)): ((&str, &str), (Vec<String>, String))| Answer {
        peer: peer.to_owned(),
        check: check.to_owned(),
        rules,
        reason,
    };
    answers.into_iter().map(answer).collect()
}
