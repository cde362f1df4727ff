//! What a policy says of an object. Source: `pkg/admission/plugin/policy/validating/validator.go` of `k8s.io/apiserver`.

use std::cell::Cell;
use std::rc::Rc;

use super::held::Before;
use super::policy::{Expression, Policy};
use super::request::Request;
use super::run::Run;
use super::served::Whole;
use crate::api::Version;
use crate::cel::{Error, ErrorKind, Value};
use crate::source::{SourceId, Span};
use crate::yaml::Cursor;

/// What all expressions of a binding may cost together, and all match conditions. Source: `pkg/apis/cel/config.go`.
const MOST: u64 = 10_000_000;
const MOST_OF_CONDITIONS: u64 = MOST / 4;

/// What a policy hangs on that is about changes as well, where nobody has said what the object was.
const NOT_KNOWN: &str = "what the object was (`oldObject`), which `--changed-since` tells";

/// Something that a policy finds wrong.
#[derive(Clone, Debug)]
pub struct Breach<'t> {
    /// What the server says of it.
    pub message: String,
    /// What kind of refusal it is, if the policy says so.
    pub reason: Option<String>,
    /// What must hold, and where that is written; none where that could not be found out, and that refuses the object.
    pub must_hold: Option<String>,
    /// Where the expression is written.
    pub policy_at: (SourceId, Span),
    /// Where the expression has looked, the last at the end.
    pub looked: Vec<Cursor<'t>>,
    /// Whether it refuses the object whatever the binding does about others.
    pub always_denies: bool,
    /// Whether the expression has looked at what the object was.
    pub looked_back: bool,
}

/// What a policy says.
#[derive(Debug, Default)]
pub struct Verdict<'t> {
    /// What it finds wrong.
    pub breaches: Vec<Breach<'t>>,
    /// What it hangs on where nobody can say, in words that stand behind "hangs on".
    pub unknown: Vec<String>,
}

impl Verdict<'_> {
    /// That nobody can say, for what the policy hangs on.
    pub(super) fn unknown(why: String) -> Self {
        Self {
            breaches: Vec::new(),
            unknown: vec![why],
        }
    }
}

/// What a policy is asked about.
pub(super) struct Case<'a> {
    pub(super) policy: &'a Policy,
    pub(super) whole: Rc<Whole<'a>>,
    /// What the object was, if it is to be changed.
    old: Option<Rc<Whole<'a>>>,
    /// Whether an expression has looked at that.
    looked_back: Cell<bool>,
    pub(super) params: Option<Rc<Whole<'a>>>,
    pub(super) request: Value<'a>,
    pub(super) namespace: Result<Value<'a>, Error>,
}

impl<'a> Case<'a> {
    pub(super) fn of(
        policy: &'a Policy,
        request: &Request<'_, 'a>,
        params: Option<Rc<Whole<'a>>>,
        version: Version,
    ) -> Rc<Self> {
        let whole = |object| match request.old {
            Some(_) => Whole::stored(object, version),
            None => Whole::of(object, version),
        };
        Rc::new(Self {
            policy,
            whole: whole(request.object),
            old: request.old.map(whole),
            looked_back: Cell::new(false),
            params,
            request: request.value(),
            namespace: request.namespace_value(version),
        })
    }

    /// What the policy says of the object, of which `before` says what it was.
    pub(super) fn judge(self: &Rc<Self>, before: Before<'_, 'a>) -> Verdict<'a> {
        let mut verdict = Verdict::default();
        if self.is_asked(&mut verdict) {
            self.validate(&mut verdict);
        }
        let hangs_on_it = self.looked_back.get() && self.policy.constraints.has_changes();
        if hangs_on_it && matches!(before, Before::Unknown) {
            verdict.unknown.push(NOT_KNOWN.to_owned());
        }
        verdict
    }

    /// What the object was: null if it is new.
    pub(super) fn old(&self) -> Result<Value<'a>, Error> {
        self.looked_back.set(true);
        self.old.as_ref().map_or(Ok(Value::Null), Whole::value)
    }

    /// Whether the match conditions hold. What fails in them is told.
    fn is_asked(self: &Rc<Self>, verdict: &mut Verdict<'a>) -> bool {
        let run = Run::of(self, MOST_OF_CONDITIONS, true);
        let mut failed = Vec::new();
        for condition in &self.policy.conditions {
            match run.evaluate(condition) {
                Ok(Value::Bool(false)) => return false,
                Ok(_) => {}
                Err(error) => failed.push((condition, error)),
            }
        }
        let Some((condition, error)) = failed.into_iter().max_by_key(|(_, error)| is_open(error))
        else {
            return true;
        };
        self.fail(condition, &error, verdict);
        false
    }

    fn validate(self: &Rc<Self>, verdict: &mut Verdict<'a>) {
        let run = Run::of(self, MOST, false);
        for validation in &self.policy.validations {
            self.whole.take_looked();
            let before = self.looked_back.take();
            let found = run.evaluate(&validation.expression);
            let looked = self.whole.take_looked();
            let looked_back = self.looked_back.get();
            self.looked_back.set(before || looked_back);
            let looked_back = looked_back && self.old.is_some();
            match found {
                Ok(Value::Bool(true)) => {}
                Err(error) => {
                    self.fail(&validation.expression, &error, verdict);
                    if error.kind == ErrorKind::Cost {
                        return;
                    }
                    if let Some(breach) = verdict.breaches.last_mut() {
                        breach.looked = looked;
                        breach.looked_back = looked_back;
                    }
                }
                Ok(_) => {
                    let says = validation.says.as_ref().and_then(|says| run.message(says));
                    let text = validation.expression.text();
                    let message = says
                        .or_else(|| {
                            validation
                                .message
                                .as_deref()
                                .map(|said| said.trim().to_owned())
                        })
                        .filter(|message| !message.is_empty())
                        .unwrap_or_else(|| format!("failed expression: {text}"));
                    verdict.breaches.push(Breach {
                        message,
                        reason: validation.reason.clone(),
                        must_hold: Some(text.to_owned()),
                        policy_at: (validation.expression.source, validation.expression.at),
                        looked,
                        always_denies: false,
                        looked_back,
                    });
                }
            }
        }
        let run = Run::of(self, MOST, false);
        for note in &self.policy.notes {
            if let Err(error) = run.evaluate(note) {
                let before = verdict.breaches.len();
                self.fail(note, &error, verdict);
                let new = verdict.breaches[before..].iter_mut();
                new.for_each(|breach| breach.always_denies = true);
            }
        }
    }

    /// Takes note of an expression without a value: it refuses the object, unless the policy is lenient or nobody can say.
    fn fail(&self, expression: &Expression, error: &Error, verdict: &mut Verdict<'a>) {
        if is_open(error) {
            verdict.unknown.push(error.message.clone().into_owned());
            return;
        }
        if self.policy.is_lenient {
            return;
        }
        let message = match error.kind {
            ErrorKind::Cost => "it costs more than the server allows".to_owned(),
            _ => error.message.to_string(),
        };
        verdict.breaches.push(Breach {
            message,
            reason: None,
            must_hold: None,
            policy_at: (expression.source, expression.at),
            looked: Vec::new(),
            always_denies: false,
            looked_back: false,
        });
    }
}

/// Whether nobody can say what a server would make of it.
pub(super) fn is_open(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Unknown | ErrorKind::Unsupported)
}
