//! Asks a rule that people wrote of an object.

use std::rc::Rc;

use super::declare::{self, CONTAINER, OBJECTS, PARAMS, POD};
use super::{Own, Subject};
use crate::api::Version;
use crate::cel::eval::Variables;
use crate::cel::value::{Items, List};
use crate::cel::{Error, ErrorKind, Program, Value};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::objects::{Object, Workload};
use crate::policies::{Whole, place};
use crate::rules::Parameters;
use crate::yaml::Cursor;

/// What one evaluation may cost, as on the server. Source: `pkg/apis/cel/config.go` of `k8s.io/apiserver`.
const MOST_OF_CALL: u64 = 1_000_000;

/// What all evaluations for an object may cost.
const MOST_OF_OBJECT: u64 = 10_000_000;

/// How long a message may be that is evaluated, as on the server.
const MOST_OF_MESSAGE: usize = 5 * 1024;

/// A rule that could not be asked of an object, and why not, in words that stand behind its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// The rule.
    pub rule: RuleId,
    /// Why not.
    pub why: String,
}

/// What is known around an object that is asked about.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The version of Kubernetes.
    pub version: Version,
    /// What rules are told.
    pub parameters: &'a Parameters,
    /// What one evaluation may cost; the server's limit holds as well.
    pub most: u64,
}

impl<'a> Around<'a> {
    /// Nothing but what rules are told.
    #[must_use]
    pub fn alone(version: Version, parameters: &'a Parameters) -> Self {
        Self {
            version,
            parameters,
            most: MOST_OF_CALL,
        }
    }
}

/// Whether a rule is about objects of that kind.
pub(crate) fn is_asked(own: &Own, object: &Object<'_>, workloads: &[Workload<'_>]) -> bool {
    let has_subject = own.subject == Subject::Object || !workloads.is_empty();
    has_subject && own.kinds.have(&object.api_version, &object.kind)
}

/// Asks a rule of an object that it is about, with the pods that it has, and the objects that `objects` has. Gives why it could
/// not be asked, if it could not.
pub(crate) fn check<'a>(
    (rule, own): (RuleId, &'a Own),
    (object, workloads): (&'a Object<'a>, &'a [Workload<'a>]),
    (around, others): (Around<'a>, &[&'a Object<'a>]),
    found: &mut Vec<Diagnostic>,
) -> Option<Unchecked> {
    let mut asking = Asking {
        rule,
        own,
        object,
        around,
        whole: Whole::as_written(object, around.version),
        values: Values::of(own, rule, around, others),
        left: MOST_OF_OBJECT,
        failed: None,
    };
    // What is asked of an object is asked once, with the first of its pods.
    let is_of_object = own.subject == Subject::Object;
    let rest = workloads.iter().skip(1).filter(|_| !is_of_object);
    asking.all(workloads.first(), found);
    rest.for_each(|workload| asking.all(Some(workload), found));
    asking.failed.map(|error| Unchecked {
        rule,
        why: match error.kind {
            ErrorKind::Unknown | ErrorKind::Unsupported => format!("it hangs on {error}"),
            ErrorKind::Failed | ErrorKind::Cost => error.to_string(),
        },
    })
}

struct Asking<'a> {
    rule: RuleId,
    own: &'a Own,
    object: &'a Object<'a>,
    around: Around<'a>,
    whole: Rc<Whole<'a>>,
    values: Values<'a>,
    left: u64,
    failed: Option<Error>,
}

impl<'a> Asking<'a> {
    fn all(&mut self, workload: Option<&'a Workload<'a>>, found: &mut Vec<Diagnostic>) {
        self.values.own[0] = self.whole.value();
        let template = workload.and_then(|workload| workload.template);
        if let (Some(at), Some(definition)) = (template, declare::template()) {
            self.values.own[POD as usize] = Ok(self.whole.part(definition, at));
        }
        if self.own.subject != Subject::Container {
            self.one(None, found);
            return;
        }
        let Some(definition) = declare::container() else {
            return;
        };
        let containers = workload
            .into_iter()
            .flat_map(|workload| workload.pod.all_containers());
        for container in containers {
            let at = container.at;
            self.values.own[CONTAINER as usize] = Ok(self.whole.part(definition, at));
            self.one(Some(at), found);
        }
    }

