//! Rules of a schema that are written as expressions. Of the expressions themselves nothing is read but which variables
//! they use. Source: `ValidateCustomResourceDefinitionOpenAPISchema`.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// The rules right in a schema. `uncorrelated`: its values cannot be compared with what they were.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, uncorrelated: bool) {
    for validation in schema.get("x-kubernetes-validations").items() {
        rule(check, schema, validation, uncorrelated);
    }
}

/// A rule written as an expression; what the expression says is not looked at.
fn rule<'t>(
    check: &mut Check<'_, 't>,
    schema: Field<'t>,
    validation: Field<'t>,
    uncorrelated: bool,
) {
    let (rule, message) = (validation.get("rule"), validation.get("message"));
    let (rule_text, text) = (rule.text(), message.text());
    let has_lines = |text: &str| text.trim().contains(['\n', '\r']);
    if rule.is_text() && rule_text.trim().is_empty() {
        check.required(rule, "rule: self.replicas <= 5");
    } else if !text.is_empty() && text.trim().is_empty() {
        check.invalid(message, "more than blanks");
    } else if has_lines(&text) {
        check.invalid(message, "a text of one line");
    } else if has_lines(&rule_text) && text.is_empty() {
        check.required(message, "message: there may be at most 5 replicas");
    }
    let expression = validation.get("messageExpression");
    if !expression.is_empty() && expression.text().trim().is_empty() {
        check.required(expression, "messageExpression: ...");
    }
    let reasons = [
        "FieldValueDuplicate",
        "FieldValueForbidden",
        "FieldValueInvalid",
        "FieldValueRequired",
    ];
    check.one_of_set(validation.get("reason"), &reasons);
    let path = validation.get("fieldPath");
    let blank = !path.is_empty() && path.text().trim().is_empty();
    if blank || path.text().contains(['\n', '\r']) {
        check.invalid(path, "a path of one line, like `.spec.replicas`");
    } else if !path.is_empty() && !leads_to_field(schema, &path.text()) {
        check.invalid(
            path,
            "the path of a field of this schema, like `.spec.replicas`",
        );
    }
    old_self(check, validation, uncorrelated);
}

/// The value that was there before, which not every rule has.
fn old_self<'t>(check: &mut Check<'_, 't>, validation: Field<'t>, uncorrelated: bool) {
    let (rule, optional) = (validation.get("rule"), validation.get("optionalOldSelf"));
    let is_used = uses_old_self(&rule.text());
    if is_used && uncorrelated {
        let message = "`oldSelf` has no meaning for the items of a list that is no map: nothing says which was which";
        check.conflict(rule, message, "write the rule for the list as a whole");
    } else if !is_used && optional.is_set() && !rule.is_empty() {
        let message = "`optionalOldSelf` is set, and the rule does not use `oldSelf`";
        check.conflict(optional, message, "leave it out");
    }
}

/// Whether an expression of CEL has the variable `oldSelf`, outside of its strings and comments.
fn uses_old_self(rule: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = rule;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\'' | '"' => string(rest, c),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        if &rest[..length] == "oldSelf" && before != '.' {
            return true;
        }
        if !c.is_whitespace() {
            before = c;
        }
        rest = &rest[length..];
    }
    false
}

/// How long the string is that a text starts with.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Whether a path such as `.spec['a.b'].c` leads to a field of a schema. Source: `ValidFieldPath` of
/// `pkg/apiserver/schema/cel`.
fn leads_to_field(schema: Field<'_>, path: &str) -> bool {
    let (mut schema, mut rest) = (schema, path);
    while !rest.is_empty() {
        let (name, behind) = if let Some(quoted) = rest.strip_prefix("['") {
            let Some((name, behind)) = quoted.split_once("']") else {
                return false;
            };
            (name.replace(r"\'", "'"), behind)
        } else if let Some(plain) = rest.strip_prefix('.') {
            let end = plain.find(['.', '[']).unwrap_or(plain.len());
            (plain[..end].to_owned(), &plain[end..])
        } else {
            return false;
        };
        let (properties, other) = (schema.get("properties"), schema.get("additionalProperties"));
        let next = match properties.is_set() {
            true => properties.find(&name),
            false => Some(other).filter(|other| other.is_set()),
        };
        let Some(next) = next.filter(|_| !name.is_empty()) else {
            return false;
        };
        (schema, rest) = (next, behind);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::uses_old_self;

    #[test]
    fn a_variable_is_a_word_of_its_own() {
        for rule in [
            "self == oldSelf",
            "oldSelf.a",
            "!oldSelf.hasValue()",
            "self.all(x, x in oldSelf)",
        ] {
            assert!(uses_old_self(rule), "{rule}");
        }
        for rule in [
            "self.oldSelf == 1",
            "'oldSelf' == self",
            "self == \"a \\\" oldSelf\"",
            "oldSelfish",
            "self // oldSelf",
        ] {
            assert!(!uses_old_self(rule), "{rule}");
        }
    }
}
