//! Names for what comes out of a split.

use crate::facts::Part;
use crate::objects::Object;

/// Pods of a StatefulSet have a label of its name with eleven characters behind it; a label has 63.
const MAX: usize = 52;

/// A name for the new workload and its Service, which no other object has.
pub(super) fn name(object: &Object<'_>, tier: &Part<'_, '_>, taken: &[String]) -> Option<String> {
    Some(free(&tier.own_name(object)?, taken))
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
}
