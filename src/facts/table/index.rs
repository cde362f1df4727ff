//! Which rows an image's name may match, so that few of some hundreds are looked at.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Software, software};
use crate::facts::software::{Class, last_of, words};
use crate::wildcard::is_like;

/// The rows with their places in the table, by what they say of the last part of a path.
struct Index {
    /// By the last part that they name.
    named: HashMap<&'static str, Vec<(usize, &'static Software)>>,
    /// With the last part that they leave open, in which a `*` stands for anything.
    open: Vec<(&'static str, usize, &'static Software)>,
    /// Those of datastores, each with a name that may be a word of another.
    stores: Vec<(&'static str, &'static Software)>,
    /// Those of datastores, and of what watches over them, by the programs that they are.
    run_by: HashMap<&'static str, &'static Software>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(Index::build)
}

/// The rows that may match an image whose path ends in `base`, in the order in which they are tried.
pub(in crate::facts) fn candidates(base: &str) -> Vec<&'static Software> {
    let index = index();
    let mut rows = index.named.get(base).cloned().unwrap_or_default();
    // Nearly all begin with another letter.
    let begins = |name: &str| name.starts_with('*') || name.bytes().next() == base.bytes().next();
    let open = index.open.iter();
    let open = open.filter(|(name, ..)| begins(name) && is_like(base, name));
    rows.extend(open.map(|&(_, at, row)| (at, row)));
    rows.sort_by_key(|(at, _)| *at);
    rows.dedup_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The first datastore with a name that one of the words of an image's name is, or begins with if it is longer
/// than four letters.
pub(in crate::facts) fn store_among(words: &[&str]) -> Option<&'static Software> {
    let is_it = |word: &str, name: &str| {
        word.starts_with(name) && (name.len() > 4 || name.len() == word.len())
    };
    let mut stores = index().stores.iter();
    let found = stores.find(|(name, _)| words.iter().any(|word| is_it(word, name)));
    found.map(|(_, row)| *row)
}

/// The datastore, or what watches over one, that a program is; of several builds the last in the table, which is the
/// most general.
pub(in crate::facts) fn run_by(program: &str) -> Option<&'static Software> {
    index().run_by.get(program).copied()
}

impl Index {
    fn build() -> Self {
        let mut index = Self {
            named: HashMap::new(),
            open: Vec::new(),
            stores: Vec::new(),
            run_by: HashMap::new(),
        };
        for (at, row) in software().enumerate() {
            for &pattern in row.images {
                let base = last_of(pattern);
                if base.contains('*') {
                    index.open.push((base, at, row));
                } else {
                    index.named.entry(base).or_default().push((at, row));
                }
                if row.class.is_datastore() || row.class == Class::Helper {
                    let programs = row.programs.iter().filter(|_| !pattern.contains('/'));
                    index.run_by.extend(programs.map(|program| (*program, row)));
                }
                if row.class.is_datastore() && words(pattern).eq([pattern]) {
                    index.stores.push((pattern, row));
                }
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_that_may_match_is_left_out() {
        for row in software() {
            for pattern in row.images {
                let path = pattern.split(':').next().unwrap();
                let base = path.rsplit('/').next().unwrap().replace('*', "x");
                let found = candidates(&base);
                assert!(
                    found.iter().any(|other| std::ptr::eq(*other, row)),
                    "{pattern}"
                );
                assert!(found.len() < 100, "{base}");
            }
        }
    }
}
