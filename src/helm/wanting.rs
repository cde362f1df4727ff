//! Charts that cannot be rendered with nothing but the values that lie in them: they want some that nobody gave, which is no
//! mistake.

use super::request::Request;
use super::worded::{lacks_global, unset, values_in};
use crate::nearest::nearest;
use crate::origin::{Place, Problem, ProblemKind, ReadFile};
use crate::template::{Failure, Map, Value};

/// What a chart may want.
#[derive(Clone, Copy)]
pub(super) struct Wanting<'r> {
    pub(super) request: &'r Request,
    /// The values that it is rendered with.
    pub(super) values: &'r Map,
    pub(super) files: &'r [ReadFile],
}

impl Wanting<'_> {
    /// Whether somebody says which values are given.
    pub(super) fn has_said(&self) -> bool {
        self.request.is_final()
    }

    /// The value for want of which a template stops: it has no fields, or is no text.
    pub(super) fn stops(&self, failure: &Failure) -> Option<String> {
        if self.has_said() {
            return None;
        }
        if let Some(path) = unset(failure) {
            return self.is_open(path).then(|| format!(".Values.{path}"));
        }
        if lacks_global(failure) && self.is_open("global") {
            return Some(".Values.global".to_owned());
        }
        // What Go says of nothing, where a function wants a value of some type.
        const UNSET: [&str; 2] = ["invalid value; expected string", "; got interface {}"];
        let is_unset = UNSET.iter().any(|said| failure.message.contains(said));
        let places = failure.place.into_iter().chain(actions(failure));
        let mut texts = places.filter_map(|place| {
            let file = self.files.get(place.file.0 as usize)?;
            Some(place.span.of(&file.text))
        });
        let open = texts.find_map(|text| self.open_in(text));
        open.filter(|_| is_unset).map(str::to_owned)
    }

    /// Has what Helm cannot read count as not checked where a value is wanting in its line, or nothing stands where one was to.
    pub(super) fn excuse(&self, problem: &mut Problem, ends_in_nothing: bool) {
        if self.has_said() || problem.kind != ProblemKind::Refused {
            return;
        }
        let line = problem.place.and_then(|place| {
            let text = &self.files.get(place.file.0 as usize)?.text;
            let (start, end) = (place.span.start as usize, place.span.end as usize);
            let start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
            let end = text
                .get(end..)?
                .find('\n')
                .map_or(text.len(), |at| end + at);
            text.get(start..end)
        });
        let open = line.and_then(|line| self.open_in(line));
        let without = match open {
            Some(value) => format!("`{value}` is not set, and without it this is no YAML"),
            None if ends_in_nothing => {
                "a value is empty, and without it this is no YAML".to_owned()
            }
            None => return,
        };
        problem.kind = ProblemKind::NotChecked;
        problem.message = format!("{without}: {}", problem.message);
    }

    /// The first value that a text of a template asks for and that is open.
    fn open_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let values = values_in(text).into_iter();
        { values }.find(|value| {
            value
                .strip_prefix(".Values.")
                .is_some_and(|path| self.is_open(path))
        })
    }

    /// Whether a value is not set, and the chart has none under a name like it.
    fn is_open(&self, path: &str) -> bool {
        let mut at = self.values.clone();
        for name in path.split('.') {
            let known = at.borrow().get(name).cloned();
            at = match known {
                Some(Value::Map(inner)) => inner,
                Some(other) => return matches!(other, Value::Nil),
                None => {
                    let at = at.borrow();
                    let names: Vec<&str> = at.keys().map(|key| key.0.as_str()).collect();
                    return nearest(name, &names).is_none();
                }
            };
        }
        false
    }
}

/// The actions in which a template failed, from the innermost on.
fn actions(failure: &Failure) -> impl Iterator<Item = Place> {
    const MOST: usize = 8;
    let first = failure.through.as_deref();
    let steps = std::iter::successors(first, |step| step.caller.as_deref());
    steps.take(MOST).map(|step| step.action)
}
