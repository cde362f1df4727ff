//! Findings on what is yet to be filled in, or cannot be read because it is encrypted. They say nothing, and all else
//! about the object stands, whatever the order in which it is written.

use std::cell::LazyCell;

use super::capitals::is_in_capitals;
use crate::diagnostic::{Diagnostic, Phase, RuleId};
use crate::field_path::{FieldPath, Part};
use crate::objects::{Object, USED_HERE, is_encrypted};
use crate::placeholder::{self, Sign};
use crate::rules;
use crate::source::Span;
use crate::yaml::{Cursor, Entry, Kind, Tree};

/// Takes such findings out, and returns where they were. `is_test`: the object is one of tests, which fill in what they leave
/// empty.
pub(super) fn take_out(
    object: &Object<'_>,
    is_test: &dyn Fn() -> bool,
    found: &mut Vec<Diagnostic>,
) -> Vec<Span> {
    if found.is_empty() {
        return Vec::new();
    }
    let (is_form, is_test) = (LazyCell::new(|| is_form(object)), is_test());
    // A test that gives an object its name gives it the rest as well, by whatever marks it finds.
    let is_named_later = is_test && name_is_empty(object);
    let is_fragment = is_of_documentation(object);
    let is_empty = |found: &Diagnostic| {
        // The way to an item of a list leads by all that stand before it, so that it is taken for few findings.
        let value = || found.field.as_ref().and_then(|field| object.at(field));
        let is_blank = || value().is_none_or(|value| is_nothing(value) || holds_empty(value));
        match found.rule {
            _ if is_named_later => found.phase != Phase::Reader && !is_slip(found),
            RuleId::UNKNOWN_FIELD => false,
            _ if *is_form => is_blank(),
            RuleId::MISSING_FIELD if is_fragment => true,
            RuleId::MISSING_FIELD => is_test && value().is_some_and(|value| value.is_null()),
            RuleId::INVALID_VALUE if found.phase != Phase::Expression => {
                is_test && value().is_some_and(is_empty_text)
            }
            _ => is_test && found.phase == Phase::Expression && value().is_some_and(holds_empty),
        }
    };
    let taken = found.extract_if(.., |found| is_empty(found) || is_unfilled(object, found));
    taken.map(|found| found.primary.span).collect()
}

/// Whether an object is shown in a text that has an attribute for its name, `name: {example}`, which YAML reads as a mapping: such
/// texts show what they speak of, and leave out the rest. Others have a line of dots where they do.
///
/// Source: <https://docs.asciidoctor.org/asciidoc/latest/attributes/reference-attributes/>.
fn is_of_documentation(object: &Object<'_>) -> bool {
    let written = object.root.span().of(object.root.tree().text());
    if written.lines().any(|line| line.trim() == "...") {
        return true;
    }
    let name = object.root.get("metadata").and_then(|all| all.get("name"));
    let mut entries = name.into_iter().flat_map(|name| name.entries());
    entries.next().is_some_and(|entry| entry.value.is_null()) && entries.next().is_none()
}

/// Whether a finding is on what was meant to be another word.
fn is_slip(found: &Diagnostic) -> bool {
    let texts = [Some(&*found.message), found.help.as_deref()];
    texts
        .into_iter()
        .flatten()
        .any(|text| text.contains("did you mean"))
}

/// Whether an object has a place for its name, and nothing there.
fn name_is_empty(object: &Object<'_>) -> bool {
    let metadata = object.root.get("metadata");
    let name = metadata.and_then(|all| all.get("name"));
    name.is_some_and(|name| name.is_null())
}

/// How many values are looked at for what is empty in them.
const LOOKED_INTO: usize = 1000;

/// Whether an object is a form that somebody is to fill in: its name is left empty, and so is half of all that it says. One that has
/// a name lists all fields that there are, each without a value, for people to read.
fn is_form(object: &Object<'_>) -> bool {
    const LEAST: usize = 3;
    const LEAST_NAMED: usize = 10;
    let (mut empty, mut filled) = (0, 0);
    let (mut open, mut count) = (vec![object.root], 0);
    while let Some(value) = open.pop().filter(|_| count < LOOKED_INTO) {
        count += 1;
        if is_nothing(value) {
            empty += 1;
        } else if value.kind() == Kind::Scalar {
            filled += 1;
        }
        open.extend(value.entries().map(|entry| entry.value));
        open.extend(value.items());
    }
    match name_is_empty(object) {
        // Two of them say what it is a form of.
        true => empty >= LEAST && empty + 2 >= filled,
        false => empty >= LEAST_NAMED && empty >= filled,
    }
}

