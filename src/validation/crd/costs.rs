//! What the rules of a schema may cost, as the server estimates it before it takes them. Source: `CELSchemaContext`.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::cel::Program;
use crate::cel::cost::{Sizes, Step, estimate, limits};
use crate::diagnostic::{Reason, Server};
use crate::structural::{Compiled, Part};
use crate::validation::check::Check;
use crate::validation::field::Field;

/// How many expressions are named that make a definition too costly.
const NAMED: usize = 4;

/// What the rules of a definition cost together.
#[derive(Default)]
pub(super) struct Costs<'t> {
    sum: u64,
    /// Those that cost most, the most expensive first.
    most: Vec<(u64, Field<'t>)>,
    /// Whether one of them costs too much alone.
    is_told: bool,
}

impl<'t> Costs<'t> {
    /// Adds what a rule and its message cost. `place`: its schema, and how many values there may be for it.
    pub(super) fn add(
        &mut self,
        check: &mut Check<'_, 't>,
        rule: Field<'t>,
        (part, count): (&Part, Option<u64>),
        compiled: &Compiled,
    ) {
        let Ok(program) = &compiled.program else {
            return;
        };
        let asked = Asked::of(part);
        let cost = estimate(program, &asked).most;
        let all = cost.saturating_mul(count.unwrap_or_else(|| part.count_most()));
        if count.is_none() {
            let around = "`maxItems` or `maxProperties` of the lists and maps around it".to_owned();
            asked.unlimited.borrow_mut().insert(around);
        }
        self.expression(check, rule.get("rule"), all, &asked);
        if let Some(Ok(message)) = &compiled.message {
            self.message(check, rule.get("messageExpression"), message, part);
        }
    }

    /// A message is made of one value alone.
    fn message(
        &mut self,
        check: &mut Check<'_, 't>,
        field: Field<'t>,
        message: &Program,
        part: &Part,
    ) {
        let asked = Asked::of(part);
        let cost = estimate(message, &asked).most;
        self.expression(check, field, cost, &asked);
    }

    fn expression(
        &mut self,
        check: &mut Check<'_, 't>,
        field: Field<'t>,
        cost: u64,
        asked: &Asked<'_>,
    ) {
        self.sum = self.sum.saturating_add(cost);
        if cost >= limits::DEFINITION / 100 {
            self.most.push((cost, field));
            self.most.sort_by_key(|&(cost, _)| std::cmp::Reverse(cost));
            self.most.truncate(NAMED);
        }
        if cost <= limits::RULE {
            return;
        }
        self.is_told = true;
        let message = format!(
            "this expression may cost {} what the API server allows",
            factor(cost, limits::RULE)
        );
        let help = asked.help();
        let is_unlimited = !asked.unlimited.borrow().is_empty();
        if let Some(found) = check.at(Reason::Forbidden, field, message, Some(help)) {
            found.notes.extend(is_unlimited.then(|| UNBOUNDED.into()));
        }
    }

    /// Tells if all together cost too much, and none alone.
    pub(super) fn check(&self, check: &mut Check<'_, 't>, schema: Field<'t>) {
        if self.sum <= limits::DEFINITION || self.is_told {
            return;
        }
        let message = format!(
            "the rules of this schema may together cost {} what the API server allows",
            factor(self.sum, limits::DEFINITION)
        );
        let help =
            "set `maxItems`, `maxProperties` and `maxLength` of what they look at".to_owned();
        let Some(found) = check.at(Reason::Forbidden, schema, message, Some(help)) else {
            return;
        };
        found.notes.push(UNBOUNDED.into());
        for (_, field) in &self.most {
            found.add_label(field.place().span(), "one of those that cost most");
        }
        found.server = Some(Server::Rejects);
    }
}

const UNBOUNDED: &str =
    "a list, a map or a text without a limit is taken to be as large as a request, 3 MiB";

/// How many times a cost is a limit, in words.
#[expect(clippy::cast_precision_loss, reason = "it is told to one digit")]
fn factor(cost: u64, limit: u64) -> String {
    match cost as f64 / limit as f64 {
        factor if factor > 100.0 => "more than 100 times".to_owned(),
        factor if factor < 1.1 => "a little more than".to_owned(),
        factor => format!("{factor:.1} times"),
    }
}

/// The sizes of values, and which of them that were asked for have no limit.
struct Asked<'p> {
    part: &'p Part,
    unlimited: RefCell<BTreeSet<String>>,
}

impl<'p> Asked<'p> {
    fn of(part: &'p Part) -> Self {
        Self {
            part,
            unlimited: RefCell::default(),
        }
    }

    /// What to do.
    fn help(&self) -> String {
        const MOST: usize = 2;
        let unlimited = self.unlimited.borrow();
        let named: Vec<&str> = unlimited.iter().take(MOST).map(String::as_str).collect();
        match named.is_empty() {
            true => "make it simpler: how long a text is that it makes is not known".to_owned(),
            false => format!("set {}", named.join(" and ")),
        }
    }
}

impl Sizes for Asked<'_> {
    fn most(&self, path: &[Step]) -> Option<u64> {
        if let Some((keyword, part)) = self.part.unlimited(path) {
            let of = match &*part.path {
                "" => "the object",
                path => path,
            };
            let named = format!("`{keyword}` of `{of}`");
            self.unlimited.borrow_mut().insert(named);
        }
        self.part.most(path)
    }
}
