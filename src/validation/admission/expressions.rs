//! Expressions of policies and webhooks: the server compiles each before it stores the object.

use crate::cel::{Environment, Fault};
use crate::diagnostic::{Diagnostic, Reason, RuleId, Server};
use crate::policies::expressions::{self, Purpose, Written};
use crate::policies::typed;
use crate::validation::check::Check;
use crate::validation::crd::is_unfilled;
use crate::validation::field::Field;
use crate::yaml::Cursor;

/// Checks the expressions of a policy by its `spec`.
pub(super) fn of_policy<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, is_mutating: bool) {
    let Some(spec) = spec.node() else { return };
    let written = expressions::of_policy(spec, is_mutating, minor(check), None);
    let is_read = written.iter().all(|written| written.read.is_ok());
    for written in &written {
        refused(check, written);
    }
    if is_read && !is_mutating {
        of_types(check, spec);
    }
}

/// Fields that none of the objects has which a policy is about.
fn of_types<'t>(check: &mut Check<'_, 't>, spec: Cursor<'t>) {
    let mut types = typed::of_policy(spec, check.version).into_iter();
    let read = |of| expressions::of_policy(spec, false, minor(check), Some(of));
    let Some(mut found) = types.next().map(read) else {
        return;
    };
    for of in types {
        for (found, other) in found.iter_mut().zip(read(of)) {
            let others = other.read.err().unwrap_or_default();
            if let Err(faults) = &mut found.read {
                faults.retain(|fault| others.iter().any(|other| other.span == fault.span));
            }
        }
    }
    for written in &found {
        for fault in faults(written) {
            let mut found = of_fault(check, written, fault).server(Server::Takes);
            found.notes.push(taken(written.purpose).into());
            check.push(found);
        }
    }
}

/// Checks the match conditions of a webhook.
pub(super) fn of_webhook<'t>(check: &mut Check<'_, 't>, webhook: Field<'t>) {
    if let Some(webhook) = webhook.node() {
        for written in &expressions::of_webhook(webhook, minor(check)) {
            refused(check, written);
        }
    }
}

/// The version whose functions the expressions of a new object may use.
fn minor(check: &Check<'_, '_>) -> u8 {
    Environment::new_on(check.version.minor())
}

/// Adds what the server refuses an expression for.
fn refused<'t>(check: &mut Check<'_, 't>, written: &Written<'t>) {
    for fault in faults(written) {
        let found = of_fault(check, written, fault);
        let found = found.here("the API server does not compile it");
        check.push(found.reason(Reason::Invalid).server(Server::Rejects));
    }
}

fn faults<'w>(written: &'w Written<'_>) -> impl Iterator<Item = &'w Fault> {
    let faults = written.read.as_ref().err();
    let is_unfilled = faults.is_some() && is_unfilled(&written.at.as_str().unwrap_or_default());
    faults.filter(|_| !is_unfilled).into_iter().flatten()
}

/// What is wrong with an expression, where that is written.
fn of_fault<'t>(check: &Check<'_, 't>, written: &Written<'t>, fault: &Fault) -> Diagnostic {
    let rule = RuleId::INVALID_EXPRESSION;
    let mut found = check
        .object
        .diagnostic(rule, &written.at, fault.message.clone());
    found.primary.span = written.span_of(fault.span);
    found.help = fault.help.clone().map(Into::into);
    found
}

/// What the server does about a field that is not there.
fn taken(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Validation | Purpose::Message => {
            "no object has it that the policy is about: the API server takes the policy, and notes it in `status.typeChecking`"
        }
        _ => {
            "no object has it that the policy is about; the API server takes the policy without a word"
        }
    }
}
