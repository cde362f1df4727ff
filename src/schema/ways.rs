//! Ways from a mapping to where a field belongs: where they end in a manifest, and how they are written.

use super::belongs::Level;
use crate::mend::{SHOWN_MOST, Step, Target, around, flow};
use crate::yaml::{Cursor, Kind};

/// Where a field goes that a way leads to from a mapping: to one place, or to one in each item of a list. None where it
/// cannot be put, or is there.
pub(super) fn targets<'t>(level: &Level<'t>, way: &[Step], name: &str) -> Option<Vec<Target<'t>>> {
    let mut ends = vec![Target {
        at: level.value,
        key: level.key,
        steps: Vec::new(),
    }];
    for step in way {
        let mut next = Vec::new();
        for mut end in ends {
            let there = end.steps.is_empty();
            let entry = match step {
                Step::Key(key) if there => end.at.entry(key),
                Step::Item if there => {
                    next.extend(end.at.items().map(|at| Target {
                        at,
                        key: None,
                        steps: Vec::new(),
                    }));
                    continue;
                }
                _ => None,
            };
            match entry {
                Some(entry) => (end.at, end.key) = (entry.value, Some(entry.key)),
                None => end.steps.push(*step),
            }
            next.push(end);
        }
        ends = next;
    }
    let is_there = |end: &Target<'_>| end.steps.is_empty() && end.at.get(name).is_some();
    let is_place = |end: &Target<'_>| end.at.kind() == Kind::Mapping || end.at.is_null();
    ends.retain(|end| !is_there(end));
    let fits = (1..=MOST_PLACES).contains(&ends.len()) && ends.iter().all(is_place);
    fits.then_some(ends)
}

/// A field is not put into more places.
const MOST_PLACES: usize = 16;

/// A way as people write it: `versions[0]`, `service.port`.
pub(super) fn written(way: &[Step]) -> String {
    let mut written = String::new();
    for step in way {
        match step {
            Step::Key(key) if written.is_empty() => written.push_str(key),
            Step::Key(key) => written.push_str(&format!(".{key}")),
            Step::Item => written.push_str("[0]"),
        }
    }
    written
}

/// A field as it stands at the end of a way, if that fits on a line.
pub(super) fn shown(way: &[Step], name: &str, value: &Cursor<'_>) -> Option<String> {
    let (open, close) = around(way, false);
    let line = format!("{open}{name}: {}{close}", flow(value)?.text);
    (line.chars().count() <= SHOWN_MOST).then_some(line)
}