    /// Asks about the object, its pod or one container.
    fn one(&mut self, container: Option<Cursor<'a>>, found: &mut Vec<Diagnostic>) {
        self.whole.take_looked();
        let holds = self.evaluate(&self.own.must_hold);
        let looked = self.whole.take_looked();
        match holds {
            Ok(Value::Bool(true)) => {}
            Ok(_) => {
                let finding = self.finding(container, &looked);
                found.push(finding);
            }
            Err(error) => drop(self.failed.get_or_insert(error)),
        }
    }

    fn evaluate(&mut self, program: &'a Program) -> Result<Value<'a>, Error> {
        let most = self.around.most.min(MOST_OF_CALL).min(self.left);
        let outcome = program.evaluate(&self.values, most);
        self.left -= outcome.cost.min(self.left);
        outcome.value
    }

    fn finding(&mut self, container: Option<Cursor<'a>>, looked: &[Cursor<'a>]) -> Diagnostic {
        let at = self.place(container, looked);
        let says = self.own.says.as_ref().and_then(|says| self.message(says));
        let message = says.unwrap_or_else(|| self.own.message.clone());
        let shown = place::shown(self.object, at);
        let mut found = self.object.diagnostic(self.rule, &shown, message);
        found = found.field(self.object.field(&at));
        found.notes.extend(self.own.note.clone().map(Into::into));
        found.help = self.own.help.clone().map(Into::into);
        found
    }

    /// Where a finding stands: where the page says, or else where its expression has looked last.
    fn place(&mut self, container: Option<Cursor<'a>>, looked: &[Cursor<'a>]) -> Cursor<'a> {
        let mut place = None;
        if let Some(program) = &self.own.place {
            // What is not there is looked for in what is nearest to it.
            drop(self.evaluate(program));
            let inside = |at: &Cursor<'a>| self.object.root.span().contains(at.span());
            let looked = self.whole.take_looked();
            place = looked.into_iter().rfind(inside);
        }
        let decides = || place::decides(self.object, looked, &self.own.must_hold.expression.text);
        let at = place.unwrap_or_else(decides);
        match container {
            Some(container) if !container.span().contains(at.span()) => container,
            _ => at,
        }
    }

    /// A message, if it is one that the server would give.
    fn message(&mut self, says: &'a Program) -> Option<String> {
        let Ok(Value::String(said)) = self.evaluate(says) else {
            return None;
        };
        let said = said.as_str().trim();
        let is_told = said.len() <= MOST_OF_MESSAGE && !said.contains('\n') && !said.is_empty();
        is_told.then(|| said.to_owned())
    }
}

/// The value of `objects`: each is seen when an expression comes to it.
struct Others<'a> {
    objects: Vec<&'a Object<'a>>,
    version: Version,
}

impl<'a> Items<'a> for Others<'a> {
    fn len(&self) -> usize {
        self.objects.len()
    }

    fn get(&self, index: usize) -> Result<Value<'a>, Error> {
        match self.objects.get(index) {
            Some(object) => Whole::as_written(object, self.version).value(),
            None => Err(Error::failed(format!("index out of bounds: {index}"))),
        }
    }
}

/// The values of the variables.
struct Values<'a> {
    own: [Result<Value<'a>, Error>; 5],
}

impl<'a> Values<'a> {
    fn of(own: &'a Own, rule: RuleId, around: Around<'a>, others: &[&'a Object<'a>]) -> Self {
        let parameters = around.parameters;
        let params = declare::values(&own.parameters, &|parameter| {
            parameters.value(rule, parameter)
        });
        let others = Others {
            objects: others.to_vec(),
            version: around.version,
        };
        let mut values = [const { Ok(Value::Null) }; 5];
        values[PARAMS as usize] = Ok(params);
        values[OBJECTS as usize] = Ok(Value::List(List::Seen(Rc::new(others))));
        Self { own: values }
    }
}

impl<'a> Variables<'a> for Values<'a> {
    fn get(&self, index: u32) -> Result<Value<'a>, Error> {
        let value = self.own.get(index as usize).cloned();
        value.unwrap_or_else(|| Err(Error::unknown("a variable without a value")))
    }
}
