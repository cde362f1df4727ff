//! `pod-security`, `pod-security-warning` and `pod-security-audit`: see the pages.

use std::collections::{BTreeMap, HashMap};

use crate::api::Versions;
use crate::diagnostic::{Diagnostic, RuleId, Server};
use crate::files::shared_parts;
use crate::objects::{Entry, Namespace, Object, Place, Pods, Workload, WorkloadKind, recognize};
use crate::pod_security::{Breach, Mode, Modes, Standard, Violation, violations};
use crate::rules::words::{joined, quoted};
use crate::rules::{PodContext, Reread, RunContext};
use crate::yaml::Tree;

/// What the user holds every pod to.
pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(standard) = pod.parameters.pod_security else {
        return;
    };
    for violation in violations(pod.pod, standard, pod.versions) {
        let finding = describe(pod.rule, pod.object, standard, &violation, pod.versions);
        let control = violation.control.name;
        let note = format!("every pod is held to `{standard}` here, control {control}");
        found.push(finding.note(note));
    }
}

/// What namespaces of the run enforce.
pub(super) fn enforced(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    of_mode(run, Mode::Enforce, found);
}

/// What namespaces of the run have the API server warn of.
pub(super) fn warned(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    of_mode(run, Mode::Warn, found);
}

/// What namespaces of the run have the API server note.
pub(super) fn audited(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    of_mode(run, Mode::Audit, found);
}

/// A namespace that asks for something, and what.
type Asking<'i> = (Entry<'i, Namespace>, Modes);

fn of_mode(run: &RunContext<'_, '_>, mode: Mode, found: &mut Vec<Diagnostic>) {
    let mut by_source: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let asking = asking(run, mode);
    for pods in run.workloads().filter(|_| !asking.is_empty()) {
        let namespace = pods.object.namespace.as_deref();
        let all = namespace.and_then(|name| asking.get(name));
        if let Some(of) = all.and_then(|all| nearest(pods, all, mode)) {
            by_source.entry(pods.source).or_default().push((pods, of));
        }
    }
    for (source, pods) in by_source {
        if let Some(reread) = (run.again)(source) {
            of_source(run.rule, &reread, &pods, mode, found);
        }
    }
}

/// The namespaces that ask for something beyond what they ask for more strictly, by name.
fn asking<'i>(run: &RunContext<'_, 'i>, mode: Mode) -> HashMap<&'i str, Vec<Asking<'i>>> {
    let mut asking: HashMap<_, Vec<_>> = HashMap::new();
    for namespace in run.neighbours.inventory.all::<Namespace>() {
        let labels = &namespace.is.pod_security;
        if labels.is_empty() {
            continue;
        }
        let label = |name: &str| label(namespace, name).map(|place| &*place.text);
        let of = (namespace, Modes::of(label));
        asking
            .entry(namespace.resource.name())
            .or_default()
            .push(of);
    }
    asking.retain(|_, all| {
        all.iter().any(|(_, modes)| {
            modes.standard(mode) != modes.standard(Mode::Enforce) || mode == Mode::Enforce
        })
    });
    asking
}

fn label<'i>(namespace: Entry<'i, Namespace>, name: &str) -> Option<&'i Place> {
    let mut labels = namespace.is.pod_security.iter();
    labels
        .find(|(key, _)| **key == *name)
        .map(|(_, value)| value)
}

/// Which of the namespaces of one name is meant: that in the directory nearest to the pods; where several are alike near,
/// as in trees for development and production, that which asks for least.
fn nearest<'i>(pods: Entry<'_, Pods>, all: &[Asking<'i>], mode: Mode) -> Option<Asking<'i>> {
    let order = |(namespace, modes): &&Asking<'_>| {
        let shared = shared_parts(&pods.directory, &namespace.directory);
        let apart = namespace.directory.split('/').count() - shared;
        (std::cmp::Reverse(shared), apart, modes.standard(mode))
    };
    all.iter().min_by_key(order).copied()
}

fn of_source(
    rule: RuleId,
    reread: &Reread,
    pods: &[(Entry<'_, Pods>, Asking<'_>)],
    mode: Mode,
    found: &mut Vec<Diagnostic>,
) {
    let tree = Tree::read(&reread.text);
    let Some((first, _)) = pods.first() else {
        return;
    };
    for document in tree.documents() {
        if !pods.iter().any(|(pods, _)| pods.document == document.index) {
            continue;
        }
        let recognized = recognize(first.source, &reread.path, &tree, document);
        for object in &recognized.objects() {
            let of = pods.iter().find(|(pods, _)| pods.is(object));
            let workload = Workload::of(object);
            if let (Some((_, asking)), Some(workload)) = (of, workload) {
                let asked = Asked {
                    rule,
                    mode,
                    asking: *asking,
                    versions: reread.versions,
                };
                asked.of_workload(object, &workload, found);
            }
        }
    }
}

/// What is asked of a workload in a namespace.
struct Asked<'i> {
    rule: RuleId,
    mode: Mode,
    asking: Asking<'i>,
    versions: Versions,
}

