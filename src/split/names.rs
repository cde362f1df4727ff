//! Names for what comes out of a split.

use crate::facts::{Class, Part};
use crate::objects::Object;

/// Pods of a StatefulSet have a label of its name with eleven characters behind it; a label has 63.
const MAX: usize = 52;

/// A name for the new workload and its Service: the old name and the tier's, which no other object has.
pub(super) fn name(object: &Object<'_>, tier: &Part<'_, '_>, taken: &[String]) -> Option<String> {
    let old = object.name()?;
    let old = clean(old.trim_end_matches('-'));
    let mut tier_name = clean(&tier.name());
    if tier_name == old {
        tier_name = short(tier.class).to_owned();
    }
    let together = if tier_name.starts_with(&format!("{old}-")) {
        tier_name.clone()
    } else {
        format!("{old}-{tier_name}")
    };
    // A Service's name starts with a letter.
    let together = match together.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => together,
        false if tier_name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            format!("{tier_name}-{old}")
        }
        false => format!("tier-{together}"),
    };
    Some(free(&together, taken))
}

/// The first of `name`, `name-2`, `name-3`, … that is not taken.
pub(super) fn free(name: &str, taken: &[String]) -> String {
    let cut = |length: usize| name[..name.len().min(length)].trim_end_matches('-');
    let first = cut(MAX).to_owned();
    let mut others = (2..).map(|number| {
        let end = format!("-{number}");
        cut(MAX - end.len()).to_owned() + &end
    });
    let is_free = |name: &String| !taken.contains(name);
    if is_free(&first) {
        return first;
    }
    // There are more numbers than names.
    others.find(is_free).unwrap_or(first)
}

/// The letters, digits and dashes of a name.
pub(super) fn clean(name: &str) -> String {
    let cleaned: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    cleaned.trim_matches('-').to_owned()
}

fn short(class: Class) -> &'static str {
    match class {
        Class::Database => "db",
        Class::Cache => "cache",
        Class::Queue => "queue",
        Class::Search => "search",
        Class::Storage => "files",
        Class::Monitoring => "monitoring",
        _ => "tier",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_stays_short() {
        let taken = ["shop-db".to_owned(), "shop-db-2".to_owned()];
        assert_eq!(free("shop-db", &taken), "shop-db-3");
        let long = "a".repeat(60);
        assert_eq!(free(&long, &[]).len(), MAX);
        assert_eq!(free(&long, &["a".repeat(MAX)]).len(), MAX);
    }

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean("Shop.v2_x-"), "shop-v2-x");
    }
}
