//! What users say that images of their own are.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostic::Certainty;
use crate::facts::software::{Class, Known, Software};
use crate::facts::table;
use crate::nearest::nearest;
use crate::objects::Image;
use crate::wildcard::is_like;

/// What can be said of an image whose software is not in the table: what it is for.
static CLASSES: [Software; 17] = [
    of_class(Class::Application),
    of_class(Class::WebServer),
    of_class(Class::Database),
    of_class(Class::Cache),
    of_class(Class::Queue),
    of_class(Class::Search),
    of_class(Class::Storage),
    of_class(Class::Monitoring),
    of_class(Class::Proxy),
    of_class(Class::Exporter),
    of_class(Class::Collector),
    of_class(Class::Reloader),
    of_class(Class::ContentSync),
    of_class(Class::CsiSidecar),
    of_class(Class::Controller),
    of_class(Class::Helper),
    of_class(Class::Tool),
];

const fn of_class(class: Class) -> Software {
    table::row(class.noun(), class, &[])
}

/// An entry: images, and what they are.
#[derive(Debug)]
pub struct Named {
    /// The name of the images without tag and digest, in which `*` stands for any characters.
    pattern: String,
    software: &'static Software,
    used: AtomicBool,
}

impl Named {
    /// Says that the images whose names are like `pattern` are `what`: the name of a software of the table, or
    /// of a class, such as `database`, in any case of letters.
    ///
    /// # Errors
    ///
    /// There is no such name; gives the nearest, if one is near.
    pub fn new(pattern: &str, what: &str) -> Result<Self, Option<&'static str>> {
        let is_it = |row: &&Software| without_article(row.name).eq_ignore_ascii_case(what);
        let class = CLASSES.iter().find(is_it);
        // The last row of a name is the general one.
        let Some(software) = class.or_else(|| table::software().filter(is_it).last()) else {
            let rows = CLASSES.iter().chain(table::software());
            let names: Vec<&'static str> = rows.map(|row| without_article(row.name)).collect();
            let near = nearest(what, &names);
            return Err(near.and_then(|near| names.iter().find(|name| **name == near).copied()));
        };
        Ok(Self {
            pattern: pattern.to_owned(),
            software,
            used: AtomicBool::new(false),
        })
    }

    /// The images, as they were written.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// What they are said to be.
    #[must_use]
    pub fn what(&self) -> &'static str {
        without_article(self.software.name)
    }

    /// Whether an image was found that it speaks of.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }
}

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern && self.software.name == other.software.name
    }
}

impl Eq for Named {}

fn without_article(name: &'static str) -> &'static str {
    let without = name.strip_prefix("a ").or(name.strip_prefix("an "));
    without.unwrap_or(name)
}

/// What all that a configuration says of images comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Images(Vec<Arc<Named>>);

impl Images {
    /// These entries; of two that speak of the same image the first holds.
    #[must_use]
    pub fn of(entries: impl Iterator<Item = Arc<Named>>) -> Self {
        Self(entries.collect())
    }

    /// What is said of an image.
    pub(super) fn known(&self, reference: &str) -> Option<Known> {
        if self.0.is_empty() {
            return None;
        }
        let name = Image::parse(reference).name();
        let entry = self.0.iter().find(|entry| is_like(&name, &entry.pattern))?;
        entry.used.store(true, Ordering::Relaxed);
        Some(Known {
            software: entry.software,
            certainty: Certainty::Certain,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn software_and_classes_go_by_their_names() {
        let row = |what| Named::new("a", what).map(|named| named.software);
        assert_eq!(
            row("postgresql").unwrap().data,
            ["/var/lib/postgresql/data"]
        );
        assert!(row("database").unwrap().images.is_empty());
        assert_eq!(row("Postgress").err(), Some(Some("PostgreSQL")));
        assert_eq!(row("thing").err(), Some(None));
    }
}