/// Whether a value is a text with nothing in it, which a test fills before it applies the object.
fn is_empty_text(value: Cursor<'_>) -> bool {
    value.as_str().is_some_and(|text| text.is_empty())
}

/// Whether a value has nothing in it: `""`, `{}`, `[]`, or none at all.
fn is_nothing(value: Cursor<'_>) -> bool {
    match value.kind() {
        Kind::Mapping => value.entries().next().is_none(),
        Kind::Sequence => value.items().next().is_none(),
        _ => value.is_null() || is_empty_text(value),
    }
}

/// Whether something is empty in a value, which a rule then says something of.
fn holds_empty(value: Cursor<'_>) -> bool {
    let (mut open, mut count) = (vec![value], 0);
    while let Some(value) = open.pop().filter(|_| count < LOOKED_INTO) {
        count += 1;
        if value.is_null() {
            return true;
        }
        open.extend(value.entries().map(|entry| entry.value));
        open.extend(value.items());
    }
    false
}

/// Takes out what is only said of what sops has added to an object that it has encrypted. True if it has.
pub(super) fn take_out_of_sops(object: &Object<'_>, found: &mut Vec<Diagnostic>) -> bool {
    let is_added = |found: &Diagnostic| {
        found.rule == RuleId::UNKNOWN_FIELD
            && found
                .field
                .as_ref()
                .is_some_and(|field| field.equals(&["sops"]))
    };
    let is_encrypted = is_encrypted(&object.root);
    found.retain(|found| !is_encrypted || !is_added(found));
    is_encrypted
}

/// Whether a finding is on the text of an expression, whose signs are its own.
fn is_in_expression(object: &Object<'_>, found: &Diagnostic) -> bool {
    let is_of_expressions = matches!(
        object.group(),
        "apiextensions.k8s.io" | "admissionregistration.k8s.io"
    );
    found.phase == Phase::Expression && is_of_expressions
}

fn is_unfilled(object: &Object<'_>, found: &Diagnostic) -> bool {
    if is_in_expression(object, found) || found.rule == rules::UNEXPANDED_VARIABLE {
        return false;
    }
    if stands_in_comment(object, found) || is_filled_by_controller(object, found) {
        return true;
    }
    if is_left_of_scaffold(object, found) || is_replaced_with_fields(object, found) {
        return true;
    }
    let tree = object.root.tree();
    let node = |span: Span| tree.scalar_at(span).map(|node| node.span);
    let scalar = |span: Span| node(span).unwrap_or(span).of(tree.text());
    let value = of_one_line(scalar(found.primary.span));
    // Where a name is wanted there is help with it.
    let is_amount = found.rule == RuleId::INVALID_VALUE && found.help.is_none();
    if (found.rule == RuleId::WRONG_TYPE || is_amount) && placeholder::is_variable(value) {
        return true;
    }
    // What a word may be is told in lower case; an amount, a number or an address is no word at all.
    let takes_no_word = matches!(found.rule, RuleId::WRONG_TYPE | RuleId::INVALID_VALUE)
        && !found
            .help
            .as_deref()
            .is_some_and(|help| help.contains(&value.to_ascii_lowercase()));
    let takes_name = found.rule == RuleId::INVALID_VALUE && !takes_no_word;
    if takes_no_word && placeholder::is_slot_of_a_word(value)
        || takes_name && placeholder::is_slot_of_a_name(value)
    {
        return true;
    }
    if node(found.primary.span).is_none() {
        // A mapping of one key looks like a name in braces, and is one where no mapping may be.
        let is_meant = found.rule == RuleId::WRONG_TYPE || !placeholder::is_format_field(value);
        // `[PROJECT_ID]`, as many write what stands for a value.
        let inner = value
            .strip_prefix('[')
            .and_then(|value| value.strip_suffix(']'));
        let is_slot = inner.is_some_and(|inner| {
            found.rule == RuleId::WRONG_TYPE && placeholder::sign(inner) == Some(Sign::Slot)
        });
        return is_meant && placeholder::is_whole(value) || is_slot;
    }
    let mut others = found.labels.iter().filter(|label| {
        let source = label.source == found.primary.source;
        source && label.message != USED_HERE && label.span != found.primary.span
    });
    let is_servers = rules::page(found.rule).server.or(found.server).is_some();
    match placeholder::sign(value) {
        // A value of a closed set that is written in capitals may be meant as it stands.
        Some(Sign::Slot) if found.rule == RuleId::UNSUPPORTED_VALUE => false,
        Some(Sign::Slot | Sign::Words) if found.field.as_ref().is_some_and(is_in_capitals) => false,
        // What stands twice is equal, whatever it is filled with.
        Some(_) if others.any(|label| scalar(label.span) == value) => false,
        Some(Sign::Marks) => is_servers || placeholder::is_whole(value),
        // Variables are named alike.
        Some(Sign::Slot) => is_servers,
        Some(Sign::Words) => true,
        // What is compared with a placeholder may yet fit it.
        None => is_servers && others.any(|label| placeholder::is_placeholder(scalar(label.span))),
    }
}

