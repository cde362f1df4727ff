//! Holds a field against what is wanted of it.

use std::cell::OnceCell;

use crate::api::Versions;
use crate::diagnostic::{Diagnostic, RuleId, Shared, brief_value};
use crate::objects::{Container, Object, Stage, Workload, WorkloadKind};
use crate::rules::field::steps::{Reached, follow};
use crate::rules::field::{Bound, FieldRule, Of, Wanted};
use crate::rules::{ObjectContext, Parameters, PodContext};
use crate::wildcard::is_like;
use crate::yaml::{Cursor, Kind, Scalar};

/// Where a field is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Place<'c, 't> {
    /// The rule that is asked.
    pub rule: RuleId,
    /// The object.
    pub object: &'c Object<'t>,
    /// The versions of Kubernetes that it is for.
    pub versions: Versions,
    /// What users tell of their own environment.
    pub parameters: &'c Parameters,
    /// The workload, if the field is one of its pod or of a container.
    pub workload: Option<&'c Workload<'t>>,
    /// The container, if it is one of a container.
    pub container: Option<&'c Container<'t>>,
}

/// Asks a rule about a pod or its containers.
pub(in crate::rules) fn of_pod(
    field: &FieldRule,
    pod: &PodContext<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let place = Place {
        rule: pod.rule,
        object: pod.object,
        versions: pod.versions,
        parameters: pod.parameters,
        workload: Some(pod.workload),
        container: None,
    };
    let of_container = |container| Place {
        container: Some(container),
        ..place
    };
    match field.of {
        Of::Pods => place.judge(field, pod.pod.spec, found),
        Of::Running => {
            for container in pod.pod.running() {
                of_container(container).judge(field, container.at, found);
            }
        }
        Of::Containers => {
            for container in pod.pod.all_containers() {
                of_container(container).judge(field, container.at, found);
            }
        }
        Of::Objects(_) => {}
    }
}

/// Asks a rule about an object.
pub(in crate::rules) fn of_object(
    field: &FieldRule,
    context: &ObjectContext<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let object = context.object;
    if !field.is_of(object.group(), &object.kind) {
        return;
    }
    let place = Place {
        rule: context.rule,
        object,
        versions: context.versions,
        parameters: context.parameters,
        workload: None,
        container: None,
    };
    place.judge(field, object.root, found);
}

