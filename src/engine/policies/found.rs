//! What a policy says of an object, as findings.

use super::PolicyFindings;
use crate::diagnostic::{Diagnostic, Label, Phase, RuleId, Server};
use crate::engine::world::Of;
use crate::objects::Object;
use crate::policies::{Action, Binding, Breach, Policy, Verdict, place};
use crate::validation::update::Earlier;

/// An object that policies are asked about.
pub(super) struct Judging<'j, 't> {
    pub(super) object: &'j Object<'t>,
    /// What it was, if that is known.
    pub(super) was: Option<&'j Earlier<'j>>,
}

impl<'t> Judging<'_, 't> {
    /// Takes up what a policy says by a binding.
    pub(super) fn take(
        &self,
        policy: &Of<Policy>,
        binding: &Of<Binding>,
        held: Option<Verdict<'t>>,
        said: &mut PolicyFindings,
    ) {
        let Some(verdict) = held else { return };
        for why in verdict.unknown {
            let place = (policy.source, policy.document);
            said.unknown.add(place, &policy.is.name, why);
        }
        for breach in &verdict.breaches {
            let action = match breach.always_denies {
                true => Some(Action::Deny),
                false => binding.is.action,
            };
            let Some(action) = action else { continue };
            let mut new = Vec::new();
            Phase::Rule.run(&mut new, |new| {
                new.push(self.finding(&policy.is, &binding.is, breach, action));
            });
            new.retain(|new| !is_told(&said.found, new));
            said.found.append(&mut new);
        }
    }

    fn finding(
        &self,
        policy: &Policy,
        binding: &Binding,
        breach: &Breach<'t>,
        action: Action,
    ) -> Diagnostic {
        let kind = &self.object.kind;
        let rule = match action {
            Action::Audit => RuleId::ADMISSION_POLICY_AUDIT,
            Action::Deny | Action::Warn => RuleId::ADMISSION_POLICY,
        };
        let message = match breach.must_hold {
            Some(_) => format!("policy `{}`: {}", policy.name, breach.message),
            None => format!(
                "policy `{}` cannot be evaluated for this {kind}: {}",
                policy.name, breach.message
            ),
        };
        let at = place::decides(
            self.object,
            &breach.looked,
            breach.must_hold.as_deref().unwrap_or_default(),
        );
        let (server, does) = match action {
            Action::Deny => (
                Server::Rejects,
                format!("the API server refuses the {kind}"),
            ),
            Action::Warn => (
                Server::Warns,
                format!("the API server takes the {kind} and warns"),
            ),
            Action::Audit => (
                Server::Takes,
                format!("the API server takes the {kind} and notes it in the audit log"),
            ),
        };
        let note = format!("{does}: so says the binding `{}`", binding.name);
        let mut found = self
            .object
            .diagnostic(rule, &place::shown(self.object, at), message);
        found = found
            .field(self.object.field(&at))
            .server(server)
            .note(note);
        let (source, span) = breach.policy_at;
        found.labels.push(Label {
            source,
            span,
            message: match breach.must_hold {
                Some(_) => "this does not hold".into(),
                None => "this cannot be evaluated".into(),
            },
        });
        if let Some(was) = self.was.filter(|_| breach.looked_back) {
            was.tell(&mut found);
        }
        found
    }
}

/// Whether another binding says the same, or more.
fn is_told(found: &[Diagnostic], new: &Diagnostic) -> bool {
    found.iter().any(|old| {
        let is_more = old.server <= new.server;
        is_more && old.primary.span == new.primary.span && old.message == new.message
    })
}
