//! What to call a container's own workload, were it to have one.

use crate::facts::{Class, Part};
use crate::objects::Object;

impl Part<'_, '_> {
    /// A name for a workload of its own and its Service: that of the workload it is in, and its own.
    #[must_use]
    pub fn own_name(&self, object: &Object<'_>) -> Option<String> {
        let old = object.name()?;
        let old = clean(old.trim_end_matches('-'));
        let mut name = clean(&self.name());
        if name == old {
            short(self.class).clone_into(&mut name);
        }
        let together = if name.starts_with(&format!("{old}-")) {
            name.clone()
        } else {
            format!("{old}-{name}")
        };
        // A Service's name starts with a letter.
        let is_letter = |c: char| c.is_ascii_alphabetic();
        Some(match together.starts_with(is_letter) {
            true => together,
            false if name.starts_with(is_letter) => format!("{name}-{old}"),
            false => format!("tier-{together}"),
        })
    }
}

/// The letters, digits and dashes of a name.
#[must_use]
pub fn clean(name: &str) -> String {
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
    use super::clean;

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean("Shop.v2_x-"), "shop-v2-x");
    }
}
