//! What a chart leaves empty in its own values for whoever installs it to give: `image: {repository: ""}`. What is made of that is
//! judged once somebody has given values, and counted until then.

use super::Input;
use super::judged::Judged;
use super::made_up;
use super::renderings::{Rendered, Renderer};
use crate::diagnostic::{Diagnostic, Level, RuleId};
use crate::objects::Skip;
use crate::placeholder::has_action;
use crate::rules;
use crate::source::Span;

/// Takes out what is only said of such values, and of what each rendering makes anew.
pub(super) fn take_out(rendered: &Rendered, judged: &mut Judged) {
    if rendered.by().renderer == Renderer::Helm && rendered.by().deliverer.is_none() {
        let text = &judged.source.text;
        judged.diagnostics.retain(|found| {
            !is_drawn(rendered, found) && !is_mounted_otherwise(rendered, text, found)
        });
    }
    if made_up::take_out(rendered, &judged.source.text, &mut judged.diagnostics) {
        judged.pass_over(Skip::Placeholder, 0, made_up::WHY);
    }
    if !may_be_more(rendered) {
        return;
    }
    take_out_choices(rendered, &mut judged.diagnostics);
    let text = &judged.source.text;
    let is_open = |found: &Diagnostic| {
        let key = written_empty(text, found);
        let at = key.unwrap_or(found.primary.span);
        let value = match key {
            Some(_) => "",
            None => value_at(text, at),
        };
        let is_empty = match found.rule {
            RuleId::MISSING_FIELD => value.is_empty() || is_empty_mapping(text, at),
            RuleId::INVALID_VALUE if is_of_rules(found) => has_given_rules(rendered, found),
            RuleId::INVALID_VALUE => {
                value.is_empty() || value.starts_with(JOINTS) || value.ends_with(JOINTS)
            }
            rule => rule.name() == "unpullable-image" && has_empty_part(value),
        };
        is_empty && (is_of_rules(found) || is_made(rendered, at))
            || is_left_out(rendered, text, found)
    };
    if judged
        .diagnostics
        .extract_if(.., |found| is_open(found))
        .count()
        > 0
    {
        judged.pass_over(Skip::Placeholder, 0, "values that the chart leaves empty");
    }
}

/// Whether a secret is made by chance each time.
fn is_drawn(rendered: &Rendered, found: &Diagnostic) -> bool {
    let is_secret = matches!(
        found.rule.name(),
        "secret-like-env-value" | "common-password"
    );
    let place = || Some(rendered.text().locate(found.primary.span)?.place);
    is_secret && place().is_some_and(|place| rendered.draws(place))
}

/// Whether the template has a mount of a volume that none is found for, with other values.
fn is_mounted_otherwise(rendered: &Rendered, text: &str, found: &Diagnostic) -> bool {
    let is_unused = found.rule.name() == "unused-volume";
    let Some(template) = rendered.template().filter(|_| is_unused) else {
        return false;
    };
    let name = found.primary.span.of(text).trim_matches(['"', '\'']);
    let is_it = |line: &str| {
        let line = line.trim().trim_start_matches("- ");
        let value = line.strip_prefix("name:").map(str::trim);
        value.is_some_and(|value| value.trim_matches(['"', '\'']) == name)
    };
    template.text.lines().filter(|line| is_it(line)).count() > 1
}

/// Takes out what is left to whoever installs the chart.
pub(super) fn take_out_choices(rendered: &Rendered, found: &mut Vec<Diagnostic>) {
    let is_choice = |found: &Diagnostic| {
        let level = rules::page(found.rule).level(found.server, found.certainty);
        CHOICES.contains(&(found.rule.name(), level))
            && has_only_its_own(rendered)
            && (is_made(rendered, found.primary.span)
                || is_value(rendered, found.primary.span)
                || found.rule.name() == "state-in-pod" && offers_storage(rendered))
    };
    found.retain(|found| !is_choice(found));
}

/// Whether a template has a claim with other values.
fn offers_storage(rendered: &Rendered) -> bool {
    const CLAIMS: [&str; 2] = ["persistentVolumeClaim:", "volumeClaimTemplates:"];
    let is_claim = |line: &str| {
        let line = line.trim().trim_start_matches("- ");
        CLAIMS.iter().any(|claim| line.starts_with(claim))
    };
    let template = rendered.template();
    template.is_some_and(|template| template.text.lines().any(is_claim))
}

