//! The table of software, as data. See [`super::software`] for what its columns mean.
//!
//! The rows stand in `software.rs`. Only what the documentation, the image or the source of a software says belongs
//! there, and a row that claims anything names the pages or files. A claim left out is no claim. Not there: base
//! images of languages (`python`, `node`), which listen on nothing of their own and are whatever the application
//! in them is.
//!
//! The first row that matches is the one, so special rows stand before general ones: those of vendors whose
//! images have other ports and paths, and those for some tags. Within a group rows are in order of name,
//! and rows of one name from the special to the general.

mod bases;
mod clients;
mod entries;
mod index;
mod lives;
mod ports;
mod publishers;
mod servers;
mod software;
mod users;
mod words;

pub(super) use bases::{BARE, BASES, Base};
pub(super) use clients::CLIENTS;
pub(super) use entries::ENTRIES;
pub(super) use index::{candidates, run_by, store_among};
pub(super) use lives::{ENDING, LASTING, Lives, OPEN};
pub(super) use ports::STORES;
pub(super) use publishers::is_published;
pub(super) use servers::SERVERS;
pub(super) use users::USERS;
pub use users::User;
pub(super) use words::WORDS;

use super::software::{Class, Software};

/// Known software, in the order in which it is tried.
pub(super) fn software() -> impl Iterator<Item = &'static Software> {
    software::ROWS.iter()
}

pub(super) const fn row(
    name: &'static str,
    class: Class,
    images: &'static [&'static str],
) -> Software {
    Software {
        name,
        class,
        images,
        sources: &[],
        ports: &[],
        port_flags: &[],
        port_env: &[],
        config: &[],
        needs: &[],
        serves: &[],
        alone: &[],
        programs: &[],
        data: &[],
        logs: &[],
        writes: &[],
        brings: &[],
        reads: &[],
        watches: &[],
    }
}

/// A row is read as a sentence: `row(…).listens(…).keeps(…).sources(…)`.
impl Software {
    const fn listens(self, ports: &'static [i64]) -> Self {
        Self { ports, ..self }
    }

    const fn port_flags(self, port_flags: &'static [&'static str]) -> Self {
        Self { port_flags, ..self }
    }

    const fn port_env(self, port_env: &'static [&'static str]) -> Self {
        Self { port_env, ..self }
    }

    const fn config(self, config: &'static [&'static str]) -> Self {
        Self { config, ..self }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    const fn serves(self, serves: &'static [&'static str]) -> Self {
        Self { serves, ..self }
    }

    const fn alone(self, alone: &'static [&'static str]) -> Self {
        Self { alone, ..self }
    }

    const fn runs(self, programs: &'static [&'static str]) -> Self {
        Self { programs, ..self }
    }

    const fn keeps(self, data: &'static [&'static str]) -> Self {
        Self { data, ..self }
    }

    const fn logs(self, logs: &'static [&'static str]) -> Self {
        Self { logs, ..self }
    }

    const fn writes(self, writes: &'static [&'static str]) -> Self {
        Self { writes, ..self }
    }

    const fn brings(self, brings: &'static [&'static str]) -> Self {
        Self { brings, ..self }
    }

    const fn reads(self, reads: &'static [&'static str]) -> Self {
        Self { reads, ..self }
    }

    const fn watches(self, watches: &'static [&'static str]) -> Self {
        Self { watches, ..self }
    }

    const fn sources(self, sources: &'static [&'static str]) -> Self {
        Self { sources, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::known;

    fn claims(row: &Software) -> bool {
        let words = [
            row.data,
            row.logs,
            row.writes,
            row.brings,
            row.reads,
            row.watches,
            row.config,
            row.port_flags,
            row.port_env,
            row.needs,
            row.serves,
            row.alone,
        ];
        !row.ports.is_empty() || words.iter().any(|column| !column.is_empty())
    }

    /// An image that a pattern matches, with a tag that no other pattern asks for.
    fn sample(pattern: &str) -> String {
        let tag = if pattern.contains(':') { "" } else { ":0" };
        format!("docker.io/{}{tag}", pattern.replace('*', ""))
    }

    #[test]
    fn every_row_has_images_and_every_claim_its_page() {
        assert!(software().count() > 200);
        for row in software() {
            assert!(!row.images.is_empty(), "{}", row.name);
            let is_page = |page: &&str| page.starts_with("https://") && !page.contains(' ');
            let named = row.sources.is_empty() != claims(row);
            let honest = named && row.sources.iter().all(is_page);
            assert!(honest, "{}: {:?}", row.name, row.images);
        }
    }

    #[test]
    fn patterns_are_in_lower_case_and_none_stands_twice() {
        let all = software().flat_map(|row| row.images.iter().map(|image| (row.name, *image)));
        let mut seen = std::collections::HashSet::new();
        for (name, image) in all {
            assert_eq!(image, image.to_lowercase(), "{name}");
            assert!(seen.insert(image), "{name}: {image} stands twice");
        }
    }

    #[test]
    fn no_row_hides_another() {
        for row in software() {
            for pattern in row.images {
                let image = sample(pattern);
                let found = known(&image).unwrap();
                let same = std::ptr::eq(found.software, row) && found.certainty.is_certain();
                assert!(same, "{image}: {} hides {}", found.software.name, row.name);
            }
        }
    }

    #[test]
    fn a_star_stands_where_it_is_understood() {
        for pattern in software().flat_map(|row| row.images) {
            let (name, tag) = pattern.split_once(':').unwrap_or((pattern, ""));
            let inner = |text: &str| text.trim_matches('*').contains('*');
            let in_path = name.contains('/') && name.contains('*');
            assert!(!inner(name) && !inner(tag) && !in_path, "{pattern}");
        }
    }

    #[test]
    fn ports_are_ports_and_stand_once() {
        for row in software() {
            let once: std::collections::HashSet<_> = row.ports.iter().collect();
            let right = row.ports.iter().all(|port| (1..=65535).contains(port));
            assert!(right && once.len() == row.ports.len(), "{}", row.name);
        }
    }

    #[test]
    fn a_known_port_is_that_of_its_datastore() {
        for &(port, name) in STORES {
            let row = crate::facts::datastore_on(port).unwrap();
            assert!(row.name == name && row.class.is_datastore(), "{port}");
        }
        assert!(crate::facts::datastore_on(8080).is_none());
    }

    #[test]
    fn paths_are_absolute_and_flags_are_flags() {
        for row in software() {
            for path in [row.data, row.logs, row.config, row.writes, row.brings]
                .into_iter()
                .flatten()
            {
                let plain = path.starts_with('/') && path.len() > 1 && !path.ends_with('/');
                assert!(plain, "{}: {path}", row.name);
            }
            for flag in [row.port_flags, row.reads, row.watches]
                .into_iter()
                .flatten()
            {
                assert!(flag.starts_with('-') && !flag.contains('='), "{flag}");
            }
            for name in row.port_env {
                assert!(!name.contains(['-', '=', ' ']), "{name}");
            }
        }
    }

    #[test]
    fn rows_are_in_order_of_name_within_their_group() {
        let mut rows = 0;
        for group in include_str!("software.rs").split("\n    // ") {
            let names = group.lines().filter_map(|line| {
                let (name, _) = line.strip_prefix("    row(\"")?.split_once('"')?;
                Some(name.to_lowercase())
            });
            let names: Vec<String> = names.collect();
            assert!(names.is_sorted(), "{names:?}");
            rows += names.len();
        }
        assert_eq!(rows, software().count());
    }
}
