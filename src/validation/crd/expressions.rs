//! The expressions of rules in a schema: whether the server compiles them, and what they may cost. Source:
//! `ValidateCustomResourceDefinitionOpenAPISchema`.

use std::sync::Arc;

use super::costs::Costs;
use super::schema::everywhere;
use crate::cel::{Fault, Program, Type};
use crate::diagnostic::{Reason, RuleId, Server, brief_value};
use crate::structural::{self, Compiled, Part, Why, json};
use crate::validation::check::Check;
use crate::validation::field::Field;

/// A schema at its place in the definition.
#[derive(Clone, Copy)]
pub(super) struct Place<'p, 't> {
    schema: Field<'t>,
    part: &'p Arc<Part>,
    /// How many values an object may have for it; none if nothing bounds them.
    count: Option<u64>,
    /// Whether its values cannot be compared with what they were.
    uncorrelated: bool,
    /// Whether it is of values of a map, which have no defaults.
    in_map: bool,
}

/// Checks the rules of a schema in which nothing else is wrong.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    let has_none = |schema: Field<'_>| schema.get("x-kubernetes-validations").is_empty();
    let Some(node) = root.node().filter(|_| !everywhere(root, &has_none)) else {
        return;
    };
    let part = Part::of_object(&json::of(node));
    let place = Place {
        schema: root,
        part: &part,
        count: Some(1),
        uncorrelated: false,
        in_map: false,
    };
    let mut costs = Costs::default();
    self::place(check, place, &mut costs);
    costs.check(check, root);
}

/// Checks the rules of a schema and of those within it.
fn place<'t>(check: &mut Check<'_, 't>, place: Place<'_, 't>, costs: &mut Costs<'t>) {
    let Place { schema, part, .. } = place;
    let counts = place.count.zip(part.within_most());
    let within = Place {
        count: counts.map(|(count, each)| count.saturating_mul(each)),
        ..place
    };
    for (key, property) in schema.get("properties").entries() {
        let fields = part.fields.as_ref();
        let part = fields.and_then(|fields| fields.get(&*key.as_key()));
        go_on(check, within, (property, part), costs);
    }
    let values = Place {
        in_map: true,
        ..within
    };
    let of_values = (schema.get("additionalProperties"), part.values.as_ref());
    go_on(check, values, of_values, costs);
    let is_map = schema.get("x-kubernetes-list-type").is("map");
    let items = Place {
        uncorrelated: place.uncorrelated || !is_map,
        ..within
    };
    go_on(
        check,
        items,
        (schema.get("items"), part.items.as_ref()),
        costs,
    );
    rules(check, place, costs);
    if !place.in_map {
        default(check, schema.get("default"), part);
    }
}

/// Goes on with a schema right within the one at hand. `place`: what holds of it beside that.
fn go_on<'t>(
    check: &mut Check<'_, 't>,
    place: Place<'_, 't>,
    (schema, part): (Field<'t>, Option<&Arc<Part>>),
    costs: &mut Costs<'t>,
) {
    if let Some(part) = part.filter(|part| part.has_rules) {
        let place = Place {
            schema,
            part,
            ..place
        };
        self::place(check, place, costs);
    }
}

/// A default keeps the rules of its schema: as one that was there before, and as a new one.
fn default<'t>(check: &mut Check<'_, 't>, default: Field<'t>, part: &Arc<Part>) {
    let Some(node) = default.node() else { return };
    let value = json::of(node);
    let outcomes = [Some(&value), None].map(|old| structural::evaluate(part, &value, old));
    let mut broken = outcomes.iter().flat_map(|outcome| &outcome.broken);
    let Some(broken) = broken.next() else { return };
    let rule = &broken.compiled.rule;
    let why = match &broken.why {
        Why::False(Some(message)) => message.trim_end_matches('.').to_owned(),
        Why::False(None) => format!("`{}` is false", brief_value(rule.expression.trim())),
        Why::Fails(error) => format!("its rule fails: {error}"),
        Why::Costs => "its rules cost too much".to_owned(),
    };
    let message = format!("the default breaks a rule of its own schema: {why}");
    check.conflict(
        default,
        message,
        "write one that keeps it, or change the rule",
    );
}

/// Checks the rules right in a schema.
fn rules<'t>(check: &mut Check<'_, 't>, place: Place<'_, 't>, costs: &mut Costs<'t>) {
    let rules = place.schema.get("x-kubernetes-validations");
    if !rules.is_empty() && place.part.declared().is_none() {
        let message =
            "no expression can see values of this schema, which says nothing of their type";
        check.conflict(
            rules,
            message,
            "write the rule for what has a type around it",
        );
        return;
    }
    let compiled = place.part.compile(check.version);
    for (rule, compiled) in rules.items().zip(&compiled) {
        self::rule(check, rule, compiled, place);
        costs.add(check, rule, (place.part, place.count), compiled);
    }
}

fn rule<'t>(check: &mut Check<'_, 't>, rule: Field<'t>, compiled: &Compiled, place: Place<'_, 't>) {
    let expression = rule.get("rule");
    let wanted = (&Type::Bool, "a rule is true or false");
    if !expression_is_sound(check, expression, &compiled.program, wanted) {
        return;
    }
    if let Some(message) = &compiled.message {
        let wanted = (&Type::String, "a message is a text");
        expression_is_sound(check, rule.get("messageExpression"), message, wanted);
    }
    let optional = rule.get("optionalOldSelf");
    if compiled.uses_old_self && place.uncorrelated {
        let message = "`oldSelf` has no meaning for the items of a list that is no map: nothing says which was which";
        check.conflict(
            expression,
            message,
            "write the rule for the list as a whole",
        );
    } else if !compiled.uses_old_self && optional.is_set() {
        let message = "`optionalOldSelf` is set, and the rule does not use `oldSelf`";
        check.conflict(optional, message, "leave it out");
    }
}

/// Tells what is wrong with an expression, at its place in the scalar. Whether nothing is. `wanted`: the type of its value,
/// and why that is.
fn expression_is_sound<'t>(
    check: &mut Check<'_, 't>,
    field: Field<'t>,
    program: &Result<Program, Vec<Fault>>,
    (wanted, why): (&Type, &str),
) -> bool {
    match program {
        Ok(program) if program.result() == wanted => true,
        Ok(program) => {
            let message = format!("{why}, and this expression gives `{}`", program.result());
            check.conflict(field, message, &format!("write one that gives `{wanted}`"));
            false
        }
        Err(_) if is_unfilled(&field.text()) => false,
        Err(faults) => {
            faults.iter().for_each(|fault| tell(check, field, fault));
            false
        }
    }
}

/// Whether a text is yet to be filled in: no expression has such signs but in a string.
pub(in crate::validation) fn is_unfilled(text: &str) -> bool {
    [("{{", "}}"), ("${", "}")].iter().any(|(open, close)| {
        let behind = text.split_once(open);
        behind.is_some_and(|(_, behind)| behind.contains(close))
    })
}

fn tell<'t>(check: &mut Check<'_, 't>, field: Field<'t>, fault: &Fault) {
    let Some(node) = field.node() else { return };
    let (start, end) = (fault.span.start as usize, fault.span.end as usize);
    let object = check.object;
    let mut found = object
        .diagnostic(RuleId::INVALID_EXPRESSION, &node, fault.message.clone())
        .narrowed(node.part(start, end))
        .here("the API server does not compile it")
        .field(check.path(field))
        .reason(Reason::Invalid)
        .server(Server::Rejects);
    found.help = fault.help.clone().map(Into::into);
    check.push(found);
}