/// Takes out that a ConfigMap or a Secret of a chart lacks a key which its template has with other values.
pub(super) fn take_out_keys(inputs: &[Input], found: &mut Vec<Diagnostic>, text: &str) {
    let is_left_out = |found: &Diagnostic| {
        if found.rule.name() != "absent-key" {
            return false;
        }
        let key = found.primary.span.of(text).trim_matches(['"', '\'']);
        let mut of_data = found.labels.iter().filter_map(|label| {
            let rendered = inputs.get(label.source.0 as usize)?.rendered()?;
            rendered.template().filter(|_| may_be_more(rendered))
        });
        let has = |line: &str| {
            let (name, _) = line.split_once(':')?;
            Some(name.trim().trim_matches(['"', '\'']) == key)
        };
        of_data.any(|template| template.text.lines().any(|line| has(line) == Some(true)))
    };
    found.retain(|found| !is_left_out(found));
}

/// Whether whoever installs a chart may give more values than it is rendered with. Those of its tests are all that these need.
fn may_be_more(rendered: &Rendered) -> bool {
    let by = rendered.by();
    let is_of_tests = |file: &String| file.starts_with("ci/");
    let is_settled = by.are_named || by.deliverer.is_some() || by.values.iter().any(is_of_tests);
    by.renderer == Renderer::Helm && !is_settled
}

/// Whether a chart is rendered with nothing but the values that it has itself.
fn has_only_its_own(rendered: &Rendered) -> bool {
    let by = rendered.by();
    let is_given = !by.values.is_empty() || by.deliverer.is_some();
    by.renderer == Renderer::Helm && !is_given
}

/// What hangs on values that whoever installs a chart chooses, while it is of this level: where data is kept, how many replicas
/// there are and how they are replaced, and what is called on which host.
const CHOICES: [(&str, Level); 6] = [
    ("autoscaler-never-scales", Level::Warning),
    ("blocks-eviction", Level::Advice),
    ("claim-blocks-rollout", Level::Advice),
    ("state-in-pod", Level::Advice),
    ("unlistened-localhost", Level::Advice),
    ("unlistened-localhost", Level::Error),
];

/// What joins the parts of a name.
const JOINTS: [char; 3] = ['-', '.', '_'];

/// The key of a field that is written, in the document of a finding that misses it, with nothing behind it.
fn written_empty(text: &str, found: &Diagnostic) -> Option<Span> {
    if found.rule != RuleId::MISSING_FIELD {
        return None;
    }
    let field = found.field.as_ref()?.parts().last()?.word()?;
    let start = found.primary.span.start as usize;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.starts_with("---") && at > start {
            return None;
        }
        let written = line.trim();
        if written.strip_suffix(':') == Some(field) {
            let (indent, end) = (line.len() - line.trim_start().len(), line.trim_end().len());
            return Some(Span::new((at + indent) as u32, (at + end) as u32));
        }
        at += line.len();
    }
    None
}

/// Whether the template has a field that a finding misses, or one around it that is missing as well, and leaves it out for want of a
/// value.
fn is_left_out(rendered: &Rendered, text: &str, found: &Diagnostic) -> bool {
    let missing = missing(text, found);
    let Some(template) = rendered.template() else {
        return false;
    };
    let document = document(rendered, found.primary.span).unwrap_or(&template.text);
    missing.iter().any(|field| leaves_out(document, field))
}

/// What stands in a template from a place on, up to the end of its document.
fn document(rendered: &Rendered, span: Span) -> Option<&str> {
    let place = rendered.home(rendered.text().locate(span)?.place);
    let read = rendered.read(place.file).filter(|read| read.is_template)?;
    let rest = read.text.get(place.span.start as usize..)?;
    Some(
        rest.split_once("\n---")
            .map_or(rest, |(document, _)| document),
    )
}

/// Whether a finding is on an Ingress without rules.
fn is_of_rules(found: &Diagnostic) -> bool {
    let is_ingress = found
        .object
        .as_ref()
        .is_some_and(|object| &*object.kind == "Ingress");
    is_ingress
        && found
            .field
            .as_ref()
            .is_some_and(|field| field.equals(&["spec"]))
}

/// Whether a template writes the rules of an Ingress for values that are to be given.
fn has_given_rules(rendered: &Rendered, found: &Diagnostic) -> bool {
    let Some(document) = document(rendered, found.primary.span) else {
        return false;
    };
    let mut lines = document.lines().map(str::trim);
    lines.any(|line| line == "rules:")
        && lines
            .find(|line| !line.is_empty())
            .is_some_and(|line| asks_whether(line) || ranges(line))
}

