//! When a Job counts as done before all of its pods are. Source: `validateSuccessPolicy`.

use super::job::completions;
use crate::validation::check::Check;
use crate::validation::field::Field;

const MOST_RULES: usize = 20;
const MOST_CHARACTERS: usize = 64 * 1024;

/// `successPolicy` of a Job whose pods have an index.
pub(super) fn success_policy<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let rules = spec.at(&["successPolicy", "rules"]);
    if rules.is_empty() {
        check.required(rules, "rules: [{succeededCount: 1}]");
    }
    if rules.len() > MOST_RULES {
        check.too_long(rules, MOST_RULES, "rules");
    }
    let completions = completions(spec).unwrap_or(i64::MAX);
    for rule in rules.items() {
        let (count, indexes) = (rule.get("succeededCount"), rule.get("succeededIndexes"));
        if !count.is_set() && !indexes.is_set() {
            check.required(rule, "succeededCount: 1");
        }
        let mut named = i64::MAX;
        if let Some(text) = indexes.str() {
            if text.len() > MOST_CHARACTERS {
                check.too_long(indexes, MOST_CHARACTERS, "characters");
            }
            match count_indexes(&text, completions) {
                Some(all) => named = all,
                None => {
                    named = 0;
                    let takes = "indexes below `completions` in rising order, like `0,2-4`";
                    check.invalid(indexes, takes);
                }
            }
        }
        check.range(count, 0, completions.min(named));
    }
}

/// How many indexes a text like `0,2-4` names; `None` if it is none.
fn count_indexes(text: &str, completions: i64) -> Option<i64> {
    let (mut count, mut last) = (0, -1);
    if text.is_empty() {
        return Some(0);
    }
    for part in text.split(',') {
        let (first, end) = match part.split_once('-') {
            Some((first, end)) => (index(first)?, index(end)?),
            None => (index(part)?, index(part)?),
        };
        if first <= last
            || end < first
            || (end == first && part.contains('-'))
            || end >= completions
        {
            return None;
        }
        count += end - first + 1;
        last = end;
    }
    Some(count)
}

fn index(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    Some(text).filter(|_| digits)?.parse().ok()
}