/// Whether a pod is the template of a program that makes pods of it, and finds the container that it adds its image to by
/// its name: it lacks none then, nor somebody who brings it back.
///
/// Sources: <https://spark.apache.org/docs/latest/running-on-kubernetes.html#pod-template> and what EMR on EKS calls the
/// same containers, <https://plugins.jenkins.io/kubernetes/>, and the container hooks of GitHub's runners.
fn is_filled_by_controller(object: &Object<'_>, found: &Diagnostic) -> bool {
    const CONTAINERS: [&str; 6] = [
        "$job",
        "jnlp",
        "spark-kubernetes-driver",
        "spark-kubernetes-driver-container",
        "spark-kubernetes-executor",
        "spark-kubernetes-executors",
    ];
    let is_filled = |container: Cursor<'_>| {
        let name = container.get("name").and_then(|name| name.as_str());
        name.is_some_and(|name| CONTAINERS.contains(&&*name)) && container.get("image").is_none()
    };
    let containers = || object.root.get("spec")?.get("containers");
    let split = found.field.as_ref().map(FieldPath::split);
    match split {
        Some((_, image)) if image.equals(&["image"]) && has_image_triggers(object) => true,
        Some((container, image)) if image.equals(&["image"]) => {
            object.at(&container).is_some_and(is_filled)
        }
        _ => {
            found.rule.name() == "bare-pod"
                && containers().is_some_and(|all| all.items().any(is_filled))
        }
    }
}

/// Whether OpenShift writes the images of an object, from streams that an annotation names.
///
/// Source: <https://docs.openshift.com/container-platform/latest/openshift_images/triggering-updates-on-imagestream-changes.html>.
fn has_image_triggers(object: &Object<'_>) -> bool {
    let annotations = object
        .root
        .get("metadata")
        .and_then(|all| all.get("annotations"));
    annotations.is_some_and(|all| all.get("image.openshift.io/triggers").is_some())
}

/// Whether a finding is on the field that a generator of samples writes where the author's own are to stand, or on one that is
/// missing while nothing else stands there.
///
/// Source: kubebuilder's `config/samples`.
fn is_left_of_scaffold(object: &Object<'_>, found: &Diagnostic) -> bool {
    let field = found.field.as_ref();
    let is_foo = found.rule == RuleId::UNKNOWN_FIELD
        && field.is_some_and(|field| field.equals(&["spec", "foo"]));
    // Asked first, since an object may have any number of findings.
    if !is_foo && found.rule != RuleId::MISSING_FIELD {
        return false;
    }
    let is_bar = |value: Cursor<'_>| value.as_str().is_some_and(|text| text == "bar");
    object.root.get("spec").is_some_and(|spec| {
        spec.get("foo").is_some_and(is_bar) && (is_foo || spec.entries().nth(1).is_none())
    })
}