impl Asked<'_> {
    fn of_workload(
        &self,
        object: &Object<'_>,
        workload: &Workload<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        let (namespace, modes) = self.asking;
        let standard = modes.standard(self.mode);
        let refused = match self.mode {
            Mode::Enforce => Vec::new(),
            _ => violations(&workload.pod, modes.standard(Mode::Enforce), self.versions),
        };
        for violation in violations(&workload.pod, standard, self.versions) {
            let control = violation.control.name;
            if refused
                .iter()
                .any(|refused| refused.control.name == control)
            {
                continue;
            }
            let mut finding = describe(self.rule, object, standard, &violation, self.versions)
                .note(self.consequence(object, workload, control));
            if self.mode == Mode::Enforce && workload.kind == WorkloadKind::Pod {
                finding = finding.server(Server::Rejects);
            }
            let place = label(namespace, self.mode.name())
                .or_else(|| label(namespace, Mode::Enforce.name()));
            if let Some(place) = place {
                let mut label = namespace.label(format!("{} `{standard}`", self.asks()));
                label.span = place.at;
                finding.labels.push(label);
            }
            found.push(finding);
        }
    }

    fn asks(&self) -> &'static str {
        match self.mode {
            Mode::Enforce => "enforces",
            Mode::Warn | Mode::Audit => "asks for",
        }
    }

    /// What comes of it.
    fn consequence(&self, object: &Object<'_>, workload: &Workload<'_>, control: &str) -> String {
        let namespace = self.asking.0.resource.name();
        let asks = self.asks();
        let of_control = format!("namespace `{namespace}` {asks} the control {control}");
        match (self.mode, workload.kind) {
            (Mode::Enforce, WorkloadKind::Pod) => {
                format!("the API server refuses the pod: {of_control}")
            }
            (Mode::Enforce, _) => format!(
                "the API server takes the {} and refuses each of its pods: {of_control}",
                object.kind
            ),
            (Mode::Warn, _) => format!("the API server warns of it: {of_control}"),
            (Mode::Audit, _) => {
                format!("the API server notes it in the audit log: {of_control}")
            }
        }
    }
}

/// A violation as a finding, without what comes of it.
fn describe(
    rule: RuleId,
    object: &Object<'_>,
    standard: Standard,
    violation: &Violation<'_>,
    asked: Versions,
) -> Diagnostic {
    let (forbidden, lacking): (Vec<&Breach<'_>>, Vec<_>) = violation
        .breaches
        .iter()
        .partition(|breach| breach.what.is_some());
    let mut order = forbidden.iter().chain(&lacking);
    let Some(first) = order.next() else {
        // A violation has a place.
        return object.diagnostic(rule, &object.root, violation.control.name);
    };
    let message = message(standard, violation, &forbidden, &lacking);
    let mut found = object.diagnostic(rule, &first.at, message);
    found.container = first.container.as_deref().map(Into::into);
    let span = |breach: &Breach<'_>| breach.shown.unwrap_or(breach.at).span();
    found.primary.span = span(first);
    for breach in order {
        found.add_label(span(breach), of(breach, violation));
    }
    found.primary.message = of(first, violation).into();
    found.versions = Some(violation.versions).filter(|&versions| versions != asked);
    found.help(violation.control.help)
}

/// What is said at a place.
fn of(breach: &Breach<'_>, violation: &Violation<'_>) -> String {
    if breach.what.is_some() {
        return "forbidden".to_owned();
    }
    let lacks = format!("lacks `{}`", violation.control.wanted);
    match breach.shown.and_then(|shown| shown.as_str()) {
        Some(instead) => format!("{lacks}: `{instead}` does not count"),
        None => lacks,
    }
}

fn message(
    standard: Standard,
    violation: &Violation<'_>,
    forbidden: &[&Breach<'_>],
    lacking: &[&Breach<'_>],
) -> String {
    let level = standard.level.name();
    let by = format!("the Pod Security Standard `{level}`");
    let mut said: Vec<String> = forbidden.iter().map(|breach| told(breach)).collect();
    said.dedup();
    let names = lacking
        .iter()
        .filter_map(|breach| breach.container.as_deref());
    let names: Vec<&str> = names.collect();
    let lacks = match names.len() {
        1 => "lacks",
        _ => "lack",
    };
    let wanted = violation.control.wanted;
    match (&said[..], &names[..]) {
        ([], names) => format!("{} {lacks} `{wanted}`, which {by} asks for", quoted(names)),
        ([only], []) => format!("{by} forbids {only}"),
        (several, []) => format!("{by} forbids {}", joined(several.iter().cloned())),
        (several, names) => format!(
            "{by} forbids {}, and {} {lacks} `{wanted}`",
            joined(several.iter().cloned()),
            quoted(names)
        ),
    }
}

/// What is forbidden, and in which container: "`hostPort: 80` in `web`".
fn told(breach: &Breach<'_>) -> String {
    let what = breach.what.as_deref().unwrap_or_default();
    let what = match what.contains('`') {
        true => what.to_owned(),
        false => format!("`{what}`"),
    };
    match &breach.container {
        Some(container) => format!("{what} in `{container}`"),
        None => what,
    }
}
