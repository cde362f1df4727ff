//! What people write to leave findings out: rules and categories, whole or at a field alone.

use std::fmt;

use crate::diagnostic::{Diagnostic, RuleId};
use crate::field_path::Part;
use crate::rules::{Registry, Selector};
use crate::wildcard::is_like;

/// A rule or a category, and the field whose findings are meant, if not all are: `invalid-value@spec.schedule`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ignored {
    /// The rules.
    pub of: Selector,
    /// The field's path, with the numbers of items or without, in which `*` stands for any characters.
    pub field: Option<String>,
}

impl Ignored {
    /// Reads what somebody wrote, where it is not known yet which rules people have written, as [`Selector::parse`] does.
    ///
    /// # Errors
    ///
    /// In a sentence, if there can be no such rule or category, or there is no field behind `@`.
    pub fn parse(text: &str, others: bool) -> Result<Self, String> {
        let (name, field) = match text.split_once('@') {
            Some((name, field)) => (name, Some(field)),
            None => (text, None),
        };
        let of = Selector::parse(name, others).map_err(|near| Selector::unknown(name, near))?;
        let field = field.map(|field| field.replace("[]", ""));
        if field.as_deref() == Some("") {
            return Err(format!(
                "`{text}` names no field behind `@`; it is written like {name}@spec.schedule"
            ));
        }
        Ok(Self { of, field })
    }

    /// Whether all findings of a rule are meant, wherever they are.
    #[must_use]
    pub fn covers(&self, rule: RuleId, rules: &Registry) -> bool {
        self.field.is_none() && self.of.covers(rule, rules)
    }

    /// Whether a finding is meant: one on the field, or on something in it.
    #[must_use]
    pub fn means(&self, found: &Diagnostic, rules: &Registry) -> bool {
        if !self.of.covers(found.rule, rules) {
            return false;
        }
        let Some(pattern) = &self.field else {
            return true;
        };
        let parts = found.field.iter().flat_map(|field| field.parts());
        // With the numbers of items, and without them.
        let (mut whole, mut plain) = (String::new(), String::new());
        let mut meant = parts.map(|part| {
            add(&mut whole, part);
            if !matches!(part, Part::Index(_)) {
                add(&mut plain, part);
            }
            is_like(&plain, pattern) || is_like(&whole, pattern)
        });
        meant.any(|is_meant| is_meant)
    }
}

impl From<Selector> for Ignored {
    fn from(of: Selector) -> Self {
        Self { of, field: None }
    }
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.of.name())?;
        match &self.field {
            Some(field) => write!(f, "@{field}"),
            None => Ok(()),
        }
    }
}

/// Adds a part to a path.
fn add(path: &mut String, part: &Part) {
    match part {
        Part::Field(name) if path.is_empty() => path.push_str(name),
        Part::Field(name) => {
            path.push('.');
            path.push_str(name);
        }
        part => {
            path.push('[');
            match part {
                Part::Index(number) => path.push_str(&number.to_string()),
                part => path.push_str(part.word().unwrap_or_default()),
            }
            path.push(']');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field_path::FieldPath;
    use crate::source::{SourceId, Span};

    fn found(rule: RuleId) -> Diagnostic {
        let field = FieldPath::top("spec")
            .field("containers")
            .and(Part::Index(2));
        let field = field.field("resources").field("limits").key("cpu");
        Diagnostic::new(rule, SourceId(0), Span::default(), "").field(field)
    }

    #[test]
    fn a_field_is_meant_with_all_that_is_in_it() {
        let rules = Registry::default();
        let invalid = found(RuleId::INVALID_VALUE);
        for meant in [
            "invalid-value",
            "api",
            "all",
            "invalid-value@spec.containers[2].resources",
            "invalid-value@spec.containers.resources.limits[cpu]",
            "invalid-value@*.limits[cpu]",
            "api@spec.containers[].resources",
            "invalid-value@spec",
        ] {
            assert!(
                Ignored::parse(meant, true).unwrap().means(&invalid, &rules),
                "{meant}"
            );
        }
        for other in [
            "invalid-value@spec.con",
            "invalid-value@spec.containers[1]",
            "invalid-value@resources",
            "wrong-type@spec",
            "invalid-value@spec.containers.resources.limits[memory]",
        ] {
            assert!(
                !Ignored::parse(other, true).unwrap().means(&invalid, &rules),
                "{other}"
            );
        }
        let whole = Ignored::parse("invalid-value", true).unwrap();
        let part = Ignored::parse("invalid-value@spec", true).unwrap();
        assert!(
            whole.covers(RuleId::INVALID_VALUE, &rules)
                && !part.covers(RuleId::INVALID_VALUE, &rules)
        );
        let nowhere = Diagnostic::new(RuleId::INVALID_VALUE, SourceId(0), Span::default(), "");
        assert!(!part.means(&nowhere, &rules) && whole.means(&nowhere, &rules));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert!(
            Ignored::parse("Invalid-value@spec", true)
                .unwrap_err()
                .contains("`invalid-value`")
        );
        assert!(
            Ignored::parse("invalid-value@", true)
                .unwrap_err()
                .contains("behind `@`")
        );
    }
}
