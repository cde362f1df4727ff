//! Charts that cannot be rendered with nothing but their own values: they want some that nobody gave, which is no mistake.

use super::request::Request;
use super::worded::{unset, values_in};
use crate::nearest::nearest;
use crate::origin::{Problem, ProblemKind, ReadFile};
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
    /// Whether somebody gave values that are not the chart's own.
    pub(super) fn has_given(&self) -> bool {
        !self.request.values.is_empty() || !self.request.set.is_empty()
    }

    /// Whether somebody says which values are given.
    pub(super) fn has_said(&self) -> bool {
        self.has_given() && !self.request.may_be_more
    }

    /// The value for want of which a template stops: it has no fields, or is no text.
    pub(super) fn stops(&self, failure: &Failure) -> Option<String> {
        if self.has_given() {
            return None;
        }
        if let Some(path) = unset(failure) {
            return self.is_open(path).then(|| format!(".Values.{path}"));
        }
        let is_no_text = failure.message.contains("invalid value; expected string");
        let action = failure.through.as_ref().map(|step| step.action);
        let places = failure.place.into_iter().chain(action);
        let mut texts = places.filter_map(|place| {
            let file = self.files.get(place.file.0 as usize)?;
            Some(place.span.of(&file.text))
        });
        let open = texts.find_map(|text| self.open_in(text));
        open.filter(|_| is_no_text).map(str::to_owned)
    }

    /// Has what Helm cannot read count as not checked where a value is wanting in its line.
    pub(super) fn excuse(&self, problem: &mut Problem) {
        if self.has_given() || problem.kind != ProblemKind::Refused {
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
        if let Some(value) = line.and_then(|line| self.open_in(line)) {
            problem.kind = ProblemKind::NotChecked;
            problem.message = format!(
                "`{value}` is not set, and without it this is no YAML: {}",
                problem.message
            );
        }
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