/// Whether a finding is on a field in capitals with nothing behind it, where no such field can be, or on a mapping of such fields: a
/// program replaces it with others.
///
/// Source: the templates of Gatekeeper's `helmify`, <https://github.com/open-policy-agent/gatekeeper/tree/master/cmd/build/helmify>.
fn is_replaced_with_fields(object: &Object<'_>, found: &Diagnostic) -> bool {
    let Some(field) = &found.field else {
        return false;
    };
    match found.rule {
        RuleId::UNKNOWN_FIELD => {
            let key = field.parts().last().and_then(Part::word);
            key.is_some_and(placeholder::is_variable) && object.at(field).is_some_and(is_nothing)
        }
        RuleId::WRONG_TYPE => object.at(field).is_some_and(|value| {
            let is_one = |entry: &Entry<'_>| {
                placeholder::is_variable(&entry.key.as_key()) && is_nothing(entry.value)
            };
            value.entries().next().is_some() && value.entries().all(|entry| is_one(&entry))
        }),
        _ => false,
    }
}

/// What a block of one line holds; any other value as it is.
fn of_one_line(value: &str) -> &str {
    let is_block = value.starts_with(['|', '>']);
    let text = value.split_once('\n').filter(|_| is_block);
    let text = text.map(|(_, text)| text.trim());
    text.filter(|text| !text.contains('\n')).unwrap_or(value)
}

/// Whether a comment stands where a value is missing, or has the whole field with what is to be filled in:
/// `# namespace: <your-namespace>`.
fn stands_in_comment(object: &Object<'_>, found: &Diagnostic) -> bool {
    let Some(field) = &found.field else {
        return false;
    };
    // Where no such comment stands on its line there is nothing to look for, however many findings there are.
    let is_missing = found.rule == RuleId::MISSING_FIELD;
    let behind = || comment_on_line(object.root.tree(), found.primary.span.start);
    if object.root.tree().comments().is_empty()
        || !is_missing && !behind().is_some_and(placeholder::is_comment)
    {
        return false;
    }
    match object.at(field) {
        Some(value) => {
            value.is_null() && comment_behind(&value).is_some_and(placeholder::is_comment)
        }
        None => is_missing && is_left_in_comment(object, field),
    }
}

/// Whether a comment within a mapping has the field that it lacks, with a placeholder behind it.
fn is_left_in_comment(object: &Object<'_>, field: &FieldPath) -> bool {
    let (holder, _) = field.split();
    let key = field.parts().last().and_then(Part::word);
    let (Some(holder), Some(key)) = (object.at(&holder), key) else {
        return false;
    };
    let (tree, span) = (holder.tree(), holder.span());
    let comments = tree.comments();
    let first = comments.partition_point(|comment| comment.start < span.start);
    let within = comments[first..]
        .iter()
        .take_while(|one| one.end <= span.end);
    { within }.take(LOOKED_INTO).any(|comment| {
        let comment = comment.of(tree.text()).trim_start_matches('#').trim();
        let value = comment
            .strip_prefix(key)
            .and_then(|rest| rest.strip_prefix(':'));
        value.is_some_and(|value| placeholder::is_placeholder(value.trim()))
    })
}

/// The first comment behind a place, and what stands between.
fn next_comment<'t>(tree: &Tree<'t>, at: u32) -> Option<(&'t str, &'t str)> {
    let comments = tree.comments();
    let next = comments.partition_point(|comment| comment.start < at);
    let comment = comments.get(next)?;
    let between = tree.text().get(at as usize..comment.start as usize)?;
    Some((between, comment.of(tree.text())))
}

/// The comment that begins behind a place, on its line.
fn comment_on_line<'t>(tree: &Tree<'t>, at: u32) -> Option<&'t str> {
    let (between, comment) = next_comment(tree, at)?;
    (!between.contains('\n')).then_some(comment)
}

/// The comment at the end of the line of a value that is not there.
fn comment_behind<'t>(value: &Cursor<'t>) -> Option<&'t str> {
    let (between, comment) = next_comment(value.tree(), value.span().end)?;
    let is_behind = between
        .bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b','));
    (value.kind() == Kind::Scalar && is_behind).then_some(comment)
}