impl<'t> Place<'_, 't> {
    /// The kind of the workload, if it is one.
    #[must_use]
    pub fn kind(&self) -> Option<WorkloadKind> {
        self.workload.map(|workload| workload.kind)
    }

    /// Whether it is in a pod for Linux, or may be.
    #[must_use]
    pub fn is_linux(&self) -> bool {
        !self
            .workload
            .is_some_and(|workload| workload.pod.is_windows())
    }

    /// Whether it is an ordinary container, and none that prepares the others or runs beside them as a sidecar.
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        self.container
            .is_some_and(|container| container.stage == Stage::Main)
    }

    /// Whether its pods are to run for ever: no Job's, and none that is not restarted.
    #[must_use]
    pub fn runs_on(&self) -> bool {
        let ends = |workload: &Workload<'_>| workload.kind.ends() || workload.pod.ends();
        !self.workload.is_some_and(ends)
    }

    /// Whether somebody asks for this rule, so that it makes no exceptions.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.parameters.is_asked(self.rule)
    }

    /// The word that a parameter of the rule is set to, out of its choices.
    #[must_use]
    pub fn choice(&self, parameter: &str) -> Option<&str> {
        self.parameters.choice(self.rule, parameter)
    }

    /// Whether another field of what is judged is written, and how: the container's, the pod's, or the object's.
    #[must_use]
    pub fn written(&self, way: &str) -> Option<Cursor<'t>> {
        let of_pod = || self.workload.map(|workload| workload.pod.spec);
        let own = self.container.map(|container| container.at);
        let holder = own.or_else(of_pod).unwrap_or(self.object.root);
        let mut written = None;
        follow(holder, way, &mut |reached| {
            written = written.or(reached.is_written().then_some(reached.at));
        });
        written
    }

    /// Whether a resource of a container is limited, by itself or with all of its pod: what is limited and not requested
    /// is requested as much.
    #[must_use]
    pub fn limits(&self, resource: &str) -> bool {
        let of_pod = || Some(self.workload?.pod.spec);
        let holders = [self.container.map(|container| container.at), of_pod()];
        let limits = |holder: Cursor<'t>| holder.get("resources")?.get("limits")?.get(resource);
        holders
            .into_iter()
            .flatten()
            .any(|holder| limits(holder).is_some())
    }

    fn judge(self, field: &FieldRule, holder: Cursor<'t>, found: &mut Vec<Diagnostic>) {
        // Most fields are as they are wanted, which is sooner seen than whether the rule is for such places at all.
        let is_meant = OnceCell::new();
        let is_meant = || *is_meant.get_or_init(|| field.only.is_none_or(|only| only(&self)));
        follow(holder, field.field, &mut |reached| {
            // What is empty says nothing either: `securityContext: {}`.
            let is_silent = !reached.is_written() || is_empty(&reached.at);
            let inherited = is_silent.then(|| self.inherited(field)).flatten();
            let is_inherited = inherited.is_some();
            let reached = inherited.unwrap_or(reached);
            if !self.fits(field, &reached) && is_meant() {
                found.push(self.tell(field, &reached, is_inherited));
            }
        });
    }

    /// The field of the pod that holds where the container says nothing.
    fn inherited(&self, field: &FieldRule) -> Option<Reached<'t, 'static>> {
        let spec = self.workload?.pod.spec;
        let mut inherited = None;
        follow(spec, field.inherited?, &mut |reached| {
            inherited = Some(reached)
        });
        inherited.filter(Reached::is_written)
    }

    fn fits(&self, field: &FieldRule, reached: &Reached<'t, '_>) -> bool {
        let written = reached.is_written().then_some(reached.at);
        // `True`, `yes` and `0x10` are what they mean, and not how they are written.
        let text = written.map(|at| match at.scalar() {
            Some(Scalar::Bool(is)) => is.to_string().into(),
            Some(Scalar::Int(number)) => number.to_string().into(),
            _ => at.as_key(),
        });
        let text = text.as_deref().or(field.default);
        let is_one = |values: &[&str]| text.is_some_and(|text| values.contains(&text));
        let number = text.and_then(|text| text.parse::<i64>().ok());
        let words = |name| self.parameters.words(self.rule, name);
        let is_like_one = |name| {
            let like = |text: &str| words(name).iter().any(|word| is_like(text, word));
            match field.in_capitals {
                true => text.is_some_and(|text| like(&text.to_ascii_uppercase())),
                false => text.is_some_and(like),
            }
        };
        let like = |values: &[&str]| {
            let like = |text: &str| values.iter().any(|value| is_like(text, value));
            text.is_some_and(like)
        };
        match field.wanted {
            Wanted::Present => written.map_or(field.default.is_some(), |at| !is_empty(&at)),
            Wanted::Absent => written.is_none(),
            Wanted::Is(value) => text == Some(value),
            Wanted::IsNot(value) => text != Some(value),
            Wanted::OneOf(values) => is_one(values),
            Wanted::NoneOf(values) => !is_one(values),
            Wanted::NoneLike(values) => !like(values),
            Wanted::Has(item) => {
                let mut items = written.into_iter().flat_map(|list| list.items());
                items.any(|known| known.as_key().eq_ignore_ascii_case(item))
            }
            Wanted::AtLeast(least) => {
                let least = self.number(least);
                least.is_none_or(|least| number.is_some_and(|number| number >= least))
            }
            Wanted::AtMost(most) => {
                let most = self.number(most);
                most.zip(number).is_none_or(|(most, number)| number <= most)
            }
            Wanted::Like(name) => text.is_none() || words(name).is_empty() || is_like_one(name),
            Wanted::Unlike(name) => !is_like_one(name),
        }
    }

    fn number(&self, bound: Bound) -> Option<i64> {
        match bound {
            Bound::Number(number) => Some(number),
            Bound::Parameter(name) => self.parameters.number(self.rule, name),
        }
    }

    fn tell(&self, field: &FieldRule, reached: &Reached<'t, '_>, is_inherited: bool) -> Diagnostic {
        let is_written = reached.is_written();
        let at = match reached.item.filter(|_| !is_written) {
            _ if is_written => reached.at,
            Some(item) => of_item(&item),
            None => self.anchor(),
        };
        let value = match is_written {
            true if reached.at.kind() == Kind::Scalar => brief_value(&reached.at.as_key()),
            _ => field.default.unwrap_or_default().to_owned(),
        };
        let name = match self.container {
            Some(container) => container.called().into_owned(),
            None => self.object.name().unwrap_or_default().into_owned(),
        };
        let help = field.help.replace("{name}", &name).replace("{}", &value);
        let shared = self.says(field, &name, value);
        let mut found = self
            .object
            .diagnostic(self.rule, &at, shared.message())
            .here(field.here[usize::from(!is_written)])
            .help(help);
        if !field.note.is_empty() {
            found = found.note(field.note);
        }
        if !is_written {
            let whole = self.object.field(&reached.at);
            let missing = reached.missing_parts();
            found = found.field(missing.fold(whole, |path, part| path.and(part)));
        }
        if let Some(container) = self.container.filter(|_| is_inherited) {
            found.add_label(container.anchor().span(), "holds for this container");
            found.container = Some(name.into());
        }
        found.shared(shared)
    }

    /// What is said of which part: of a container, or of a value that ends the sentence.
    fn says(&self, field: &FieldRule, name: &str, value: String) -> Shared {
        let says = match value.is_empty() {
            true => field.lacks.unwrap_or(field.says),
            false => field.says,
        };
        let [one, many] = says.map(|says| says.replace("{}", &value));
        if self.container.is_some() {
            return Shared::of_container(name, [one, many]);
        }
        let subject = self.subject(name);
        match field.says[0].strip_suffix(": {}") {
            Some(before) => Shared {
                before: format!("{subject} {before}: "),
                subject: value,
                one: String::new(),
                many: String::new(),
            },
            None => Shared {
                before: String::new(),
                subject,
                one,
                many: String::new(),
            },
        }
    }

    /// What the sentence is about.
    fn subject(&self, name: &str) -> String {
        match self.workload {
            Some(_) => "the pod".to_owned(),
            None => format!("the {} `{name}`", self.object.kind),
        }
    }

    /// Where to point when nothing is written: the name of the container, the pod's `spec`, the object's name.
    fn anchor(&self) -> Cursor<'t> {
        match (self.container, self.workload) {
            (Some(container), _) => container.anchor(),
            (None, Some(workload)) => workload.pod.anchor,
            (None, None) => self.object.anchor(),
        }
    }
}

/// Whether a list or a mapping has nothing in it.
fn is_empty(at: &Cursor<'_>) -> bool {
    match at.kind() {
        Kind::Sequence => at.items().next().is_none(),
        Kind::Mapping => at.entries().next().is_none(),
        _ => false,
    }
}

/// Where to point when an item of a list is meant: its name, or its first key.
fn of_item<'t>(item: &Cursor<'t>) -> Cursor<'t> {
    let first = || Some(item.entries().next()?.key);
    item.get("name").or_else(first).unwrap_or(*item)
}
