//! Events, of the core group and of `events.k8s.io`. Source: `ValidateEventCreate`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::QUALIFIED_NAME;

/// The most characters of each text.
const LONGEST: [(&str, usize); 3] = [("reportingInstance", 128), ("action", 128), ("reason", 128)];
const LONGEST_NOTE: usize = 1024;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let root = check.root();
    let old = check.object.group().is_empty();
    let subject = root.get(if old { "involvedObject" } else { "regarding" });
    let timed = root.get("eventTime").is_set();
    namespaces(check, root, subject.get("namespace"), timed);
    if timed {
        let controller = if old {
            "reportingComponent"
        } else {
            "reportingController"
        };
        let controller = root.get(controller);
        if controller.is_empty() {
            check.required(controller, "reportingController: example.com/my-controller");
        }
        check.format_of_set(controller, &QUALIFIED_NAME);
        for (name, most) in LONGEST {
            let field = root.get(name);
            if field.is_empty() {
                check.required(field, &format!("{name}: …"));
            } else if field.text().len() > most {
                check.invalid(field, &format!("up to {most} characters"));
            }
        }
        let note = root.get(if old { "message" } else { "note" });
        if note.text().len() > LONGEST_NOTE {
            check.invalid(note, "up to 1024 characters");
        }
    }
    // The server checks the beta of the newer group as it checks the core group.
    if !old && check.object.api_version != "events.k8s.io/v1beta1" {
        new_event(check, root);
    }
}

fn namespaces<'t>(check: &mut Check<'_, 't>, root: Field<'t>, subject: Field<'t>, timed: bool) {
    let own = root.at(&["metadata", "namespace"]).text();
    // One that is not written is that of the request, which a manifest does not show.
    if own.is_empty() {
        return;
    }
    let other = subject.text();
    let fits = match (timed, other.is_empty()) {
        (true, true) => own == "default" || own == "kube-system",
        (false, true) => own == "default",
        (true, false) => true,
        (false, false) => own == other,
    };
    if !fits {
        check.invalid(
            subject,
            &format!("the namespace of the event itself, `{own}`"),
        );
    }
}

/// What the newer group asks for beyond.
fn new_event<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    let series = root.get("series");
    if series.is_set() {
        let count = series.get("count");
        if count.int().unwrap_or_default() < 2 {
            check.invalid(count, "a number from 2 on");
        }
        if !series.get("lastObservedTime").is_set() {
            check.required(
                series.get("lastObservedTime"),
                "lastObservedTime: 2026-01-31T12:00:00.000000Z",
            );
        }
    }
    if !root.get("eventTime").is_set() {
        check.required(
            root.get("eventTime"),
            "eventTime: 2026-01-31T12:00:00.000000Z",
        );
    }
    let kind = root.get("type");
    if kind.is_text() && !["Normal", "Warning"].contains(&kind.text().as_ref()) {
        check.invalid(kind, "`Normal` or `Warning`");
    }
    for name in ["deprecatedFirstTimestamp", "deprecatedLastTimestamp"] {
        if root.get(name).is_set() {
            check.conflict(
                root.get(name),
                "an event of this version has an `eventTime`",
                "leave it out",
            );
        }
    }
    if root.get("deprecatedCount").int().unwrap_or_default() != 0 {
        check.conflict(
            root.get("deprecatedCount"),
            "an event of this version has a `series`",
            "leave it out",
        );
    }
    let source = root.get("deprecatedSource");
    if !source.get("component").is_empty() || !source.get("host").is_empty() {
        check.conflict(
            source,
            "an event of this version has a `reportingController`",
            "leave it out",
        );
    }
}