/// The field that a finding misses, and those around it that are missing with it: all below the key that the finding stands at.
fn missing<'f>(text: &str, found: &'f Diagnostic) -> Vec<&'f str> {
    let field = found.field.as_ref();
    let field = field.filter(|_| found.rule == RuleId::MISSING_FIELD);
    let words = field.into_iter().flat_map(|field| field.parts().iter());
    let words: Vec<&str> = words.filter_map(|part| part.word()).collect();
    let at = found.primary.span.of(text).trim_matches(['"', '\'', ':']);
    let written = words.iter().rposition(|word| *word == at);
    let last = words.len().saturating_sub(1);
    words[written.map_or(last, |written| written + 1).min(last)..].to_vec()
}

/// Whether a template writes a field only if there is a value for it.
fn leaves_out(template: &str, field: &str) -> bool {
    let lines = template.lines().map(str::trim);
    let mut before = "";
    for line in lines.filter(|line| !line.is_empty()) {
        let is_it = line
            .strip_prefix(field)
            .is_some_and(|rest| rest.starts_with(':'));
        if is_it && asks_whether(before) {
            return true;
        }
        before = line;
    }
    false
}

/// Whether a line of a template writes what follows it only if there is a value: `{{- with .Values.config }}`.
fn asks_whether(line: &str) -> bool {
    let words = ["if ", "with ", "range "];
    action(line).is_some_and(|action| {
        words.iter().any(|word| action.starts_with(word)) && action.contains(".Values.")
    })
}

/// Whether a line of a template writes what follows it for each item of a list, such as that of a value's item:
/// `{{- range .ingress.hosts }}`.
fn ranges(line: &str) -> bool {
    action(line).is_some_and(|action| action.starts_with("range "))
}

/// The action that a line of a template begins with, from its first word on.
fn action(line: &str) -> Option<&str> {
    let behind = line.strip_prefix("{{")?;
    Some(behind.trim_start_matches('-').trim_start())
}

/// Whether a place is a mapping without fields, or the key of one.
fn is_empty_mapping(text: &str, span: Span) -> bool {
    let value = text
        .get(span.start as usize..span.end as usize)
        .unwrap_or_default();
    let behind = text.get(span.end as usize..).unwrap_or_default();
    let below = behind.strip_prefix(':').map(str::trim_start);
    value.trim() == "{}" || below.is_some_and(|below| below.starts_with("{}"))
}

/// The scalar of one line that a place is in or begins; nothing where none is written.
fn value_at(text: &str, span: Span) -> &str {
    if span.start == span.end {
        return "";
    }
    let at = span.start as usize;
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind([' ', '\n']).map_or(0, |blank| blank + 1);
    let rest = text.get(start..).unwrap_or_default();
    let value = rest.split([' ', '\n']).next().unwrap_or_default();
    value.trim_matches(['"', '\''])
}

/// Whether a part of the name of an image is empty that stands between others, or at an end, or what its first word was to be:
/// `shop:.001` of a tag with a number behind it.
fn has_empty_part(image: &str) -> bool {
    const BETWEEN: [char; 3] = ['/', ':', '@'];
    { image.split(BETWEEN) }.any(|part| part.is_empty() || part.starts_with(JOINTS))
}

/// Whether what is at a place stands in the values of a chart.
fn is_value(rendered: &Rendered, span: Span) -> bool {
    let place = rendered.text().locate(span).map(|located| located.place);
    let read = place.and_then(|place| rendered.read(place.file));
    read.is_some_and(|read| !read.is_template && read.brought_by.is_none())
}

/// Whether an action of a template makes what is at a place, or some of it: one in its line, or the block that follows a key.
fn is_made(rendered: &Rendered, span: Span) -> bool {
    let line = || {
        let place = rendered.home(rendered.text().locate(span)?.place);
        let read = rendered.read(place.file)?;
        let (start, end) = (place.span.start as usize, place.span.end as usize);
        let start = read.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let rest = read.text.get(end..)?.find('\n');
        let end = rest.map_or(read.text.len(), |length| end + length);
        let next = read.text.get(end..)?.trim_start().lines().next();
        Some((read.text.get(start..end)?, next.unwrap_or_default()))
    };
    line().is_some_and(|(line, next)| {
        let is_key = line.trim_end().ends_with(':');
        has_action(line) || is_key && next.starts_with("{{")
    })
}
