//! `missing-label` and `missing-annotation`: see the pages.

use crate::diagnostic::Diagnostic;
use crate::objects::Text;
use crate::rules::ObjectContext;
use crate::wildcard::is_like;

/// `missing-label`
pub(super) fn check_labels(object: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    check(object, ["labels", "label"], found);
}

/// `missing-annotation`
pub(super) fn check_annotations(object: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    check(object, ["annotations", "annotation"], found);
}

fn check(context: &ObjectContext<'_, '_>, [field, called]: [&str; 2], found: &mut Vec<Diagnostic>) {
    let (object, parameters) = (context.object, context.parameters);
    let kinds = parameters.words(context.rule, "kinds");
    if !kinds.iter().any(|kind| is_like(&object.kind, kind)) {
        return;
    }
    let metadata = object.root.get("metadata");
    let all = metadata.and_then(|metadata| metadata.get(field));
    for (key, pattern) in parameters.map(context.rule, "required") {
        let written = all.and_then(|all| Text::field(&all, key));
        let fits = |text: &Text<'_>| is_like(text, pattern);
        if written.as_ref().is_some_and(fits) {
            continue;
        }
        let kind = &object.kind;
        let message = match &written {
            Some(text) => format!("the {called} `{key}` is `{text}`, and `{pattern}` is wanted"),
            None => format!("the {kind} has no {called} `{key}`"),
        };
        let at = written
            .as_ref()
            .map_or_else(|| object.anchor(), |text| text.at);
        let wanted = match pattern.as_str() {
            "*" => String::new(),
            pattern => format!(" with a value like `{pattern}`"),
        };
        let mut diagnostic = context
            .diagnostic(&at, message)
            .note(format!(
                "the parameter `required` of this rule asks for it on every {kind}"
            ))
            .help(format!("write `{key}` under `metadata.{field}`{wanted}"));
        if written.is_none() {
            let metadata = crate::field_path::FieldPath::top("metadata");
            diagnostic = diagnostic.field(metadata.field(field.to_owned()).key(key.clone()));
        }
        found.push(diagnostic);
    }
}
